"""HTML in a form that can be compared: what no browser shows does not count, nor what the AST says otherwise."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

_BLOCKS = frozenset(
    "p div ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre table thead tbody tfoot tr td th hr br section article "
    "aside header footer nav main figure figcaption details summary form fieldset body html iframe video audio "
    "center script style address object svg canvas foo".split()
)
_WRAPPED = frozenset("p ul ol dl blockquote hr".split())
_WRAPPED_INLINE = frozenset("em strong del".split())
_SPACE = re.compile(r"[ \t\r\n]+")
_MARK = re.compile(r"language-")


def canonical(html: str) -> str:
    """One line for each tag or text of `html`, attributes in order of name."""
    html = html.replace("\0", "")
    try:
        root = lxml.html.document_fromstring(f"<html><body>{html}</body></html>", parser=_parser())
    except (etree.ParserError, ValueError):
        return html
    tokens: list[str] = []
    _walk(root, tokens, pre=False)
    return "\n".join(_tidied(tokens))


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, encoding=None)


def _walk(root: etree._Element, tokens: list[str], *, pre: bool) -> None:
    stack: list[tuple[etree._Element | None, list[str], str | None, bool]] = [(root, [], None, pre)]
    while stack:
        element, closing, tail, pre = stack.pop()
        if element is None:
            tokens += closing
            _text(tail, tokens, pre=pre)
            continue
        opening, ends = _tags(element)
        if opening == ["☐"] or opening == ["☒"]:
            tokens.append(f"t{opening[0]} ")
            _text(element.tail, tokens, pre=pre)
            continue
        tokens += opening
        inside = pre or element.tag in ("pre", "textarea", "script", "style")
        stack.append((None, ends, element.tail, pre))
        stack += [(child, [], None, inside) for child in reversed(element) if isinstance(child.tag, str)]
        _text(element.text, tokens, pre=inside)


def _text(text: str | None, tokens: list[str], *, pre: bool) -> None:
    if text:
        tokens.append("t" + (text if pre else _SPACE.sub(" ", text)))


def _tags(element: etree._Element) -> tuple[list[str], list[str]]:
    tag = str(element.tag)
    attributes = dict(element.attrib)
    if tag == "input" and "task-list-item-checkbox" in attributes.get("class", ""):
        return ["☒" if "checked" in attributes else "☐"], []
    classes = attributes.pop("class", "").split()
    if attributes.get("role") == "doc-noteref":
        del attributes["role"]  # 2.4 has it on the sup, 2.5 on the link
    if attributes.get("role") == "doc-endnote":
        del attributes["role"]
    parent = element.getparent()
    if tag == "pre" and len(element) == 1 and element[0].tag == "code" and not (element.text or "").strip():
        return ["<pre"], ["/pre"]
    if tag == "code":
        if parent is not None and parent.tag == "pre" and len(parent) == 1:
            attributes.update({k: v for k, v in parent.attrib.items() if k != "class"})
            classes += parent.attrib.get("class", "").split()
        classes = [_MARK.sub("", name) for name in classes]
    classes = sorted(set(classes) - {"task-list", "task-list-item"})
    if classes:
        attributes["class"] = " ".join(classes)
    if tag == "ol" and _is_toc(element):
        tag = "ul"
    return _wrapped(tag, "".join(f" {key}={value!r}" for key, value in sorted(attributes.items())))


def _is_toc(element: etree._Element) -> bool:
    """Whether a list is the contents of a post; the AST does not say whether they are numbered."""
    link = element.find("li/a")
    return link is not None and element.get("id", "-") + "-" in link.get("id", "")


def _wrapped(tag: str, attributes: str) -> tuple[list[str], list[str]]:
    """The tags of an element; one that has no attributes in the AST stands in another that has."""
    if attributes:
        if tag in _WRAPPED:
            return [f"<div{attributes}", f"<{tag}"], [f"/{tag}", "/div"]
        if tag in _WRAPPED_INLINE:
            return [f"<span{attributes}", f"<{tag}"], [f"/{tag}", "/span"]
        if tag in ("li", "dd"):
            return [f"<{tag}", f"<div{attributes}"], ["/div", f"/{tag}"]
        if tag == "dt":
            return ["<dt", f"<span{attributes}"], ["/span", "/dt"]
    return [f"<{tag}{attributes}"], [f"/{tag}"]


def _tidied(tokens: list[str]) -> list[str]:
    """Texts joined, and without the blanks that stand next to a block's tag."""
    joined: list[str] = []
    for token in tokens:
        if token[0] == "t" and joined and joined[-1][0] == "t":
            joined[-1] += token[1:]
        else:
            joined.append(token)
    out: list[str] = []
    pre = 0
    for index, token in enumerate(joined):
        pre += token.startswith("<pre") - (token == "/pre")
        if token[0] == "t" and not pre:
            token = _SPACE.sub(" ", token)
            if _at_edge(joined, index, -1):
                token = "t" + token[1:].lstrip(" ")
            if _at_edge(joined, index, 1):
                token = token.rstrip(" ")
            if token in ("t", "t\u00a0") and (token == "t" or joined[index - 1][:3] in ("<td", "<th")):
                continue
        out.append(token.rstrip("\n") if pre and token[0] == "t" else token)
    return out


def _at_edge(tokens: list[str], index: int, step: int) -> bool:
    """Whether only tags of inline elements stand between a text and a block's tag, seen in direction `step`."""
    index += step
    while 0 <= index < len(tokens) and (tokens[index][0] != "t" or not tokens[index][1:].strip(" \n\t")):
        if _is_block(tokens[index]):
            return True
        if tokens[index].startswith("<img"):
            return False
        index += step
    return False


def _is_block(token: str) -> bool:
    return token[0] != "t" and (name := token[1:].split(" ")[0]) in _BLOCKS or (token[0] != "t" and ":" in name)
