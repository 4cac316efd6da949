"""Blocks of HTML: raw ones, and those whose content is Markdown."""

from __future__ import annotations

import re
from functools import lru_cache

from . import markup, patterns
from .scan import NO, STOP, YES, Outcome, Scan
from .tree import El


def parse_html(scan: Scan) -> Outcome:
    """A comment, an element, or the end tag of the element that is being filled."""
    text, pos = scan.text, scan.pos
    if text.startswith("<!--", pos):
        return _comment(scan)
    start = pos
    while text[start] == " ":
        start += 1
    if text.startswith("</", start):
        return _end(scan, start)
    tag = patterns.OPEN_TAG.match(text, start)
    if tag is None:
        return NO
    name = markup.tag_name(tag["name"])
    if name in markup.SPANS:
        return NO
    scan.pos = start
    default = markup.content_model(name) if scan.options.parse_block_html else "raw"
    scan.parent.kids.append(element := _element(scan, tag, name, default))
    scan.adopt(element)
    if element.model != "void" and name not in patterns.RAW_END:
        _rest_of_line(scan)  # behind the others kramdown leaves it, and has a blank line then
    return YES


def _comment(scan: Scan) -> Outcome:
    pos = scan.pos
    end = scan.source.end_of(patterns.COMMENT, pos)
    if end < 0:
        return NO
    element = El("comment", scan.source.span(pos, end))
    element.text = scan.text[pos:end]
    scan.parent.kids.append(element)
    scan.pos = end
    _rest_of_line(scan)
    return YES


def _end(scan: Scan, start: int) -> Outcome:
    """Whether an end tag stands here that closes the parent."""
    tag = patterns.CLOSE_TAG.match(scan.text, start)
    parent = scan.parent
    if tag is None or parent.kind != "html" or parent.text != markup.tag_name(tag["name"]):
        return NO
    scan.pos = tag.end()
    return STOP


def _rest_of_line(scan: Scan) -> None:
    """Skip the blanks behind a block, and the line end if nothing else stands there."""
    rest = patterns.REST_OF_LINE.match(scan.text, scan.pos)
    if rest is not None:
        scan.pos = rest.end()


def _element(scan: Scan, tag: re.Match[str], name: str, default: str) -> El:
    """The element that `tag` opens, read to its end."""
    start = tag.start()
    element = El("html", scan.source.span(start, tag.end()))
    element.text = name
    element.attr = markup.tag_attributes(name, tag["attributes"])
    model = markup.wanted_model(name, element.attr, default)
    scan.pos = tag.end()
    if tag["closed"] or name in markup.VOID:
        element.model = "void"
    else:
        element.model = model
        _CONTENT[model](scan, element)
    element.at = scan.source.span(start, scan.pos)
    return element


def _blocks(scan: Scan, element: El) -> None:
    _rest_of_line(scan)
    scan.inside(element)


def _spans(scan: Scan, element: El) -> None:
    """Content that is read as one run of inlines, up to the first end tag of the name."""
    end = scan.source.finds.search(_end_of(element.text), scan.pos)
    element.source, element.low = scan.source, scan.pos
    element.high = end.start() if end else len(scan.text)
    scan.pos = end.end() if end else len(scan.text)


@lru_cache(maxsize=256)
def _end_of(name: str) -> re.Pattern[str]:
    # "</p >"
    return re.compile(rf"</{re.escape(name)}\s*>", re.I)


class _Raw:
    """Raw content being read: finished parts, text not yet in a part, the names of open elements."""

    __slots__ = ("element", "open", "parts", "start")

    def __init__(self, element: El, start: int) -> None:
        self.element = element
        self.parts: list[str] = []
        self.start = start
        self.open = [element.text]

    def flush(self, scan: Scan, end: int) -> None:
        """Put the text that was collected into a part."""
        if self.parts:
            part = El("verbatim", scan.source.span(self.start, end))
            part.text = "".join(self.parts)
            self.element.kids.append(part)
            self.parts = []


def _raw(scan: Scan, element: El) -> None:
    """Content that is taken as it is, but for elements in it that ask for Markdown."""
    if element.text in patterns.RAW_END:
        _literal(scan, element)
        return
    text = scan.text
    raw = _Raw(element, scan.pos)
    while raw.open:
        at = text.find("<", scan.pos)
        if at < 0:
            raw.parts.append(markup.escaped(text[scan.pos :]))
            scan.pos = at = len(text)
            raw.parts += [f"</{name}>" for name in reversed(raw.open[1:])]
            break
        if at > scan.pos:
            raw.parts.append(markup.escaped(text[scan.pos : at]))
            scan.pos = at
        _raw_markup(scan, raw)
    raw.flush(scan, at)


def _literal(scan: Scan, element: El) -> None:
    """The content of a script or a style sheet."""
    end = scan.source.finds.search(patterns.RAW_END[element.text], scan.pos)
    stop = end.start() if end else len(scan.text)
    part = El("verbatim", scan.source.span(scan.pos, stop))
    part.text = scan.text[scan.pos : stop]
    element.kids.append(part)
    scan.pos = end.end() if end else stop


def _raw_markup(scan: Scan, raw: _Raw) -> None:
    """What stands at a `<` inside of raw content."""
    text, pos = scan.text, scan.pos
    if (tag := patterns.OPEN_TAG.match(text, pos)) is not None:
        _raw_open(scan, raw, tag)
    elif (end := patterns.CLOSE_TAG.match(text, pos)) is not None and markup.tag_name(end["name"]) == raw.open[-1]:
        raw.open.pop()
        if raw.open:
            raw.parts.append(end[0])
        scan.pos = end.end()
    elif (stop := _unparsed(scan)) >= 0:
        other = text[pos:stop]
        raw.parts.append(markup.escaped(patterns.character_data(other)) if other.startswith(patterns.CDATA[0]) else other)
        scan.pos = stop
    else:
        raw.parts.append("&lt;")
        scan.pos += 1


def _unparsed(scan: Scan) -> int:
    """Where a comment or an instruction ends, and what 2.5 knows besides: character data; -1 where there is none."""
    known = (patterns.COMMENT, patterns.INSTRUCTION)
    for marks in (*known, patterns.CDATA) if scan.options.version >= "2.5" else known:
        if (end := scan.source.end_of(marks, scan.pos)) >= 0:
            return end
    return -1


def _raw_open(scan: Scan, raw: _Raw, tag: re.Match[str]) -> None:
    """A start tag inside of raw content."""
    name = markup.tag_name(tag["name"])
    attributes = markup.tag_attributes(name, tag["attributes"])
    model = markup.wanted_model(name, attributes, "raw")
    scan.pos = tag.end()
    if tag["closed"] or name in markup.VOID:
        raw.parts.append(markup.open_tag(name, attributes, closed=True))
    elif model == "raw" and name in patterns.RAW_END:
        end = scan.source.finds.search(patterns.RAW_END[name], scan.pos)
        stop = end.end() if end else len(scan.text)
        raw.parts += [markup.open_tag(name, attributes), scan.text[scan.pos : stop], "" if end else f"</{name}>"]
        scan.pos = stop
    elif model == "raw":
        raw.parts.append(markup.open_tag(name, attributes))
        raw.open.append(name)
    else:
        scan.pos = tag.start()
        raw.flush(scan, scan.pos)
        raw.element.kids.append(_element(scan, tag, name, "raw"))
        raw.start = scan.pos


_CONTENT = {"block": _blocks, "span": _spans, "raw": _raw}
