"""The words of an element, for contents and bookmarks, where there are no elements."""

from __future__ import annotations

from lxml import etree

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
# Signs that MathML has for programs: function application, invisible times, separator, plus
_INVISIBLE = str.maketrans(dict.fromkeys("\u2061\u2062\u2063\u2064"))


def words_of(element: etree._Element) -> str:
    """The text of an element in one line: formulas as near as plain text comes, no numbers of notes."""
    return " ".join(_text(element).split())


def _text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and "footnote-ref" not in (child.get("class") or ""):
            parts.append(_formula(child) if child.tag == "math" else _text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _formula(element: etree._Element) -> str:
    """MathML as text: `x²`, `aₙ`, `a/b`; its annotation says the same in TeX."""
    if element.tag in ("annotation", "annotation-xml") or not isinstance(element.tag, str):
        return ""
    inner = [_formula(child) for child in element]
    if element.tag in ("msup", "msub") and len(inner) == 2:
        table, sign = (_RAISED, "^") if element.tag == "msup" else (_LOWERED, "_")
        has_all = all(ord(char) in table for char in inner[1])
        return inner[0] + (inner[1].translate(table) if has_all else sign + inner[1])
    if element.tag == "mfrac" and len(inner) == 2:
        return "/".join(inner)
    if element.tag == "msqrt":
        return "√" + "".join(inner)
    own = (element.text or "").translate(_INVISIBLE) if not len(element) else ""
    return own + "".join(inner)
