"""Definition lists: a term, and lines that begin with a colon."""

from __future__ import annotations

from . import patterns
from .attributes import parse_ial
from .lists import Items
from .scan import NO, YES, Outcome, Scan
from .tree import El, Ial


def parse_definition_list(scan: Scan) -> Outcome:
    """The definitions of the terms that are the paragraph before."""
    if patterns.DEFINITION.match(scan.text, scan.pos) is None:
        return NO
    kids = scan.parent.kids
    blank = bool(kids) and kids[-1].kind == "blank"
    index = len(kids) - (2 if blank else 1)
    if index < 0 or kids[index].kind != "p" or kids[index].ended:
        return NO
    if blank and kids[-1].text != "\n":
        return NO
    terms = kids[index]
    del kids[index:]
    element = _list(scan, terms)
    element.kids += _terms(terms)
    items = Items(scan, patterns.DEFINITION_MARK, lists=False)
    items.collect()
    _definitions(scan, element, items, after_blank=blank)
    element.at = element.at._replace(end=scan.source.span(scan.pos, max(scan.pos, items.end)).end)
    scan.pos = min(scan.pos, items.blank_from)
    return YES


def _list(scan: Scan, terms: El) -> El:
    """The list to fill: the one right before the terms, else a new one."""
    kids = scan.parent.kids
    blank = bool(kids) and kids[-1].kind == "blank"
    before = kids[-2] if blank and len(kids) > 1 else kids[-1] if kids and not blank else None
    if before is not None and before.kind == "dl" and not before.ended:
        if blank:
            kids.pop()
        return before
    element = El("dl", terms.at)
    element.ials = terms.ials
    scan.pending = None
    kids.append(element)
    return element


def _terms(paragraph: El) -> list[El]:
    """A term for each line of the paragraph."""
    source = paragraph.source
    if source is None:
        return []
    out: list[El] = []
    text, low = source.text, paragraph.low
    high = low + len(text[low : paragraph.high].rstrip(patterns.WHITE))
    while low < high:
        end = text.find("\n", low, high)
        end = high if end < 0 else end
        start = low + len(text[low:end]) - len(text[low:end].lstrip(patterns.WHITE))
        term = El("dt", source.span(start, end))
        if (ial := patterns.ITEM_IAL.match(text, start, end)) is not None:
            term.ials.append(parse_ial(ial["body"], Ial()))
            start = ial.end()
        term.source, term.low, term.high = source, start, end
        out.append(term)
        low = end + 1
    return out


def _definitions(scan: Scan, element: El, items: Items, *, after_blank: bool) -> None:
    """Add the definitions; one after a blank line is loose."""
    for item in items.found:
        definition = item.element("dd", scan)
        kids = definition.kids
        if kids and kids[0].kind == "p":
            kids[0].tight = not after_blank
        after_blank = bool(kids) and kids[-1].kind == "blank"
        if after_blank:
            kids.pop()
        element.kids.append(definition)
