"""The tag tree of a book: an element a chapter, notes where they are called, running heads outside of the text.

ISO 32000-1, 14.8.4 (standard structure types) and 14.8.2.2 (artifacts); PDF/UA-1, 7.8 (running heads), 7.9 (notes).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import Any

import pydyf

from .tags_tree import Tree, dictionary

# Keys of a gathering's parent tree start at its number times this, so that those of two gatherings never meet.
KEYS = 1 << 20
# "p3-fnref-1": a call of note 1 of chapter 3, "p3-fn-1" the note
_CALL = re.compile(r"^(.*)fnref(?:\d*)-(\d+)$")


def bind(tree: Tree, gathering: Any) -> None:
    """Do for the tags of a gathering what a book asks for; `gathering` says its number, chapters and foreign names."""
    _pagination(tree)
    _descriptions(tree)
    starts = _starts(tree, gathering.chapters)
    _contents(tree, starts[0] if starts else len(tree.pages))
    _notes(tree, starts[0] if starts else 0)
    _chapters(tree, starts, gathering.chapters)
    _keys(tree, gathering.number)
    _names(tree, gathering.elsewhere)


def _pagination(tree: Tree) -> None:
    """Running heads and page numbers are artifacts of pagination, no text.

    WeasyPrint hangs them below the document without the document knowing of them.
    """
    known = set(tree.document["K"])
    heads: dict[bytes, set[int]] = {}
    for found in tree.pdf.objects:
        if not isinstance(found, pydyf.Dictionary) or found.get("Type") != "/StructElem":
            continue
        if found["P"] == tree.document.reference and found.reference not in known:
            heads.setdefault(found["Pg"], set()).update(_marked(tree, found))
    for page, numbers in heads.items():
        _as_artifacts(tree, page, numbers)


def _marked(tree: Tree, element: Any) -> list[int]:
    """The marked content of an element, which is no part of the text any more."""
    found = [kid for kid in element["K"] if isinstance(kid, int)]
    for kid in tree.kids(element):
        if kid.get("Type") == "/StructElem":
            found += _marked(tree, kid)
    element.clear()
    return found


def _as_artifacts(tree: Tree, page: bytes, numbers: set[int]) -> None:
    owners = tree.owners[tree.page_number[page]]
    for number in numbers:
        owners[number] = "null"
    while owners and owners[-1] == "null":
        owners.pop()
    # "/Span", "<</MCID 7>>", "BDC": margins are painted last
    operators = tree.object(tree.object(page)["Contents"]).stream
    left = set(numbers)
    for at in range(len(operators) - 1, 0, -1):
        if not left:
            return
        found = operators[at]
        if isinstance(found, pydyf.Dictionary) and found.get("MCID") in left:
            left.discard(found["MCID"])
            operators[at - 1] = "/Artifact"
            operators[at] = pydyf.Dictionary({"Type": "/Pagination"})


def _descriptions(tree: Tree) -> None:
    """What a link says stands in its annotation: WeasyPrint writes the address there."""
    for page in tree.pages:
        for kind, target, _, box in page.links:
            annotation = getattr(box, "link_annotation", None)
            element = getattr(box, "element", None)
            if annotation is None or element is None or "Contents" not in annotation:
                continue
            words = " ".join("".join(element.itertext()).split())
            if words:
                annotation["Contents"] = pydyf.String(words if kind == "internal" or words == target else f"{words} ({target})")


def _starts(tree: Tree, chapters: tuple[tuple[str, str], ...]) -> list[int]:
    """The page of each chapter's title; empty where chapters share a page."""
    pages: dict[str, int] = {}
    for number, page in enumerate(tree.pages):
        for name in page.anchors:
            pages.setdefault(name, number)
    found = [pages[name] for name, _ in chapters if name in pages]
    apart = all(first < second for first, second in pairwise(found))
    return found if len(found) == len(chapters) and apart else []


def _chapters(tree: Tree, starts: list[int], chapters: tuple[tuple[str, str], ...]) -> None:
    """One section a chapter, in its language: WeasyPrint makes one a page."""
    if not starts:
        return
    book = tree.pdf.catalog.get("Lang")
    sections = []
    for (_, language), start in zip(chapters, starts, strict=True):
        section = tree.add(dictionary("/Sect", tree.document))
        section["Pg"] = tree.pdf.page_references[start]
        if book is not None and language and language != book.string:
            section["Lang"] = pydyf.String(language)
        sections.append(section)
    kept = pydyf.Array()
    for reference in tree.document["K"]:
        kid = tree.object(reference)
        at = bisect_right(starts, tree.page_number[kid["Pg"]]) - 1
        if at < 0:
            kept.append(reference)
            continue
        section = sections[at]
        for inner in kid["K"] if kid["S"] == "/Sect" and _is_plain(kid) else [reference]:
            section["K"].append(inner)
            tree.adopt(inner, section, kid)
    tree.document["K"] = pydyf.Array([*kept, *(section.reference for section in sections)])


def _is_plain(section: Any) -> bool:
    """Whether a section holds nothing but elements, so that another can take them over."""
    return not any(isinstance(kid, int) for kid in section["K"])


def _contents(tree: Tree, before: int) -> None:
    """The table of contents, in what stands before page `before`, is one."""
    for reference in tree.document["K"]:
        area = tree.object(reference)
        if tree.page_number[area["Pg"]] < before and area["S"] == "/NonStruct":
            for kid in tree.kids(area):
                if kid.get("S") == "/L":
                    _as_contents(tree, kid)


def _as_contents(tree: Tree, listed: Any) -> None:
    listed["S"] = "/TOC"
    for item in tree.kids(listed):
        if item.get("S") == "/L":
            _as_contents(tree, item)
            continue
        item["S"] = "/TOCI"
        item["K"] = pydyf.Array([inner for kid in item["K"] for inner in _unwrapped(tree, kid, item)])


def _unwrapped(tree: Tree, kid: Any, item: Any) -> list[Any]:
    """What stands in the body of an item; an inner list is one of contents too."""
    found = tree.object(kid)
    if found["S"] not in ("/LBody", "/NonStruct"):
        if found["S"] == "/L":
            _as_contents(tree, found)
        tree.adopt(kid, item, found)
        return [kid]
    return [inner for each in found["K"] for inner in _unwrapped(tree, each, item)]


def _notes(tree: Tree, after: int) -> None:
    """Notes at the foot of a page become notes, in reading order behind their calls."""
    areas = [tree.object(reference) for reference in tree.document["K"]]
    areas = [area for area in areas if area["S"] == "/NonStruct" and tree.page_number[area["Pg"]] >= after]
    notes = [(name, area, kid) for area in areas for kid in tree.kids(area) if (name := _note_name(tree, kid))]
    if not notes:
        return
    calls = _calls(tree)
    for number, (name, area, note) in enumerate(notes, start=1):
        note["S"], note["ID"] = "/Note", pydyf.String(f"note-{number}")
        _label(tree, note)
        call = calls.get(name)
        if call is None:
            continue
        around = tree.object(call["P"])
        place = around if around["S"] in ("/Reference", "/NonStruct") else call
        if place is around:
            around["S"] = "/Reference"
        parent = tree.object(place["P"])
        area["K"].remove(note.reference)
        parent["K"].insert(parent["K"].index(place.reference) + 1, note.reference)
        note["P"] = parent.reference
    emptied = {area.reference for area in areas if not area["K"]}
    tree.document["K"] = pydyf.Array([kid for kid in tree.document["K"] if kid not in emptied])


def _note_name(tree: Tree, element: Any) -> str:
    """The name of a note, by the link back to its call that it begins with; empty for anything else."""
    if element.get("Type") != "/StructElem":
        return ""
    link = next(tree.within(element, "/Link"), None)
    for annotation in tree.annotations(link) if link is not None else ():
        match = _CALL.match(annotation["Dest"].string) if "Dest" in annotation else None
        if match:
            return f"{match[1]}fn-{match[2]}"
    return ""


def _calls(tree: Tree) -> dict[str, Any]:
    """The first link to each name in the file."""
    found: dict[str, Any] = {}
    for link in tree.within(tree.document, "/Link"):
        for annotation in tree.annotations(link):
            if "Dest" in annotation:
                found.setdefault(annotation["Dest"].string, link)
    return found


def _label(tree: Tree, note: Any) -> None:
    """The number of a note is its label: the first thing in it."""
    link = next(tree.within(note, "/Link"))
    tree.object(link["P"])["K"].remove(link.reference)
    label = tree.add(dictionary("/Lbl", note))
    note["K"].insert(0, label.reference)
    label["K"].append(link.reference)
    link["P"] = label.reference


def _keys(tree: Tree, number: int) -> None:
    """Keys of the parent tree and names of elements that no other gathering has."""
    base = number * KEYS
    if base:
        for reference in tree.pdf.page_references:
            tree.object(reference)["StructParents"] += base
        for found in tree.pdf.objects:
            if isinstance(found, pydyf.Dictionary) and "StructParent" in found:
                found["StructParent"] += base
        tree.owners = {key + base: owner for key, owner in tree.owners.items()}
    tree.write_owners()
    names: list[tuple[bytes, Any]] = []
    for element, _ in tree.elements():
        if "ID" in element:
            element["ID"] = _renamed(element["ID"], number)
            names.append((element["ID"].string.encode(), element))
        headers = element.get("A", {}).get("Headers")
        if headers:
            element["A"]["Headers"] = pydyf.Array([_renamed(header, number) for header in headers])
    if names:
        names.sort(key=lambda pair: pair[0])
        pairs = [item for _, element in names for item in (element["ID"], element.reference)]
        tree.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})


def _renamed(name: Any, number: int) -> Any:
    return pydyf.String(f"{number}-{name.string}")


def _names(tree: Tree, elsewhere: frozenset[str]) -> None:
    """The names that stand for pages of other gatherings go: those know better where they lead."""
    dests = tree.pdf.catalog.get("Names", {}).get("Dests")
    if not dests or not elsewhere:
        return
    names = dests["Names"]
    pairs = [(name, place) for name, place in zip(names[::2], names[1::2], strict=True) if name.string not in elsewhere]
    dests["Names"] = pydyf.Array([item for pair in pairs for item in pair])
