"""HTML as a tree and as well-formed XML (lxml)."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

from .metadata import NO_XML


def tree(fragment: str) -> etree._Element:
    """A `<div>` element that holds a (sanitised) fragment."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    root: etree._Element = lxml_html.fragment_fromstring(_xml_text(fragment).encode(), create_parent="div", parser=parser)
    return root


def _xml_text(text: str) -> str:
    return NO_XML.sub("\ufffd", text)


def inner_xml(root: etree._Element) -> str:
    """What stands in `root`, as XML without namespaces."""
    parts = [_escaped(root.text or "")]
    parts += [etree.tostring(child, encoding="unicode", method="xml") for child in root]
    return "".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
