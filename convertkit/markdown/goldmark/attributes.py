"""Attributes in braces, `{#id .class key="value"}` (goldmark, parser/attribute.go), and where they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...ast import Attr

_GAP = re.compile(r"[ \t\r\n]*")
_SEPARATOR = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
# #id or .class
_SHORT = re.compile(r"([#.])([^ \t\r\n!-,/;-@\[-^`{-~]*)")
_NAME = re.compile(r"([A-Za-z_:][A-Za-z0-9_:.-]*)[ \t\r\n]*=[ \t\r\n]*")
_STRING = re.compile(r'"((?:\\.|[^"\\])*+)"', re.DOTALL)
_NUMBER = re.compile(r"[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_:][A-Za-z0-9_:.-]*")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
# A line that is nothing but attributes
_DEPTH = 16


class Attributes(NamedTuple):
    """What stood in the braces, in order, and the offset after them; `class` has all the classes."""

    end: int
    values: tuple[tuple[str, str], ...]

    def attr(self) -> Attr:
        """Id, classes and the rest; event handlers are left out, as Hugo does."""
        return attr(self.values)


def attr(values: tuple[tuple[str, str], ...]) -> Attr:
    """The values of braces as Pandoc has them; of a name that stands twice the last counts."""
    found = dict(values)
    identifier, classes = found.pop("id", ""), found.pop("class", "")
    rest = tuple((key, value) for key, value in found.items() if not key.lower().startswith("on"))
    return Attr(identifier, tuple(classes.split()), rest)


def parsed(text: str, start: int) -> Attributes | None:
    """The attributes whose opening brace stands at `start` (blanks may come before it)."""
    return _parsed(text, start, 0)


def _parsed(text: str, start: int, depth: int) -> Attributes | None:
    at = _after(_GAP, text, start)
    if text[at : at + 1] != "{" or depth > _DEPTH:
        return None
    at += 1
    values: list[tuple[str, str]] = []
    while True:
        at = _after(_GAP, text, at)
        if text[at : at + 1] == "}":
            return Attributes(at + 1, _with_classes_joined(values))
        found = _attribute(text, at, depth)
        if not found:
            return None
        key, value, at = found
        values.append((key, value))
        at = _after(_SEPARATOR, text, at)


def _attribute(text: str, at: int, depth: int) -> tuple[str, str, int] | None:
    short = _SHORT.match(text, at)
    if short:
        return ("id" if short[1] == "#" else "class"), short[2], short.end()
    name = _NAME.match(text, at)
    if not name:
        return None
    value = _value(text, name.end(), depth)
    if not value or (name[1] == "class" and not value[2]):
        return None
    return name[1], value[0], value[1]


def _value(text: str, at: int, depth: int) -> tuple[str, int, bool] | None:
    """A value as text, the offset after it, and whether it is a string."""
    if string := _STRING.match(text, at):
        return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), string[1]), string.end(), True
    if text[at : at + 1] == "[":
        end = _array_end(text, at, depth)
        return (text[at:end], end, False) if end else None
    if text[at : at + 1] == "{":
        nested = _parsed(text, at, depth + 1)
        return (text[at : nested.end], nested.end, False) if nested else None
    if number := _NUMBER.match(text, at):
        return number[0], number.end(), False
    word = _WORD.match(text, at)
    return (word[0], word.end(), word[0] not in {"true", "false", "null"}) if word else None


def _array_end(text: str, at: int, depth: int) -> int:
    """The offset after the array that starts at `at`; 0 where it is none."""
    if depth > _DEPTH:
        return 0
    at = _after(_GAP, text, at + 1)
    while text[at : at + 1] != "]":
        value = _value(text, at, depth + 1)
        if not value:
            return 0
        after = _after(_GAP, text, value[1])
        at = _after(_SEPARATOR, text, value[1])
        if text[after : after + 1] not in {",", "]"}:
            return 0
    return at + 1


def _after(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def _with_classes_joined(values: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    classes = [value for key, value in values if key == "class"]
    if len(classes) < 2:
        return tuple(values)
    out, joined = [], ("class", " ".join(classes))
    for key, value in values:
        if key != "class":
            out.append((key, value))
        elif joined not in out:
            out.append(joined)
    return tuple(out)


def trailing(text: str) -> tuple[int, tuple[tuple[str, str], ...]] | None:
    """The attributes at the end of a heading's last line: where they start, and what they are."""
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 2
            continue
        if char == "{":
            found = parsed(text, at)
            if found and not text[found.end :].strip(" \t\r\n"):
                return at, found.values
        at += 1
    return None


def of_info(info: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Language and attributes of an info string: `go {hl_lines=[1,3]}` (Hugo, codeblocks/render.go)."""
    language = info.split(" ", 1)[0].split("{", 1)[0]
    start = info.find("{")
    # The last brace before the first that closes.
    close = info.find("}", start) if start >= 0 else -1
    if close < 0:
        return language, ()
    found = parsed(info, start) or parsed(info[: close + 1], info.rfind("{", 0, close))
    return language, found.values if found else ()
