"""Which cover a book gets: the picture that was given, one that is made, or none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ... import registry
from ...context import Context
from ...post import Book
from ..assets import Asset, Assets


@dataclass(frozen=True)
class CoverPage:
    """A cover: its picture, and what a page draws over one that lacks its words."""

    asset: Asset
    svg: str = ""


def cover_page(book: Book, wanted: str, assets: Assets, *, made: bool, context: Context) -> CoverPage | None:
    """The cover of `book`, whose picture becomes one of `assets`.

    `wanted` is the option, `none` for no cover; with `made` a book without a picture gets one from its title and authors.
    A picture that the user names may lie anywhere; one that cannot be read is reported (CK415).
    """
    if wanted == "none":
        return None
    if book.cover is not None:
        asset = _given(book.cover, assets, context)
        if asset is not None:
            return CoverPage(asset)
    if not made and book.cover is None:
        return None
    drawn = registry.load("engines", "cover")(book, context.site.title)
    return CoverPage(assets.made("cover", ".png", drawn.png, "image/png"), drawn.svg)


def _given(path: Path, assets: Assets, context: Context) -> Asset | None:
    if not path.is_file():
        reason, asset = "there is no such file", None
    else:
        reason, asset = "not a picture", assets.file(path)
    if asset is None:
        context.report.warn("CK415", f"cannot use the cover '{path}': {reason}", None, hint="a cover is made from the title")
    return asset
