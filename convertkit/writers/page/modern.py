"""Elements and attributes that HTML 5 dropped, or that a page or a book cannot use, as those that it can."""

from __future__ import annotations

import re

from lxml import etree

from ...wellformed import add_class, removed
from .structure import BLOCKS

# What folds on a page and cannot in a book
_UNFOLDED = {"details": "details", "summary": "details-summary"}
# Elements that HTML 5 no longer has, and what stands in for them.
_OBSOLETE = {"center": "div", "font": "span", "tt": "code", "big": "span", "strike": "s", "acronym": "abbr", "dir": "ul"}
_ALIGNED = ("align", "valign", "width", "height", "border", "cellpadding", "cellspacing", "color", "face", "size", "bgcolor")
# Other files of a picture are none of the artifact's; the rest is for a site's own pages.
_DROPPED = ("loading", "decoding", "srcset", "sizes", "translate", "nowrap", "summary", "type")
# Elements that change whatever attributes they have
_CONCERNED = frozenset((*_OBSOLETE, *_UNFOLDED, "label", "pre", "input", "math", "source", "picture", "audio", "video"))
_BOXES = {True: "☒", False: "☐"}


def modern(element: etree._Element, *, live: bool) -> None:
    """`element` without what HTML 5 dropped; looks become a style.

    `live` is for a page that a browser shows, where boxes of tasks, players and wide code work; in a book boxes are signs
    and players are links.
    """
    tag = str(element.tag)
    styles: list[str] = []
    if tag not in _CONCERNED and element.keys() in ([], ["class"]):
        return
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
        if name in element.attrib and not (name == "type" and tag in ("ol", "input")):
            del element.attrib[name]
    if "hidden" in element.attrib and not live:
        removed(element)
        return
    if styles:
        element.set("style", "; ".join([*filter(None, [element.get("style", "").rstrip("; ")]), *styles]))
    _special(element, tag, live)


def _in_math(tag: str) -> bool:
    return tag.startswith("m") and tag in ("mi", "mo", "mn", "mspace", "mtable", "mstyle", "mpadded", "menclose")


def _special(element: etree._Element, tag: str, live: bool) -> None:
    if tag == "label":
        # What it labels, a box of a form, is a sign here.
        element.tag = "span"
        if "for" in element.attrib:
            del element.attrib["for"]
    elif tag == "pre":
        # Code runs from left to right whatever the text does; EPUB forbids the CSS for it.
        element.set("dir", "ltr")
        if live:
            # What scrolls can be reached with keys.
            element.set("tabindex", "0")
    elif tag == "input":
        _box(element, live)
    elif tag == "math" and not live and not element.get("xmlns"):
        element.set("xmlns", "http://www.w3.org/1998/Math/MathML")
    elif tag in ("source", "picture") or (tag in ("audio", "video") and not live):
        _media(element, tag)
    elif tag in ("audio", "video"):
        element.set("controls", "")
    elif tag in _UNFOLDED and not live:
        element.tag = "div"
        add_class(element, _UNFOLDED[tag])
        if "open" in element.attrib:
            del element.attrib["open"]
    for name in list(element.attrib):
        if str(name).startswith("data-") and not re.fullmatch(r"[a-z-]+", str(name)):
            del element.attrib[name]


def _box(box: etree._Element, live: bool) -> None:
    """The box of a task: on a live page one with its task as its label, else a sign."""
    checked = "checked" in box.attrib
    item = next(box.iterancestors("li"), None)
    parent = box.getparent()
    box.attrib.clear()
    if item is None or parent is None or parent.index(box) or (parent.text or "").strip():
        item = None
    above = item.getparent() if item is not None else None
    if above is not None and "task-list" not in above.get("class", ""):
        # The list of a task has no bullets: the boxes are its markers.
        above.set("class", f"{above.get('class', '')} task-list".strip())
    if not live or item is None or parent is None:
        box.tag = "span"
        box.set("class", "task")
        box.text = _BOXES[checked]
        return
    box.set("type", "checkbox")
    box.set("disabled", "")
    if checked:
        box.set("checked", "")
    label = etree.Element("label")
    box.addprevious(label)
    while (following := label.getnext()) is not None and following.tag not in BLOCKS:
        label.append(following)


def _media(element: etree._Element, tag: str) -> None:
    """Sound and film of a page: what a book shows is a link to it."""
    source = element.get("src") or next((child.get("src", "") for child in element.iter("source")), "")
    if tag in ("source", "picture"):
        element.tag = "span"
        element.attrib.clear()
        return
    for child in list(element):
        if child.tag == "source":
            removed(child)
    element.tag = "span"
    element.attrib.clear()
    if source and not any(child.tag == "a" for child in element):
        link = etree.SubElement(element, "a")
        link.set("href", source)
        link.text = {"audio": "Audio", "video": "Video"}[tag] + ": " + source.rsplit("/", 1)[-1]
