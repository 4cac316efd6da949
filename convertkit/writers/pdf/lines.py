"""Lines of a PDF: invisible characters where WeasyPrint does not do what HTML and CSS ask for."""

from __future__ import annotations

from lxml import etree

_INLINE = ("a", "code", "em", "strong", "kbd", "samp", "span", "b", "i", "s", "mark")
# Signs that Pango breaks no line before, a blank before them or not
_CLINGING = tuple(".,:;!?/)]}%»”’")
_ZERO_WIDTH_SPACE = "\u200b"
_ISOLATE, _POP = "\u2066", "\u2069"


def isolate_code(root: etree._Element) -> None:
    """Code in a line of a text from right to left keeps its direction: WeasyPrint isolates no element, these signs do."""
    for code in root.iter("code", "kbd", "samp"):
        parent = code.getparent()
        if code.get("dir") == "ltr" and not len(code) and parent is not None and parent.tag != "pre":
            code.text = f"{_ISOLATE}{code.text or ''}{_POP}"


def bracket_ruby(root: etree._Element) -> None:
    """Readings of ruby stand behind their signs, in brackets: WeasyPrint 70 knows no ruby."""
    for reading in root.iter("rt"):
        text = "".join(map(str, reading.itertext()))
        opening, closing = "()" if text.isascii() else "（）"
        reading.text = opening + (reading.text or "")
        if len(reading):
            reading[-1].tail = (reading[-1].tail or "") + closing
        else:
            reading.text += closing


def allow_breaks(root: etree._Element) -> None:
    """A line may end before `.gitignore` or `/etc`, where that is code or a link behind a blank.

    Pango breaks no line there, and where the line is full WeasyPrint 70 ends it behind its first word instead of its last:
    `split_first_line` takes the blank at the end for a word that does not fit.
    """
    for element in root.iter(*_INLINE):
        parent, before = element.getparent(), element.getprevious()
        if parent is None or parent.tag == "pre" or not "".join(map(str, element.itertext())).startswith(_CLINGING):
            continue
        text = (parent.text if before is None else before.tail) or ""
        if not text.endswith((" ", "\n")):
            continue
        if before is None:
            parent.text = text + _ZERO_WIDTH_SPACE
        else:
            before.tail = text + _ZERO_WIDTH_SPACE
