"""PDF (WeasyPrint): tagged, PDF/UA-1 unless another variant is asked for; a long book on several processes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Literal

from ... import registry
from ...context import Context
from ...diagnostics import ConvertError, Diagnostic, Severity
from ...post import Book, Post
from ...wellformed import add_class
from ..artifact import Artifact, write_atomically
from ..assets import Assets
from ..book.bound import BookOptions, bound
from ..book.chapters import BookChapter, book_styles, chapters, contents
from ..book.cover_page import cover_page
from ..page.structure import HEADINGS
from ..page.tables import fit_tables
from ..page.theme import rendered, style_sheet
from ..page.words import words_of
from . import pool as pdf_pool
from .glyphs import report_missing
from .jobs import Complaints, Gathering, LayoutError, Pages, Paint, Painted
from .lines import allow_breaks, bracket_ruby, isolate_code
from .notes import Room, notes_fit, notes_to_pages
from .split import SHORT, can_split, gatherings

suffixes = (".pdf",)
# PDF/A forbids pictures that a viewer smooths (ISO 19005-2, 6.2.8)
_SHARP = "img, svg { image-rendering: crisp-edges }"
# '<a href="#p1-chapter"'
_LINK = re.compile(r'<a href="#([^"]+)"')
_TARGET = re.compile(r"target-counter\(\s*attr\(href(?:\s+url)?\)\s*,\s*page\s*\)")
# "no anchor #p9-fn-25 for internal URI reference"
_LOST = re.compile(r"^no anchor #((?:p\d+-)?)fn")
# "@page :first", "@page front:first"
_FIRST = re.compile(r"(@page\s*[\w-]*):first")


@dataclass(frozen=True)
class Options(BookOptions):
    """What a PDF may be asked for."""

    page_size: Literal["A4", "A5", "Letter"] = field(default="A4", metadata={"help": "Size of the page."})
    pdf_variant: Literal["pdf/ua-1", "pdf/a-2a", "pdf/a-2b", "pdf/a-2u", "pdf/a-3a", "pdf/a-3b", "pdf/a-3u", "none"] = field(
        default="pdf/ua-1", metadata={"help": "Standard that the file follows."}
    )
    notes: Literal["page", "chapter"] = field(
        default="page", metadata={"help": "Notes at the foot of the page, or after the chapter."}
    )
    # 300 dots an inch across an A4 page are 2480
    image_max: int = field(
        default=2480, metadata={"help": "Pixels of the longer side of pictures; 0 leaves them as they are.", "least": 0}
    )
    toc_depth: int = field(
        default=2, metadata={"help": "Levels of headings in the contents, the chapter's title being 1.", "least": 1, "most": 6}
    )
    theme: str = field(default="plain", metadata={"help": "Theme of the book: a name, or a folder."})


def write(posts: Sequence[Post], target: Path, options: Options, context: Context) -> Artifact:
    """Write posts as one PDF.

    Raises ConvertError: CK401 where the file cannot be written, CK413 for a book without posts, CK504 where WeasyPrint
    cannot lay it out.
    """
    long = sum(len(post.source.text) for post in posts) > SHORT
    # Processes of their own import WeasyPrint while the chapters are made here.
    pool = pdf_pool.workers(context.options.jobs, len(posts)) if long else []
    try:
        book = _Pdf(posts, options, context)
        data = book.data(pool)
    except LayoutError as error:
        message = f"the pages cannot be laid out: {error}"
        raise ConvertError(Diagnostic("CK504", message, None, Severity.ERROR, "try --to html")) from error
    finally:
        for worker in pool:
            worker.stop()
    write_atomically(target, data)
    return Artifact(target, "application/pdf", len(data))


# Characters of a page, with some to spare for themes with wider margins
_PAGE = {"A4": Room(3300, 4600), "A5": Room(1800, 2000), "Letter": Room(3200, 4400)}
# Characters of a table's line
_ROOM = {"A4": 92, "A5": 64, "Letter": 94}


class _Pdf:
    def __init__(self, posts: Sequence[Post], options: Options, context: Context) -> None:
        self.book: Book = bound(posts, options, context)
        self.options = options
        self.context = context
        self.assets = Assets(context, "images/", longest=options.image_max)
        self.variant = "" if options.pdf_variant == "none" else options.pdf_variant
        # A post alone has no title page; its cover is one that was asked for.
        self.alone = len(self.book) == 1 and not isinstance(posts, Book)
        self.chapters = chapters(self.book, context, self.assets, one_file=True)
        for chapter in self.chapters:
            self.lay_for_print(chapter)
        self.cover = cover_page(self.book, options.cover, self.assets, made=False, context=context)
        self.styles = [f"@page {{ size: {options.page_size} }}", style_sheet("pdf", options.theme), *book_styles(self.book)]
        if "/a-" in self.variant:
            self.styles.append(_SHARP)

    def lay_for_print(self, chapter: BookChapter) -> None:
        """Change a chapter to what pages want: drawn formulas, notes where they are called, what stands alone marked."""
        root, source = chapter.page.root, chapter.post.source
        for heading in root.iter(*HEADINGS):
            if heading.find(".//math") is not None:
                # A bookmark has the text of a heading, and drawings have none.
                heading.set("data-label", words_of(heading))
        undrawn = registry.load("engines", "pdf-math")(chapter.page) if root.find(".//math") is not None else ()
        for tex, problem in undrawn:
            place = source.place(source.span_of(tex))
            self.context.report.warn("CK441", f"a formula cannot be drawn: {problem}", place, hint="its TeX is shown")
        if self.options.notes == "page":
            self.float_notes(chapter)
        isolate_code(root)
        bracket_ruby(root)
        allow_breaks(root)
        fit_tables(root, room=_ROOM[self.options.page_size])
        for paragraph in root.iter("p"):
            alone = len(paragraph) == 1 and not (paragraph.text or "").strip() and not (paragraph[0].tail or "").strip()
            if alone and paragraph[0].tag in ("em", "strong"):
                # To its author a paragraph that is nothing but emphasis is a heading.
                add_class(paragraph, "headline")

    def float_notes(self, chapter: BookChapter) -> None:
        """Notes go to the foot of the page, all of a chapter or none."""
        if notes_fit(chapter.page, _PAGE[self.options.page_size]):
            notes_to_pages(chapter.page)
            return
        message = "the notes are too long for the foot of a page and stand at the end of the chapter"
        self.context.report.note("CK443", message, chapter.post.source.place(None), hint="--notes chapter does so everywhere")

    def data(self, pool: Sequence[pdf_pool.Worker]) -> bytes:
        """The file. Raises LayoutError."""
        parts = gatherings([len(chapter.page.html) for chapter in self.chapters]) if can_split(self.styles) else []
        if len(parts) > 1 and pool:
            try:
                return self.bound(parts, pool)
            except LayoutError as error:
                # One document is slower, and knows everything of itself.
                self.context.report.note("CK508", f"the book is laid out as one document: {error}", None)
                return self.whole()
        return self.whole()

    def whole(self) -> bytes:
        """The book as one document."""
        self.context.progress("Laying out", 0, 1)
        layouts = registry.load("engines", "pdf-layouts")()
        pages = layouts.run(self.gathering(self.html(self.chapters, front=True), self.chapters))
        assert isinstance(pages, Pages)
        painted = layouts.run(Paint(0, 0, pages.number))
        assert isinstance(painted, Painted)
        self.report(painted.complaints)
        self.context.progress("Laying out", 1, 1)
        return painted.data

    def bound(self, parts: Sequence[range], pool: Sequence[pdf_pool.Worker]) -> bytes:
        """The book as gatherings that are laid out apart."""
        members = [[self.chapters[at] for at in part] for part in parts]
        made = [
            self.gathering(_FIRST.sub(r"\1:nth(0)", self.html(each, front=False)), each, number)
            for number, each in enumerate(members, start=1)
        ]
        count_all = any("counter(pages" in style for style in self.styles)
        files, complaints = pdf_pool.painted(self.front, made, pool, count_all=count_all, progress=self.context.progress)
        self.report(complaints)
        data: bytes = registry.load("engines", "pdf-merge")(files, [_outer(each) for each in members])
        return data

    def front(self, pages: Mapping[str, int] | None) -> Gathering:
        """Title page and contents, with the page of each line, or with placeholders where pages are not known yet."""
        html = _TARGET.sub("attr(data-page)", self.html(self.chapters, front=True, body=False))

        def numbered(match: re.Match[str]) -> str:
            number = 888 if pages is None else pages.get(unescape(match[1]), 0)
            return f'<a data-page="{number}" href="#{match[1]}"'

        return self.gathering(_LINK.sub(numbered, html), [], 0, bound=True)

    def html(self, members: Sequence[BookChapter], *, front: bool, body: bool = True) -> str:
        """The page that is laid out: title page and contents with `front`, the chapters with `body`."""
        return rendered(
            "pdf",
            self.options.theme,
            "book.html",
            book=self.book,
            language=self.book.language,
            cover=self.cover.asset.name if self.cover is not None else "",
            entries=[] if self.alone else contents(members, depth=self.options.toc_depth, suffix=""),
            chapters=members if body else [],
            front=front and not self.alone,
            alone=self.alone,
            page_size=self.options.page_size,
            keywords=list(dict.fromkeys(tag for post in self.book for tag in post.metadata.tags)),
            styles=self.styles,
        )

    def gathering(self, html: str, members: Sequence[BookChapter], number: int = 0, *, bound: bool = False) -> Gathering:
        """What is laid out as one document; all of the book unless it has a number."""
        files = {asset.name: (asset.data, asset.media_type) for asset in self.assets.by_digest.values() if asset.name in html}
        bound = bound or number > 0
        here, everywhere = _names(members), _names(self.chapters)
        return Gathering(
            html,
            files,
            variant=self.variant,
            number=number,
            bound=bound,
            elsewhere=frozenset(_linked(html) & everywhere - here) if bound else frozenset(),
            chapters=tuple((each.anchor, each.language) for each in members),
        )

    def report(self, complaints: Complaints) -> None:
        """Say what WeasyPrint said."""
        for message in complaints.messages:
            lost = _LOST.search(message)
            chapter = next((each for each in self.chapters if lost and lost[1] == each.prefix), None)
            if chapter is not None and self.options.notes == "page":
                hint = "its notes are too long for the foot of a page: --notes chapter keeps them"
                place = chapter.post.source.place(None)
                self.context.report.error(
                    "CK444", f"a note of the chapter is lost (#{message.partition('#')[2].split()[0]})", place, hint=hint
                )
            else:
                self.context.report.warn("CK505", message, None)
        report_missing(complaints.glyphs, self.book, self.context)


def _names(members: Sequence[BookChapter]) -> set[str]:
    """The ids in some chapters."""
    return {name for each in members for name in (each.anchor, *each.page.ids)}


def _linked(html: str) -> set[str]:
    """The names in the document that links lead to."""
    return {unescape(name) for name in re.findall(r'href="#([^"]+)"', html)}


def _outer(members: Sequence[BookChapter]) -> list[int]:
    """How deep the chapters stand that no other chapter of these has below it."""
    depths = [each.depth for each in members]
    return [depth for at, depth in enumerate(depths) if all(other >= depth for other in depths[:at])]
