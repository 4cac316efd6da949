"""Two pieces of HTML as what a reader sees of them: elements, attributes, text with its white space collapsed."""

from __future__ import annotations

import re
from typing import Any

import lxml.html

_SPACES = re.compile("[ \t\r\n\f]+")
_BLOCKS = frozenset(
    "p div ul ol li dl dt dd blockquote h1 h2 h3 h4 h5 h6 table thead tbody tr td th pre hr section br body form".split()
)
# What differs by design: ids of notes and their references, back links.
_BACKLINK = re.compile(r'(?:&#160;|\xa0)<a href="#fnref[^"]*" class="footnote-backref" role="doc-backlink">.*?</a>', re.DOTALL)
# Without Hugo's highlighter the whole first word of an info string stands in the class, attributes and all.
_LANGUAGE = re.compile(r' class="language-([^"{]*)(?:\{[^"]*)?"')
_BARE_BACKLINK = re.compile(r'<a href="#fnref[^"]*" class="footnote-backref" role="doc-backlink">.*?</a>', re.DOTALL)


def tree(source: str) -> list[Any]:
    """A comparable form of `source`."""
    source = _BARE_BACKLINK.sub("", _BACKLINK.sub("", source))
    source = re.sub(r'<sup id="fnref[^"]*">', "<sup>", source)
    source = _LANGUAGE.sub(lambda found: f' class="language-{found[1]}"' if found[1] else "", source)
    source = re.sub(r'<li id="fn:[^"]*">', "<li>", source)
    source = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", source)
    root = lxml.html.fromstring(f"<html><body><div>{source}</div></body></html>")
    return _trimmed(_children(root.find("body")))


def _children(element: Any, *, preserve: bool = False) -> list[Any]:
    out: list[Any] = []
    _add_text(out, element.text, preserve)
    for child in element:
        if isinstance(child.tag, str):
            keep = preserve or child.tag in {"pre", "textarea", "script", "style"}
            inner = _children(child, preserve=keep)
            attributes = tuple(sorted((key, _SPACES.sub(" ", value).strip()) for key, value in child.attrib.items()))
            out.append((child.tag, attributes, inner if keep else _trimmed(inner) if child.tag in _BLOCKS else inner))
        _add_text(out, child.tail, preserve)
    return out


def _add_text(out: list[Any], text: str | None, preserve: bool) -> None:
    if not text:
        return
    text = text if preserve else _SPACES.sub(" ", text)
    if out and isinstance(out[-1], str):
        text = out.pop() + text
        text = text if preserve else _SPACES.sub(" ", text)
    out.append(text)


def _trimmed(nodes: list[Any]) -> list[Any]:
    """`nodes` without the white space at their ends and beside blocks."""
    out: list[Any] = []
    for number, node in enumerate(nodes):
        if isinstance(node, str):
            if number == 0 or _is_block(nodes[number - 1]):
                node = node.lstrip(" ")
            if number == len(nodes) - 1 or _is_block(nodes[number + 1]):
                node = node.rstrip(" ")
            if not node:
                continue
        out.append(node)
    return out


def _is_block(node: Any) -> bool:
    return not isinstance(node, str) and node[0] in _BLOCKS
