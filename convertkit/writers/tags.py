"""The tag tree of a PDF, put right where HTML and CSS cannot reach (PDF/UA-1, ISO 14289-1; Matterhorn Protocol 1.1).

WeasyPrint 70 leaves four things that its public hook `write_pdf(finisher=...)` can mend before the file is written:
children of list items outside of a list body (7.2-20), links whose annotation hangs on an inline child (7.18.5-1),
pictures without words that pose as figures
(7.3-1), and header cells without a scope (7.5-1).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf


def finished(document: Any, pdf: Any) -> None:
    """The last step before the file is written: mend the tag tree of `pdf` (a `pydyf.PDF`)."""
    root = pdf.catalog.get("StructTreeRoot")
    if root is not None:
        _Tree(pdf, root).mend()


class _Tree:
    """The structure elements of one file."""

    def __init__(self, pdf: Any, root: Any) -> None:
        self.pdf = pdf
        self.root = self.object(root)
        self.parent_tree = self.object(self.root["ParentTree"])["Nums"]

    def object(self, reference: Any) -> Any:
        """What `12 0 R` stands for."""
        text = reference.decode() if isinstance(reference, bytes) else str(reference)
        return self.pdf.objects[int(text.split()[0])]

    def elements(self) -> Iterator[tuple[Any, tuple[Any, ...]]]:
        """Every element with those that it stands in, the nearest last."""
        stack: list[tuple[Any, tuple[Any, ...]]] = [(self.object(kid), ()) for kid in self.root["K"]]
        while stack:
            element, above = stack.pop()
            yield element, above
            inner = (*above, element)
            stack += [(kid, inner) for kid in self.kids(element) if kid.get("Type") == "/StructElem"]

    def kids(self, element: Any) -> list[Any]:
        """The objects among the kids of an element, without numbers of marked content."""
        return [self.object(kid) for kid in element["K"] if not isinstance(kid, int)]

    def mend(self) -> None:
        """Put every element right."""
        for element, above in list(self.elements()):
            kind = element["S"]
            if kind == "/LI":
                self.list_item(element)
            elif kind == "/Figure" and "Alt" not in element:
                element["S"] = "/NonStruct"
                element.pop("A", None)
            elif kind == "/TH" and "A" in element and "Scope" not in element["A"]:
                column = any(each["S"] == "/THead" for each in above)
                element["A"]["Scope"] = "/Column" if column else "/Row"
            if kind != "/Link":
                self.link(element, above)

    def list_item(self, item: Any) -> None:
        """Everything in an item but its label stands in its body."""
        labels: list[Any] = []
        loose: list[Any] = []
        body: Any = None
        for kid in item["K"]:
            found = None if isinstance(kid, int) else self.object(kid)
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
            body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "P": item.reference})
            if "Pg" in item:
                body["Pg"] = item["Pg"]
            self.pdf.add_object(body)
        for kid in loose:
            body["K"].append(kid)
            self.adopt(kid, body, item)
        item["K"] = pydyf.Array([*labels, body.reference])

    def adopt(self, kid: Any, parent: Any, before: Any) -> None:
        """Let `kid`, which stood in `before`, point to its new parent."""
        if isinstance(kid, int):
            self.replace_in_parent_tree(before.reference, parent.reference)
            return
        found = self.object(kid)
        if found.get("Type") == "/StructElem":
            found["P"] = parent.reference

    def link(self, element: Any, above: tuple[Any, ...]) -> None:
        """The annotation of a link belongs to the link itself, not to code or emphasis in it."""
        references = [kid for kid in element["K"] if not isinstance(kid, int) and self.object(kid).get("Type") == "/OBJR"]
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
            annotation = self.object(self.object(reference)["Obj"])
            at = list(self.parent_tree[::2]).index(annotation["StructParent"])
            self.parent_tree[2 * at + 1] = link.reference

    def replace_in_parent_tree(self, old: Any, new: Any) -> None:
        """Marked content of a page that belonged to `old` belongs to `new`."""
        for entry in self.parent_tree[1::2]:
            if isinstance(entry, list):
                entry[:] = [new if reference == old else reference for reference in entry]
