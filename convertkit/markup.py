"""HTML of a page, sanitised by ammonia (nh3)."""

from __future__ import annotations

import re
from functools import cache

import nh3

# MathML Core's presentation elements, and the annotation with the source of a formula.
_MATHML = [
    "math",
    "semantics",
    "annotation",
    "mrow",
    "mi",
    "mo",
    "mn",
    "ms",
    "mtext",
    "mspace",
    "msup",
    "msub",
    "msubsup",
    "mfrac",
    "msqrt",
    "mroot",
    "mover",
    "munder",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
    "mstyle",
    "mpadded",
    "mphantom",
    "menclose",
    "merror",
    "mmultiscripts",
    "mprescripts",
    "none",
]
_EXTRA = [
    "figure",
    "figcaption",
    "section",
    "aside",
    "details",
    "summary",
    "mark",
    "kbd",
    "samp",
    "var",
    "picture",
    "source",
    "audio",
    "video",
    "input",
    "label",
    "main",
    "nav",
    "header",
    "footer",
    "article",
    "address",
    "del",
    "ins",
    "tfoot",
    "tt",
    "big",
]
_GLOBAL = {"id", "class", "lang", "dir", "title", "role", "style", "translate", "hidden"}
_ATTRIBUTES = {
    "a": {"href", "name", "target", "hreflang", "type"},
    "img": {"src", "alt", "width", "height", "srcset", "sizes", "loading", "decoding", "align", "border"},
    "input": {"type", "checked", "disabled", "value"},
    "label": {"for"},
    "details": {"open", "name"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers", "align", "valign", "width"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr", "align", "valign", "width"},
    "table": {"width", "border", "cellpadding", "cellspacing", "align"},
    "tr": {"align", "valign"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "p": {"align"},
    "div": {"align"},
    "audio": {"src", "controls", "loop", "muted", "preload"},
    "video": {"src", "controls", "loop", "muted", "preload", "poster", "width", "height"},
    "source": {"src", "type", "srcset", "media", "sizes"},
    "time": {"datetime"},
    "q": {"cite"},
    "blockquote": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "math": {"display", "xmlns", "alttext"},
    "annotation": {"encoding"},
    "font": {"color", "face", "size"},
}
_MATHML_ATTRIBUTES = {
    "mathvariant", "stretchy", "fence", "separator", "accent", "accentunder", "linethickness", "columnalign", "rowalign",
    "form", "lspace", "rspace", "minsize", "maxsize", "symmetric", "width", "height", "depth", "columnspan", "rowspan",
    "displaystyle", "scriptlevel", "columnspacing", "rowspacing", "notation",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel", "ftp", "data", "xmpp", "irc", "magnet", "geo", "sms", "urn", "news"}
# Declarations that reach outside of the page or over it
_STYLE_PROPERTIES = {
    "text-align", "color", "background",
    "background-color", "font-weight", "font-style", "text-decoration", "width", "height", "max-width",
    "min-width", "max-height", "margin", "margin-left", "margin-right", "margin-top", "margin-bottom", "padding", "padding-left",
    "padding-right", "padding-top", "padding-bottom", "border", "border-collapse", "border-radius", "float", "clear", "display",
    "vertical-align", "white-space", "font-size", "font-family", "line-height", "list-style", "list-style-type", "text-indent",
    "text-transform", "letter-spacing", "border-left", "border-right", "border-top", "border-bottom", "border-color", "gap",
    "flex", "flex-direction", "flex-wrap", "justify-content", "align-items", "grid-template-columns", "object-fit",
    "aspect-ratio",
}  # fmt: skip


@cache
def _cleaner() -> nh3.Cleaner:
    attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
    attributes["*"] = set(_GLOBAL)
    for tag in _MATHML:
        attributes[tag] = attributes.get(tag, set()) | _MATHML_ATTRIBUTES
    return nh3.Cleaner(
        tags=set(nh3.ALLOWED_TAGS) | set(_MATHML) | set(_EXTRA) | {"font"},
        clean_content_tags={"script", "style", "template", "noscript", "title", "textarea", "select"},
        attributes=attributes,
        generic_attribute_prefixes={"data-", "aria-"},
        url_schemes=_SCHEMES,
        attribute_filter=_attribute,
        link_rel=None,
        strip_comments=True,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """`data:` is for images only; anything else there can run."""
    if name == "style":
        return _style(value)
    if name in ("href", "src", "srcset", "cite", "poster") and value.strip().lower().startswith("data:"):
        picture = re.match(r"\s*data:image/(png|jpeg|gif|webp|avif);", value, re.I)
        return value if tag == "img" and picture else None
    # "javascript:x", "a.png 1x, file:///b.png 2x"; ammonia looks at the schemes of href and src only
    if name in ("srcset", "cite", "poster") and re.search(r"(?:^|[\s,])(?!https?:)[a-z][a-z0-9+.-]*:", value, re.I):
        return None
    if tag == "input" and name == "type":
        return "checkbox"
    return value


def _style(text: str) -> str | None:
    """The declarations of a style attribute that stay in the page, spelt as they were."""
    if not re.search(r"[\\@]|url|expression|/\*", text, re.I):
        parts = text.split(";")
        kept = [part for part in parts if not part.strip() or part.split(":")[0].strip().lower() in _STYLE_PROPERTIES]
        return ";".join(kept) if any(part.strip() for part in kept) else None
    return None


def sanitised(fragment: str) -> str:
    """A fragment of HTML without scripts, frames, event attributes, unknown schemes; well-formed as HTML 5."""
    return _cleaner().clean(fragment)
