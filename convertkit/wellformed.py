"""HTML as a tree and as well-formed XML (lxml)."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

from .metadata import NO_XML


def tree(fragment: str) -> etree._Element:
    """A `<div>` element that holds a (sanitised) fragment."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    root: etree._Element = lxml_html.fragment_fromstring(_xml_text(fragment).encode(), create_parent="div", parser=parser)
    # libxml2 knows the void elements of HTML 4 alone: what follows one of these stands in it.
    for void in list(root.iter("wbr", "source", "track")):
        _emptied(void)
    return root


def _emptied(void: etree._Element) -> None:
    parent = void.getparent()
    assert parent is not None
    at = parent.index(void) + 1
    text, void.text = void.text, None
    tail, void.tail = void.tail, text
    children = list(void)
    parent[at:at] = children
    if tail:
        last = children[-1] if children else void
        last.tail = (last.tail or "") + tail


def _xml_text(text: str) -> str:
    return NO_XML.sub("\ufffd", text)


def text_of(element: etree._Element) -> str:
    """The text in `element`, white space around it trimmed."""
    return "".join(map(str, element.itertext())).strip()


def without(element: etree._Element, *names: str) -> None:
    """Take attributes away from `element`, those of them that it has."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def add_class(element: etree._Element, *names: str) -> None:
    """Give an element more classes."""
    element.set("class", " ".join([*element.get("class", "").split(), *names]))


def removed(element: etree._Element) -> None:
    """Take `element` out of its tree; the text behind it stays."""
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


def inner_xml(root: etree._Element) -> str:
    """What stands in `root`, as XML without namespaces."""
    parts = [_escaped(root.text or "")]
    parts += [etree.tostring(child, encoding="unicode", method="xml") for child in root]
    return "".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
