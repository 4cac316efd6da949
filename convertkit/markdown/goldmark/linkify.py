"""Bare URLs and e-mail addresses (goldmark 1.8.6, extension/linkify.go)."""

from __future__ import annotations

import re
from typing import NamedTuple

_URL = re.compile(
    r"(?:http|https|ftp)://[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::\d+)?"
    r"(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'\">^{}\[\]`]*)?",
    re.ASCII,
)
_WWW = re.compile(r"www\.[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?:[/#?][-a-zA-Z0-9@:%_+.~#!?&/=();,'\">^{}\[\]`]*)?")
_PROTOCOLS = ("http:", "https:", "ftp:")
_LOCAL = "a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-"
_LOCAL_BACKWARDS = re.compile(f"[{_LOCAL}]*")
_DOMAIN = re.compile(r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*")
_REFERENCE = re.compile("&[a-zA-Z0-9]+;$")


class Found(NamedTuple):
    """Where a bare link ends, and where it leads."""

    end: int
    url: str


def bare_link(text: str, start: int, protocol: str) -> Found | None:
    """The URL that starts at `start`; `protocol` goes before one that starts with `www.`."""
    if text.startswith(_PROTOCOLS, start):
        found, prefix = _URL.match(text, start), ""
    else:
        found, prefix = None, ""
    if not found and text.startswith("www.", start):
        found, prefix = _WWW.match(text, start), f"{protocol}://"
    if not found:
        return None
    end = start + _trimmed(found[0])
    return Found(end, prefix + text[start:end])


def _trimmed(url: str) -> int:
    """How much of `url` is the link: trailing punctuation, unbalanced `)` and a trailing reference are not."""
    length = len(url.rstrip("?!.,:*_~"))
    link = url[:length]
    if link.endswith(")"):
        closing = link.count(")") - link.count("(")
        return length - max(closing, 0)
    if link.endswith(";") and (reference := _REFERENCE.search(link)):
        return reference.start()
    return length


class Addresses:
    """Finds e-mail addresses; looks at each `@` of a text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = -1
        self.first = 0

    def address(self, start: int) -> Found | None:
        """The address that starts at `start`."""
        if self.at < start:
            self.at = self.text.find("@", start)
            if self.at < 0:
                self.at = len(self.text) + 1
            reverse = self.text[max(start - 1, 0) : self.at][::-1]
            run = _LOCAL_BACKWARDS.match(reverse)
            self.first = self.at - (len(run[0]) if run else 0)
        if self.at >= len(self.text) or start < self.first or start == self.at:
            return None
        return self._domain(start)

    def _domain(self, start: int) -> Found | None:
        text = self.text
        found = _DOMAIN.match(text, self.at + 1)
        if not found:
            return None
        end = found.end()
        if "." not in text[self.at : end - 1]:
            return None
        if text[end : end + 1] in {"-", "_"}:
            return None
        link = text[start:end].rstrip("?!.,:*_~")
        return Found(start + len(link), f"mailto:{link}")
