"""Tables: lines with bars, rules between their parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from ... import ast
from ..finds import Finds
from . import markup, patterns
from .scan import NO, YES, Outcome, Scan
from .text import Pieces
from .tree import El, TableRows


def parse_table(scan: Scan) -> Outcome:
    """A table that begins here: it needs a block boundary before and behind, and a row that is not of the head."""
    text, pos = scan.text, scan.pos
    end = text.index("\n", pos)
    if _BAR.search(text, pos, end) is None or not scan.boundary() or _indented(text, pos):
        return NO
    # kramdown gives a waiting attribute list to the table even where it turns out to be none.
    element = El("table", scan.source.span(pos, pos))
    scan.adopt(element)
    if not _has_bar(scan.source.finds, pos, end):
        return NO
    table = _Rows(scan)
    table.read()
    stop = scan.pos
    if not scan.ended() or not table.complete or not scan.state.filling.take(table.missing):
        scan.pos = pos
        return NO
    element.rows = TableRows(table.alignments, table.parts)
    element.at = scan.source.span(pos, stop - 1)
    scan.parent.kids.append(element)
    return YES


def _indented(text: str, pos: int) -> bool:
    return text[pos] == "\t" or text.startswith("    ", pos)


def _first(text: str, pos: int) -> int:
    """Where the first character of a line stands that is no blank."""
    while text[pos] in " \t":
        pos += 1
    return pos


class _Rows:
    """The parts of a table as its lines are read."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.alignments: list[str] = []
        self.parts: list[tuple[str, list[list[El]]]] = []
        self.rows: list[list[El]] = []
        self.leading = scan.text[_first(scan.text, scan.pos)] == "|"
        self.ruled = False
        self.foot = False

    @property
    def complete(self) -> bool:
        return any(kind != "thead" for kind, _ in self.parts)

    @property
    def missing(self) -> int:
        """How many cells the rows lack."""
        sizes = [len(row) for _, part in self.parts for row in part]
        return max(sizes) * len(sizes) - sum(sizes)

    def read(self) -> None:
        """Read the lines that are of the table; the scan's position is behind them."""
        text, size = self.scan.text, len(self.scan.text)
        while self.scan.pos < size:
            pos = self.scan.pos
            end = text.index("\n", pos)
            if (rule := patterns.TABLE_RULE.match(text, pos)) is not None and "|" in rule["rule"]:
                self._rule(rule["rule"])
            elif patterns.TABLE_FOOT.match(text, pos) and "|" in text[pos:end]:
                self._close("tbody")
                self.foot = True
            elif not self._row(pos, end):
                break
            self.scan.pos = end + 1
        self._close("tbody")

    def _rule(self, rule: str) -> None:
        """A rule: the first one below a row ends the head and tells the alignments."""
        if self.rows and not self.ruled:
            self.ruled = True
            self.alignments = _alignments(rule)
            self._close("thead")
        elif self.rows and not self.foot:
            self._close("tbody")

    def _close(self, kind: str) -> None:
        if self.rows:
            self.parts.append(("tfoot" if self.foot else kind, self.rows))
            self.rows = []

    def _row(self, pos: int, end: int) -> bool:
        """Add the row from `pos` to `end`; False where there is no bar in it."""
        text, finds = self.scan.text, self.scan.source.finds
        bars = _bars(finds, pos, end)
        if not bars or not _has_bar(finds, pos, end):
            return False
        start = pos
        if self.leading and bars[0] == (lead := _first(text, pos)):
            start, bars = lead + 1, bars[1:]
        cells: list[El] = []
        for bar in [*bars, end]:
            if bar < end or text[start:end].strip(patterns.WHITE):
                cells.append(self._cell(start, bar))
            start = bar + 1
        self.rows.append(cells)
        return True

    def _cell(self, low: int, high: int) -> El:
        scan, text = self.scan, self.scan.text
        while low < high and text[low] in patterns.WHITE:
            low += 1
        while high > low and text[high - 1] in patterns.WHITE:
            high -= 1
        cell = El("td", scan.source.span(low, high))
        cell.source, cell.low, cell.high = scan.source, low, high
        if "\\|" in text[low:high]:
            self._unescape(cell)
        return cell

    def _unescape(self, cell: El) -> None:
        """Take the backslashes before bars out, but for those in code."""
        source, text = self.scan.source, self.scan.text
        pieces = Pieces(source.limit)
        start = cell.low
        for found in _significant(source.finds, cell.low, cell.high, cell.high):
            if text.startswith("\\|", found):
                pieces.slice(source, start, found)
                start = found + 1
        pieces.slice(source, start, cell.high)
        cell.source, cell.low, cell.high = pieces.text(), 0, pieces.size


# "|" without a backslash (search)
_BAR = re.compile(r"(?<!\\)\|")
# "|", "\|", "``", "<b": what decides whether a line has a bar (search)
_OPAQUE = re.compile(r"\\\||\||`+|<(?=[^\W\d])")
# "|", "\|", "``", "<code": what decides where a cell ends (search)
_SIGNIFICANT = re.compile(r"\\\||\||`+|<code(?=[\s>])")


def _has_bar(finds: Finds, pos: int, end: int) -> bool:
    """Whether a line has a bar that is not of code, even of code that goes on in the next lines."""
    text, blank = finds.text, finds.find("\n\n", end)
    reach = blank if blank >= 0 else len(text)
    while (found := _OPAQUE.search(text, pos, end)) is not None:
        if found[0] == "|":
            return True
        pos = found.end()
        if found[0][0] == "`":
            pos = _behind_code(finds, found, reach)
        elif found[0][0] == "<":
            pos = _behind_element(finds, pos, reach)
    return False


def _behind_element(finds: Finds, pos: int, reach: int) -> int:
    """Where the element whose start tag is around `pos` ends, if it is one of running text."""
    text = finds.text
    tag = patterns.OPEN_TAG.match(text, text.rfind("<", 0, pos))
    if tag is None or (name := markup.tag_name(tag["name"])) in markup.BLOCKS:
        return pos
    if tag["closed"] or name in markup.VOID:
        return tag.end()
    close = _within(finds, f"</{name}>", tag.end(), reach)
    return close if close >= 0 else reach


def _within(finds: Finds, mark: str, start: int, end: int) -> int:
    """Where `mark` stands first from `start` to `end`; -1 where it does not."""
    found = finds.find(mark, start)
    return found if found + len(mark) <= end else -1


def _significant(finds: Finds, low: int, high: int, reach: int) -> Iterator[int]:
    """Where bars stand outside of code, escaped ones (their backslash) too; code may go on to `reach`."""
    pos = low
    while pos < high and (found := _SIGNIFICANT.search(finds.text, pos, high)) is not None:
        first = found[0]
        pos = found.end()
        if first[0] in "`<":
            pos = _behind(finds, found, reach)
        else:
            yield found.start()


def _behind(finds: Finds, found: re.Match[str], high: int) -> int:
    """Where the code that `found` opens ends; where `found` ends if it opens none."""
    if found[0][0] == "`":
        return _behind_code(finds, found, high)
    close = _within(finds, "</code>", found.end(), high)
    return close + 7 if close >= 0 else found.end()


def _behind_code(finds: Finds, ticks: re.Match[str], high: int) -> int:
    """Where the code span that `ticks` open ends; where they end if it is none."""
    text, (start, end) = finds.text, ticks.span()
    if end - start == 1 and (start == 0 or text[start - 1] in patterns.WHITE) and text[end : end + 1] in (" ", "\t"):
        return end
    close = _within(finds, ticks[0], end, high)
    return close + end - start if close >= 0 else end


def _bars(finds: Finds, pos: int, end: int) -> list[int]:
    """The offsets of the bars between cells on a line."""
    return [at for at in _significant(finds, pos, end, end) if finds.text[at] == "|"]


def _alignments(rule: str) -> list[str]:
    """The alignments that a rule tells: left, right, center or empty, by column."""
    out = []
    for column in patterns.COLUMN.finditer(rule):
        left, right = column["left"], column["right"]
        out.append("center" if left and right else "left" if left else "right" if right else "")
    return out


_ALIGNMENTS = {"": "AlignDefault", "left": "AlignLeft", "center": "AlignCenter", "right": "AlignRight"}


def to_table(element: El, attr: ast.Attr, leaf: Callable[[El], ast.Inlines]) -> ast.Table:
    """The node of a table; short rows are filled with empty cells."""
    rows = element.rows or TableRows()
    width = max((len(row) for _, part in rows.parts for row in part), default=0)
    alignments = [_ALIGNMENTS[name] for name in rows.alignments[:width]]
    alignments += ["AlignDefault"] * (width - len(alignments))
    parts: dict[str, list[tuple[ast.Row, ...]]] = {"thead": [], "tbody": [], "tfoot": []}
    for kind, part in rows.parts:
        parts[kind].append(tuple(_to_row(row, alignments, leaf) for row in part))
    return ast.Table(
        attr,
        ast.Caption(),
        tuple(ast.ColSpec(alignment) for alignment in alignments),
        ast.TableHead(rows=tuple(chain.from_iterable(parts["thead"]))),
        tuple(ast.TableBody(rows=body) for body in parts["tbody"]),
        ast.TableFoot(rows=tuple(chain.from_iterable(parts["tfoot"]))),
        at=element.at,
    )


def _to_row(row: list[El], alignments: list[str], leaf: Callable[[El], ast.Inlines]) -> ast.Row:
    cells = []
    for index, alignment in enumerate(alignments):
        content = leaf(row[index]) if index < len(row) else ()
        blocks = (ast.Plain(content, at=row[index].at),) if content else ()
        cells.append(ast.Cell(alignment=alignment, blocks=blocks))
    return ast.Row(cells=tuple(cells))
