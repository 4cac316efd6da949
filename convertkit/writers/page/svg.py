"""SVG without what could run or reach out; lxml is imported where a post has one."""

from __future__ import annotations

import re

from lxml import etree

# References that stay: into the document itself, and pictures that it holds
_OWN = ("#", "data:image/png", "data:image/jpeg", "data:image/gif")
_RUNS = frozenset(("script", "foreignobject", "iframe", "object", "embed", "handler", "set"))


def clean_svg(data: bytes) -> tuple[bytes, list[str]] | None:
    """An SVG without scripts, event attributes, foreign content and references to other files; what was removed.

    None where it is not well-formed XML. Of entities only those that the file itself defines are resolved (lxml's default
    since 5.0), libxml2 bounds what they expand to; no file is opened.
    """
    parser = etree.XMLParser(no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    removed: list[str] = []
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _drop(element, removed, "an entity or instruction")
            continue
        name = etree.QName(element).localname.lower()
        if name in _RUNS or (name.startswith("animate") and element.get("attributeName", "").endswith("href")):
            _drop(element, removed, f"<{name}>")
            continue
        _clean_attributes(element, removed)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), removed


def _drop(element: etree._Element, removed: list[str], what: str) -> None:
    parent = element.getparent()
    if parent is not None:
        removed.append(what)
        parent.remove(element)


def _clean_attributes(element: etree._Element, removed: list[str]) -> None:
    for key, value in list(element.attrib.items()):
        local = str(key).rpartition("}")[2].lower()
        text = str(value)
        if local.startswith("on"):
            removed.append(f"the attribute '{local}'")
            del element.attrib[key]
        elif (local == "href" and not text.startswith(_OWN)) or local == "base":
            removed.append(f"the reference '{text[:40]}'")
            del element.attrib[key]
        elif _names_files(text):
            removed.append("a url()")
            del element.attrib[key]
    if etree.QName(element).localname == "style" and element.text and _names_files(element.text):
        removed.append("a style sheet that names other files")
        element.text = ""


def _names_files(css: str) -> bool:
    """Whether CSS names something but a fragment of the document itself; escapes (`u\\72l`) are read as what they mean."""
    plain = re.sub(r"\\([0-9A-Fa-f]{1,6})\s?", lambda match: chr(min(int(match[1], 16), 0x10FFFF)), css)
    # "@import 'a.css'", "url(a.png)"; not "url( '#a' )"
    return bool(re.search(r"@import|url\(\s*+['\"]?+(?!\s*#)", plain, re.I))
