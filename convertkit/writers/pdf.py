"""PDF (WeasyPrint): tagged, PDF/UA-1 unless another variant is asked for."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse

from ..context import Context
from ..diagnostics import ConvertError, Diagnostic, Severity
from ..post import Post
from .artifact import Artifact, write_atomically
from .assets import Assets
from .book import book_styles, chapters
from .tags import finished
from .theme import rendered, style_sheet

suffixes = (".pdf",)
# WeasyPrint asks for a base; urljoin leaves paths as they are below a scheme that it does not know.
_BASE = "convertkit://book/"
_LOGGER = logging.getLogger("weasyprint")


@dataclass(frozen=True)
class Options:
    """What a PDF may be asked for."""

    title: str = field(default="", metadata={"help": "Title of the book (default: that of its one post, or of the site)."})
    page_size: Literal["A4", "A5", "Letter"] = field(default="A4", metadata={"help": "Size of the page."})
    pdf_variant: Literal["pdf/ua-1", "pdf/a-2u", "pdf/a-3b", "pdf/a-3u", "none"] = field(
        default="pdf/ua-1", metadata={"help": "Standard that the file follows."}
    )
    theme: str = field(default="plain", metadata={"help": "Theme of the book: a name, or a folder."})


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Nothing is fetched but the book's own pictures."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(allowed_protocols=("convertkit", "data"))
        self.assets = {asset.name: asset for asset in assets.by_digest.values()}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith("data:image/"):
            return super().fetch(url, headers)
        asset = self.assets.get(unquote(url.removeprefix(_BASE)))
        if asset is None:
            raise ValueError(f"not a file of the book: {url}")
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})


def write(posts: Sequence[Post], target: Path, options: Options, context: Context) -> Artifact:
    """Write posts as one PDF.

    Raises ConvertError: CK401 where the file cannot be written, CK413 for a book without posts, CK504 where WeasyPrint
    cannot lay it out.
    """
    if not posts:
        raise ConvertError(Diagnostic("CK413", "a book needs at least one post", None, Severity.ERROR))
    assets = Assets(context, "images/")
    html = page(posts, options, context, assets)
    data = _laid_out(html, options, context, assets)
    write_atomically(target, data)
    return Artifact(target, "application/pdf", len(data))


def page(posts: Sequence[Post], options: Options, context: Context, assets: Assets) -> str:
    """The whole book as the HTML page that is laid out."""
    first = posts[0].metadata
    found = chapters(posts, context, assets, one_file=True)
    authors = dict.fromkeys(name for post in posts for name in post.metadata.authors)
    styles = [f"@page {{ size: {options.page_size} }}", style_sheet("pdf", options.theme), *book_styles(posts)]
    return rendered(
        "pdf",
        options.theme,
        "book.html",
        chapters=found,
        single=len(posts) == 1,
        title=options.title or (posts[0].title if len(posts) == 1 else context.site.title or posts[0].title),
        authors=list(authors) or list(context.site.authors),
        description=first.description or first.summary if len(posts) == 1 else "",
        keywords=list(dict.fromkeys(tag for post in posts for tag in post.metadata.tags)),
        language=first.language or context.site.language or "en",
        styles=styles,
    )


def _laid_out(html: str, options: Options, context: Context, assets: Assets) -> bytes:
    identifier = hashlib.sha256(html.encode("utf-8", "replace")).digest()[:16]
    variant = None if options.pdf_variant == "none" else options.pdf_variant
    tagged: dict[str, Any] = {} if variant else {"pdf_tags": True}
    out = io.BytesIO()
    with _log(context):
        try:
            document = weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=_Fetcher(assets))
            document.write_pdf(
                out, finisher=finished, pdf_variant=variant, pdf_identifier=identifier, custom_metadata=True, **tagged
            )
        except (ValueError, RecursionError, AssertionError, IndexError) as error:
            message = f"the page cannot be laid out: {error}"
            raise ConvertError(Diagnostic("CK504", message, None, Severity.ERROR, "try --to html")) from error
    return out.getvalue()


class _Collector(logging.Handler):
    def __init__(self, context: Context) -> None:
        super().__init__(logging.ERROR)
        self.context = context

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage().replace(_BASE, "")
        if "no required alt description" in message:
            # A picture without words is decoration: the tag tree says so.
            return
        self.context.report.warn("CK505", message[:1].lower() + message[1:].rstrip("."), None)


@contextmanager
def _log(context: Context) -> Iterator[None]:
    """What WeasyPrint complains of goes to the report instead of the standard error."""
    collector = _Collector(context)
    handlers, propagate = list(_LOGGER.handlers), _LOGGER.propagate
    for handler in handlers:
        _LOGGER.removeHandler(handler)
    _LOGGER.addHandler(collector)
    _LOGGER.propagate = False
    try:
        yield
    finally:
        _LOGGER.removeHandler(collector)
        for handler in handlers:
            _LOGGER.addHandler(handler)
        _LOGGER.propagate = propagate
