"""The structure elements of a PDF that is about to be written (ISO 32000-1, 14.7), as pydyf objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf


def dictionary(kind: str, parent: Any) -> Any:
    """A new element of `kind` (`/LBody`) in `parent`, on the page where its parent begins."""
    found = pydyf.Dictionary({"Type": "/StructElem", "S": kind, "K": pydyf.Array(), "P": parent.reference})
    if "Pg" in parent:
        found["Pg"] = parent["Pg"]
    return found


class Tree:
    """The structure elements of one file.

    `owners` is the parent tree: by page (the structure parents of its marked content) and by annotation (its element).
    """

    def __init__(self, document: Any, pdf: Any, root: Any) -> None:
        self.pages = document.pages
        self.pdf = pdf
        self.root = self.object(root)
        numbers = self.object(self.root["ParentTree"])["Nums"]
        self.owners: dict[int, Any] = dict(zip(numbers[::2], numbers[1::2], strict=True))
        self.document = self.object(self.root["K"][0])
        # pydyf makes this list anew at each call
        self.page_number = {reference: number for number, reference in enumerate(pdf.page_references)}

    def object(self, reference: Any) -> Any:
        """What `12 0 R` stands for."""
        return self.pdf.objects[int(reference.split(None, 1)[0])]

    def add(self, found: Any) -> Any:
        """A new object of the file."""
        self.pdf.add_object(found)
        return found

    def elements(self) -> Iterator[tuple[Any, tuple[Any, ...]]]:
        """Every element with those that it stands in, the nearest last."""
        stack: list[tuple[Any, tuple[Any, ...]]] = [(self.document, ())]
        while stack:
            element, above = stack.pop()
            yield element, above
            inner = (*above, element)
            stack += [(kid, inner) for kid in self.kids(element) if kid.get("Type") == "/StructElem"]

    def kids(self, element: Any) -> list[Any]:
        """The objects among the kids of an element, without numbers of marked content."""
        return [self.object(kid) for kid in element["K"] if not isinstance(kid, int)]

    def within(self, element: Any, kind: str) -> Iterator[Any]:
        """The elements of `kind` in `element`, at any depth, in reading order."""
        for kid in self.kids(element):
            if kid.get("S") == kind:
                yield kid
            if kid.get("Type") == "/StructElem":
                yield from self.within(kid, kind)

    def annotations(self, link: Any) -> Iterator[Any]:
        """The annotations of a link."""
        for kid in self.kids(link):
            if kid.get("Type") == "/OBJR":
                yield self.object(kid["Obj"])

    def adopt(self, kid: Any, parent: Any, before: Any) -> None:
        """Let `kid`, which stood in `before`, point to its new parent."""
        if isinstance(kid, int):
            for owner in self.owners.values():
                if isinstance(owner, list):
                    owner[:] = [parent.reference if reference == before.reference else reference for reference in owner]
            return
        found = self.object(kid)
        if found.get("Type") == "/StructElem":
            found["P"] = parent.reference

    def write_owners(self) -> None:
        """Put the parent tree back, sorted by its keys."""
        numbers = self.object(self.root["ParentTree"])["Nums"]
        numbers[:] = [item for key in sorted(self.owners) for item in (key, self.owners[key])]
        self.root["ParentTreeNextKey"] = max(self.owners, default=-1) + 1
