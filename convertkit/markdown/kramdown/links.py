"""Links, images, footnote references."""

from __future__ import annotations

import re

from ... import ast
from . import patterns
from .definitions import normalised
from .inline_scan import START_IN_LINK, InlineScan
from .tree import Ial
from .typography import decoded

# "[^name]"
_FOOTNOTE = re.compile(r"\[\^(?P<name>\w[\w:-]*)\]", re.A)
# " [id]", "\n[id]", "[]" behind a link's text
_REFERENCE = re.compile(r"\s?\[(?P<id>[^\]]*)\]")
# "\|": what stands for the character behind the backslash (search)
ESCAPED = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=~-])")
# "(<url> 'title')"
_ANGLE = re.compile(r"\(<(?P<url>[^>\n]*)>(?:\s+(?P<quote>[\"'])(?P<title>.+?)(?P=quote))?\s*\)", re.S)
# "(", ")", " '": what may end a URL (search)
_URL_STOP = re.compile(r"[()]|\s+(?=[\"'])")
# "'title' )"
_TITLE = re.compile(r"(?P<quote>[\"'])(?P<title>.+?)(?P=quote)\s*\)", re.S)
# "<http://a.b>", "<me@a.b>"
AUTOLINK = re.compile(r"<(?:(?P<url>(?:mailto|https?|ftps?):[^>\n]+)|(?P<mail>[\w.-]+@[\w-]+(?:\.[\w-]+)*))>")


def bracket(scan: InlineScan) -> None:
    """`[` or `![`: a footnote reference, a link, an image, or text."""
    text, start = scan.text, scan.pos
    image = text[start] == "!"
    first = start + 2 if image else start + 1
    if not image and text.startswith("^", first):
        _note(scan)
        return
    kind = "img" if image else "a"
    if kind in scan.kinds or text.find("]", first) < 0 or not _link(scan, kind, start, first):
        scan.special(first)
        scan.frame.brackets += 1


def _note(scan: InlineScan) -> None:
    found = _FOOTNOTE.match(scan.text, scan.pos)
    note = scan.context.note(found["name"], scan.span(*found.span())) if found else None
    if found is None:
        scan.special(scan.pos + 1)
        scan.frame.brackets += 1
    elif note is None:
        scan.special(found.end())
    else:
        scan.add(note, found.end())


def _closes(scan: InlineScan) -> bool:
    """Whether the link's text ends here; a bracket of a pair inside of it is passed over."""
    if scan.text[scan.pos] != "]":
        return False
    if scan.frame.brackets == 0:
        return True
    scan.frame.brackets -= 1
    return False


def closing_bracket(scan: InlineScan) -> None:
    """A `]` that ends nothing."""
    scan.literal(scan.pos + 1)


def _link(scan: InlineScan, kind: str, start: int, first: int) -> bool:
    """Read a link or image whose text begins at `first`; False where it is none."""
    content = scan.inner(kind, first, _closes, START_IN_LINK)
    if content is None:
        return False
    text, close = scan.text, scan.pos
    found = _target(scan, text[first:close], close + 1)
    scan.pos = scan.cut = start
    if found is None:
        scan.failed.add((first, kind, scan.kinds))
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
    text = scan.text
    if text.startswith("(", pos):
        inline = _inline_target(text, pos)
        return (inline[0], [], inline[1]) if inline else None
    reference = _REFERENCE.match(text, pos)
    identifier = (reference["id"] if reference else "") or content
    definition = scan.context.state.links.get(normalised(identifier))
    if definition is None:
        return None
    return _to_target(definition.url, definition.title), definition.ials, reference.end() if reference else pos


def _inline_target(text: str, pos: int) -> tuple[ast.Target, int] | None:
    """The target in parentheses at `pos`, and where it ends."""
    if text.startswith("(<", pos):
        angle = _ANGLE.match(text, pos)
        return (_to_target(angle["url"], angle["title"] or ""), angle.end()) if angle else None
    depth, start, at = 0, pos + 1, pos
    while (found := _URL_STOP.search(text, at)) is not None:
        at = found.end()
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth -= 1
            if depth == 0:
                return _to_target(text[start : found.start()].strip(patterns.WHITE)), at
        elif found.start() > start:
            title = _TITLE.match(text, at)
            if title is None:
                return None
            return _to_target(text[start : found.start()].strip(patterns.WHITE), title["title"]), title.end()
    return None


def _to_target(url: str, title: str = "") -> ast.Target:
    return ast.Target(decoded(url), decoded(title))


def autolink(scan: InlineScan) -> bool:
    """Read `<http://...>` or `<me@...>`."""
    found = AUTOLINK.match(scan.text, scan.pos)
    if found is None:
        return False
    shown = decoded(found["url"] or found["mail"])
    url = shown if found["url"] else "mailto:" + shown
    start, end = found.span()
    label = ast.Str(shown.removeprefix("mailto:"), at=scan.span(start + 1, end - 1))
    scan.add(ast.Link(ast.Attr(), (label,), ast.Target(url), at=scan.span(start, end)), end)
    return True
