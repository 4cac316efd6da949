"""A sanitised fragment as a tree, and as the XHTML or HTML that checkers of books and pages accept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote

from lxml import etree

from ...wellformed import add_class, inner_xml, removed, tree
from .conforming import conform
from .modern import modern
from .structure import HEADINGS


@dataclass
class Chapter:
    """The body of one page: its XML, the ids in it, the links to fragments of itself."""

    root: etree._Element
    ids: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)

    @property
    def xml(self) -> str:
        """The content as XML."""
        return inner_xml(self.root)

    @property
    def html(self) -> str:
        """The content as HTML 5."""
        parts = [escape(self.root.text or "", quote=False)]
        parts += [etree.tostring(child, encoding="unicode", method="html") for child in self.root]
        # libxml2 knows the void elements of HTML 4 alone.
        return re.sub(r"</(?:wbr|source|track)>", "", "".join(parts))

    @property
    def properties(self) -> list[str]:
        """The manifest properties that the content asks for (EPUB 3.3, "Manifest item properties")."""
        return ["mathml"] if self.root.find(".//math") is not None else []


def chapter(
    fragment: str,
    *,
    prefix: str = "",
    kept: Callable[[etree._Element], Collection[etree._Element]] = lambda _: (),
    live: bool = False,
) -> Chapter:
    """A fragment as a chapter whose ids are valid, distinct and begin with `prefix`.

    `kept` says which audio and video stay players; any other becomes a link. `live` is for a page that a browser shows.
    """
    root = tree(fragment)
    out = Chapter(root)
    players = kept(root)
    # Held to the end: lxml makes the object of an element anew wherever none is left.
    elements = list(root.iter())
    for element in elements:
        # Comments and instructions have a function for a tag.
        if callable(element.tag):
            removed(element)
        elif element not in players:
            modern(element, live=live)
    conform(root, live=live)
    for paragraph in root.iter("p"):
        kind = _shown_alone(paragraph)
        if kind:
            add_class(paragraph, kind)
    if live:
        _scrolling(root)
    for element in root.iter():
        _identified(element, prefix, out, live)
    for link in root.iter("a"):
        target = link.get("href", "")
        if target.startswith("#"):
            name = out.renamed.get(target[1:]) or out.renamed.get(unquote(target[1:]))
            if name is not None:
                link.set("href", f"#{name}")
    return out


def _shown_alone(paragraph: etree._Element) -> str:
    """What style sheets call a paragraph without words: `picture` or `pictures`, formulas among them, or `blank`."""
    if (paragraph.text or "").strip() or any((child.tail or "").strip() for child in paragraph):
        return ""
    shown = [child for child in paragraph if child.tag != "br"]
    if not shown:
        # A no-break space is an author's way to keep a distance.
        return "blank" if "\xa0" in "".join(map(str, paragraph.itertext())) else ""
    if not all(_is_picture(child) for child in shown):
        return ""
    return "picture" if len(shown) == 1 else "pictures"


def _is_picture(element: etree._Element) -> bool:
    if element.tag == "math":
        return element.get("display") == "block"
    if element.tag in ("a", "picture", "span"):
        texts = any(
            (text or "").strip() for each in element.iter() for text in (each.text, each.tail if each is not element else "")
        )
        return len(element) > 0 and not texts and all(map(_is_picture, element))
    return element.tag in ("img", "source")


def _scrolling(root: etree._Element) -> None:
    """Tables and formulas that are wider than a phone scroll in a box that can be reached with keys."""
    for wide in list(root.iter("table", "math")):
        if wide.tag == "math" and wide.get("display") != "block":
            continue
        if next(wide.iterancestors("table"), None) is not None:
            continue
        box = etree.Element("div" if wide.tag == "table" else "span", {"class": f"wide {wide.tag}", "tabindex": "0"})
        wide.addprevious(box)
        box.tail, wide.tail = wide.tail, None
        box.append(wide)


def _valid(name: str) -> str:
    """An id that XML accepts (NCName): letters, digits, `-_.`, no digit first."""
    safe = re.sub(r"[^\w.-]+", "-", name)
    return safe if re.match(r"[^\W\d]|_", safe) else f"id-{safe}"


def _identified(element: etree._Element, prefix: str, out: Chapter, live: bool) -> None:
    given = element.get("id")
    if given is None and element.tag == "a" and element.get("name"):
        given = element.get("name")
    if "name" in element.attrib and not (live and element.tag == "details"):
        del element.attrib["name"]
    if not given:
        if "id" in element.attrib:
            del element.attrib["id"]
        return
    base = prefix + ("-".join(given.split()) if live else _valid(given))
    name, number = base, 1
    while name in out.ids:
        number += 1
        name = f"{base}-{number}"
    out.ids.add(name)
    out.renamed.setdefault(given, name)
    element.set("id", name)


def in_order(root: etree._Element) -> None:
    """Headings of a page below its h1, none of whose levels is skipped: h2, then h4, becomes h2, then h3."""
    open_levels = [1]
    for element in root.iter(*HEADINGS):
        level = int(str(element.tag)[1])
        while len(open_levels) > 1 and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        element.tag = f"h{min(len(open_levels), 6)}"


def relinked(page: Chapter, url_of: Callable[[str], str | None]) -> list[str]:
    """Give every link its place in the book; the hrefs that lead nowhere, whose links became text."""
    dead: list[str] = []
    for link in list(page.root.iter("a")):
        href = link.get("href")
        if href is None:
            continue
        url = url_of(href)
        if url is None:
            dead.append(href)
            link.tag = "span"
            for name in ("href", "target", "rel", "hreflang", "download", "aria-label"):
                if name in link.attrib:
                    del link.attrib[name]
        else:
            link.set("href", url)
    return dead
