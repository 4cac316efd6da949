"""Dates as Ruby reads and writes them: `Time.parse` for what posts hold, `strftime` with its flags."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from ..metadata import moment
from ..permalinks import MONTHS, WEEKDAYS
from .ruby import TooMuchError, plain

# "%-d", "%^10B", "%::z", "%Q": flags, width, colons, letter
_DIRECTIVE = re.compile(r"%([-0^#_]*)(\d*)(:{0,3}|[EO]?)([A-Za-z%+])")
_WIDEST = 200
# "10 May 2016", "May 10, 2016 10:00 +0200", "Tue, 10 May 2016 10:00:00 GMT"; then a time and a zone may follow
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<m1>[A-Za-z]{3,9})|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2})"
    r"(?:st|nd|rd|th)?),?[\s-]+(?P<y>\d{4})(?P<rest>.*)",
    re.S,
)
# "2016/05/10", "20160510", "2016-05"
_NUMBERS = re.compile(r"(\d{4})(?:/(\d{1,2})/(\d{1,2})|(\d{2})(\d{2})|-(\d{1,2}))(?:T|\s|$)(.*)", re.S)
_MONTHS = [name[:3].lower() for name in MONTHS]


def instant(value: Any, here: dt.tzinfo, now: Callable[[], dt.datetime]) -> dt.datetime | dt.date | None:
    """The moment that `value` stands for (a date, seconds since 1970, "now", a text); None where it is none."""
    value = plain(value)
    if isinstance(value, dt.datetime):
        return value if value.tzinfo else value.replace(tzinfo=here)
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    word = str(value).strip().lower() if isinstance(value, str) else str(value)
    if word in ("now", "today"):
        return now()
    if re.fullmatch(r"\d{1,12}", word):
        return dt.datetime.fromtimestamp(int(word), here)
    found = _parsed(str(value).strip())
    if found is None:
        return None
    return found if found.tzinfo else found.replace(tzinfo=here)


def _parsed(text: str) -> dt.datetime | None:
    found = moment(text)
    if found is not None or len(text) > 100:
        return found
    if match := _NAMED.match(text):
        month = (match["m1"] or match["m2"]).lower()[:3]
        if month in _MONTHS:
            return moment(f"{match['y']}-{_MONTHS.index(month) + 1}-{match['d1'] or match['d2']}{_clock(match['rest'])}")
    if match := _NUMBERS.match(text):
        year, month, day = match[1], match[2] or match[4] or match[6], match[3] or match[5] or "1"
        return moment(f"{year}-{month}-{day}{_clock(match[7])}")
    return None


def _clock(rest: str) -> str:
    """' 10:00:00 +0200' of what follows a day; empty where that is no time."""
    match = re.match(r"[\sT,]*(\d{1,2}:\d{2}(?::\d{2})?)\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?", rest, re.I)
    return f" {match[1]} {match[2] or ''}".rstrip() if match else ""


def local(value: dt.datetime | dt.date, here: dt.tzinfo) -> dt.datetime:
    """`value` in the zone of the site; a day begins at midnight."""
    if not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day, tzinfo=here)
    return (value if value.tzinfo else value.replace(tzinfo=here)).astimezone(here)


def written(value: dt.datetime | dt.date, pattern: str) -> str:
    """`value` by a pattern of Ruby's `strftime`: English names, flags `-0^#_`, a width."""
    moment_ = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    return _DIRECTIVE.sub(lambda match: _directive(match, moment_), pattern)


def _directive(match: re.Match[str], value: dt.datetime) -> str:
    flags, width, colons, letter = match.groups()
    if letter == "%":
        return "%"
    if letter in _COMPOSED and not colons:
        text, fill, default = written(value, _COMPOSED[letter]), " ", 0
    elif letter == "z":
        text, fill, default = _offset(value, len(colons)), "0", 0
    elif letter in _FIELDS and (not colons or colons in "EO"):
        text, fill, default = _FIELDS[letter](value)
    else:
        return match[0]
    if letter in "NL":
        digits = int(width) if width else {"N": 9, "L": 3}[letter]
        return f"{value.microsecond:06d}"[:digits].ljust(min(digits, _WIDEST), "0")
    fill = "0" if "0" in flags else " " if "_" in flags else fill
    if "^" in flags:
        text = text.upper()
    if "#" in flags:
        text = text.lower() if letter in "pZ" else text.upper()
    if "-" in flags:
        return text
    if width and int(width) > _WIDEST:
        raise TooMuchError("a date is too wide")
    return text.rjust(int(width) if width else default, fill)


_COMPOSED = {
    "c": "%a %b %e %H:%M:%S %Y",
    "D": "%m/%d/%y",
    "x": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "v": "%e-%^b-%Y",
    "R": "%H:%M",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "r": "%I:%M:%S %p",
    "+": "%a %b %e %H:%M:%S %Z %Y",
}


def _number(number: int, width: int, fill: str = "0") -> tuple[str, str, int]:
    return str(number), fill, width


def _words(text: str) -> tuple[str, str, int]:
    return text, " ", 0


# What a letter stands for: the text, what fills it up, to which width.
_FIELDS: dict[str, Callable[[dt.datetime], tuple[str, str, int]]] = {
    "Y": lambda t: _number(t.year, 4),
    "C": lambda t: _number(t.year // 100, 2),
    "y": lambda t: _number(t.year % 100, 2),
    "m": lambda t: _number(t.month, 2),
    "B": lambda t: _words(MONTHS[t.month - 1]),
    "b": lambda t: _words(MONTHS[t.month - 1][:3]),
    "h": lambda t: _words(MONTHS[t.month - 1][:3]),
    "d": lambda t: _number(t.day, 2),
    "e": lambda t: _number(t.day, 2, " "),
    "j": lambda t: _number(t.timetuple().tm_yday, 3),
    "H": lambda t: _number(t.hour, 2),
    "k": lambda t: _number(t.hour, 2, " "),
    "I": lambda t: _number((t.hour - 1) % 12 + 1, 2),
    "l": lambda t: _number((t.hour - 1) % 12 + 1, 2, " "),
    "P": lambda t: _words("am" if t.hour < 12 else "pm"),
    "p": lambda t: _words("AM" if t.hour < 12 else "PM"),
    "M": lambda t: _number(t.minute, 2),
    "S": lambda t: _number(t.second, 2),
    "L": lambda t: _words(""),
    "N": lambda t: _words(""),
    # A time with an offset alone has no name of a zone.
    "Z": lambda t: _words("" if isinstance(t.tzinfo, dt.timezone) and t.tzinfo is not dt.UTC else t.tzname() or ""),
    "A": lambda t: _words(WEEKDAYS[t.isoweekday() % 7]),
    "a": lambda t: _words(WEEKDAYS[t.isoweekday() % 7][:3]),
    "u": lambda t: _number(t.isoweekday(), 1),
    "w": lambda t: _number(t.isoweekday() % 7, 1),
    "G": lambda t: _number(t.isocalendar().year, 4),
    "g": lambda t: _number(t.isocalendar().year % 100, 2),
    "V": lambda t: _number(t.isocalendar().week, 2),
    "U": lambda t: _number((t.timetuple().tm_yday + 6 - t.isoweekday() % 7) // 7, 2),
    "W": lambda t: _number((t.timetuple().tm_yday + 6 - t.weekday()) // 7, 2),
    "s": lambda t: _number(int(t.timestamp()), 1),
    "n": lambda t: _words("\n"),
    "t": lambda t: _words("\t"),
}


def _offset(value: dt.datetime, colons: int) -> str:
    seconds = int((value.utcoffset() or dt.timedelta()).total_seconds())
    sign, seconds = "-" if seconds < 0 else "+", abs(seconds)
    hours, minutes = f"{seconds // 3600:02d}", f"{seconds // 60 % 60:02d}"
    return sign + (f"{hours}{minutes}", f"{hours}:{minutes}", f"{hours}:{minutes}:{seconds % 60:02d}")[min(colons, 2)]
