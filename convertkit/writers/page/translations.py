"""The words that pages and books bring along themselves (Contents, Note, ...) in the language of the reader."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from ... import resources

# Tags that another one stands for
_SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"}


@cache
def translations(language: str) -> Mapping[str, str]:
    """English words to those of `language`, a BCP 47 tag; empty for English and for a language that has none."""
    tag = language.lower().replace("_", "-")
    if tag in ("", "en") or tag.startswith("en-"):
        return {}
    known = _known()
    # The longest part of the tag that is known: zh-hant-tw, zh-hant, zh
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        part = "-".join(parts[:length])
        found = known.get(_SAME.get(part, part))
        if found is not None:
            return found
    return {}


def translated(word: str, language: str) -> str:
    """An English word in `language`; itself where that has no other."""
    return translations(language).get(word, word)


@cache
def _known() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources.text("templates/words.toml"))
