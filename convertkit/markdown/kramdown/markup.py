"""HTML as kramdown knows it: its elements and their content, tags, attributes."""

from __future__ import annotations

import re

from . import patterns


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What the content of an element is unless the attribute `markdown` says otherwise (kramdown's documentation, "HTML Blocks").
_BLOCK_CONTENT = _names("""
    address applet article aside blockquote body dd details div dl fieldset figure figcaption footer form header
    hgroup iframe li main map menu nav noscript object section summary td
""")
_SPAN_CONTENT = _names("""
    a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend optgroup p q
    rb rbc rp rt rtc ruby select small span strong sub sup th tt
""")
# These start no block: a line that begins with one is a paragraph.
SPANS = _names("""
    a abbr acronym b bdo big br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt
    rtc ruby samp select small span strong sub sup tt u var
""")
# These are text inside of a paragraph.
BLOCKS = _names("""
    address applet article aside blockquote body caption col colgroup dd div dl dt fieldset figcaption footer form
    h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main map menu nav ol optgroup p pre section
    summary table tbody td tfoot th thead tr ul
""")
VOID = _names("area base br col command embed hr img input keygen link meta param source track wbr")
_KNOWN = BLOCKS | SPANS | VOID | _BLOCK_CONTENT | _SPAN_CONTENT | {"script", "style", "math", "textarea"}

# "& " or "&x": an ampersand that is none of an entity (search)
_BARE_AMPERSAND = re.compile(r"&(?!(?:[A-Za-z][\w:]*|#\d+|#[xX][\da-fA-F]+);)")


def content_model(name: str) -> str:
    """What the content of element `name` is by default: block, span or raw."""
    if name in _BLOCK_CONTENT:
        return "block"
    return "span" if name in _SPAN_CONTENT else "raw"


def wanted_model(name: str, attributes: dict[str, str], default: str) -> str:
    """The content model that the attribute `markdown`, which is taken out, asks for; else `default`."""
    value = attributes.pop("markdown", None)
    if value in ("block", "span"):
        return value
    if value == "1":
        return content_model(name)
    return "raw" if value == "0" else default


def tag_name(name: str) -> str:
    """`name` as kramdown writes it: an element of HTML in lower case."""
    lower = name.lower()
    return lower if lower in _KNOWN else name


def tag_attributes(name: str, source: str) -> dict[str, str]:
    """The attributes in a tag of element `name`, values as they were written."""
    if not source:
        return {}
    out: dict[str, str] = {}
    known = name in _KNOWN
    for key, double, single, bare in patterns.ATTRIBUTE.findall(source):
        out[key.lower() if known else key] = (double or single or bare).replace("\n", " ")
    return out


def open_tag(name: str, attributes: dict[str, str], *, closed: bool = False) -> str:
    """The tag `<name ...>`, or `<name ... />`."""
    written = "".join(f' {key}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written} />" if closed else f"<{name}{written}>"


def _value(value: str) -> str:
    return escaped(value).replace('"', "&quot;") if value else value


def escaped(text: str) -> str:
    """`text` with `<`, `>` and bare ampersands as entities; entities stay."""
    if "&" in text:
        text = _BARE_AMPERSAND.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")
