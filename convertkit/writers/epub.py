"""EPUB 3.3 (ebooklib): a chapter a post, navigation, images, metadata of EPUB Accessibility 1.1."""

from __future__ import annotations

import datetime as dt
import io
import re
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ebooklib import epub

from ..context import Context
from ..diagnostics import ConvertError, Diagnostic, Severity
from ..post import Post
from ..version import __version__
from .artifact import Artifact, write_atomically
from .assets import Assets
from .book import BookChapter, book_styles, chapters
from .theme import rendered, style_sheet

suffixes = (".epub",)
_XHTML = "application/xhtml+xml"
# A zip entry has a date; a book without one gets the first that zip can hold.
_EPOCH = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Options:
    """What an EPUB may be asked for."""

    title: str = field(default="", metadata={"help": "Title of the book (default: that of its one post, or of the site)."})
    toc_depth: int = field(default=3, metadata={"help": "Levels of headings in the navigation, 1 to 6."})
    theme: str = field(default="plain", metadata={"help": "Theme of the book: a name, or a folder."})


def write(posts: Sequence[Post], target: Path, options: Options, context: Context) -> Artifact:
    """Write posts as one EPUB 3.3 book.

    Raises ConvertError: CK401 where the file cannot be written, CK413 for a book without posts.
    """
    if not posts:
        raise ConvertError(Diagnostic("CK413", "a book needs at least one post", None, Severity.ERROR))
    data = _Book(posts, options, context).data()
    write_atomically(target, data)
    return Artifact(target, "application/epub+zip", len(data))


class _Book:
    def __init__(self, posts: Sequence[Post], options: Options, context: Context) -> None:
        self.posts = posts
        self.options = options
        self.context = context
        self.assets = Assets(context, "images/")
        self.book = epub.EpubBook()
        self.first = posts[0].metadata
        self.single = len(posts) == 1
        self.title = options.title or (posts[0].title if self.single else context.site.title or posts[0].title)
        self.language = self.first.language or context.site.language or "en"
        self.modified = _modified(posts)

    def data(self) -> bytes:
        found = chapters(self.posts, self.context, self.assets, one_file=False)
        self.describe(found)
        self.add("style", "style.css", "text/css", self.styles().encode())
        for each in found:
            self.add_chapter(each)
        for asset in self.assets.by_digest.values():
            self.add(f"image-{Path(asset.name).name}", asset.name, asset.media_type, asset.data)
        self.navigate(found)
        buffer = io.BytesIO()
        epub.write_epub(
            buffer, self.book, {"epub3_pages": False, "epub3_landmark": False, "mtime": self.modified, "raise_exceptions": True}
        )
        return self.packed(buffer.getvalue())

    def styles(self) -> str:
        return "\n".join([style_sheet("epub", self.options.theme), *book_styles(self.posts)]) + "\n"

    def add(self, uid: str, name: str, kind: str, data: bytes, properties: list[str] | None = None) -> Any:
        # EpubHtml would print the chapter anew and change its text; a plain item keeps the bytes.
        item = epub.EpubItem(uid=_uid(uid), file_name=name, media_type=kind, content=data)
        item.properties = list(properties or [])
        self.book.add_item(item)
        return item

    def add_chapter(self, each: BookChapter) -> None:
        text = rendered(
            "epub",
            self.options.theme,
            "chapter.xhtml",
            chapter=each,
            post=each.post,
            metadata=each.post.metadata,
            body=each.page.xml,
        )
        item = self.add(f"chapter-{each.name}", f"{each.name}.xhtml", _XHTML, text.encode(), each.page.properties)
        self.book.spine.append(item)

    def navigate(self, found: list[BookChapter]) -> None:
        depth = self.options.toc_depth
        entries = [{"href": f"{each.name}.xhtml", "title": each.post.title, "children": _nested(each, depth)} for each in found]
        text = rendered(
            "epub", self.options.theme, "nav.xhtml", entries=entries, title=self.title, language=self.language, first=found[0]
        )
        self.add("nav", "nav.xhtml", _XHTML, text.encode(), ["nav"])
        self.book.toc = [epub.Link(f"{each.name}.xhtml", each.post.title, _uid(f"ncx-{each.name}")) for each in found]
        self.book.add_item(epub.EpubNcx())

    # ------------------------------------------------------------------ metadata

    def describe(self, found: list[BookChapter]) -> None:
        book, first = self.book, self.first
        book.set_identifier(self.identifier(found))
        book.set_title(self.title)
        book.set_language(self.language)
        for name in self.authors():
            book.add_metadata("DC", "creator", name)
        description = (
            first.description or first.summary if self.single else str(self.context.site.setting("params.description") or "")
        )
        if description:
            book.add_metadata("DC", "description", description)
        for subject in dict.fromkeys(tag for post in self.posts for tag in (*post.metadata.tags, *post.metadata.categories)):
            book.add_metadata("DC", "subject", subject)
        if self.single and first.date is not None:
            book.add_metadata("DC", "date", first.date.strftime("%Y-%m-%d"))
        self.describe_access(found)

    def authors(self) -> list[str]:
        names = [name for post in self.posts for name in post.metadata.authors] or list(self.context.site.authors)
        return list(dict.fromkeys(names))

    def describe_access(self, found: list[BookChapter]) -> None:
        """EPUB Accessibility 1.1: what the book offers and what it does not."""
        pictures = bool(self.assets.by_digest)
        described = all(image.get("alt") for each in found for image in each.page.root.iter("img"))
        values = [("accessMode", "textual")] + ([("accessMode", "visual")] if pictures else [])
        values.append(("accessModeSufficient", "textual" if described else "textual,visual"))
        features = ["structuralNavigation", "tableOfContents", "readingOrder"]
        features += ["alternativeText"] if pictures and described else []
        features += ["MathML"] if any(each.page.properties for each in found) else []
        values += [("accessibilityFeature", feature) for feature in features]
        values.append(("accessibilityHazard", "none"))
        summary = "Text in reading order with a table of contents and headings"
        summary += "; every image has a text alternative." if pictures and described else "."
        values.append(("accessibilitySummary", summary))
        for name, value in values:
            self.book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})

    def identifier(self, found: list[BookChapter]) -> str:
        """A name of the book that stays: the URL of its one post, else a hash of its content."""
        base = self.context.site.base_url
        if self.single and base.startswith("http") and self.posts[0].permalink:
            return uuid.uuid5(uuid.NAMESPACE_URL, base + self.posts[0].permalink).urn
        content = "\n".join(each.page.xml for each in found)
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self.title}\n{content}").urn

    # ------------------------------------------------------------------ package

    def packed(self, data: bytes) -> bytes:
        """The book with fixed dates, `xml:lang` on its package, pictures stored as they are; mimetype first."""
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for entry in old.infolist():
                content = old.read(entry)
                if entry.filename.endswith(".opf"):
                    content = self.patched(content)
                info = zipfile.ZipInfo(entry.filename, _EPOCH.timetuple()[:6])
                stored = entry.filename == "mimetype" or entry.filename.endswith((".png", ".jpg", ".gif", ".webp", ".avif"))
                info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                new.writestr(info, content)
        return out.getvalue()

    def patched(self, opf: bytes) -> bytes:
        language = re.sub(r"[^A-Za-z0-9-]", "", self.language).encode()
        opf = re.sub(rb'content="Ebook-lib [^"]*"', f'content="convertkit {__version__}"'.encode(), opf)
        return re.sub(rb"<package ", b'<package xml:lang="' + language + b'" ', opf, count=1)


def _uid(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "-", text)


def _modified(posts: Sequence[Post]) -> dt.datetime:
    """The latest date of the posts, never the clock's."""
    dates = [date for post in posts for date in (post.metadata.updated, post.metadata.date) if date is not None]
    utc = [date.astimezone(dt.UTC) if date.tzinfo else date.replace(tzinfo=dt.UTC) for date in dates]
    return max(utc, default=_EPOCH)


def _nested(each: BookChapter, depth: int) -> list[dict[str, Any]]:
    """The headings of a chapter below each other, down to `depth` levels below the title."""
    top: list[dict[str, Any]] = []
    stack: list[tuple[int, list[dict[str, Any]]]] = [(1, top)]
    for level, name, text in each.headings:
        if level > depth + 1 or depth < 2:
            continue
        entry: dict[str, Any] = {"href": f"{each.name}.xhtml#{name}", "title": text, "children": []}
        while stack[-1][0] >= level:
            stack.pop()
        stack[-1][1].append(entry)
        stack.append((level, entry["children"]))
    return top
