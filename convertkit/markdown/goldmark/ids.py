"""Heading ids (Hugo 0.168, markup/goldmark/autoid.go)."""

from __future__ import annotations

import re
import unicodedata

from .characters import entities_resolved, is_digit, is_letter
from .state import State


def new_id(plain: str, kind: str, state: State, *, default: str = "heading") -> str:
    """A new id for a heading or term whose plain text is `plain`; empty where there is no text.

    `kind` is github, github-ascii or blackfriday. Of a heading of several lines the last one counts. `default`
    stands for a text of which nothing is left.
    """
    text = entities_resolved(plain).rsplit("\n", 1)[-1]
    if not text:
        return ""
    return _unused(_sanitized(text, kind) or default, state)


def heading_id(plain: str, kind: str = "github") -> str:
    """The id of a heading whose plain text is `plain`, whatever other headings there are."""
    return _sanitized(entities_resolved(plain).rsplit("\n", 1)[-1], kind)


def _sanitized(text: str, kind: str) -> str:
    if kind == "blackfriday":
        return _blackfriday(text)
    if kind == "github-ascii":
        text = _without_accents(text)
    return _github(text.strip(), ascii_only=kind == "github-ascii")


_DROPPED = re.compile("[^a-z0-9_ -]+")


def _github(text: str, *, ascii_only: bool) -> str:
    if text.isascii():
        return _DROPPED.sub("", text.lower()).replace(" ", "-")
    out = []
    for char in text:
        if char in "- ":
            out.append("-")
        elif (char == "_" or is_letter(char) or is_digit(char)) and (not ascii_only or char.isascii()):
            # Go lowers rune by rune: of a letter that becomes two the first counts.
            out.append(char.lower()[0])
    return "".join(out)


def _blackfriday(text: str) -> str:
    out: list[str] = []
    gap = False
    for char in text:
        if unicodedata.category(char)[0] in "LN":
            if gap and out:
                out.append("-")
            gap = False
            out.append(char.lower()[0])
        else:
            gap = True
    return "".join(out)


def _without_accents(text: str) -> str:
    parts = (char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", "".join(parts))


def _unused(stem: str, state: State) -> str:
    """`stem`, or `stem-1`, `stem-2` ... where it is taken; the result is taken from now on."""
    found = stem
    if stem in state.ids:
        number = state.next_ids.get(stem, 1)
        while (found := f"{stem}-{number}") in state.ids:
            number += 1
        state.next_ids[stem] = number + 1
    state.ids.add(found)
    return found
