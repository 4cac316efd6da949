"""What a document of Jekyll is called in URLs (Jekyll 4.3, Permalinks)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple

from ..metadata import Metadata
from ..permalinks import MONTHS, WEEKDAYS, iri

_STYLES = {
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
_SUFFIXES = {"pretty": "/", "date": ":output_ext", "ordinal": ":output_ext", "none": ":output_ext"}
# "2024-05-01-a-post"
_DATED = re.compile(r"\d{2,4}-\d{1,2}-\d{1,2}-(.*)$", re.S)
# ":categories", ":short_year"
_PLACEHOLDER = re.compile(r":([a-z_]+)")


class Document(NamedTuple):
    """A file as Jekyll knows it.

    `label` is its collection (`posts` for drafts too, `pages` for pages), `path` is from the root or the folder of
    collections, `inner` from the folder of its own collection; `folders` are those above `_posts`.
    """

    label: str
    path: str
    inner: str
    folders: tuple[str, ...] = ()
    draft: bool = False


def name_of(name: str) -> str:
    """The name that a file gives its document: without date, suffix and the dots before it."""
    stem = _stem(name)
    dated = _DATED.match(stem)
    return dated[1] if dated else stem


def style(name: str) -> str:
    """The pattern that a permalink style stands for."""
    return _STYLES.get(name, name)


def template(document: Document, name: str, site_style: str) -> str:
    """The pattern of a page, or of a document whose collection has none."""
    end = _SUFFIXES.get(site_style, "")
    if not end:
        end = "/" if site_style.endswith("/") else ":output_ext" if site_style.endswith(":output_ext") else ""
    if document.label != "pages":
        return "/:collection/:path" + end
    return "/:path/" if _stem(name) == "index" else "/:path/:basename" + end


def url(pattern: str, document: Document, name: str, known: Metadata) -> str:
    """A pattern with its placeholders filled in; an unknown one stays."""

    def value(match: re.Match[str]) -> str:
        # ":title_x" is `title` followed by text: the longest name that is known counts.
        for end in range(len(match[1]), 0, -1):
            found = values.get(match[1][:end])
            if found is not None:
                return found() + match[1][end:]
        return match[0]

    values = _page_values(document, name) if document.label == "pages" else _values(document, name, known)
    whole = _PLACEHOLDER.sub(value, pattern)
    return iri(re.sub("/{2,}", "/", f"/{whole}".replace("..", "/").replace("./", "")))


def _page_values(document: Document, name: str) -> dict[str, Callable[[], str]]:
    folder = str(PurePosixPath(document.path).parent)
    return {
        "path": lambda: "" if folder == "." else folder,
        "basename": lambda: _stem(name),
        "output_ext": lambda: ".html",
    }


def _values(document: Document, name: str, known: Metadata) -> dict[str, Callable[[], str]]:
    stem = _stem(name)
    slug = known.slug or stem
    values: dict[str, Callable[[], str]] = {
        "collection": lambda: document.label,
        "path": lambda: _stem(document.path).replace(f"_{document.label}", "", 1),
        "output_ext": lambda: ".html",
        "name": lambda: slugify(stem),
        "title": lambda: slugify(slug, "pretty", cased=True),
        "slug": lambda: slugify(slug),
        "categories": lambda: "/".join(dict.fromkeys(each.lower() for each in known.categories)),
        "slugified_categories": lambda: "/".join(dict.fromkeys(slugify(each) for each in known.categories)),
    }
    # A draft without a date has that of the build in Jekyll: here it has none, so that its URL is the same every day.
    dates = _date_values(known.date or dt.datetime(1, 1, 1))
    return values | (dates if known.date is not None else dict.fromkeys(dates, str))


def _stem(name: str) -> str:
    """A name without its suffix and the dots before that."""
    path = PurePosixPath(name)
    return name.removesuffix(path.suffix).rstrip(".")


def _date_values(date: dt.datetime) -> dict[str, Callable[[], str]]:
    formats = {
        "year": "%Y", "month": "%m", "day": "%d", "hour": "%H", "minute": "%M", "second": "%S", "short_year": "%y", "y_day": "%j",
        "week": "%V", "w_year": "%G", "w_day": "%u",
    }  # fmt: skip
    names = {
        "i_day": str(date.day),
        "i_month": str(date.month),
        "long_month": MONTHS[date.month - 1],
        "short_month": MONTHS[date.month - 1][:3],
        "long_day": WEEKDAYS[date.isoweekday() % 7],
        "short_day": WEEKDAYS[date.isoweekday() % 7][:3],
    }
    values = {name: date.strftime(pattern) for name, pattern in formats.items()} | names
    return {name: (lambda text=text: text) for name, text in values.items()}  # type: ignore[misc]


def slugify(text: str, mode: str = "default", *, cased: bool = False) -> str:
    """`text` with `-` for every run of signs (Jekyll 4.3, `Utils.slugify`), in lower case unless it is `cased`.

    `mode` says what stays: raw (all but blanks), default (letters and digits), pretty (signs of addresses too), ascii, latin
    (letters in their Latin form); any other one keeps everything.
    """
    if mode == "latin":
        text = "".join(_LATIN.get(char, char) for char in text)
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
        text = "".join(char if char.isascii() else "-" for char in text)
    kept = _KEPT.get(mode)
    if kept is not None:
        out: list[str] = []
        in_run = False
        for char in text:
            if kept(char):
                out.append(char)
            elif not in_run:
                out.append("-")
            in_run = not kept(char)
        text = "".join(out).removeprefix("-").removesuffix("-")
    return text if cased else text.lower()


def _letter(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"


_LATIN = {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}
_LATIN |= {"ł": "l", "Ł": "L", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H"}
_KEPT: dict[str, Callable[[str], bool]] = {
    "raw": lambda char: not char.isspace(),
    "default": _letter,
    "latin": _letter,
    "pretty": lambda char: _letter(char) or char in "._~!$&'()+,;=@",
    "ascii": lambda char: char.isascii() and char.isalnum(),
}
