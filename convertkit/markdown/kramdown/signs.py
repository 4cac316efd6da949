"""What stands for characters: escapes, line ends, quotation marks, entities, symbols; and code, math, extensions."""

from __future__ import annotations

from ... import ast
from ...source import Span
from . import patterns
from .attributes import applied, code_attr, parse_ial, to_attr
from .extensions import stop_of
from .inline_scan import InlineScan
from .markup import open_tag
from .options import with_options
from .tree import Ial
from .typography import entity, opens, pairs, quote, unturned

_ESCAPABLE = frozenset("\\.*_+`<>()[]{}#!:|\"'$=-~")


def escape(scan: InlineScan) -> None:
    """A backslash: two before a line end break the line, else it takes the meaning of the character that follows."""
    text, pos = scan.text, scan.pos
    following = text[pos + 1 : pos + 3]
    if following in ("<<", ">>"):
        scan.sign(following, pos + 3)
    elif following == "\\\n":
        _break(scan, pos, pos + 3)
    elif following[:1] == "\n" and _breaks_line(scan) and not scan.context.options.hard_wrap:
        _break(scan, pos, pos + 2)
        scan.frame.mark = -1
    elif following[:1] in _ESCAPABLE and following:
        scan.put(following[0], pos + 2)
        scan.cut = pos + 2
    else:
        scan.literal(pos + 1)


def _breaks_line(scan: InlineScan) -> bool:
    """Whether GFM's rules for line ends hold: not inside of HTML."""
    return scan.context.options.gfm and not scan.context.foreign and "html" not in scan.kinds


def _break(scan: InlineScan, start: int, end: int) -> None:
    scan.add(ast.LineBreak(at=scan.span(start, end)), end)
    scan.cut = end - 1  # a quotation mark sees the line end
    _skip_blanks(scan)


def _skip_blanks(scan: InlineScan) -> None:
    """Go to the first character of the line that is no blank."""
    text, pos, size = scan.text, scan.pos, len(scan.text)
    while pos < size and text[pos] in " \t":
        pos += 1
    scan.pos = pos


def newline(scan: InlineScan) -> None:
    """A line end; with two blanks before it the line breaks."""
    text, pos = scan.text, scan.pos
    parts = scan.frame.parts
    blanks = 0
    if parts and parts[-1][-1:] in (" ", "\t"):
        blanks = len(parts[-1]) - len(parts[-1].rstrip(" \t"))
        parts[-1] = parts[-1][:-blanks]
        scan.frame.end -= blanks
        if not parts[-1]:
            parts.pop()
    hard = text.endswith("  ", 0, pos)
    cut = scan.cut
    kind = ast.LineBreak if hard or (scan.context.options.hard_wrap and _breaks_line(scan)) else ast.SoftBreak
    scan.add(kind(at=scan.span(pos - blanks, pos + 1)), pos + 1)
    scan.frame.mark = -1
    scan.cut = pos if hard else cut
    _skip_blanks(scan)


def quotation_mark(scan: InlineScan) -> None:
    """`'` or `"` as the option `smart_quotes` says."""
    pos = scan.pos
    names = scan.context.options.smart_quotes
    if unturned(scan.text, pos, scan.cut):
        scan.put(scan.text[pos], pos + 1)
        scan.sign(quote(names[1 if scan.text[pos + 1] == "'" else 3]), pos + 2)
        return
    single = scan.text[pos] == "'"
    opening = opens(scan.text, pos, scan.cut)
    scan.sign(quote(names[(0 if single else 2) + (0 if opening else 1)]), pos + 1)
    if opening and pairs(scan.text, pos):
        scan.sign(quote(names[2 if single else 0]), pos + 2)


def ampersand(scan: InlineScan) -> None:
    """An entity, or a character like others."""
    found = patterns.ENTITY.match(scan.text, scan.pos)
    character = entity(found["name"], found["decimal"], found["hex"]) if found else None
    if found is None:
        scan.literal(scan.pos + 1)
    elif character is None:
        scan.special(found.end())
    else:
        scan.sign(character, found.end())


def dashes(scan: InlineScan) -> None:
    """`---` or `--`."""
    name, size = ("mdash", 3) if scan.text.startswith("---", scan.pos) else ("ndash", 2)
    scan.sign(scan.context.options.typographic_symbols[name], scan.pos + size)


def dots(scan: InlineScan) -> None:
    """`...`."""
    scan.sign(scan.context.options.typographic_symbols["hellip"], scan.pos + 3)


def right_angles(scan: InlineScan) -> None:
    """`>>`, with the blank before it if there is one."""
    symbols = scan.context.options.typographic_symbols
    parts = scan.frame.parts
    if scan.pos > scan.cut and scan.text[scan.pos - 1] == " ":
        if parts and parts[-1].endswith(" "):
            parts[-1] = parts[-1][:-1]
        scan.sign(symbols["raquo_space"], scan.pos + 2)
    else:
        scan.sign(symbols["raquo"], scan.pos + 2)


def left_angles(scan: InlineScan) -> None:
    """`<<`, with the blank behind it if there is one."""
    symbols = scan.context.options.typographic_symbols
    if scan.text.startswith(" ", scan.pos + 2):
        scan.sign(symbols["laquo_space"], scan.pos + 3)
    else:
        scan.sign(symbols["laquo"], scan.pos + 2)


def code(scan: InlineScan) -> None:
    """A code span: up to the first run of as many backticks."""
    text, start = scan.text, scan.pos
    first = start
    while text.startswith("`", first):
        first += 1
    ticks = text[start:first]
    end = scan.source.finds.find(ticks, first)
    lone = len(ticks) == 1 and (start == 0 or text[start - 1] in patterns.WHITE)
    if end < 0 or (lone and text[first : first + 1] in tuple(patterns.WHITE)):
        scan.special(first)
        return
    content = text[first:end]
    if len(ticks) > 1:
        content = content.removeprefix(" ").removesuffix(" ")
    end += len(ticks)
    scan.add(ast.Code(ast.Attr(), content, at=scan.span(start, end)), end)


def math(scan: InlineScan) -> None:
    """`$$a$$`."""
    pos = scan.pos
    end = scan.source.end_of(patterns.MATH, pos)
    if end < 0:
        scan.literal(pos + 2)
    else:
        content = scan.text[pos + 2 : end - 2].strip(patterns.WHITE)
        scan.add(ast.Math("InlineMath", content, at=scan.span(pos, end)), end)


def brace(scan: InlineScan) -> None:
    """`{:.x}` right behind a span, or `{::comment}`."""
    text, pos = scan.text, scan.pos
    if text.startswith("{::", pos):
        if not _extension(scan):
            scan.literal(pos + 2)
        return
    closed = scan.frame.mark == pos and scan.source.finds.find("}", pos) >= 0
    found = patterns.SPAN_IAL.match(text, pos) if closed else None
    if found is None:
        scan.literal(pos + 2)
        return
    _attach(scan, parse_ial(found["body"], Ial()), found.end())
    scan.pos = scan.cut = scan.frame.mark = found.end()


def _attach(scan: InlineScan, ial: Ial, end: int) -> None:
    """Give the last node the attributes of `ial`; signs have none."""
    frame = scan.frame
    if frame.parts or not frame.nodes:
        return
    last = frame.nodes[-1]
    if isinstance(last, ast.RawInline):
        _attach_to_element(scan, ial)
    else:
        frame.nodes[-1] = with_ial(scan, last, ial, end)


def _attach_to_element(scan: InlineScan, ial: Ial) -> None:
    """Give the last element of HTML the attributes of `ial`."""
    frame = scan.frame
    if frame.element is None or not isinstance(tag := frame.nodes[frame.element[0]], ast.RawInline):
        return
    _, name, attributes = frame.element
    applied(attributes, [ial], scan.context.state.attributes)
    text = open_tag(name, attributes, closed=tag.text.endswith("/>"))
    frame.nodes[frame.element[0]] = ast.RawInline("html", text, at=tag.at)


def with_ial(scan: InlineScan, node: ast.Inline, ial: Ial, end: int) -> ast.Inline:
    """`node` with the attributes of `ial`, in a `Span` where it has none of its own."""
    at = Span(node.at.start, scan.span(end - 1, end).end) if node.at else None
    match node:
        case ast.Link(attr, content, target):
            return ast.Link(scan.context.attr(from_attr(attr), [ial]), content, target, at=at)
        case ast.Image(attr, content, target):
            return ast.Image(scan.context.attr(from_attr(attr), [ial]), content, target, at=at)
        case ast.Code(attr, text):
            return ast.Code(code_attr(scan.context.attr(from_attr(attr), [ial])), text, at=at)
        case ast.Span(attr, content):
            return ast.Span(scan.context.attr(from_attr(attr), [ial]), content, at=at)
        case ast.Emph() | ast.Strong() | ast.Strikeout() | ast.Math():
            attr = scan.context.attr({}, [ial])
            return ast.Span(attr, (node,), at=at) if attr != ast.Attr() else node
    return node


def from_attr(attr: ast.Attr) -> dict[str, str]:
    """The attributes of `attr` as a mapping."""
    out = dict(attr.attributes)
    if attr.identifier:
        out["id"] = attr.identifier
    if attr.classes:
        out["class"] = " ".join(attr.classes)
    return out


def _extension(scan: InlineScan) -> bool:
    """Read an extension inside of a paragraph; False where it is none that is known."""
    text, start = scan.text, scan.pos
    opening = patterns.EXTENSION.match(text, start) if scan.source.finds.find("}", start) >= 0 else None
    if opening is None or opening["name"] not in ("comment", "nomarkdown", "options"):
        return False
    end, body = opening.end(), ""
    if not opening["closed"]:
        closing = scan.source.finds.search(stop_of(opening["name"], block=False), end)
        if closing is None:
            return False
        body, end = text[end : closing.start()], closing.end()
    at = scan.span(start, end)
    scan.flush()
    scan.pos = scan.cut = end
    if opening["name"] == "options":
        given = parse_ial(opening["body"], Ial()).attributes
        scan.context.options = with_options(scan.context.options, given)
    if opening["name"] == "comment" and not opening["closed"]:
        scan.add(ast.Comment(body, at=at), end)
    elif opening["name"] == "nomarkdown" and not opening["closed"]:
        kind = to_attr(parse_ial(opening["body"], Ial()).attributes).get("type", "html")
        if kind in ("html", ""):
            scan.add(ast.RawInline("html", body, at=at), end)
    return True
