"""Colours and looks of raw HTML, as styles that can be read on a page by day and by night."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree
from tinycss2 import color4, parse_blocks_contents, serialize

from ...wellformed import text_of

# WCAG 2.2, 1.4.3: text against what it stands on
_CONTRAST = 4.6
# The darkest ground that text stands on by day, the lightest by night: panels of our own themes
_DAY, _NIGHT = (0.92, 0.92, 0.92), (0.18, 0.19, 0.22)
_RGB = tuple[float, float, float]
# Properties whose bare number is a number; any other one wants a unit
_NUMBERS = frozenset(("line-height", "font-weight", "flex", "aspect-ratio", "border-collapse"))
# "30", "1.5 2px": a length without a unit, which no browser takes
_UNITLESS = re.compile(r"(?<![\w.#(-])(?!0(?:\.0+)?(?![\d.]))\d*\.?\d+(?![\w.%])")


def legible(element: etree._Element, *, live: bool) -> None:
    """`element` with a style whose text can be read: its colours keep their hue, grounds of text go.

    `live` is a page that a browser shows by day and by night; paper and books have one colour.
    """
    style = element.get("style")
    if style is None:
        return
    kept = _style(style, "background" in style and bool(text_of(element)), live)
    if kept:
        element.set("style", kept)
    else:
        del element.attrib["style"]


@lru_cache(maxsize=4096)
def _style(style: str, on_ground: bool, live: bool) -> str:
    """The declarations of `style` that stay; `on_ground` where text stands on a background of theirs."""
    declared = {
        item.lower_name: serialize(item.value).strip()
        for item in parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
        if item.type == "declaration"
    }
    if on_ground and any([declared.pop("background", None), declared.pop("background-color", None)]):
        # The colour was chosen for the ground.
        declared.pop("color", None)
    if "color" in declared:
        declared["color"] = _tint(declared["color"], live)
    return "; ".join(f"{name}: {value}" for name, value in declared.items() if value and _takes(name, value))


def _takes(name: str, value: str) -> bool:
    return bool(re.fullmatch(r"[\w#%.,()/ +-]+", value)) and (name in _NUMBERS or not _UNITLESS.search(value))


def _tint(value: str, live: bool) -> str:
    """A colour for text, `light-dark(#a00000, #ff8080)`; empty for none."""
    color = color4.parse_color(value)
    if not isinstance(color, color4.Color) or not color.alpha:
        return ""
    red, green, blue = color.to("srgb").coordinates[:3]
    day = _hex(_shaded((red or 0, green or 0, blue or 0), _DAY, (0.0, 0.0, 0.0)))
    if not live:
        return day
    return f"light-dark({day}, {_hex(_shaded((red or 0, green or 0, blue or 0), _NIGHT, (1.0, 1.0, 1.0)))})"


def _shaded(color: _RGB, ground: _RGB, end: _RGB) -> _RGB:
    """The nearest colour on the way to `end` that stands out against `ground`."""
    for step in range(33):
        share = step / 32
        red, green, blue = (one + (other - one) * share for one, other in zip(color, end, strict=True))
        if _contrast((red, green, blue), ground) >= _CONTRAST:
            return red, green, blue
    return end


def _contrast(one: _RGB, other: _RGB) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: _RGB) -> float:
    """WCAG 2.2, "relative luminance"."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(color: _RGB) -> str:
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in color)
