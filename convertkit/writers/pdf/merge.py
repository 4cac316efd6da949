"""The gatherings of a book bound as one PDF (pikepdf): pages, names, outline and the tag tree (ISO 32000-1, 12.3 and 14.7)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from contextlib import ExitStack

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from .tags_book import KEYS


def merged(gatherings: Sequence[bytes], depths: Sequence[Sequence[int]]) -> bytes:
    """One file of many: the first, which brings title, language and metadata, is followed by the others.

    `depths` says for each of the others how deep the titles of its outline's top level stand below the parts of the book.
    """
    with ExitStack() as stack:
        book, *others = (stack.enter_context(pikepdf.open(io.BytesIO(data))) for data in gatherings)
        tree = _Tree(book)
        names, titles = _pairs(_taken_names(book).Names), [(0, item) for item in _titles(book)]
        for other, outer in zip(others, depths, strict=True):
            places = _taken_names(other)
            # Pages go first: what is copied after them points to the copies.
            for page in other.pages:
                book.pages.append(page)
            tree.extend(other)
            names += _pairs(book.copy_foreign(places).Names)
            found = _titles(book, other)
            titles += zip(outer if len(outer) == len(found) else [0] * len(found), found, strict=True)
        tree.finish()
        _set_names(book, names)
        _set_titles(book, titles)
        _join_pictures(book)
        out = io.BytesIO()
        book.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


class _Tree:
    """The tag tree of the book, to which those of the gatherings are added."""

    def __init__(self, book: Pdf) -> None:
        self.book = book
        self.root = book.Root.StructTreeRoot
        self.document = self.root.K[0]
        numbers = self.root.ParentTree.Nums
        self.kids = [self._leaf(numbers)]
        self.ids = _ids(self.root)
        self.next_key = KEYS

    def extend(self, other: Pdf) -> None:
        """Add the elements of another file, whose pages are in the book already."""
        root = self.book.copy_foreign(other.Root.StructTreeRoot)
        for element in root.K[0].K:
            element.P = self.document
            self.document.K.append(element)
        self.kids.append(self._leaf(root.ParentTree.Nums))
        self.ids += _ids(root)

    def _leaf(self, numbers: Object) -> Object:
        self.next_key = int(numbers[-2]) + 1 if len(numbers) else 0
        limits = Array([numbers[0], numbers[-2]]) if len(numbers) else Array([0, 0])
        return self.book.make_indirect(Dictionary(Limits=limits, Nums=numbers))

    def finish(self) -> None:
        """Write what finds elements by key and by name."""
        self.root.ParentTree = self.book.make_indirect(Dictionary(Kids=Array(self.kids)))
        self.root.ParentTreeNextKey = self.next_key
        if self.ids:
            self.ids.sort(key=lambda pair: pair[0])
            self.root.IDTree = Dictionary(
                Names=Array([item for name, element in self.ids for item in (pikepdf.String(name), element)])
            )


def _ids(root: Object) -> list[tuple[bytes, Object]]:
    return _pairs(root.IDTree.Names) if "/IDTree" in root else []


def _taken_names(file: Pdf) -> Object:
    """The named places of a file, which loses them: `_set_names` writes those of all files."""
    names = file.Root.get("/Names", Dictionary())
    places = names.get("/Dests", Dictionary(Names=Array()))
    if "/Names" in file.Root:
        del file.Root.Names
    return file.make_indirect(places)


def _pairs(names: Object) -> list[tuple[bytes, Object]]:
    return [(bytes(names[at]), names[at + 1]) for at in range(0, len(names), 2)]


def _set_names(book: Pdf, names: list[tuple[bytes, Object]]) -> None:
    names.sort(key=lambda pair: pair[0])
    flat = [item for name, place in names for item in (pikepdf.String(name), place)]
    book.Root.Names = Dictionary(Dests=book.make_indirect(Dictionary(Names=Array(flat))))


def _titles(book: Pdf, other: Pdf | None = None) -> list[Object]:
    """The items of the outline's top level, in their order, copied into `book` where they are another file's."""
    root = (other or book).Root
    if "/Outlines" not in root:
        return []
    found = [(root.Outlines if other is None else book.copy_foreign(root.Outlines)).First]
    while "/Next" in found[-1]:
        found.append(found[-1].Next)
    return found


def _set_titles(book: Pdf, titles: list[tuple[int, Object]]) -> None:
    """The outline, its items linked anew (ISO 32000-1, 12.3.3): one of depth 1 stands below the last of depth 0."""
    outline: Object = book.make_indirect(Dictionary(Type=Name.Outlines))
    for depth, item in titles:
        parent = outline
        for _ in range(depth):
            parent = parent.get("/Last", parent)
        for key in ("/Prev", "/Next"):
            if key in item:
                del item[key]
        if "/Last" in parent:
            item.Prev, parent.Last.Next = parent.Last, item
        else:
            parent.First = item
        parent.Last, item.Parent = item, parent
    outline.Count = _count(outline)
    if titles:
        book.Root.Outlines = outline


def _count(parent: Object) -> int:
    """How many items stand below one, all of them shown; noted in each."""
    shown, item = 0, parent.get("/First")
    while item is not None:
        item.Count = _count(item)
        shown += 1 + int(item.Count)
        item = item.get("/Next")
    return shown


def _join_pictures(book: Pdf) -> None:
    """A picture that several gatherings show is stored once."""
    kept: dict[bytes, Object] = {}
    seen: set[tuple[int, int]] = set()
    for page in book.pages:
        resources = page.obj.get("/Resources", Dictionary())
        if resources.objgen in seen or "/XObject" not in resources:
            continue
        seen.add(resources.objgen)
        for name, picture in list(resources.XObject.items()):
            if picture.get("/Subtype") != Name.Image:
                continue
            digest = _digest(picture)
            resources.XObject[name] = kept.setdefault(digest, picture)


def _digest(picture: Object) -> bytes:
    """What tells a picture from others: its bytes, its keys, its mask."""
    found = hashlib.sha256(picture.read_raw_bytes())
    for key in sorted(picture.keys()):
        value = picture[key]
        found.update(f"{key} ".encode())
        if isinstance(value, pikepdf.Stream):
            found.update(_digest(value))
        elif key != "/Length":
            found.update(value.unparse() if isinstance(value, pikepdf.Object) else str(value).encode())
    return found.digest()
