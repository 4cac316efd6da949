"""Filters of Liquid that take a text and give one (Liquid 5, `StandardFilters`)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus, unquote_plus

from liquid.exceptions import FilterArgumentError

from ...dialects.liquid_marks import BLANKS
from ..ruby import TooMuchError, integer
from ..ruby import string as text

MOST = 4_000_000
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_WHITE = re.compile(r"[ \t\n\v\f\r\0]+")
# Ruby's references in a replacement: "\\0", "\\1"
_BACK = re.compile(r"\\([0-9&\\])")
# A sign of HTML, or a "&" that opens no entity
_UNESCAPED = re.compile(r"[\"><']|&(?!(?:[a-zA-Z]+|#\d+);)")


def bounded(size: int) -> None:
    """Raises TooMuchError where a text of that size would be larger than any post."""
    if size > MOST:
        raise TooMuchError("a text is too long")


def escape(value: Any) -> str | None:
    """`value` as text of HTML."""
    return None if value is None else text(value).translate(_HTML)


def escape_once(value: Any) -> str:
    """`escape` that leaves entities alone."""
    return _UNESCAPED.sub(lambda match: match[0].translate(_HTML), text(value))


def replaced(value: Any, old: Any, new: Any = "", count: int = -1) -> str:
    """Ruby's `gsub` with a text; `count` is the most places."""
    string, sought, other = text(value), text(old), text(new)
    if "\\" in other:
        other = _BACK.sub(lambda match: {"0": sought, "&": sought, "\\": "\\"}.get(match[1], ""), other)
    places = string.count(sought) if count < 0 else min(count, string.count(sought))
    bounded(len(string) + places * max(0, len(other) - len(sought)))
    return string.replace(sought, other, count)


def replace_last(value: Any, old: Any, new: Any) -> str:
    """`value` with the last `old` made `new`."""
    string, sought = text(value), text(old)
    at = string.rfind(sought)
    return string if at < 0 else string[:at] + text(new) + string[at + len(sought) :]


def sliced(value: Any, offset: Any, length: Any = 1) -> Any:
    """The `length` characters, or items, from `offset` on; a negative one counts from the end."""
    whole = value if isinstance(value, list | tuple) else text(value)
    start, size = _whole(offset), _whole(1 if length is None else length)
    start += len(whole) if start < 0 else 0
    if start < 0 or start > len(whole) or size < 0:
        return [] if isinstance(whole, list | tuple) else ""
    return whole[start : start + size]


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        return int(text(value))
    except ValueError as error:
        raise FilterArgumentError("invalid integer", token=None) from error


def truncate(value: Any, length: Any = 50, end: Any = "...") -> str | None:
    """At most `length` characters, `end` among them."""
    if value is None:
        return None
    string, size, mark = text(value), _whole(length), text(end)
    return string if len(string) <= size else string[: max(0, size - len(mark))] + mark


def truncatewords(value: Any, count: Any = 15, end: Any = "...") -> str | None:
    """At most `count` words."""
    if value is None:
        return None
    string, most = text(value), max(1, _whole(count))
    parts = _WHITE.split(string.lstrip(BLANKS), maxsplit=most)
    return string if len(parts) <= most else " ".join(parts[:most]) + text(end)


def split_words(string: str) -> list[str]:
    """The words of a text; a no-break space parts none."""
    return [word for word in _WHITE.split(string) if word]


def split(value: Any, mark: Any) -> list[str]:
    """Ruby's `split`: a blank means any white space, nothing each character; empty ends go."""
    string, sought = text(value), text(mark)
    if sought == " ":
        return split_words(string)
    parts = list(string) if not sought else string.split(sought)
    while parts and not parts[-1]:
        parts.pop()
    return parts


def strip_html(value: Any) -> str:
    """The text of HTML: scripts, styles, comments and tags go. Linear, whatever is not closed."""
    string = text(value)
    for opening, closing in (("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"), ("<", ">")):
        string = _without(string, opening, closing)
    return string


def _without(string: str, opening: str, closing: str) -> str:
    parts, at = [], 0
    while (start := string.find(opening, at)) >= 0 and (end := string.find(closing, start + len(opening))) >= 0:
        parts.append(string[at:start])
        at = end + len(closing)
    return "".join(parts) + string[at:]


def decoded(value: Any, altchars: bytes | None = None) -> str:
    """Base64 as text."""
    try:
        return base64.b64decode(text(value), altchars, validate=True).decode("utf-8", "replace")
    except (ValueError, binascii.Error) as error:
        raise FilterArgumentError("invalid base64", token=None) from error


def capitalized(value: Any) -> str:
    """The first letter upper case, all others lower case."""
    string = text(value)
    return string[:1].upper() + string[1:].lower()


FILTERS: dict[str, Callable[..., Any]] = {
    "append": lambda value, more: text(value) + text(more),
    "base64_decode": decoded,
    "base64_encode": lambda value: base64.b64encode(text(value).encode()).decode(),
    "base64_url_safe_decode": lambda value: decoded(value, b"-_"),
    "base64_url_safe_encode": lambda value: base64.urlsafe_b64encode(text(value).encode()).decode(),
    "capitalize": capitalized,
    "downcase": lambda value: text(value).lower(),
    "escape": escape,
    "escape_once": escape_once,
    "h": escape,
    "lstrip": lambda value: text(value).lstrip(BLANKS),
    "newline_to_br": lambda value: re.sub(r"\r?\n", "<br />\n", text(value)),
    "prepend": lambda value, more: text(more) + text(value),
    "remove": lambda value, old: replaced(value, old, ""),
    "remove_first": lambda value, old: replaced(value, old, "", 1),
    "remove_last": lambda value, old: replace_last(value, old, ""),
    "replace": lambda value, old, new="": replaced(value, old, new),
    "replace_first": lambda value, old, new="": replaced(value, old, new, 1),
    "replace_last": replace_last,
    "rstrip": lambda value: text(value).rstrip(BLANKS),
    "slice": sliced,
    "split": split,
    "strip": lambda value: text(value).strip(BLANKS),
    "strip_html": strip_html,
    "strip_newlines": lambda value: re.sub(r"\r?\n", "", text(value)),
    "to_integer": lambda value: int(value) if isinstance(value, bool) else integer(value),
    "truncate": truncate,
    "truncatewords": truncatewords,
    "upcase": lambda value: text(value).upper(),
    "url_decode": lambda value: None if value is None else unquote_plus(text(value)),
    "url_encode": lambda value: None if value is None else quote_plus(text(value)),
}
