"""XHTML for EPUB and PDF: a sanitised fragment as well-formed XML that both formats' checkers accept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote

from lxml import etree

from ..wellformed import inner_xml, tree

# Elements that HTML 5 no longer has, and what stands in for them.
_OBSOLETE = {"center": "div", "font": "span", "tt": "code", "big": "span", "strike": "s", "acronym": "abbr", "dir": "ul"}
_ALIGNED = ("align", "valign", "width", "height", "border", "cellpadding", "cellspacing", "color", "face", "size", "bgcolor")
_DROPPED = ("loading", "decoding", "srcset", "sizes", "hidden", "translate", "nowrap", "summary", "type")
_BOXES = {True: "☒", False: "☐"}


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
        return "".join(parts + [etree.tostring(child, encoding="unicode", method="html") for child in self.root])

    @property
    def properties(self) -> list[str]:
        """The manifest properties that the content asks for (EPUB 3.3, "Manifest item properties")."""
        return ["mathml"] if self.root.find(".//math") is not None else []


def chapter(fragment: str, *, prefix: str = "") -> Chapter:
    """A fragment as a chapter whose ids are valid, distinct and begin with `prefix`."""
    root = tree(fragment)
    out = Chapter(root)
    for element in list(root.iter()):
        # Comments and instructions have a function for a tag.
        if callable(element.tag):
            _removed(element)
            continue
        _modern(element)
        _identified(element, prefix, out)
    for link in root.iter("a"):
        target = link.get("href", "")
        if target.startswith("#"):
            name = out.renamed.get(target[1:]) or out.renamed.get(unquote(target[1:]))
            if name is not None:
                link.set("href", f"#{name}")
    _tables(root)
    return out


def _removed(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _modern(element: etree._Element) -> None:
    """The element without what HTML 5 dropped; looks become a style."""
    tag = str(element.tag)
    styles = []
    if tag in _OBSOLETE:
        styles += ["text-align: center"] if tag == "center" else []
        element.tag = tag = _OBSOLETE[tag]
    image = tag in ("img", "video")
    for name in _ALIGNED:
        value = element.get(name)
        if value is None or tag == "math" or _in_math(tag):
            continue
        if name in ("width", "height") and image:
            if not value.isdigit():
                del element.attrib[name]
                styles += [f"{name}: {value}"] if re.fullmatch(r"[\d.]+(px|em|rem|%)", value) else []
            continue
        del element.attrib[name]
        if name == "align" and value.lower() in ("left", "right", "center", "justify"):
            styles.append(f"float: {value}" if image and value != "center" else f"text-align: {value.lower()}")
        elif name == "color" and re.fullmatch(r"#[0-9a-fA-F]{3,6}|[a-zA-Z]+", value):
            styles.append(f"color: {value}")
    for name in _DROPPED:
        if name in element.attrib and not (name == "type" and tag == "ol"):
            del element.attrib[name]
    if styles:
        element.set("style", "; ".join([*filter(None, [element.get("style", "").rstrip("; ")]), *styles]))
    _special(element, tag)


def _in_math(tag: str) -> bool:
    return tag.startswith("m") and tag in ("mi", "mo", "mn", "mspace", "mtable", "mstyle", "mpadded", "menclose")


def _special(element: etree._Element, tag: str) -> None:
    if tag == "img" and element.get("alt") is None:
        element.set("alt", "")
    elif tag == "label":
        # What it labels, a box of a form, is a sign here.
        element.tag = "span"
        if "for" in element.attrib:
            del element.attrib["for"]
    elif tag == "pre":
        # Code runs from left to right whatever the text does; EPUB forbids the CSS for it.
        element.set("dir", "ltr")
    elif tag == "input":
        box = _BOXES["checked" in element.attrib]
        element.tag = "span"
        element.attrib.clear()
        element.set("class", "task")
        element.text = box
        _task_list(element)
    elif tag == "math" and not element.get("xmlns"):
        element.set("xmlns", "http://www.w3.org/1998/Math/MathML")
    elif tag in ("audio", "video", "source", "picture"):
        _media(element, tag)
    for name in list(element.attrib):
        if str(name).startswith(("data-", "aria-")) and not re.fullmatch(r"[a-z-]+", str(name)):
            del element.attrib[name]


def _task_list(box: etree._Element) -> None:
    """The list of a task has no bullets: the boxes are its markers."""
    item = next(box.iterancestors("li"), None)
    above = item.getparent() if item is not None else None
    if above is not None and "task-list" not in above.get("class", ""):
        above.set("class", f"{above.get('class', '')} task-list".strip())


def _media(element: etree._Element, tag: str) -> None:
    """Sound and film of a page: what a book shows is a link to it."""
    source = element.get("src") or next((child.get("src", "") for child in element.iter("source")), "")
    if tag in ("source", "picture"):
        element.tag = "span"
        element.attrib.clear()
        return
    for child in list(element):
        if child.tag == "source":
            _removed(child)
    element.tag = "span"
    element.attrib.clear()
    if source and not any(child.tag == "a" for child in element):
        link = etree.SubElement(element, "a")
        link.set("href", source)
        link.text = {"audio": "Audio", "video": "Video"}[tag] + ": " + source.rsplit("/", 1)[-1]


def _valid(name: str) -> str:
    """An id that XML accepts (NCName): letters, digits, `-_.`, no digit first."""
    safe = re.sub(r"[^\w.-]+", "-", name)
    return safe if re.match(r"[^\W\d]|_", safe) else f"id-{safe}"


def _identified(element: etree._Element, prefix: str, out: Chapter) -> None:
    given = element.get("id")
    if given is None and element.tag == "a" and element.get("name"):
        given = element.get("name")
    if "name" in element.attrib:
        del element.attrib["name"]
    if not given:
        if "id" in element.attrib:
            del element.attrib["id"]
        return
    base = prefix + _valid(given)
    name, number = base, 1
    while name in out.ids:
        number += 1
        name = f"{base}-{number}"
    out.ids.add(name)
    out.renamed.setdefault(given, name)
    element.set("id", name)


def _tables(root: etree._Element) -> None:
    """Header cells say what they head; an empty one is a plain cell; a head without text goes."""
    for head in list(root.iter("thead")):
        if not "".join(map(str, head.itertext())).strip() and head.find(".//img") is None:
            _removed(head)
    for cell in root.iter("th"):
        if not "".join(map(str, cell.itertext())).strip() and cell.find(".//img") is None:
            cell.tag = "td"
        elif cell.get("scope") is None:
            row = cell.getparent()
            above = row.getparent() if row is not None else None
            cell.set("scope", "col" if above is not None and above.tag in ("thead", "table") else "row")


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
            for name in ("href", "target", "rel", "hreflang", "download"):
                if name in link.attrib:
                    del link.attrib[name]
        else:
            link.set("href", url)
    return dead
