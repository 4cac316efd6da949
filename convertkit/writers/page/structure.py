"""The content model of HTML 5 for what authors nest as they like: raw HTML, and what templates of themes make."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from ...wellformed import removed, text_of, without
from .grid import regular

# HTML 5, "Phrasing content"; `a`, `ins` and `del` may hold blocks where their parent may.
_PHRASING = frozenset(
    re.findall(r"\w+", "abbr b bdi bdo cite code dfn em i kbd label mark q s samp small span strong sub sup time u var ruby rt")
)
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote details dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li "
        "main nav ol p pre section summary table ul caption tbody td tfoot th thead tr",
    )
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What keeps the looks of a phrase that holds blocks
_LOOKS = {"b": "font-weight: bold", "strong": "font-weight: bold", "em": "font-style: italic", "i": "font-style: italic"}
# Parts of a site's page mean nothing within a post.
_PARTS = ("main", "header", "footer", "nav", "section", "article", "hgroup")


def structured(root: etree._Element) -> None:
    """Put every element of `root` where HTML 5 lets it stand; no text is lost."""
    for part in list(root.iter(*_PARTS)):
        part.tag = "div"
    for sign in list(root.iter("rp")):
        sign.text = ""
        removed(sign)
    _lists(root)
    _definitions(root)
    _details(root)
    _figures(root)
    for table in list(root.iter("table")):
        regular(table)
    _phrases(root)
    _headings(root)


def _phrases(root: etree._Element) -> None:
    """Blocks in a phrase make it a block; blocks in a heading, a summary or code become phrases."""
    for holder in list(root.iter("summary", "pre", "caption", "dt", "th", *HEADINGS)):
        strict = holder.tag not in ("caption", "dt", "th")
        for inner in list(holder.iter(*(BLOCKS if strict else HEADINGS))):
            if inner is not holder:
                inner.tag = "br" if inner.tag == "hr" else "span"
                without(inner, *(set(map(str, inner.attrib)) - {"id", "class", "lang", "dir", "title"}))
    for phrase in list(root.iter(*_PHRASING)):
        if any(inner.tag in BLOCKS for inner in phrase.iterdescendants()):
            style = _LOOKS.get(str(phrase.tag))
            phrase.tag = "div"
            if style:
                phrase.set("style", "; ".join(filter(None, [phrase.get("style", "").rstrip("; "), style])))


def _headings(root: etree._Element) -> None:
    """A heading that says nothing is none."""
    for heading in list(root.iter(*HEADINGS)):
        if not text_of(heading) and not any(image.get("alt") for image in heading.iter("img")):
            heading.tag = "div"


def _lists(root: etree._Element) -> None:
    for parent in list(root.iter("ul", "ol", "menu")):
        if any(child.tag != "li" for child in parent) or _loose(parent):
            _gathered(parent, "li", ("li",))
    for item in list(root.iter("li")):
        above = item.getparent()
        if above is not None and above.tag not in ("ul", "ol", "menu"):
            item.tag = "div"


def _definitions(root: etree._Element) -> None:
    for parent in list(root.iter("dl")):
        for group in list(parent.iterchildren("div")):
            group.drop_tag()  # type: ignore[attr-defined]
        if any(child.tag not in ("dt", "dd") for child in parent) or _loose(parent):
            _gathered(parent, "dd", ("dt", "dd"))
        children = list(parent)
        if not children or children[0].tag == "dd":
            parent.tag = "div"
        elif children[-1].tag == "dt":
            etree.SubElement(parent, "dd")
    for item in list(root.iter("dt", "dd")):
        above = item.getparent()
        if above is not None and above.tag != "dl":
            item.tag = "div"


def _loose(parent: etree._Element) -> bool:
    """Whether text stands between the items of a list."""
    return any(text and text.strip() for text in (parent.text, *(child.tail for child in parent)))


def _gathered(parent: etree._Element, tag: str, items: tuple[str, ...]) -> None:
    """What stands between the items of a list becomes an item, or joins the one before it."""
    children = list(parent)
    current: etree._Element | None = None
    text, parent.text = parent.text, None
    if text and text.strip():
        current = etree.Element(tag)
        current.text = text
        parent.insert(0, current)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in items:
            current = child
        else:
            if current is None:
                current = etree.Element(tag)
                parent.insert(parent.index(child), current)
            current.append(child)
        if tail and tail.strip():
            _append_text(current, tail)
    for child in parent:
        child.tail = "\n"


def _append_text(parent: etree._Element, text: str) -> None:
    last = parent[-1] if len(parent) else None
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _details(root: etree._Element) -> None:
    """Every `details` has one summary, which comes first."""
    for parent in list(root.iter("details")):
        found = list(parent.iterchildren("summary"))
        if not found:
            summary = etree.Element("summary")
            summary.tail, parent.text = parent.text, None
            parent.insert(0, summary)
        else:
            summary = found[0]
            _demoted(found[1:], "p")
            if parent[0] is not summary or (parent.text or "").strip():
                removed(summary)
                summary.tail, parent.text = parent.text, None
                parent.insert(0, summary)
        if not text_of(summary) and summary.find(".//img") is None:
            summary.text = "Details"
    _demoted((each for each in list(root.iter("summary")) if not _within(each, "details")), "p")


def _figures(root: etree._Element) -> None:
    """A figure has one caption, at its end or its beginning."""
    for parent in list(root.iter("figure")):
        captions = list(parent.iterchildren("figcaption"))
        _demoted(captions[1:], "div")
        if captions and captions[0] not in (parent[0], parent[-1]):
            removed(captions[0])
            captions[0].tail = None
            parent.append(captions[0])
    _demoted((each for each in list(root.iter("figcaption")) if not _within(each, "figure")), "div")


def _demoted(elements: Iterable[etree._Element], tag: str) -> None:
    for element in elements:
        element.tag = tag


def _within(element: etree._Element, tag: str) -> bool:
    above = element.getparent()
    return above is not None and above.tag == tag
