"""EPUB 3.3 (ebooklib): cover, title page, navigation, a chapter a post, pictures; metadata stands in `epub_description`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ebooklib import epub

from ...context import Context
from ...post import Book, Post
from ...version import __version__
from ..artifact import Artifact, atomically
from ..assets import Asset, Assets
from ..book.bound import BookOptions, bound
from ..book.chapters import BookChapter, Entry, book_styles, chapters, contents
from ..book.cover_page import CoverPage, cover_page
from ..page.tables import fit_tables
from ..page.theme import rendered, style_sheet
from .description import EPOCH, describe, modified
from .notes import with_asides

suffixes = (".epub",)
_XHTML = "application/xhtml+xml"
# Characters of a table's line on the screen of a reader
_ROOM = 44
# What is compressed already
_STORED = (".png", ".jpg", ".gif", ".webp", ".avif", ".mp3", ".m4a", ".mp4", ".webm", ".opus")


@dataclass(frozen=True)
class Options(BookOptions):
    """What an EPUB may be asked for."""

    toc_depth: int = field(
        default=3, metadata={"help": "Levels of headings in the contents, the chapter's title being 1.", "least": 1, "most": 6}
    )
    image_max: int = field(
        default=1600, metadata={"help": "Pixels of the longer side of pictures; 0 leaves them as they are.", "least": 0}
    )
    theme: str = field(default="plain", metadata={"help": "Theme of the book: a name, or a folder."})


def write(posts: Sequence[Post], target: Path, options: Options, context: Context) -> Artifact:
    """Write posts as one EPUB 3.3 book.

    Raises ConvertError: CK401 where the file cannot be written, CK413 for a book without posts.
    """
    book = _Epub(posts, options, context)
    package = book.package()

    def fill(temporary: Path) -> None:
        book.pack(package, temporary)

    atomically(target, fill)
    return Artifact(target, "application/epub+zip", target.stat().st_size)


class _Epub:
    def __init__(self, posts: Sequence[Post], options: Options, context: Context) -> None:
        self.posts: Book = bound(posts, options, context)
        self.options = options
        self.context = context
        self.assets = Assets(context, "images/", longest=options.image_max, portable=True)
        self.book = epub.EpubBook()
        # A post alone is a book without a title page; its cover is one that was asked for.
        self.alone = len(self.posts) == 1 and not isinstance(posts, Book)
        self.files: dict[str, Asset] = {}

    def package(self) -> bytes:
        """The book as ebooklib packs it, each picture and player an empty file whose bytes `pack` adds."""
        found = chapters(self.posts, self.context, self.assets, one_file=False, media=True)
        for each in found:
            with_asides(each.page.root)
            fit_tables(each.page.root, room=_ROOM)
        describe(self.book, self.posts, found, self.assets, self.context)
        self.add("style", "style.css", "text/css", self.styles().encode())
        cover = cover_page(self.posts, self.options.cover, self.assets, made=not self.alone, context=self.context)
        self.add_front(cover)
        for each in found:
            self.add_chapter(each)
        for asset in self.assets.by_digest.values():
            of_cover = cover is not None and asset is cover.asset
            self.files[asset.name] = asset
            uid = "cover-image" if of_cover else f"image-{Path(asset.name).name}"
            self.add(uid, asset.name, asset.media_type, b"", ["cover-image"] if of_cover else [])
        self.add_nav(found, cover)
        buffer = io.BytesIO()
        settings = {"epub3_pages": False, "epub3_landmark": False, "mtime": modified(self.posts), "raise_exceptions": True}
        epub.write_epub(buffer, self.book, settings)
        return buffer.getvalue()

    def styles(self) -> str:
        return "\n".join([style_sheet("epub", self.options.theme), *book_styles(self.posts)]) + "\n"

    def rendered(self, name: str, **values: Any) -> bytes:
        return rendered("epub", self.options.theme, name, book=self.posts, language=self.posts.language, **values).encode()

    def add(self, uid: str, name: str, kind: str, data: bytes, properties: Sequence[str] = ()) -> Any:
        # EpubHtml would print the chapter anew and change its text; a plain item keeps the bytes.
        item = epub.EpubItem(uid=_uid(uid), file_name=name, media_type=kind, content=data)
        item.properties = list(properties)
        self.book.add_item(item)
        return item

    def add_front(self, cover: CoverPage | None) -> None:
        if cover is not None:
            text = self.rendered("cover.xhtml", cover=cover)
            item = self.add("cover", "cover.xhtml", _XHTML, text, ["svg"] if cover.svg else [])
            self.book.spine.append(item)
            self.book.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})
        if not self.alone:
            self.book.spine.append(self.add("title", "title.xhtml", _XHTML, self.rendered("title.xhtml")))
            self.book.spine.append("nav")

    def add_chapter(self, each: BookChapter) -> None:
        text = rendered(
            "epub",
            self.options.theme,
            "chapter.xhtml",
            chapter=each,
            post=each.post,
            metadata=each.post.metadata,
            body=each.page.xml.replace(_NAMESPACE, ""),
        )
        item = self.add(f"chapter-{each.name}", f"{each.name}.xhtml", _XHTML, text.encode(), each.page.properties)
        self.book.spine.append(item)

    def add_nav(self, found: list[BookChapter], cover: CoverPage | None) -> None:
        landmarks = [("cover", "cover.xhtml", "Cover")] if cover is not None else []
        landmarks += [] if self.alone else [("titlepage", "title.xhtml", "Title page"), ("toc", "nav.xhtml#toc", "Contents")]
        landmarks.append(("bodymatter", f"{found[0].name}.xhtml", found[0].post.title))
        entries = contents(found, depth=self.options.toc_depth, suffix=".xhtml")
        text = self.rendered("nav.xhtml", entries=entries, title=self.posts.title, landmarks=landmarks)
        self.add("nav", "nav.xhtml", _XHTML, text, ["nav"])
        self.book.toc = [_ncx(entry, str(number)) for number, entry in enumerate(contents(found, depth=1, suffix=".xhtml"))]
        self.book.add_item(epub.EpubNcx())

    # ------------------------------------------------------------------ package

    def pack(self, package: bytes, target: Path) -> None:
        """Write the book with fixed dates, `xml:lang` on its package, pictures stored as they are; mimetype first."""
        with zipfile.ZipFile(io.BytesIO(package)) as old, target.open("wb") as file, zipfile.ZipFile(file, "w") as new:
            for entry in old.infolist():
                asset = self.files.get(entry.filename.partition("/")[2])
                content = asset.data if asset is not None else old.read(entry)
                if entry.filename.endswith(".opf"):
                    content = self.patched(content)
                info = zipfile.ZipInfo(entry.filename, EPOCH.timetuple()[:6])
                stored = entry.filename == "mimetype" or entry.filename.endswith(_STORED)
                info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                new.writestr(info, content)

    def patched(self, opf: bytes) -> bytes:
        language = re.sub(r"[^A-Za-z0-9-]", "", self.posts.language).encode()
        opf = re.sub(rb'content="Ebook-lib [^"]*"', f'content="convertkit {__version__}"'.encode(), opf)
        return re.sub(rb"<package ", b'<package xml:lang="' + language + b'" ', opf, count=1)


# The chapter's root says it already.
_NAMESPACE = ' xmlns:epub="http://www.idpf.org/2007/ops"'


def _ncx(entry: Entry, number: str) -> Any:
    """An entry of the contents for readers of EPUB 2."""
    if not entry.children:
        return epub.Link(entry.href, entry.title, f"ncx-{number}")
    return epub.Section(entry.title, entry.href), [_ncx(child, f"{number}-{at}") for at, child in enumerate(entry.children)]


def _uid(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "-", text)
