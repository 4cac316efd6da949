"""Definitions that give no block: footnotes, links, abbreviations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import patterns
from .paragraphs import indented_end
from .scan import NO, YES, Outcome, Scan
from .text import Pieces, Text
from .tree import Abbreviation, El, FootnoteDefinition, LinkDefinition


def parse_footnote_definition(scan: Scan) -> Outcome:
    """`[^name]: text`, and the indented lines that follow."""
    note = patterns.FOOTNOTE_DEFINITION.match(scan.text, scan.pos)
    if note is None:
        return NO
    end = indented_end(scan, note.end())
    body = El("footnote", scan.source.span(scan.pos, end))
    scan.nested(_unindented(scan, note.start("body"), end), body)
    scan.pos = end
    scan.state.footnotes[note["name"]] = FootnoteDefinition(body)
    # What follows has no block boundary before it; an attribute list there belongs to the definition.
    scan.add("definition", body.at)
    return YES


def _unindented(scan: Scan, start: int, end: int) -> Text:
    pieces = Pieces(scan.source.limit)
    while start < end:
        stop = scan.text.index("\n", start) + 1
        indent = patterns.NOTE_INDENT.match(scan.text, start)
        pieces.slice(scan.source, indent.end() if indent else start, stop)
        start = stop
    return pieces.text()


def parse_link_definition(scan: Scan) -> Outcome:
    """`[id]: url "title"`."""
    link = patterns.LINK_DEFINITION.match(scan.text, scan.pos)
    if link is None:
        return NO
    url = link["angle"] if link["angle"] is not None else link["url"]
    definition = LinkDefinition(url, link["title"] or "")
    scan.state.links[normalised(link["id"])] = definition
    element = scan.add("definition", scan.source.span(scan.pos, link.end()))
    definition.ials += element.ials
    element.ials = definition.ials
    scan.pos = link.end()
    return YES


def parse_abbreviation(scan: Scan) -> Outcome:
    """`*[word]: title`."""
    found = patterns.ABBREVIATION.match(scan.text, scan.pos)
    if found is None:
        return NO
    definition = Abbreviation(found["title"].strip(patterns.WHITE))
    scan.state.abbreviations[found["word"]] = definition
    element = scan.add("definition", scan.source.span(scan.pos, found.end()))
    definition.ials += element.ials
    element.ials = definition.ials
    scan.pos = found.end()
    return YES


def predefined(given: Mapping[str, Any]) -> dict[str, LinkDefinition]:
    """The link definitions of the option `link_defs`: by id a URL, or a URL and a title."""
    out = {}
    for name, value in given.items():
        url, title, *_ = (*value, "", "") if isinstance(value, list | tuple) else (value, "")
        out[normalised(str(name))] = LinkDefinition(str(url), str(title))
    return out


def normalised(identifier: str) -> str:
    """The key of a link definition: runs of white space count as one blank, case does not count."""
    return " ".join(identifier.split()).lower()
