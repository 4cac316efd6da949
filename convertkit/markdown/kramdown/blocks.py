"""The first pass: the blocks of a text, their inline content unread."""

from __future__ import annotations

from ...source import Span
from . import patterns
from .attributes import add_class
from .definitions import parse_abbreviation, parse_footnote_definition, parse_link_definition
from .description_lists import parse_definition_list
from .extensions import parse_ald, parse_block_ial, parse_extension
from .fences import fence
from .html_blocks import parse_html
from .ids import is_name
from .lists import parse_list
from .paragraphs import indented_end, parse_paragraph, quoted_end
from .scan import NO, YES, Dispatch, Outcome, Scan
from .tables import parse_table
from .text import Pieces
from .tree import El

# Blank lines become no node.
_NOWHERE = Span(0, 0)


def _blank(scan: Scan) -> Outcome:
    blank = patterns.BLANK.match(scan.text, scan.pos)
    if blank is None:
        return NO
    kids = scan.parent.kids
    if kids and kids[-1].kind == "blank":
        kids[-1].text += blank[0]
    else:
        # A list that waits for a block is lost here: kramdown gives it to the blank line.
        scan.add("blank", _NOWHERE).text = blank[0]
    scan.pos = blank.end()
    return YES


def _eob(scan: Scan) -> Outcome:
    end = patterns.EOB.match(scan.text, scan.pos)
    if end is None:
        return NO
    scan.add("eob", scan.source.span(scan.pos, end.end()))
    scan.pos = end.end()
    return YES


def _indented_code(scan: Scan) -> Outcome:
    """Indented lines, blank ones between them, and lazy ones, which are joined to the line before with a blank."""
    text, start = scan.text, scan.pos
    end = indented_end(scan, start)
    lines: list[str] = []
    pos = start
    while pos < end:
        stop = text.index("\n", pos) + 1
        indent = patterns.CODE_INDENT.match(text, pos)
        if indent is None and patterns.CODE_LINE.match(text, pos) is None and not text[pos:stop].isspace():
            lines[-1] = lines[-1][:-1] + " "
        lines.append(text[indent.end() if indent else pos : stop])
        pos = stop
    element = scan.add("code", scan.source.span(start, end))
    element.text = "".join(lines)
    scan.pos = end
    return YES


def _bare(scan: Scan) -> Outcome:
    """A line that begins with blanks and a tab: text without a paragraph."""
    end = scan.text.index("\n", scan.pos) + 1
    kids = scan.parent.kids
    if kids and kids[-1].kind == "bare" and kids[-1].source is scan.source and kids[-1].high == scan.pos:
        kids[-1].high = end
    else:
        element = El("bare", scan.source.span(scan.pos, end - 1))
        element.source, element.low, element.high = scan.source, scan.pos, end
        kids.append(element)
    scan.pos = end
    return YES


def _fence(scan: Scan) -> Outcome:
    found = fence(scan.source, scan.pos, gfm=scan.options.gfm)
    if found is None:
        return NO
    element = scan.add("code", scan.source.span(scan.pos, found.end))
    element.text = scan.text[found.low : found.high] or "\n"
    if found.language:
        add_class(element.attr, f"language-{found.language}")
    scan.pos = found.end
    return YES


def _quote(scan: Scan) -> Outcome:
    text, start = scan.text, scan.pos
    if patterns.QUOTE.match(text, start) is None:
        return NO
    pos = quoted_end(scan, start)
    pieces = Pieces(scan.source.limit)
    line = start
    while line < pos:
        end = text.index("\n", line) + 1
        mark = patterns.QUOTE.match(text, line)
        pieces.slice(scan.source, mark.end() if mark else line, end)
        line = end
    element = scan.add("quote", scan.source.span(start, pos))
    scan.nested(pieces.text(), element)
    scan.pos = pos
    return YES


def _atx(scan: Scan) -> Outcome:
    if scan.options.gfm:
        header = patterns.ATX.match(scan.text, scan.pos)
    else:
        header = patterns.ATX_PLAIN.match(scan.text, scan.pos) if scan.boundary() else None
    if header is None:
        return NO
    _header(scan, len(header["marks"]), header.start("title"), header.end("title"), header.end(), closed=True)
    return YES


def _setext(scan: Scan) -> Outcome:
    text, pos = scan.text, scan.pos
    end = text.index("\n", pos) + 1
    if text[end : end + 1] not in ("-", "=") or not scan.boundary():
        return NO
    header = patterns.SETEXT.match(text, pos)
    if header is None:
        return NO
    level = 1 if header["mark"] == "=" else 2
    _header(scan, level, header.start("title"), header.end("title"), header.end(), closed=False)
    return YES


def _header(scan: Scan, level: int, low: int, high: int, end: int, *, closed: bool) -> None:
    """A header whose title stands from `low` to `high`, with `{#id}` and closing marks perhaps."""
    text = scan.text
    title = text[low:high].rstrip(patterns.WHITE)
    explicit = patterns.HEADER_ID.search(title)
    if explicit is not None and not is_name(explicit["id"]):
        explicit = None
    if explicit is not None:
        title = title[: explicit.start()]
    marks_pattern = patterns.ATX_CLOSE if scan.options.gfm else patterns.ATX_CLOSE_PLAIN
    if closed and (marks := marks_pattern.search(title)) is not None:
        title = title[: marks.start()]
    element = scan.add("header", scan.source.span(scan.pos, end - 1))
    if explicit is not None:
        element.attr["id"] = explicit["id"]
    element.level = level
    element.source, element.low = scan.source, low
    element.high = low + len(title.rstrip(patterns.WHITE))
    scan.pos = end


def _rule(scan: Scan) -> Outcome:
    rule = patterns.RULE.match(scan.text, scan.pos)
    if rule is None:
        return NO
    scan.add("hr", scan.source.span(scan.pos, rule.end() - 1))
    scan.pos = rule.end()
    return YES


def _math(scan: Scan) -> Outcome:
    if not scan.boundary():
        return NO
    math = patterns.MATH_BLOCK.match(scan.text, scan.pos)
    if math is None:
        return NO
    start, scan.pos = scan.pos, math.end()
    if not scan.ended():
        scan.pos = start
        return NO
    if math["escaped"]:
        element = scan.add("p", scan.source.span(math.end("escaped"), math.end() - 1))
        element.source, element.low, element.high = scan.source, math.end("escaped"), math.end()
        return YES
    element = scan.add("math", scan.source.span(start, math.end() - 1))
    element.text = math["math"].strip(patterns.WHITE)
    return YES


# The parsers by the first character of a line, in kramdown's order; "" stands for all others.
_TEXT = (_setext, parse_table, parse_paragraph)
DISPATCH: Dispatch = {
    "\n": (_blank,),
    "\t": (_indented_code, parse_paragraph),
    " ": (_bare,),
    "~": (_fence, *_TEXT),
    "`": (_fence, *_TEXT),
    ">": (_quote, *_TEXT),
    "#": (_atx, *_TEXT),
    "*": (_rule, parse_list, _setext, parse_table, parse_abbreviation, parse_paragraph),
    "-": (_rule, parse_list, *_TEXT),
    "_": (_rule, *_TEXT),
    "+": (parse_list, *_TEXT),
    **dict.fromkeys("0123456789", (parse_list, *_TEXT)),
    ":": (parse_definition_list, *_TEXT),
    "<": (parse_html, *_TEXT),
    "\\": (_setext, _math, parse_table, parse_paragraph),
    "$": (_setext, _math, parse_table, parse_paragraph),
    "[": (_setext, parse_table, parse_footnote_definition, parse_link_definition, parse_paragraph),
    "{": (_setext, parse_table, parse_ald, parse_block_ial, parse_extension, parse_paragraph),
    "^": (_setext, parse_table, _eob, parse_paragraph),
    "": _TEXT,
}
