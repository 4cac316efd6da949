"""Attribute lists that stand on lines of their own, and extensions: `{::options}`, `{::comment}`, `{::nomarkdown}`."""

from __future__ import annotations

import re

from ...source import Span
from . import patterns
from .attributes import parse_ial
from .options import with_options
from .scan import NO, YES, Outcome, Scan
from .tree import Ial


def parse_block_ial(scan: Scan) -> Outcome:
    """`{: .x}`: for the block right before, else for the one that follows."""
    ial = patterns.BLOCK_IAL.match(scan.text, scan.pos)
    if ial is None:
        return NO
    kids = scan.parent.kids
    if kids and kids[-1].kind not in ("blank", "eob"):
        kids[-1].ials.append(parse_ial(ial["body"], Ial()))
        kids[-1].ended = True
    else:
        scan.wait_for_block(ial["body"])
    scan.pos = ial.end()
    return YES


def parse_ald(scan: Scan) -> Outcome:
    """`{:name: .x}`: what the name means in attribute lists."""
    ald = patterns.ALD.match(scan.text, scan.pos)
    if ald is None:
        return NO
    parse_ial(ald["body"], scan.state.attributes.setdefault(ald["name"], Ial()))
    scan.pos = ald.end()
    scan.add("definition", scan.source.span(ald.start(), ald.end()))
    return YES


def parse_extension(scan: Scan) -> Outcome:
    """An extension that stands on lines of its own."""
    text, start = scan.text, scan.pos
    opening = patterns.BLOCK_EXTENSION.match(text, start)
    if opening is None:
        return NO
    name, end = opening["name"], opening.end()
    body = ""
    if not opening["closed"]:
        closing = stop_of(name, block=True).search(text, end)
        if closing is None:
            return NO
        body, end = text[end : closing.start()], closing.end()
    if not _apply(scan, opening, body, scan.source.span(start, end)):
        return NO
    scan.pos = end
    return YES


def _apply(scan: Scan, opening: re.Match[str], body: str, at: Span) -> bool:
    """Do what the extension says; False where there is none of the name."""
    name, given = opening["name"], parse_ial(opening["body"], Ial()).attributes
    if name == "options":
        scan.options = with_options(scan.options, given)
        scan.add("definition", at)
    elif name == "comment":
        if not opening["closed"]:
            scan.add("remark", at).text = body
    elif name == "nomarkdown":
        if not opening["closed"]:
            element = scan.add("nomarkdown", at)
            element.text, element.model = body, given.get("type", "html")
    else:
        return False
    return True


def stop_of(name: str, *, block: bool) -> re.Pattern[str]:
    """The pattern of the end of extension `name`; such as stand on a line of their own if `block`."""
    return _STOPS.get((name, block), _NEVER)


_NEVER = re.compile(r"(?!)")  # matches no text
# "{:/comment}\n", "{:/}\n" and, inside of a paragraph, "{:/comment}"
_STOPS = {
    (name, block): re.compile(
        rf"^[ ]{{0,3}}\{{:/(?:{name})?\}}[^\S\n]*\n" if block else rf"\{{:/(?:{name})?\}}", re.M if block else 0
    )
    for name in ("comment", "nomarkdown", "options")
    for block in (True, False)
}
