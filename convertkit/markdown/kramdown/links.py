"""Links, images, footnote references."""

from __future__ import annotations

import re

from ... import ast
from . import patterns
from .definitions import normalised
from .inline_scan import START_IN_LINK, InlineScan
from .text import Text
from .tree import Ial
from .typography import decoded

# "[^name]"
_FOOTNOTE = re.compile(r"\[\^(?P<name>\w[\w:-]*)\]", re.A)
# " [id]", "\n[id]", "[]" behind a link's text
_REFERENCE = re.compile(r"\s?\[(?P<id>[^\]]*)\]")
# No definition has a bracket in its name: a longer text is not looked at further to find none.
_LONGEST = 500
# "\|": what stands for the character behind the backslash (search)
ESCAPED = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=~-])")
# " '": where a URL ends and a title begins (search)
_TITLE_START = re.compile(r"(?<!\s)\s++(?=[\"'])")
# "' )": where a title and the target end, by the title's mark (search)
_TITLE_ENDS = {mark: re.compile(mark + r"\s*+\)") for mark in "\"'"}
# ">", "\n": where a URL in angle brackets ends, and where there is none (search)
_ANGLE_END = re.compile(r"[>\n]")
# " 'a", ")": what may stand behind a URL in angle brackets
_BEHIND_ANGLE = re.compile(r"\s++(?=[\"'])|\s*+\)")
# "<http://a.b>", "<me@a.b>"
AUTOLINK = re.compile(r"<(?:(?P<url>(?:mailto|https?|ftps?):[^>\n]++)|(?P<mail>[\w.-]+@[\w-]+(?:\.[\w-]+)*))>")


def bracket(scan: InlineScan) -> None:
    """`[` or `![`: a footnote reference, a link, an image, or text."""
    text, start = scan.text, scan.pos
    image = text[start] == "!"
    first = start + 2 if image else start + 1
    if not image and text.startswith("^", first):
        _note(scan)
        return
    kind = "img" if image else "a"
    if kind in scan.kinds or scan.source.finds.find("]", first) < 0 or not _link(scan, kind, start, first):
        scan.special(first)
        scan.frame.passed.append((first, kind))


def _note(scan: InlineScan) -> None:
    found = _FOOTNOTE.match(scan.text, scan.pos)
    note = scan.context.note(found["name"], scan.span(*found.span())) if found else None
    if found is None:
        scan.special(scan.pos + 1)
        scan.frame.passed.append((scan.pos, ""))
    elif note is None:
        scan.special(found.end())
    else:
        scan.add(note, found.end())


def _closes(scan: InlineScan) -> bool:
    """Whether the link's text ends here; a bracket of a pair inside of it is passed over."""
    if scan.text[scan.pos] != "]":
        return False
    if not scan.frame.passed:
        return True
    first, kind = scan.frame.passed.pop()
    if kind == scan.kinds[-1]:
        scan.closed[first, kind, scan.kinds[:-1]] = scan.pos
    return False


def closing_bracket(scan: InlineScan) -> None:
    """A `]` that ends nothing."""
    scan.literal(scan.pos + 1)


def _link(scan: InlineScan, kind: str, start: int, first: int) -> bool:
    """Read a link or image whose text begins at `first`; False where it is none."""
    text, key = scan.text, (first, kind, scan.kinds)
    if key in scan.closed and _target(scan, text[first : scan.closed[key]], scan.closed[key] + 1) is None:
        return False
    content = scan.inner(kind, first, _closes, START_IN_LINK)
    if content is None:
        return False
    close = scan.pos
    found = _target(scan, text[first:close], close + 1)
    scan.pos = scan.cut = start
    if found is None:
        scan.failed.add(key)
        return False
    target, attributes, end = found
    at = scan.span(start, end)
    attr = scan.context.attr({}, attributes)
    if kind == "img":
        alt = (ast.Str(decoded(ESCAPED.sub(r"\1", text[first:close])), at=scan.span(first, close)),) if close > first else ()
        scan.add(ast.Image(attr, alt, target, at=at), end)
    else:
        scan.add(ast.Link(attr, content, target, at=at), end)
    return True


def _target(scan: InlineScan, content: str, pos: int) -> tuple[ast.Target, list[Ial], int] | None:
    """Where the link with the text `content` points, by what stands at `pos`; and where it ends."""
    if scan.text.startswith("(", pos):
        inline = _inline_target(scan.source, pos)
        return (inline[0], [], inline[1]) if inline else None
    reference = _REFERENCE.match(scan.text, pos)
    identifier = (reference["id"] if reference else "") or content
    if len(identifier) > _LONGEST and "]" in identifier:
        return None
    definition = scan.context.state.links.get(normalised(identifier))
    if definition is None:
        return None
    return _to_target(definition.url, definition.title), definition.ials, reference.end() if reference else pos


def _inline_target(source: Text, pos: int) -> tuple[ast.Target, int] | None:
    """The target in parentheses at `pos`, and where it ends: at the parenthesis that closes, or behind a title."""
    if source.text.startswith("(<", pos):
        return _angle_target(source, pos)
    finds, start = source.finds, pos + 1
    close = finds.closing(pos)
    title = finds.search(_TITLE_START, start)
    if title is not None and title.start() == start:
        title = finds.search(_TITLE_START, title.end())
    if title is not None and (close < 0 or title.start() < close):
        return _titled(source, source.text[start : title.start()].strip(patterns.WHITE), title.end())
    return (_to_target(source.text[start:close].strip(patterns.WHITE)), close + 1) if close >= 0 else None


def _angle_target(source: Text, pos: int) -> tuple[ast.Target, int] | None:
    """The target `(<url>)` or `(<url> 'title')` at `pos`."""
    text, start = source.text, pos + 2
    close = source.finds.search(_ANGLE_END, start)
    behind = _BEHIND_ANGLE.match(text, close.end()) if close and close[0] == ">" else None
    if close is None or behind is None:
        return None
    if behind[0].endswith(")"):
        return _to_target(text[start : close.start()]), behind.end()
    return _titled(source, text[start : close.start()], behind.end())


def _titled(source: Text, url: str, pos: int) -> tuple[ast.Target, int] | None:
    """The target `url` whose title begins with the mark at `pos`."""
    end = source.finds.search(_TITLE_ENDS[source.text[pos]], pos + 2)
    return (_to_target(url, source.text[pos + 1 : end.start()]), end.end()) if end else None


def _to_target(url: str, title: str = "") -> ast.Target:
    return ast.Target(decoded(url), decoded(title))


def autolink(scan: InlineScan) -> bool:
    """Read `<http://...>` or `<me@...>`."""
    close = scan.source.finds.search(_ANGLE_END, scan.pos)
    found = AUTOLINK.match(scan.text, scan.pos) if close and close[0] == ">" else None
    if found is None:
        return False
    shown = decoded(found["url"] or found["mail"])
    url = shown if found["url"] else "mailto:" + shown
    start, end = found.span()
    label = ast.Str(shown.removeprefix("mailto:"), at=scan.span(start + 1, end - 1))
    scan.add(ast.Link(ast.Attr(), (label,), ast.Target(url), at=scan.span(start, end)), end)
    return True
