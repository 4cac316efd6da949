"""Which handler gives a shortcode its meaning: the caller's own, the theme's, Hugo's or Jekyll's, the family of its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from .. import ast, registry
from ..context import Context

Handler: TypeAlias = Callable[[ast.Call, Context], "ast.Blocks | ast.Inlines"]

# Every name of a family, without a dialect: themes agree on what these mean.
_FAMILIES: dict[str, str] = {
    "figure:figure": "figure img image imgproc imgh picture responsive_image",
    "figure:gallery": "gallery carousel image-gallery",
    "code:highlight": "highlight code codeblock code-block prettify prism code_sample",
    "code:toggle": "code-toggle",
    "code:diagram": "mermaid plantuml goat graphviz",
    "code:math": "katex latex math",
    "code:raw": "rawhtml raw-html raw html unsafe",
    "embed:youtube": "youtube yt youtubelite youtube-lite",
    "embed:vimeo": "vimeo vimeo_simple",
    "embed:instagram": "instagram instagram_simple",
    "embed:tweet": "x x_simple tweet tweet_simple twitter twitter_simple",
    "embed:gist": "gist",
    "embed:media": "video audio pdf jupyter",
    "embed:frame": "iframe bilibili soundcloud spotify codepen jsfiddle asciinema openapi swaggerui redoc peertube music",
    "details:details": "details collapse expand accordion-item spoiler collapsible",
    "callout:callout": "alert hint notice admonition callout",
    "callout:named": "note tip warning info important caution danger attention success todo tldr",
    "callout:page_info": "pageinfo lead lead-text blocks/lead",
    "callout:feature": "new-in deprecated-in deprecated feature-state version-check",
    "tabs:tabs": "tabs tabpane tabgroup tabset",
    "tabs:tab": "tab",
    "reference:ref": "ref",
    "reference:relref": "relref",
    "reference:param": "param _param site-param siteparam",
    "reference:qr": "qr",
    "groups:cards": "cards cardpane card-group feature-grid hextra/feature-grid columns column steps timeline cols "
    "blocks/section blocks/cover blocks/feature row hextra/hero-container hextra/hero-section accordion",
    "groups:card": "card hextra/feature-card hextra/hero-card timelineitem",
    "groups:passage": "hextra/hero-headline hextra/hero-subtitle hextra/hero-badge hextra/hero-section center "
    "container section div wrapper blocks/section_end md markdown typeit",
    "filetree:tree": "filetree/container filetree",
    "filetree:entry": "filetree/folder filetree/file folder file",
    "badge:badge": "badge",
    "badge:icon": "icon fa fontawesome fab fas far octicon svg",
    "badge:keyboard": "kbd key keys",
    "badge:button": "button btn hextra/hero-button",
    "term:reference": "glossary-term term glossary_tooltip gloss def",
    "include:include": "include readfile include_relative include-md readFile",
    "include:code": "include-code code-include",
    "other:nothing": "comment toc-off swaggerui-init clear newpage",
    "other:contents": "toc",
}
# Names of Liquid's tags that mean something in Jekyll only.
_LIQUID = {"link": "liquid:link", "post_url": "liquid:post_url", "prettify": "code:highlight"}
_LIQUID |= dict.fromkeys(["for", "tablerow", "if", "unless", "case", "capture", "assign"], "liquid:control")
NAMES = {name: f"convertkit.shortcodes.{handler}" for handler, names in _FAMILIES.items() for name in names.split()}

# Names that mean something else in one theme or site; the key is part of the theme's name.
_THEMES: dict[str, dict[str, str]] = {
    "relearn": {"tab": "tabs:tab", "button": "badge:button", "children": "other:contents", "badge": "badge:badge"},
    "book": {"columns": "groups:cards", "button": "badge:button", "section": "other:contents"},
    "blowfish": {"lead": "groups:passage", "article": "other:nothing", "list": "other:nothing"},
    "congo": {"lead": "groups:passage"},
}

# The inner text of these is not Markdown.
RAW = frozenset(
    [
        "highlight",
        "code",
        "codeblock",
        "code-block",
        "prettify",
        "prism",
        "code-toggle",
        "mermaid",
        "plantuml",
        "goat",
        "graphviz",
        "katex",
        "latex",
        "math",
        "rawhtml",
        "raw-html",
        "raw",
        "html",
        "unsafe",
        "comment",
        "qr",
        "jupyter",
    ]
)


def handler(call: ast.Call, context: Context) -> Handler | None:
    """The handler of a call; None where nothing is known of its name. Names are looked up without regard to case."""
    name = call.name.lower()
    own = {**registry.OWN.get("shortcodes", {}), **context.options.handlers}
    for key in (f"{call.dialect}.{call.name}", f"{call.dialect}.{name}", call.name):
        if key in own:
            found: Handler = own[key]
            return found
    if call.delimiter == "{{":
        return _object(call, context)
    path = _themed(name, context.theme) or NAMES.get(name)
    if call.dialect == "jekyll" and name in _LIQUID:
        path = f"convertkit.shortcodes.{_LIQUID[name]}"
    if path is not None:
        return _loaded(path)
    try:
        return _loaded_plugin(f"{call.dialect}.{name}")
    except KeyError:
        return None


def _object(call: ast.Call, context: Context) -> Handler | None:
    """An object of Liquid has a meaning where its value is known."""
    content = _loaded("convertkit.shortcodes.liquid:value")(call, context)
    return None if content is None else lambda call, context: content


def _themed(name: str, theme: str) -> str | None:
    for key, names in _THEMES.items():
        if key in theme and name in names:
            return f"convertkit.shortcodes.{names[name]}"
    return None


_cache: dict[str, Any] = {}


def _loaded(path: str) -> Handler:
    if path not in _cache:
        _cache[path] = registry.imported(path)
    found: Handler = _cache[path]
    return found


def _loaded_plugin(name: str) -> Handler:
    if name not in _cache:
        try:
            _cache[name] = registry.load("shortcodes", name)
        except KeyError:
            _cache[name] = None
    if _cache[name] is None:
        raise KeyError(name)
    found: Handler = _cache[name]
    return found
