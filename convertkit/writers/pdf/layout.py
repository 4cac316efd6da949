"""WeasyPrint behind one door: HTML is laid out as pages, pages are painted as a tagged PDF."""

from __future__ import annotations

import gc
import hashlib
import io
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import unquote

import weasyprint
import weasyprint.layout
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .jobs import Complaints, Gathering, LayoutError, Pages, Paint, Painted
from .tags import finished

# WeasyPrint asks for a base; urljoin leaves paths as they are below a scheme that it does not know.
BASE = "convertkit://book/"
_LOGGER = logging.getLogger("weasyprint")


@dataclass
class Laid:
    """A gathering as pages; `anchors` are the pages, from 0, of its ids."""

    gathering: Gathering
    document: Any
    complaints: Complaints
    margins: list[tuple[Any, Any, Any, int]] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.document.pages)

    @property
    def anchors(self) -> dict[str, int]:
        """The page of every id, from 0."""
        found: dict[str, int] = {}
        for number, page in enumerate(self.document.pages):
            for name in page.anchors:
                found.setdefault(name, number)
        return found


def lay_out(gathering: Gathering) -> Laid:
    """The pages of a gathering; those of one that is bound with others have no running heads and numbers yet.

    Raises LayoutError where WeasyPrint cannot lay it out.
    """
    complaints = Complaints()
    margins: list[tuple[Any, Any, Any, int]] = []
    with _engine(complaints), _without_margins(margins, when=gathering.bound):
        html = weasyprint.HTML(string=gathering.html, base_url=BASE, url_fetcher=_Fetcher(gathering.files))
        # Hints: the first number of a list, the width of a picture.
        document = html.render(pdf_variant=gathering.variant or None, presentational_hints=True)
    return Laid(gathering, document, complaints, margins)


def paint(laid: Laid, *, before: int = 0, total: int = 0) -> bytes:
    """The pages as a PDF. `before` pages of the book stand before these, `total` pages are in it.

    Raises LayoutError where WeasyPrint cannot paint them.
    """
    gathering, document = laid.gathering, laid.document
    out = io.BytesIO()
    with _engine(laid.complaints):
        for context, page, state, number in laid.margins:
            _set_margins(context, page, state, number, before=before, total=total)
        if document.pages:
            # A link to a name that these pages lack would be dropped. The name goes again when the tags are finished.
            missing = gathering.elsewhere - laid.anchors.keys()
            document.pages[0].anchors.update(dict.fromkeys(sorted(missing), (0, 0, 0, 0)))
        document.write_pdf(
            out,
            finisher=partial(finished, gathering=gathering),
            pdf_variant=gathering.variant or None,
            pdf_identifier=False if gathering.bound else hashlib.sha256(gathering.html.encode("utf-8", "replace")).digest()[:16],
            custom_metadata=True,
            pdf_tags=True,
        )
    return out.getvalue()


class Layouts:
    """Gatherings that are laid out and wait to be painted."""

    def __init__(self) -> None:
        self.laid: dict[int, Laid] = {}

    def run(self, job: Gathering | Paint) -> Pages | Painted:
        """Lay out a gathering, or paint one that is laid out and forget it.

        Raises LayoutError where WeasyPrint cannot do that.
        """
        if isinstance(job, Gathering):
            laid = self.laid[job.number] = lay_out(job)
            return Pages(laid.pages, laid.anchors)
        laid = self.laid.pop(job.number)
        data = paint(laid, before=job.before, total=job.total)
        complaints = laid.complaints
        del laid
        # Boxes know their parents: only a search for cycles frees them.
        gc.collect()
        return Painted(data, complaints)

    def stop(self) -> None:
        """Forget what is laid out."""
        self.laid.clear()


@contextmanager
def _without_margins(kept: list[tuple[Any, Any, Any, int]], *, when: bool) -> Iterator[None]:
    """Margin boxes, which tell page numbers, are not made but kept in mind: the pages before are not counted yet.

    WeasyPrint 70, layout/__init__.py, layout_document: margin boxes are made last, for each page, from these arguments.
    """
    if not when:
        yield
        return
    make: Callable[..., Any] = weasyprint.layout.make_margin_boxes

    def later(context: Any, page: Any, state: Any) -> tuple[()]:
        kept.append((context, page, state, context.current_page))
        return ()

    weasyprint.layout.make_margin_boxes = later
    try:
        yield
    finally:
        weasyprint.layout.make_margin_boxes = make


def _set_margins(context: Any, page: Any, state: Any, number: int, *, before: int, total: int) -> None:
    """Make the margin boxes of a page whose place in the book is known."""
    context.current_page = number
    state[1]["page"], state[1]["pages"] = [before + number], [total]
    boxes = list(weasyprint.layout.make_margin_boxes(context, page, state))
    page.children = (*page.children, *boxes)
    for box in boxes:
        layout_box_backgrounds(page, box, context.get_image_from_uri)


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Nothing is fetched but the book's own pictures."""

    def __init__(self, files: Mapping[str, tuple[bytes, str]]) -> None:
        super().__init__(allowed_protocols=("convertkit", "data"))
        self.files = files

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith("data:image/"):
            return super().fetch(url, headers)
        found = self.files.get(unquote(url.removeprefix(BASE)))
        if found is None:
            raise ValueError(f"not a file of the book: {url}")
        return URLFetcherResponse(url, found[0], {"Content-Type": found[1]})


class _Collector(logging.Handler):
    def __init__(self, complaints: Complaints) -> None:
        super().__init__(logging.WARNING)
        self.complaints = complaints

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage().replace(BASE, "")
        if message.startswith(".notdef glyph") and isinstance(record.args, tuple):
            self.complaints.glyphs[str(record.args[0])] = None
        elif record.levelno >= logging.ERROR and "no required alt description" not in message:
            # A picture without words is decoration: the tag tree says so.
            self.complaints.messages.append(message[:1].lower() + message[1:].rstrip("."))


@contextmanager
def _engine(complaints: Complaints) -> Iterator[None]:
    """WeasyPrint at work: what it says is collected, and no time goes into the search for cycles among its boxes."""
    collector = _Collector(complaints)
    handlers, propagate, level = list(_LOGGER.handlers), _LOGGER.propagate, _LOGGER.level
    collecting, epoch = gc.isenabled(), os.environ.get("SOURCE_DATE_EPOCH")
    _LOGGER.handlers = [collector]
    _LOGGER.propagate = False
    _LOGGER.setLevel(logging.WARNING)
    gc.disable()
    # fontTools notes in a font when it was cut down to the glyphs that are used.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    except Exception as error:  # any bug that some HTML shows in WeasyPrint is this book's problem, not the program's end
        raise LayoutError(f"{error or type(error).__name__}") from error
    finally:
        _LOGGER.handlers, _LOGGER.propagate = handlers, propagate
        _LOGGER.setLevel(level)
        if epoch is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = epoch
        if collecting:
            gc.enable()
