"""The tag tree of a PDF, put right where HTML and CSS cannot reach (PDF/UA-1, ISO 14289-1; Matterhorn Protocol 1.1).

WeasyPrint 70 leaves five things that its public hook `write_pdf(finisher=...)` can mend before the file is written:
children of list items outside of a list body (7.2-20), inner lists beside the item that they belong to, links whose
annotation hangs on an inline child (7.18.5-1), pictures without words that pose as figures (7.3-1), and header cells
without a scope (7.5-1). What a book needs besides (chapters, notes, running heads) is done in `tags_book`.
"""

from __future__ import annotations

from typing import Any

import pydyf

from .jobs import FORMULA
from .tags_book import bind
from .tags_tree import Tree, dictionary


def finished(document: Any, pdf: Any, *, gathering: Any) -> None:
    """The last step before the file is written: mend the tag tree of `pdf` (a `pydyf.PDF`)."""
    _without_empty_resources(pdf)
    root = pdf.catalog.get("StructTreeRoot")
    if root is None:
        return
    tree = Tree(document, pdf, root)
    mend(tree)
    bind(tree, gathering)


def _without_empty_resources(pdf: Any) -> None:
    """Checkers of PDF/A that know no patterns and shadings take an empty list of them for some."""
    for found in pdf.objects:
        if isinstance(found, pydyf.Dictionary) and "ExtGState" in found:
            for key in ("XObject", "Pattern", "Shading"):
                if key in found and not found[key]:
                    del found[key]


def mend(tree: Tree) -> None:
    """Put every element right."""
    for element, above in list(tree.elements()):
        kind = element["S"]
        if kind == "/LI":
            _list_item(tree, element)
        elif kind == "/Figure" and "Alt" in element and element["Alt"].string.startswith(FORMULA):
            element["S"] = "/Formula"
        elif kind == "/Figure" and "Alt" not in element:
            element["S"] = "/NonStruct"
            element.pop("A", None)
        elif kind == "/TH" and "A" in element and "Scope" not in element["A"]:
            column = any(each["S"] == "/THead" for each in above)
            element["A"]["Scope"] = "/Column" if column else "/Row"
        if kind != "/Link":
            _link(tree, element, above)
    for element, _ in list(tree.elements()):
        if element["S"] == "/L":
            _nested_lists(tree, element)


def _list_item(tree: Tree, item: Any) -> None:
    """Everything in an item but its label stands in its body."""
    labels: list[Any] = []
    loose: list[Any] = []
    body: Any = None
    for kid in item["K"]:
        found = None if isinstance(kid, int) else tree.object(kid)
        kind = found.get("S") if found is not None else None
        if kind == "/Lbl":
            labels.append(kid)
        elif kind == "/LBody" and body is None and not loose:
            body = found
        else:
            loose.append(kid)
    if not loose:
        return
    if body is None:
        body = tree.add(dictionary("/LBody", item))
    for kid in loose:
        body["K"].append(kid)
        tree.adopt(kid, body, item)
    item["K"] = pydyf.Array([*labels, body.reference])


def _nested_lists(tree: Tree, listed: Any) -> None:
    """A list in a list belongs to the item before it, which WeasyPrint leaves empty where the inner list alone fills a page."""
    kept = pydyf.Array()
    item: Any = None
    for reference in listed["K"]:
        kid = tree.object(reference)
        if kid["S"] != "/L" or item is None:
            kept.append(reference)
            item = kid if kid["S"] == "/LI" else item
            continue
        body = next((each for each in tree.kids(item) if each.get("S") == "/LBody"), None)
        if body is None:
            body = tree.add(dictionary("/LBody", item))
            item["K"].append(body.reference)
        body["K"].append(reference)
        kid["P"] = body.reference
    listed["K"] = kept


def _link(tree: Tree, element: Any, above: tuple[Any, ...]) -> None:
    """The annotation of a link belongs to the link itself, not to code or emphasis in it."""
    references = [kid for kid in element["K"] if not isinstance(kid, int) and tree.object(kid).get("Type") == "/OBJR"]
    if not references:
        return
    link = next((each for each in reversed(above) if each["S"] == "/Link"), None)
    if link is None:
        if element["S"] in ("/Span", "/NonStruct"):
            element["S"] = "/Link"
        return
    element["K"] = pydyf.Array([kid for kid in element["K"] if kid not in references])
    for reference in references:
        link["K"].append(reference)
        annotation = tree.object(tree.object(reference)["Obj"])
        tree.owners[annotation["StructParent"]] = link.reference
