"""Filters of Jekyll that take a text (Jekyll 4.3, `Filters` and `Utils.slugify`)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

from ...sites.jekyll_urls import slugify
from ..ruby import as_json, inspected, joined
from ..ruby import string as text
from .strings import split_words

_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# A letter of Chinese, Japanese or Korean: Han, kana, hangul
_CJK = "\u1100-\u11ff\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff"
_CJK += "\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff"
_CJK += "\uff66-\uffdc\U00020000-\U0003ffff"
_CJK_LETTER, _OTHER_WORD = re.compile(f"[{_CJK}]"), re.compile(rf"[^{_CJK}\s]+")


def xml_escape(value: Any) -> str:
    """`value` as the text of an XML attribute; a quote is `&quot;`, an apostrophe stays."""
    return text(value).translate(_XML)


def number_of_words(value: Any, mode: Any = None) -> int:
    """Words between blanks; with `cjk`, and with `auto` where there is one, a CJK letter is a word of its own."""
    string = text(value)
    letters = len(_CJK_LETTER.findall(string)) if mode in ("cjk", "auto") else 0
    if mode == "cjk" or letters:
        return letters + len(_OTHER_WORD.findall(string))
    return len(split_words(string))


def sentence(values: Any, connector: Any = "and") -> str:
    """`a, b, and c`."""
    words = [text(value) for value in (values if isinstance(values, list | tuple) else [values])]
    if len(words) < 3:
        return f" {text(connector)} ".join(words)
    return f"{joined(words[:-1], ', ')}, {text(connector)} {words[-1]}"


FILTERS: dict[str, Callable[..., Any]] = {
    "array_to_sentence_string": sentence,
    "cgi_escape": lambda value: quote_plus(text(value)),
    "inspect": lambda value: xml_escape(inspected(value)),
    "jsonify": lambda value: json.dumps(as_json(value), ensure_ascii=False, separators=(",", ":")),
    "normalize_whitespace": lambda value: " ".join(re.split(r"[ \t\n\v\f\r]+", text(value))).strip(),
    "number_of_words": number_of_words,
    "slugify": lambda value, mode=None: None if value is None else slugify(text(value), str(mode or "default")),
    "uri_escape": lambda value: quote(text(value), safe=":/?#[]@!$&'()*+,;=%~"),
    "xml_escape": xml_escape,
}
