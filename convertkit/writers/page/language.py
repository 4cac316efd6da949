"""The language of a page: what post and site say, else what its script tells."""

from __future__ import annotations

import re

from ...context import Context
from ...post import Post

# Letters of scripts that one language, or few, are written in; Latin, Cyrillic and Arabic letters of many tell nothing of which.
_SCRIPTS = {
    "arabic": r"\u0620-\u064a\u066e-\u06d3\u0750-\u077f",
    "hebrew": r"\u05d0-\u05ea",
    "kana": r"\u3041-\u3096\u30a1-\u30fa",
    "han": r"\u4e00-\u9fff",
    "hangul": r"\uac00-\ud7a3",
    "thai": r"\u0e01-\u0e4d",
    "devanagari": r"\u0904-\u0963",
}
_SIGNS = {name: re.compile(f"[{signs}]") for name, signs in _SCRIPTS.items()}
_BEYOND = re.compile("[\u0590-\uffff]")
_LETTER = re.compile(r"[^\W\d_]")
# Languages that are written in these scripts; where only the script tells, it is the first
_LANGUAGES = {
    "arabic": ("ar", "fa", "ur", "ps", "ckb", "ug", "sd"),
    "hebrew": ("he", "yi"),
    "kana": ("ja",),
    "han": ("zh", "ja", "yue"),
    "hangul": ("ko",),
    "thai": ("th",),
    "devanagari": ("hi", "mr", "ne", "sa"),
}
# Letters that Persian has and Arabic has not
_PERSIAN = re.compile("[پچژگی]")
_LOOKED_AT = 6000


def language_of(post: Post, context: Context, *, default: str = "") -> str:
    """The BCP 47 tag of a post's language.

    Where neither the post nor its file's name says one, and most of its letters are of a script that the language of the
    site is not written in, it is a language of that script.
    """
    known = post.metadata.language
    usual = default or context.site.language or "en"
    return known or _by_script(post.source.text[post.front_matter.body :][:_LOOKED_AT], usual.partition("-")[0].lower()) or usual


def _by_script(text: str, usual: str) -> str:
    """A language in whose script most letters are; empty where the usual language is written in it, or none stands out."""
    # Most posts have a sign or two that is not of ASCII, and no more to look at.
    if len(_BEYOND.findall(text)) * 8 < len(text):
        return ""
    letters = len(_LETTER.findall(text))
    found = {name: len(signs.findall(text)) for name, signs in _SIGNS.items()}
    if found["kana"] * 10 > found["han"]:
        found["kana"] += found.pop("han")
    script = max(found, key=lambda name: found[name])
    if found[script] * 2 <= letters or usual in _LANGUAGES[script]:
        return ""
    if script == "arabic":
        return "fa" if len(_PERSIAN.findall(text)) * 20 > found[script] else "ar"
    return _LANGUAGES[script][0]
