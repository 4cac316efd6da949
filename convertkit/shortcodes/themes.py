"""Which known theme has a shortcode of which name: a theme's own names mean there what convertkit takes them to mean."""

from __future__ import annotations

from functools import cache

# By a part of the theme's name.
_HAS: dict[str, str] = {
    "papermod": "audio collapse figure intextimg ltr rtl rawhtml video",
    "docsy": "_param alert blocks/cover blocks/feature blocks/lead blocks/link-down blocks/section card cardpane comment "
    "conditional-text iframe imgproc pageinfo param readfile redoc swaggerui tab tabpane td/site-build-info/netlify",
    "hextra": "asciinema badge callout card cards details filetree/container filetree/file filetree/folder hextra/feature-card "
    "hextra/feature-grid hextra/hero-badge hextra/hero-button hextra/hero-container hextra/hero-headline hextra/hero-section "
    "hextra/hero-subtitle icon include jupyter pdf steps tab tabs term",
    "book": "asciinema badge button card columns details expand hint html i18n image katex mermaid openapi section steps tab "
    "tabs",
    "relearn": "attachments badge button card cards children expand highlight icon include math mermaid notice openapi resources "
    "siteparam tab tabs",
    "blowfish": "accordion accordionitem admonition alert article badge button carousel chart codeberg codeimporter figure "
    "forgejo gallery gist gitea github gitlab huggingface icon katex keyword keywordlist lead list ltr mdimporter mermaid rtl "
    "screenshot swatches tab tabs timeline timelineitem typeit video youtubelite",
    "loveit": "admonition bilibili echarts figure gist highlight image link mapbox mermaid music person raw script style typeit "
    "version",
    "congo": "alert article badge button chart figure gist github gitlab icon katex keyword keywordlist lead list mermaid "
    "profile screenshot swatches timeline typeit",
    "coder": "mermaid notice tab tabgroup",
}
# Shortcodes that are part of Hugo, or were: a template of that name in a site is a variant of Hugo's own.
EMBEDDED = frozenset(
    [
        "comment",
        "details",
        "figure",
        "gist",
        "highlight",
        "instagram",
        "instagram_simple",
        "param",
        "qr",
        "ref",
        "relref",
        "tweet",
        "tweet_simple",
        "twitter",
        "twitter_simple",
        "vimeo",
        "vimeo_simple",
        "x",
        "x_simple",
        "youtube",
    ]
)


def has(theme: str, name: str) -> bool:
    """Whether the theme (its name as the site's config spells it, lower case) is known to have the shortcode `name`."""
    return any(key in theme and name in _names(key) for key in _HAS)


@cache
def _names(key: str) -> frozenset[str]:
    return frozenset(_HAS[key].split())
