"""Notes of a chapter as EPUB has them: asides that a reader may show beside the text."""

from __future__ import annotations

from lxml import etree

_TYPE = "{http://www.idpf.org/2007/ops}type"
etree.register_namespace("epub", "http://www.idpf.org/2007/ops")


def with_asides(root: etree._Element) -> None:
    """Turn the list of notes at the end of a page into asides, and mark what refers to them.

    `<li id="fn-1"><p>Text</p></li>` becomes `<aside epub:type="footnote" role="doc-footnote" id="fn-1"><p>1. Text</p></aside>`.
    """
    for holder in root.findall(".//div[@role='doc-endnotes']"):
        listed = holder.find("ol")
        if listed is None:
            continue
        del holder.attrib["role"]
        for number, item in enumerate(list(listed.iterchildren("li")), start=1):
            _numbered(item, number)
            item.tag = "aside"
            item.set("role", "doc-footnote")
            item.set(_TYPE, "footnote")
            listed.addprevious(item)
        holder.remove(listed)
    for link in root.iter("a"):
        if link.get("role") == "doc-noteref":
            link.set(_TYPE, "noteref")
        elif link.get("role") == "doc-backlink":
            link.set(_TYPE, "backlink")


def _numbered(item: etree._Element, number: int) -> None:
    """The note with its number before its first words."""
    first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    first.text = f"{number}. {(first.text or '').lstrip()}"
