"""Tables whose rows fill the grid that their cells span."""

from __future__ import annotations

from lxml import etree

from ...wellformed import removed, text_of

# HTML 5, "Attributes common to td and th elements": a cell spans at most so many columns.
_MOST = 1000


def regular(table: etree._Element) -> None:
    """A table whose rows are equally long, whose spans end with their group, whose header cells head something."""
    for row in list(table.iterchildren("tr")):
        above = row.getprevious()
        if above is None or above.tag != "tbody":
            above = etree.Element("tbody")
            row.addprevious(above)
        above.append(row)
    for head in list(table.iterchildren("thead")):
        if _empty(head):
            removed(head)
    groups = list(table.iterchildren("thead", "tbody", "tfoot"))
    for row in [row for group in groups for row in list(group.iterchildren("tr"))]:
        if next(row.iterchildren("td", "th"), None) is None:
            removed(row)
    widths = {row: width for group in groups for row, width in _widths(group)}
    most = max(widths.values(), default=0)
    if not most:
        # A table without a cell shows what else it holds.
        for part in list(table.iter("tbody", "thead", "tfoot", "tr", "colgroup", "col", "caption")):
            part.tag = "div"
        table.tag = "div"
        return
    for row, width in widths.items():
        for _ in range(width, most):
            etree.SubElement(row, "td")
    _columns(table, most)
    _headers(table)


def _widths(group: etree._Element) -> list[tuple[etree._Element, int]]:
    """The rows of a group with the columns that each fills; spans are put in bounds."""
    rows = list(group.iterchildren("tr"))
    # How many more rows each column is taken by a cell above
    taken: dict[int, int] = {}
    out = []
    for at, row in enumerate(rows):
        column = 0
        below: dict[int, int] = {}
        for cell in row.iterchildren("td", "th"):
            while taken.get(column, 0) > 0:
                column += 1
            across, down = _span(cell, "colspan", _MOST), _span(cell, "rowspan", len(rows) - at)
            across = _free(taken, column, across)
            _set(cell, "colspan", across)
            for _ in range(across):
                below[column] = down - 1
                column += 1
        rest = [place for place, count in taken.items() if count > 0]
        out.append((row, max([column, *(place + 1 for place in rest)])))
        taken = {place: count - 1 for place, count in taken.items() if count > 1} | {k: v for k, v in below.items() if v > 0}
    return out


def _free(taken: dict[int, int], column: int, across: int) -> int:
    """How many of `across` columns are free from `column` on."""
    for width in range(1, across):
        if taken.get(column + width, 0) > 0:
            return width
    return across


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = cell.get(name) or "1"
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    number = min(max(number, 1), most)
    _set(cell, name, number)
    return number


def _set(cell: etree._Element, name: str, number: int) -> None:
    if number > 1:
        cell.set(name, str(number))
    elif name in cell.attrib:
        del cell.attrib[name]


def _columns(table: etree._Element, width: int) -> None:
    """Column markup that does not fit the table goes."""
    groups = list(table.iterchildren("colgroup"))
    declared = sum(int(col.get("span", "1")) if col.get("span", "1").isdigit() else 1 for group in groups for col in group)
    if declared != width:
        for group in groups:
            removed(group)


def _headers(table: etree._Element) -> None:
    """Header cells say what they head; one of a table without other cells heads nothing, an empty one says nothing."""
    cells = [cell for cell in table.iter("th", "td") if next(cell.iterancestors("table")) is table]
    alone = all(cell.tag == "th" for cell in cells)
    for cell in cells:
        for name in ("headers", "abbr"):
            if name in cell.attrib:
                del cell.attrib[name]
        if cell.tag == "th" and (alone or _empty(cell)):
            cell.tag = "td"
        if cell.tag == "th" and cell.get("scope") not in ("row", "col", "rowgroup", "colgroup"):
            cell.set("scope", "col" if next(cell.iterancestors("thead"), None) is not None else "row")
        elif cell.tag == "td" and "scope" in cell.attrib:
            del cell.attrib["scope"]


def _empty(element: etree._Element) -> bool:
    return not text_of(element) and not any(image.get("alt") for image in element.iter("img"))
