"""Autolinks and raw HTML in a line (goldmark, parser/auto_link.go and raw_html.go)."""

from __future__ import annotations

import re
from typing import NamedTuple

_MAIL = re.compile(
    r"<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_URL = re.compile(r"<([A-Za-z][A-Za-z0-9.+-]{1,32}:[^<>\x00-\x20]*)>")

_ATTRIBUTE = r"""[ \t\r\n]+[a-zA-Z_:][a-zA-Z0-9:._-]*+(?:[ \t\r\n]*=[ \t\r\n]*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?"""
# <a href="/x">
_OPEN = re.compile(rf"<[A-Za-z][A-Za-z0-9-]*+(?:{_ATTRIBUTE})*[ \t\r\n]*/?>")
# </a>
_CLOSE = re.compile(r"</[A-Za-z][A-Za-z0-9-]*[ \t\r\n]*>")
# <!X y>; goldmark takes capitals alone.
_DECLARATION = re.compile("<![A-Z]")


class Autolink(NamedTuple):
    """Where an autolink ends (after its `>`), and where it leads."""

    end: int
    url: str


def autolink(text: str, start: int) -> Autolink | None:
    """The autolink at `start`."""
    found = _URL.match(text, start)
    if found:
        return Autolink(found.end(), found[1])
    found = _MAIL.match(text, start) if "@" in text else None
    return Autolink(found.end(), "mailto:" + found[1]) if found else None


def tag_end(text: str, start: int, missing: set[str]) -> int:
    """The offset after the raw HTML at `start`; -1 where there is none.

    `missing` collects the closing marks that are not found any more, so that no text is searched twice.
    """
    following = text[start + 1 : start + 2]
    if following == "/":
        found = _CLOSE.match(text, start)
    elif following not in {"!", "?"}:
        found = _OPEN.match(text, start)
    else:
        return _other_end(text, start, missing)
    return found.end() if found else -1


def _other_end(text: str, start: int, missing: set[str]) -> int:
    """The end of a comment, a processing instruction, a CDATA section or a declaration."""
    if text.startswith("<!--", start):
        for short in ("<!-->", "<!--->"):
            if text.startswith(short, start):
                return start + len(short)
        return _after(text, "-->", start + 4, missing)
    if text.startswith("<?", start):
        return _after(text, "?>", start + 2, missing)
    if text.startswith("<![CDATA[", start):
        return _after(text, "]]>", start + 9, missing)
    return _after(text, ">", start + 2, missing) if _DECLARATION.match(text, start) else -1


def _after(text: str, mark: str, start: int, missing: set[str]) -> int:
    found = -1 if mark in missing else text.find(mark, start)
    if found < 0:
        missing.add(mark)
        return -1
    return found + len(mark)
