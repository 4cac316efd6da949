"""HTML inside of a paragraph."""

from __future__ import annotations

import re

from ... import ast
from . import markup, patterns
from .inline_scan import DEEPEST, Frame, InlineScan, Stop
from .links import autolink
from .signs import left_angles
from .typography import decoded

# Elements whose content is no text.
_OPAQUE = frozenset({"script", "style", "math", "svg", "pre", "textarea", "video", "audio", "iframe", "template"})


def less_than(scan: InlineScan) -> None:
    """`<`: an autolink, a tag with its content, a comment, `<<`, or text."""
    text, pos = scan.text, scan.pos
    if autolink(scan) or _comment(scan) or _character_data(scan):
        return
    tag = patterns.OPEN_TAG.match(text, pos)
    name = markup.tag_name(tag["name"]) if tag else ""
    if tag is None and (end := patterns.CLOSE_TAG.match(text, pos)) is not None:
        scan.special(end.end())
    elif tag is not None and (name in markup.BLOCKS or len(scan.kinds) >= DEEPEST):
        scan.special(tag.end())
    elif tag is not None:
        _element(scan, tag, name)
    elif text.startswith("<<", pos):
        left_angles(scan)
    else:
        scan.literal(pos + 1)


def _comment(scan: InlineScan) -> bool:
    pos = scan.pos
    end = scan.source.end_of(patterns.COMMENT, pos)
    if end < 0:
        return False
    scan.add(ast.RawInline("html", scan.text[pos:end], at=scan.span(pos, end)), end)
    scan.frame.element = None
    return True


def _character_data(scan: InlineScan) -> bool:
    """`<![CDATA[a]]>`, which 2.5 knows: text."""
    if scan.context.options.version < "2.5" or (end := scan.source.end_of(patterns.CDATA, scan.pos)) < 0:
        return False
    scan.sign(patterns.character_data(scan.text[scan.pos : end]), end)
    return True


def _element(scan: InlineScan, tag: re.Match[str], name: str, *, raw: bool = False) -> None:
    """An element; inside of a `raw` one only the attribute `markdown` makes its content be read."""
    attributes = markup.tag_attributes(name, tag["attributes"])
    default = markup.content_model(name) if scan.context.options.parse_span_html and not raw else "raw"
    model = markup.wanted_model(name, attributes, default)
    at = scan.span(tag.start(), tag.end())
    scan.flush()
    element = (len(scan.frame.nodes), name, attributes)
    if name in markup.VOID:
        scan.add(ast.RawInline("html", markup.open_tag(name, attributes, closed=True), at=at), tag.end())
    else:
        scan.add(ast.RawInline("html", markup.open_tag(name, attributes), at=at), tag.end())
        if tag["closed"]:
            scan.add(ast.RawInline("html", f"</{name}>", at=at), tag.end())
        elif model == "raw":
            _raw(scan, name)
        else:
            _content(scan, name)
    scan.frame.element = element


def _closing(name: str) -> Stop:
    """Whether the end tag of `name` stands at a position."""

    def stop(scan: InlineScan) -> bool:
        if not scan.text.startswith("</", scan.pos):
            return False
        end = patterns.CLOSE_TAG.match(scan.text, scan.pos)
        return end is not None and markup.tag_name(end["name"]) == name

    return stop


def _content(scan: InlineScan, name: str) -> None:
    """Read on to the end tag, and without one to the end."""
    nodes, _ = scan.level("html", Frame(scan.pos), _closing(name))
    scan.frame.nodes += nodes
    _close(scan, name)


def _close(scan: InlineScan, name: str) -> None:
    """Add the end tag, and step behind the one in the text."""
    end = patterns.CLOSE_TAG.match(scan.text, scan.pos)
    stop = end.end() if end else scan.pos
    scan.add(ast.RawInline("html", f"</{name}>", at=scan.span(scan.pos, stop)), stop)


def _raw(scan: InlineScan, name: str) -> None:
    """Content that is not Markdown, up to the end tag of `name`."""
    open_names, opaque = [name], name in _OPAQUE
    text = scan.text
    start = scan.pos
    while True:
        at = text.find("<", scan.pos)
        if at < 0:
            _raw_text(scan, len(text), opaque=opaque)
            for unclosed in reversed(open_names[1:]):
                scan.add(ast.RawInline("html", f"</{unclosed}>", at=scan.span(scan.pos, scan.pos)), scan.pos)
            break
        _raw_text(scan, at, opaque=opaque)
        end = patterns.CLOSE_TAG.match(text, at)
        if end is not None and markup.tag_name(end["name"]) == open_names[-1]:
            open_names.pop()
            if not open_names:
                break
            scan.add(ast.RawInline("html", end[0], at=scan.span(at, end.end())), end.end())
        else:
            _raw_tag(scan, open_names, opaque=opaque)
    if opaque:
        _merge(scan, start)
    _close(scan, name)


def _raw_text(scan: InlineScan, end: int, *, opaque: bool) -> None:
    """Text of raw content up to `end`: entities are characters, line ends breaks."""
    if end <= scan.pos:
        return
    if opaque:
        scan.add(ast.RawInline("html", markup.escaped(scan.text[scan.pos : end]), at=scan.span(scan.pos, end)), end)
        return
    while scan.pos < end:
        stop = scan.text.find("\n", scan.pos, end)
        stop = end if stop < 0 else stop
        if stop > scan.pos:
            scan.put(decoded(scan.text[scan.pos : stop]), stop)
        if stop < end:
            scan.add(ast.SoftBreak(at=scan.span(stop, stop + 1)), stop + 1)


def _raw_tag(scan: InlineScan, open_names: list[str], *, opaque: bool) -> None:
    """What stands at a `<` inside of raw content: a comment, a start tag, or a character."""
    tag = patterns.OPEN_TAG.match(scan.text, scan.pos)
    if _comment(scan) or _character_data(scan):
        return
    if tag is None:
        _raw_text(scan, scan.pos + 1, opaque=opaque)
        return
    name = markup.tag_name(tag["name"])
    if name in markup.BLOCKS:
        _raw_text(scan, tag.end(), opaque=opaque)
        return
    attributes = markup.tag_attributes(name, tag["attributes"])
    if markup.wanted_model(name, attributes, "raw") != "raw" and not opaque and len(scan.kinds) < DEEPEST:
        _element(scan, tag, name, raw=True)
        return
    void = bool(tag["closed"]) or name in markup.VOID
    if not void:
        open_names.append(name)
    text = markup.open_tag(name, attributes, closed=void)
    scan.add(ast.RawInline("html", text, at=scan.span(*tag.span())), tag.end())


def _merge(scan: InlineScan, start: int) -> None:
    """Join the raw inlines of an element whose content is no text."""
    nodes = scan.frame.nodes
    index = len(nodes)
    while index and isinstance(nodes[index - 1], ast.RawInline) and (nodes[index - 1].at or (0,))[0] >= scan.source.at(start):
        index -= 1
    parts = [node.text for node in nodes[index:] if isinstance(node, ast.RawInline)]
    if parts:
        nodes[index:] = [ast.RawInline("html", "".join(parts), at=scan.span(start, scan.pos))]
