"""Permalink patterns with their placeholders filled, and names as generators write them in paths."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import quote

# ":year", ":sections[1:]", ":2006"
_TOKEN = re.compile(r":(\w+)(\[[^\]]*\])?")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
# Parts of Go's reference time (Mon Jan 2 15:04:05 2006), the longest first
_GO = {
    "2006": "{0:%Y}", "January": "{m}", "Monday": "{w}", "Jan": "{m:.3}", "Mon": "{w:.3}", "01": "{0:%m}", "02": "{0:%d}",
    "03": "{0:%I}", "04": "{0:%M}", "05": "{0:%S}", "06": "{0:%y}", "15": "{0:%H}", "002": "{0:%j}", "1": "{0.month}",
    "2": "{0.day}", "PM": "{0:%p}",
}  # fmt: skip
_GO_PART = re.compile("|".join(sorted(_GO, key=len, reverse=True)))

# What is the same in a path however it is written
_SAFE_PATH = re.compile(r"[A-Za-z0-9/._~+-]*")

Value = str | Callable[[], str]


def filled(
    pattern: str,
    values: Mapping[str, Value],
    *,
    parts: Mapping[str, Callable[[], list[str]]],
    date: dt.datetime | None = None,
) -> str:
    """A pattern of Hugo with its tokens filled in; `parts` are tokens that may be cut (`:sections[1:]`).

    A token that is a layout of Go (`:2006`, `:Jan`) is that part of `date`; one that is not known stays.
    """

    def token(match: re.Match[str]) -> str:
        name, cut = match[1], match[2] or ""
        if name in parts:
            return "/".join(_cut(parts[name](), cut) if cut else parts[name]())
        value = values.get(name)
        if value is None:
            return go_date(name, date) + cut if _GO_PART.search(name) else match[0]
        return (value if isinstance(value, str) else value()) + cut

    return re.sub("/{2,}", "/", "/" + _TOKEN.sub(token, pattern))


def date_tokens(date: dt.datetime | None) -> dict[str, Value]:
    """Hugo's tokens of a date; a page without one has Go's zero time."""
    when = date or dt.datetime(1, 1, 1)
    weekday = when.isoweekday() % 7
    return {
        "year": str(when.year),
        "month": f"{when:%m}",
        "monthname": MONTHS[when.month - 1].lower(),
        "day": f"{when:%d}",
        "weekday": str(weekday),
        "weekdayname": WEEKDAYS[weekday].lower(),
        "yearday": str(when.timetuple().tm_yday),
    }


def go_date(layout: str, date: dt.datetime | None) -> str:
    """A date in a layout of Go (`2006-01`)."""
    when = date or dt.datetime(1, 1, 1)
    names = {"m": MONTHS[when.month - 1], "w": WEEKDAYS[when.isoweekday() % 7]}
    text = _GO_PART.sub(lambda match: _GO[match[0]].format(when, **names), layout)
    return text.replace(f"{when:%Y}", f"{when.year:04}") if "2006" in layout else text


def _cut(items: list[str], slice_: str) -> list[str]:
    """Items by Hugo's slice: `[1:]`, `[:last]`, `[last]`; no index is out of bounds."""

    def index(text: str, default: int) -> int:
        if text == "last":
            return len(items) - 1
        return int(text) if text.isdigit() else default

    low, colon, high = slice_[1:-1].partition(":")
    if not colon:
        at = index(low, len(items))
        return items[at : at + 1] if at >= 0 else []
    return items[index(low, 0) : max(0, index(high, len(items)))]


def urlize(text: str) -> str:
    """`text` as Hugo writes it in a path: lower case, blanks to `-`, no signs besides `-_.~+`, letters kept."""
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text).lower().strip():
        if char.isalnum() or char in "-_.~+" or unicodedata.category(char).startswith("M"):
            out.append(char)
        elif char.isspace() or char == "/":
            out.append("-")
    return re.sub("-{2,}", "-", "".join(out)).strip("-") if out else ""


def sanitized(text: str, *, lower: bool = True, accents: bool = True) -> str:
    """A path as Hugo writes it (common/paths.Sanitize): signs go, blanks become one `-`, `/` stays.

    `lower` is false with disablePathToLower, `accents` with removePathAccents.
    """
    if _SAFE_PATH.fullmatch(text):
        return text.lower() if lower else text
    if not accents:
        text = "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
    text = unicodedata.normalize("NFC", text)
    found = "".join(_dashed(text, leading=False))
    # Go lowers each letter to one letter.
    return found.replace("İ", "i").lower() if lower else found


def in_pattern(text: str, *, lower: bool = True, accents: bool = True) -> str:
    """A title or a slug where a pattern of Hugo names it: `+` is a blank, which becomes `-`.

    Measured with Hugo 0.168: "a + b" is `a--b`, "C++ x" `c-x`, "+x" `-x`, "x+" `x`.
    """
    whole = sanitized(text, lower=lower, accents=accents)
    return "".join(_dashed(whole.replace("+", " "), leading=True)) if "+" in whole else whole


def _dashed(text: str, *, leading: bool) -> list[str]:
    """The characters of `text` that a path may have, `-` for blanks between them (`leading`: before them too)."""
    out: list[str] = []
    blank = False
    for at, char in enumerate(text):
        if _in_path(text, at):
            if blank and char != "-":
                out.append("-")
            blank = False
            out.append(char)
        elif char.isspace() and (out[-1] != "-" if out else leading):
            blank = True
    return out


def _in_path(text: str, at: int) -> bool:
    char = text[at]
    if char.isalpha() or char.isdecimal() or char in "./\\_#+~-@":
        return True
    # "%2F"
    escape = char == "%" and re.match("%[0-9A-Fa-f]{2}", text[at : at + 3]) is not None
    return escape or unicodedata.category(char).startswith("M")


def iri(path: str) -> str:
    """`path` as an address that people can read: letters of every script stay, what an address cannot hold is escaped."""
    if _SAFE_PATH.fullmatch(path):
        return path
    escaped = (char if ord(char) > 127 else quote(char, safe="/-_.~+@!$&'()*,;=:%") for char in path)
    return "".join(escaped)
