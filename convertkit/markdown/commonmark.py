"""The block structure of a Markdown text, as pulldown-cmark sees it (through pyromark), in code points.

Inline markup is left to the reader of each dialect: it gets leaves (paragraphs, headings, runs of a tight list item) by
their place in the text. Containers come as a flat list of steps, so that no depth of nesting costs recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyromark

_OPTIONS = pyromark.Options
# A named tuple made without the call of its own constructor.
_new = tuple.__new__


class Step(NamedTuple):
    """A container entered, a leaf, or (kind `end`) the innermost container left.

    Containers: quote, bullets, numbers, item, footnote, definitions, definition.
    Leaves: paragraph, run (a paragraph of a tight item), heading, term, fence, indented, html, rule.
    `value` is the first number of `numbers`, the level of a heading, the text of indented, fence and html.
    """

    kind: str
    start: int
    end: int
    value: Any = None


_CONTAINERS = {
    "Item": "item",
    "DefinitionList": "definitions",
    "DefinitionListDefinition": "definition",
    "BlockQuote": "quote",
    "FootnoteDefinition": "footnote",
}
_LEAVES = {"Paragraph": "paragraph", "DefinitionListTitle": "term", "Heading": "heading"}
_SPANS = frozenset({"Emphasis", "Strong", "Link", "Image"})


def parser(*, footnotes: bool, definition_lists: bool) -> pyromark.Markdown:
    """A parser for the block structure alone; what it finds inline is thrown away."""
    options = _OPTIONS(0)
    if footnotes:
        options |= _OPTIONS.ENABLE_FOOTNOTES
    if definition_lists:
        options |= _OPTIONS.ENABLE_DEFINITION_LIST
    return pyromark.Markdown(options=options)


# "[a]: /url", "[^1]: text" with the lines that go on: any indented one, behind blank lines one that is further in
DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\]\n]+)\]:.*(?:\n[ \t]+\S.*|\n(?:[ \t]*\n)+(?: {2}|\t)[ \t]*\S.*)*", re.M)


def ascii_image(text: str) -> str:
    """`text` with every character beyond ASCII replaced by one ASCII letter or `?`: its block structure is the same.

    So bytes are code points in all that pyromark reports, and lone surrogates do no harm.
    """
    if text.isascii():
        return text
    image = text.encode("ascii", "replace").decode("ascii")
    # `<é` must not become a processing instruction.
    if "<?" in image and image.count("<?") != text.count("<?"):
        image = "".join(char if char < "\x80" else "x" for char in text)
    return image


def references(markdown: pyromark.Markdown, text: str) -> dict[str, tuple[str, str]]:
    """Link reference definitions: label as written (white space collapsed) to destination and title, both decoded."""
    readable = text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
    found = markdown.reference_definitions(readable)
    return {label: (target["dest"], target["title"] or "") for label, target in found.items()}


def steps(markdown: pyromark.Markdown, image: str, text: str) -> list[Step]:
    """The blocks of `text`, whose `ascii_image` is `image`."""
    return _Steps(text).all(iter(markdown.events_with_range(image)))


class _Steps:
    """Turns events into steps. An event is a text, or a dictionary with one key."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[Step] = []
        # A run of inlines that stands in an item without a paragraph around it: its first event, and its end.
        self.start = -1
        self.end = -1

    def all(self, events: Iterator[tuple[Any, Any]]) -> list[Step]:
        for event, where in events:
            if type(event) is dict:
                for key, value in event.items():
                    if key == "Start":
                        if type(value) is str:
                            self.enter(value, None, where, events)
                        else:
                            for name, details in value.items():
                                self.enter(name, details, where, events)
                    elif key == "End":
                        self.leave(value, where["end"])
                    else:
                        self.extend_run(where)
            elif event == "Rule":
                self.leave_run()
                self.out.append(_new(Step, ("rule", where["start"], where["end"], None)))
            else:
                self.extend_run(where)
        return self.out

    def enter(self, name: str, value: Any, where: Any, events: Iterator[tuple[Any, Any]]) -> None:
        if name in _SPANS:
            self.extend_run(where)
            return
        self.leave_run()
        start, end = where["start"], where["end"]
        leaf = _LEAVES.get(name)
        if leaf:
            _skip(events, name)
            self.out.append(_new(Step, (leaf, start, end, int(value["level"][1]) if value else None)))
        elif name == "List":
            self.out.append(_new(Step, ("bullets" if value is None else "numbers", start, end, value)))
        elif name in _CONTAINERS:
            self.out.append(_new(Step, (_CONTAINERS[name], start, end, None)))
        elif name == "CodeBlock":
            kind = "indented" if value == "Indented" else "fence"
            self.out.append(Step(kind, start, end, self.literal(events)))
        else:
            self.out.append(Step("html", start, end, self.literal(events)))

    def leave(self, tag: Any, end: int) -> None:
        if type(tag) is str and tag in _SPANS:
            return
        self.leave_run()
        self.out.append(_new(Step, ("end", end, end, None)))

    def extend_run(self, where: Any) -> None:
        """Notes an inline that stands in an item without a paragraph around it."""
        if self.start < 0:
            self.start = where["start"]
        self.end = max(self.end, where["end"])

    def leave_run(self) -> None:
        if self.start < 0:
            return
        start, end, text = self.start, self.end, self.text
        # A text range starts after the backslash of an escape.
        if start and text[start - 1] == "\\":
            start -= 1
        # The brackets of a collapsed reference belong to no event: a paragraph ends where its line ends.
        line_end = text.find("\n", end - 1 if end > start else end)
        self.out.append(_new(Step, ("run", start, len(text) if line_end < 0 else line_end, None)))
        self.start = self.end = -1

    def literal(self, events: Iterator[tuple[Any, Any]]) -> str:
        """The text up to the end of the block, taken from the source wherever it stands there as it is."""
        parts: list[str] = []
        for event, where in events:
            for key, value in event.items():
                if key == "End":
                    return "".join(parts)
                start, end = where["start"], where["end"]
                parts.append(self.text[start:end] if end - start == len(value) else value)
        return "".join(parts)


def _skip(events: Iterator[tuple[Any, Any]], name: str) -> None:
    """Takes events up to the end of the leaf `name`; leaves do not nest."""
    for event, _ in events:
        if type(event) is dict and "End" in event:
            tag = event["End"]
            if tag == name or (type(tag) is dict and name in tag):
                return
