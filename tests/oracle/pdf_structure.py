"""What PDF/UA-1 (ISO 14289-1) and the Matterhorn Protocol ask of a tagged PDF, checked with pikepdf; and what a PDF shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from oracle.judges import poppler

_PAINTS = "Tj TJ ' \" Do S s f F f* B B* b b* sh INLINE"
_MARKS = "BMC BDC EMC Tf"
_PARENTS = {
    "/LI": ("/L",),
    "/Lbl": ("/LI", "/Note", "/TOCI", "/P", "/Span", "/NonStruct"),
    "/LBody": ("/LI",),
    "/TR": ("/Table", "/THead", "/TBody", "/TFoot"),
    "/TH": ("/TR",),
    "/TD": ("/TR",),
    "/THead": ("/Table",),
    "/TBody": ("/Table",),
    "/TOCI": ("/TOC",),
}
_KIDS = {
    "/L": ("/LI", "/L", "/Caption"),
    "/LI": ("/Lbl", "/LBody"),
    "/Table": ("/TR", "/THead", "/TBody", "/TFoot", "/Caption"),
    "/TR": ("/TH", "/TD"),
    "/TOC": ("/TOC", "/TOCI", "/Caption"),
}


def kids(element: Any) -> list[Any]:
    """What stands in an element: dictionaries, and numbers of marked content."""
    inner = element.get("/K", [])
    return list(inner) if isinstance(inner, pikepdf.Array) else [inner]


def number_tree(node: Any) -> Iterator[tuple[int, Any]]:
    """Keys and values of a number tree, in the file's order."""
    nums = node.get("/Nums", [])
    for at in range(0, len(nums), 2):
        yield int(nums[at]), nums[at + 1]
    for kid in node.get("/Kids", []):
        yield from number_tree(kid)


@dataclass
class Structure:
    """A PDF with its structure elements, in reading order, each with its parent."""

    pdf: pikepdf.Pdf
    elements: list[tuple[Any, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        root = self.pdf.Root.StructTreeRoot
        stack = [(kid, root) for kid in reversed(kids(root))]
        while stack:
            element, parent = stack.pop()
            self.elements.append((element, parent))
            inner = [kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
            stack += [(kid, element) for kid in reversed(inner)]

    def of(self, *kinds: str) -> list[Any]:
        """The elements of some kinds."""
        return [element for element, _ in self.elements if str(element.S) in kinds]


def problems(path: Path, *, variant: str = "pdf/ua-1") -> list[str]:
    """Everything that is wrong with a PDF."""
    with pikepdf.open(path) as pdf:
        found = list(_document(pdf, variant))
        structure = Structure(pdf)
        for check in (_tree, _headings, _figures, _tables, _links, _notes, _content, _fonts):
            found += [f"{check.__name__[1:]}: {problem}" for problem in check(structure)]
        return found


def _document(pdf: pikepdf.Pdf, variant: str) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "the document has no language"
    if not (root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is True or bool(root.ViewerPreferences.DisplayDocTitle)):
        yield "the title is not displayed"
    if not bool(root.MarkInfo.Marked):
        yield "the document is not marked"
    with pdf.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "no title in the metadata"
        if variant == "pdf/ua-1" and metadata.get("pdfuaid:part") != "1":
            yield "the metadata do not say PDF/UA-1"
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"page {number} has links and no tab order"


def _tree(structure: Structure) -> Iterator[str]:
    names: set[bytes] = set()
    for element, parent in structure.elements:
        kind = str(element.S)
        if element.P.objgen != parent.objgen:
            yield f"{kind} does not know its parent"
        above = str(parent.get("/S", ""))
        if kind in _PARENTS and above not in _PARENTS[kind]:
            yield f"{kind} in {above}"
        if above in _KIDS and kind not in _KIDS[above]:
            yield f"{above} holds {kind}"
        if kind in ("/L", "/Table", "/TR", "/TOC", "/LI") and not kids(element):
            yield f"{kind} is empty"
        if "/ID" in element:
            name = bytes(element.ID)
            if name in names:
                yield f"two elements are called {name!r}"
            names.add(name)
    root = structure.pdf.Root.StructTreeRoot
    tree = root.get("/IDTree", {}).get("/Names", [])
    listed = [bytes(tree[at]) for at in range(0, len(tree), 2)]
    if sorted(names) != listed:
        yield f"the tree of names has {len(listed)}, the elements {len(names)}"
    keys = [key for key, _ in number_tree(root.ParentTree)]
    if keys != sorted(set(keys)):
        yield "the keys of the parent tree are not in order"
    if "/ParentTreeNextKey" in root and keys and int(root.ParentTreeNextKey) <= keys[-1]:
        yield "the next key of the parent tree is taken"


def _headings(structure: Structure) -> Iterator[str]:
    level = 0
    for element in structure.of("/H1", "/H2", "/H3", "/H4", "/H5", "/H6"):
        found = int(str(element.S)[2])
        if found > level + 1:
            yield f"h{found} after h{level}"
        level = found


def _figures(structure: Structure) -> Iterator[str]:
    for figure in structure.of("/Figure", "/Formula"):
        if not str(figure.get("/Alt", figure.get("/ActualText", ""))).strip():
            yield "a figure without words"
        if "/BBox" not in figure.get("/A", {}):
            yield "a figure without a box"


def _tables(structure: Structure) -> Iterator[str]:
    names = {bytes(element.ID) for element, _ in structure.elements if "/ID" in element}
    for table in structure.of("/Table"):
        widths = set(_widths(table))
        if len(widths) > 1:
            yield f"rows of {sorted(widths)} cells"
    for cell in structure.of("/TH"):
        if "/Scope" not in cell.get("/A", {}):
            yield "a header cell without a scope"
    for cell in structure.of("/TD"):
        for name in cell.get("/A", {}).get("/Headers", []):
            if bytes(name) not in names:
                yield f"a cell names a header that is not there: {bytes(name)!r}"


def _widths(table: Any) -> Iterator[int]:
    """How many columns each row of a table covers, cells of earlier rows that reach into it included."""
    reaching: list[int] = []
    for row in _rows(table):
        width = sum(1 for rows in reaching if rows > 0)
        reaching = [rows - 1 for rows in reaching if rows > 1]
        for cell in kids(row):
            attributes = cell.get("/A", {})
            columns, rows = int(attributes.get("/ColSpan", 1)), int(attributes.get("/RowSpan", 1))
            width += columns
            reaching += [rows - 1] * columns if rows > 1 else []
        yield width


def _rows(element: Any) -> Iterator[Any]:
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/TR":
            yield kid
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/S") in ("/THead", "/TBody", "/TFoot"):
            yield from _rows(kid)


def _links(structure: Structure) -> Iterator[str]:
    owners = dict(number_tree(structure.pdf.Root.StructTreeRoot.ParentTree))
    inside: set[tuple[int, int]] = set()
    for link in structure.of("/Link"):
        objects = [kid for kid in kids(link) if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]
        inside |= {kid.Obj.objgen for kid in objects}
        if len(kids(link)) == len(objects):
            yield "a link without content"
    names = destinations(structure.pdf)
    for number, page in enumerate(structure.pdf.pages, start=1):
        for annotation in page.get("/Annots", []):
            if annotation.objgen not in inside:
                yield f"page {number}: an annotation outside of links"
            owner = owners.get(int(annotation.get("/StructParent", -1)))
            if owner is None or owner.get("/S") != "/Link":
                yield f"page {number}: an annotation that no link owns"
            if not str(annotation.get("/Contents", "")).strip():
                yield f"page {number}: a link without a description"
            if "/Dest" in annotation and bytes(annotation.Dest) not in names:
                yield f"page {number}: a link to nowhere: {annotation.Dest}"


def _notes(structure: Structure) -> Iterator[str]:
    for note in structure.of("/Note"):
        if "/ID" not in note:
            yield "a note without an ID"


def _content(structure: Structure) -> Iterator[str]:
    """Every mark on a page belongs to an element that can be reached, or is an artifact."""
    reached: dict[tuple[int, int], set[int]] = {}
    for element, _ in structure.elements:
        for kid in kids(element):
            if not isinstance(kid, pikepdf.Dictionary):
                reached.setdefault(element.Pg.objgen, set()).add(int(kid))
    owners = dict(number_tree(structure.pdf.Root.StructTreeRoot.ParentTree))
    for number, page in enumerate(structure.pdf.pages, start=1):
        marked = set()
        untagged = 0
        open_marks: list[bool] = []
        for operands, operator in pikepdf.parse_content_stream(page, f"{_PAINTS} BMC BDC EMC"):
            if str(operator) in ("BDC", "BMC"):
                properties = operands[1] if len(operands) > 1 else {}
                if "/MCID" in properties:
                    marked.add(int(properties["/MCID"]))
                open_marks.append(str(operands[0]) == "/Artifact" or "/MCID" in properties)
            elif str(operator) == "EMC":
                open_marks.pop()
            elif not any(open_marks):
                untagged += 1
        if untagged:
            yield f"page {number}: {untagged} marks are neither text nor artifacts"
        if marked != reached.get(page.objgen, set()):
            yield f"page {number}: marked content that no element holds, or the other way round"
        owned = owners.get(int(page.get("/StructParents", -1)), [])
        if {at for at, owner in enumerate(owned) if owner is not None} != marked:
            yield f"page {number}: the parent tree does not know its content"


def _fonts(structure: Structure) -> Iterator[str]:
    seen: set[tuple[int, int]] = set()
    for page in structure.pdf.pages:
        resources = page.obj.Resources
        if resources.objgen in seen:
            continue
        seen.add(resources.objgen)
        for name, font in resources.get("/Font", {}).items():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", {})
            if str(font.get("/Subtype")) != "/Type3" and not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
                yield f"{name} is not embedded"
            if "/ToUnicode" not in font:
                yield f"{name} does not say what its glyphs mean"


def destinations(pdf: pikepdf.Pdf) -> dict[bytes, int]:
    """The page, from 0, of every name."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    names = pdf.Root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
    return {bytes(names[at]): pages[names[at + 1][0].objgen] for at in range(0, len(names), 2)}


def links(pdf: pikepdf.Pdf) -> list[list[tuple[str, object, tuple[int, ...]]]]:
    """For each page its links in their order: what they say, the page or the address they lead to, where they are."""
    names = destinations(pdf)
    found = []
    for page in pdf.pages:
        row = []
        for annotation in page.get("/Annots", []):
            target = names[bytes(annotation.Dest)] if "/Dest" in annotation else str(annotation.A.URI)
            row.append((str(annotation.Contents), target, tuple(round(float(value)) for value in annotation.Rect)))
        found.append(row)
    return found


def outline(pdf: pikepdf.Pdf) -> list[tuple[int, str, int]]:
    """The items of the outline: how deep, their titles, their pages."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    found: list[tuple[int, str, int]] = []

    def walk(item: Any, depth: int) -> None:
        while item is not None:
            found.append((depth, str(item.Title), pages[item.Dest[0].objgen]))
            walk(item.get("/First"), depth + 1)
            item = item.get("/Next")

    if "/Outlines" in pdf.Root:
        walk(pdf.Root.Outlines.First, 0)
    return found


def texts(path: Path) -> list[str]:
    """The text of each page, as poppler lays it out."""
    return poppler("pdftotext", "-layout", str(path), "-").split("\f")[:-1]
