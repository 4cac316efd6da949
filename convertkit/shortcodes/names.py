"""Which handler gives a shortcode its meaning: the caller's own, the theme's, Hugo's or Jekyll's, the family of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeAlias

from .. import ast, registry
from ..context import Context
from ..diagnostics import ConvertError
from ..walk import rewrite
from . import own, themes
from .arguments import blocks

Handler: TypeAlias = Callable[[ast.Call, Context], "ast.Blocks | ast.Inlines"]

# Every name of a family, without a dialect: themes agree on what these mean.
_FAMILIES: dict[str, str] = {
    "figure:figure": "figure img image imgh picture responsive_image screenshot",
    "figure:processed": "imgproc",
    "figure:in_text": "intextimg",
    "figure:gallery": "gallery carousel image-gallery",
    "code:highlight": "highlight code codeblock code-block prettify prism",
    "code:in_line": "hl",
    "code:toggle": "code-toggle",
    "code:diagram": "mermaid plantuml goat graphviz d2 chart echarts",
    "code:math": "katex latex math",
    "code:raw": "rawhtml raw-html raw html unsafe",
    "embed:youtube": "youtube yt youtubelite youtube-lite",
    "embed:vimeo": "vimeo vimeo_simple",
    "embed:instagram": "instagram instagram_simple",
    "embed:tweet": "x x_simple tweet tweet_simple twitter twitter_simple",
    "embed:gist": "gist",
    "embed:media": "video audio pdf",
    "embed:frame": "iframe bilibili soundcloud spotify codepen jsfiddle asciinema openapi swagger swaggerui redoc peertube "
    "codeimporter mdimporter",
    "embed:music": "music",
    "embed:map_": "mapbox",
    "embed:repository": "github gitlab codeberg gitea forgejo huggingface",
    "details:details": "details collapse expand accordion-item accordionitem spoiler collapsible",
    "callout:callout": "alert hint notice admonition callout",
    "callout:named": "note tip warning info important caution danger attention success todo tldr",
    "callout:page_info": "pageinfo lead-text blocks/lead",
    "callout:feature": "new-in new-feature deprecated-in deprecated version",
    "callout:state": "feature-state",
    "tabs:tabs": "tabs tabpane tabgroup tabset",
    "tabs:tab": "tab",
    "reference:ref": "ref",
    "reference:relref": "relref",
    "reference:param": "param _param site-param siteparam",
    "reference:param_part": "psubstr plower",
    "reference:page_value": "get-page-desc sitegetpage",
    "reference:translated": "i18n heading",
    "reference:template_url": "eturl",
    "reference:qr": "qr",
    "groups:cards": "cards cardpane card-group feature-grid hextra/feature-grid columns column steps timeline cols "
    "blocks/section row",
    "groups:card": "card blocks/feature hextra/feature-card hextra/hero-card",
    "groups:moment": "timelineitem",
    "groups:cover": "blocks/cover hextra/hero-container",
    "groups:headline": "hextra/hero-headline",
    "groups:section": "hextra/hero-section",
    "groups:folds": "accordion",
    "groups:passage": "hextra/hero-subtitle hextra/hero-badge center lead container section div wrapper md markdown",
    "filetree:tree": "filetree/container filetree",
    "filetree:entry": "filetree/folder filetree/file folder file",
    "badge:badge": "badge",
    "badge:icon": "icon fa fontawesome fab fas far octicon svg",
    "badge:keyboard": "kbd key keys",
    "badge:button": "button btn hextra/hero-button",
    "badge:link": "link",
    "badge:article": "article",
    "badge:person": "person",
    "badge:keywords": "keyword",
    "term:reference": "term glossary_tooltip gloss",
    "term:definition": "glossary-term glossary_definition",
    "term:entry": "def",
    "include:include": "include readfile include_relative include-md",
    "include:code": "include-code code-include code_sample codenew",
    "include:notebook": "jupyter",
    "other:nothing": "comment toc-off swaggerui-init clear newpage script blocks/link-down blocks/section_end page/header "
    "page/page-meta-links",
    "other:contents": "toc page/toc",
    "other:conditional": "conditional-text",
    "other:directed": "ltr rtl",
    "other:typed": "typeit",
    "other:passed": "style keywordlist",
    "other:captioned": "table",
    # What a generator makes of the site's pages, data and translations has no text of its own.
    "data:table": "datatable",
    "data:pages": "render-list-of-pages-in-section render-table-of-pages-in-section list-pages-in-section children",
    "other:site_data": "chroma-lexers chromalexers syntax-highlighting-styles syntax-highlighting-styles-light-with-counterpart "
    "datatable-filtered glossary quick-reference root-configuration-keys per-lang-config-keys current-go-version "
    "hugo-version dev-version td/site-build-info/netlify attachments resources profile list renderglossary docs_index "
    "clients clientslastmod ct_logs sponsors supported-lang-and-os about/testimonials home/used-by i18n_status become-a-sponsor",
}
# Names of Liquid's tags that mean something in Jekyll only.
_LIQUID = {"link": "liquid:link", "post_url": "liquid:post_url", "include": "liquid:include", "prettify": "code:highlight"}
_LIQUID |= dict.fromkeys(["for", "tablerow", "if", "unless", "case", "capture", "assign"], "liquid:control")
NAMES = {name: f"convertkit.shortcodes.{handler}" for handler, names in _FAMILIES.items() for name in names.split()}

# Names that mean something else in one theme or site; the key is part of the theme's name.
_THEMES: dict[str, dict[str, str]] = {
    "book": {"columns": "groups:columns", "section": "data:pages"},
    "blowfish": {"alert": "callout:by_icon", "swatches": "other:nothing"},
    "congo": {"alert": "callout:by_icon", "swatches": "other:nothing"},
    "loveit": {"admonition": "callout:positional"},
}

# Inner text of these is code, a diagram, a formula, HTML, a remark: no Markdown.
_RAW = frozenset(
    f"convertkit.shortcodes.{path}"
    for path in (
        "code:highlight",
        "code:in_line",
        "code:toggle",
        "code:diagram",
        "code:math",
        "code:raw",
        "other:nothing",
        "reference:qr",
    )
)
_HIDDEN = frozenset(("convertkit.shortcodes.other:nothing",))
_CODE_OR_BLOCKS = frozenset(f"convertkit.shortcodes.{path}" for path in ("tabs:tab", "groups:card"))
# What these mean follows from their name, whatever the theme; or it needs what a page of calls alone does not have.
_SAME = (
    "code:",
    "reference:",
    "include:",
    "embed:youtube",
    "embed:vimeo",
    "embed:instagram",
    "embed:tweet",
    "embed:gist",
    "embed:media",
    "embed:frame",
    "badge:keyboard",
    "other:contents",
    "other:directed",
)


def handler(call: ast.Call, context: Context) -> Handler | None:
    """The handler of a call; None where nothing is known of its name. Names are looked up without regard to case.

    The site's own settings come first, then what a script registered, then what the site's own template made of the call
    where it was asked to, then plugins, then the names that we know.
    """
    entry = own.entry(call, context)
    if entry is not None:
        return _by_settings(entry, call, context)
    return _registered(call, context) or _by_template(call, context) or _by_name(call, context)


def raw_inner(call: ast.Call, theme: str) -> bool:
    """Whether the inner text of a call is no Markdown, by theme and name; that of an unknown name is Markdown."""
    return _path(call.dialect, call.name.lower(), theme) in _RAW


def rendered_apart(call: ast.Call) -> bool:
    """Whether Hugo renders the inner text of a call by itself; else it is Markdown of the page, with its links and notes."""
    return call.dialect == "hugo" and (call.delimiter != "%" or call.name.lower() in themes.EMBEDDED)


def shows_text(call: ast.Call, theme: str) -> bool:
    """Whether the inner text of a call is shown as it is written, so that calls in it have to give way to their texts."""
    return raw_inner(call, theme) and _path(call.dialect, call.name.lower(), theme) not in _HIDDEN


def may_show_text(call: ast.Call, theme: str) -> bool:
    """Whether the inner text of a call is shown as it is written where the call names a language, else read as blocks."""
    return _path(call.dialect, call.name.lower(), theme) in _CODE_OR_BLOCKS


def assumed(call: ast.Call, context: Context) -> bool:
    """Whether what a call is taken to mean is only what its name means in other themes than the site's own."""
    name = call.name.lower()
    path = _path(call.dialect, name, context.theme)
    if path is None or _plugged(call) or _registered(call, context) is not None or own.entry(call, context) is not None:
        return False
    meaning = path.removeprefix("convertkit.shortcodes.")
    return not meaning.startswith(_SAME) and name not in themes.EMBEDDED and not themes.has(context.theme, name)


def origin(call: ast.Call, context: Context) -> str:
    """Who says what a call means: settings, script, template, theme (its own), name (that of others), plugin, unknown."""
    if own.entry(call, context) is not None:
        return "settings"
    if _registered(call, context) is not None:
        return "script"
    if _by_template(call, context) is not None:
        return "template"
    name = call.name.lower()
    if call.delimiter != "{{" and _plugged(call):
        return "plugin"
    if call.delimiter == "{{" or _path(call.dialect, name, context.theme) is not None:
        return "theme" if themes.has(context.theme, name) else "name"
    return "unknown"


def _registered(call: ast.Call, context: Context) -> Handler | None:
    registered = {**registry.OWN.get("shortcodes", {}), **context.options.handlers}
    if not registered:
        return None
    by_name = {key.lower(): value for key, value in registered.items()}
    name = call.name.lower()
    found: Handler | None = by_name.get(f"{call.dialect}.{name}") or by_name.get(name)
    return found


def _by_name(call: ast.Call, context: Context) -> Handler | None:
    if call.delimiter == "{{":
        return _object(call, context)
    name = call.name.lower()
    if _plugged(call):
        try:
            return _loaded_plugin(f"{call.dialect}.{name}")
        except ConvertError as error:
            context.report.add(error.diagnostic)
    path = _path(call.dialect, name, context.theme)
    return _loaded(path) if path is not None else None


def _plugged(call: ast.Call) -> bool:
    """Whether an installed package says what the name means in just this dialect."""
    return f"{call.dialect}.{call.name.lower()}" in _plugins()


@cache
def _plugins() -> Mapping[str, str]:
    """The names that installed packages bring, in lower case, as they are spelt."""
    return {name.lower(): name for name in registry.names("shortcodes")}


def _path(dialect: str, name: str, theme: str) -> str | None:
    """The place of the handler for a name in lower case; None where it is unknown."""
    if dialect == "jekyll" and name in _LIQUID:
        return f"convertkit.shortcodes.{_LIQUID[name]}"
    return _themed(name, theme) or NAMES.get(name)


# ---------------------------------------------------------------------------- the site's own


def named(call: ast.Call, context: Context) -> bool:
    """Whether the site's settings name the call, so that what is wrong with it is reported as theirs."""
    return own.entry(call, context) is not None


def shows_inner(call: ast.Call, context: Context) -> bool:
    """Whether calls in the inner text of a call are part of what is shown."""
    entry = own.entry(call, context)
    if entry is not None:
        return not entry.drop and not (entry.known and raw_inner(replace(call, name=entry.known), context.theme))
    made = context.made(call)
    return made is None or bool(made.problem)


def _by_settings(entry: own.Entry, call: ast.Call, context: Context) -> Handler | None:
    if entry.drop:
        return lambda call, context: ()
    if entry.problem:
        _useless(entry.problem, call, context)
        return None
    if entry.keep:
        return lambda call, context: own.inner(call)
    if not entry.known:
        return lambda call, context: _of_template(entry, call, context)
    known = own.renamed(call, entry)
    found = _registered(known, context) or _by_name(known, context)
    if found is None:
        _useless(f"says as = '{entry.known}', and no shortcode of that name is known", call, context)
        return None
    handled = found
    return lambda call, context: handled(_read_again(own.renamed(call, entry), call, context), context)


def _useless(problem: str, call: ast.Call, context: Context) -> None:
    hint = "see own-shortcodes in the documentation"
    context.report.warn("CK212", f"[shortcodes.{call.name}] {problem}", context.place(call.at), hint=hint)


def _read_again(known: ast.Call, call: ast.Call, context: Context) -> ast.Call:
    """Inner text that was kept from Markdown because of the call's own name is read, and the other way round."""
    before, after = raw_inner(call, context.theme), raw_inner(known, context.theme)
    if after:
        return replace(known, blocks=())
    if before and call.inner.strip():
        inner = rewrite(blocks(call.inner, context), lambda node: replace(node, at=call.at))
        return replace(known, blocks=inner)
    return known


def _of_template(entry: own.Entry, call: ast.Call, context: Context) -> ast.Blocks:
    made: ast.Blocks = registry.load("engines", "own-template")(entry, call, context)
    return made


def _by_template(call: ast.Call, context: Context) -> Handler | None:
    """What the site's own template made of the call, where it was run."""
    made = context.made(call)
    if made is None or made.problem:
        return None
    html = made.html
    return lambda call, context: (ast.Rendered(html, at=call.at),) if html else ()


# ---------------------------------------------------------------------------- names


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
        _cache[name] = registry.load("shortcodes", _plugins()[name])
    found: Handler = _cache[name]
    return found
