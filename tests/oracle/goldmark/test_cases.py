"""goldmark's own cases and the examples of the CommonMark specification."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import html_dom
import html_of_ast
import shared

from convertkit.markdown import goldmark

_NONE = goldmark.COMMONMARK
# A case of an extension runs with that extension on.
_OPTIONS = {
    "extra": _NONE,
    "options": dataclasses.replace(_NONE, auto_heading_id=True, heading_attributes=True),
    "definition_list": dataclasses.replace(_NONE, definition_list=True),
    "footnote": dataclasses.replace(_NONE, footnote=True),
    "linkify": dataclasses.replace(_NONE, linkify=True, linkify_protocol="http"),
    "strikethrough": dataclasses.replace(_NONE, strikethrough=True),
    "table": dataclasses.replace(_NONE, table=True),
    "tasklist": dataclasses.replace(_NONE, task_list=True),
    "typographer": dataclasses.replace(_NONE, typographer=True),
}
_ESCAPES = (("\\t", "\t"), ("\\n", "\n"), ("\\r", "\r"), ("\\f", "\f"), ("\\x01", "\x01"), ('\\"', '"'))

KNOWN_CASES = {
    "options/2": "Hugo gives a heading without text no id, goldmark by itself gives `heading`",
}
KNOWN_EXAMPLES: dict[int, str] = {}


def _differs(markdown: str, html: str, options: goldmark.Options) -> bool:
    ours = html_of_ast.rendered(goldmark.read(markdown, options=options))
    return html_dom.tree(ours) != html_dom.tree(html + "\n")


def _unescaped(case: dict[str, Any]) -> tuple[str, str]:
    markdown, html = case["markdown"], case["html"].replace("\\uFFFD", "\ufffd")
    for written, char in _ESCAPES if case["options"].get("enableEscape") else ():
        markdown, html = markdown.replace(written, char), html.replace(written, char)
    return markdown.replace("\r\n", "\n"), html.replace("\r\n", "\n").strip("\n")


def test_goldmark_cases() -> None:
    cases = json.loads(shared.folder("cases", "goldmark", "cases.json").read_text("utf-8"))["cases"]
    different = {case["id"] for case in cases if _differs(*_unescaped(case), _OPTIONS[case["id"].split("/")[0]])}
    assert different == set(KNOWN_CASES)


def test_commonmark_examples() -> None:
    examples = json.loads(shared.folder("cases", "goldmark", "commonmark-spec.json").read_text("utf-8"))
    different = {example["example"] for example in examples if _differs(example["markdown"], example["html"].strip("\n"), _NONE)}
    assert different == set(KNOWN_EXAMPLES)
