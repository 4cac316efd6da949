"""Formulas of a PDF: WeasyPrint knows no MathML, so each becomes a drawing (ziamath) whose words are its TeX."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree
from ziamath.zmath import Math

from ..assets import data_url
from ..page.xhtml import Chapter
from .jobs import FORMULA

# Pixels of the font that formulas are drawn with, and of the text around them: STIX is a little smaller than text faces
_SIZE, _EM = 16, 15


class Drawing(NamedTuple):
    """A formula as SVG; its width, and how far it reaches below the line, in em."""

    svg: str
    width: float
    below: float


class Undrawn(NamedTuple):
    """A formula that cannot be drawn: its TeX, and what ziamath stumbled over."""

    source: str
    problem: str


def formulas_drawn(page: Chapter) -> list[Undrawn]:
    """Put a drawing in the place of every formula; its TeX where it cannot be drawn, which is told."""
    undrawn: list[Undrawn] = []
    for formula in list(page.root.iter("math")):
        source = _source(formula)
        display = formula.get("display") == "block"
        drawing = _drawn(_content(formula))
        tail = formula.tail
        formula.clear()
        formula.tail = tail
        if isinstance(drawing, str):
            formula.tag, formula.text = "code", source
            undrawn.append(Undrawn(source, drawing))
            continue
        formula.tag = "img"
        formula.set("class", "formula display" if display else "formula")
        formula.set("alt", FORMULA + source)
        formula.set("src", data_url(drawing.svg.encode(), "image/svg+xml"))
        formula.set("style", f"width: {drawing.width:.3f}em" + ("" if display else f"; vertical-align: {-drawing.below:.3f}em"))
    return undrawn


def _source(formula: etree._Element) -> str:
    """The TeX that Pandoc leaves in a formula, else what it says."""
    found = formula.find(".//annotation")
    text = str(found.text or "") if found is not None else "".join(map(str, formula.itertext()))
    return " ".join(text.split())


def _content(formula: etree._Element) -> str:
    """The formula as MathML without what only says it again."""
    copied = etree.fromstring(etree.tostring(formula, with_tail=False))
    for semantics in list(copied.iter("{*}semantics")):
        for child in list(semantics)[1:]:
            semantics.remove(child)
        semantics.tag = "mrow"
    return re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", etree.tostring(copied, encoding="unicode"))


@lru_cache(maxsize=1000)
def _drawn(mathml: str) -> Drawing | str:
    """The drawing of a formula; where ziamath cannot make one, why."""
    before = logging.root.manager.disable
    # It warns of elements that it skips, and adds a handler to the root logger for that.
    logging.disable(logging.WARNING)
    try:
        found = Math(mathml, size=_SIZE)
        return Drawing(found.svg(), found.getsize()[0] / _EM, -found.getyofst() / _EM)
    except Exception as error:  # it raises whatever its code meets; the caller reports it and shows the TeX
        return f"{type(error).__name__}: {error}".rstrip(": ")
    finally:
        logging.disable(before)
