"""The shortcode lexer against tokens that Hugo's own lexer gave: kinds, texts, types, errors, positions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convertkit.dialects.hugo_lexer import Lexer, LexError, Token, lex, typed
from convertkit.source import Span


def as_case(token: Token, text: str) -> dict[str, Any]:
    """A token as the cases write it: offsets count bytes of UTF-8."""
    start, end = (len(text[:offset].encode()) for offset in token.at)
    found: dict[str, Any] = {"kind": token.kind, "text": token.text, "start": start, "end": end}
    if token.kind in ("param", "value"):
        found |= {"typed": token.value, "quoted": token.quoted}
    return found


def test_the_tokens_are_those_of_hugo(shared: Path) -> None:
    cases = json.loads((shared / "cases" / "hugo-lexer.json").read_text())["cases"]
    different = {}
    for case in cases:
        tokens = [as_case(token, case["input"]) for token in lex(case["input"], intro=case["start_state"] == "intro")]
        if tokens != case["tokens"]:
            different[case["id"]] = [pair for pair in zip(tokens, case["tokens"], strict=False) if pair[0] != pair[1]]
    assert len(cases) > 100
    assert different == {}


def test_the_types_are_those_of_hugo(shared: Path) -> None:
    cases = json.loads((shared / "cases" / "hugo-lexer.json").read_text())["cases"]
    values = [token for case in cases for token in case["tokens"] if "typed" in token and not token["quoted"]]
    assert values
    for token in values:
        assert (type(typed(token["text"])), typed(token["text"])) == (type(token["typed"]), token["typed"])


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("false", False), ("True", "True"), ("7", 7), ("-7", -7), ("007", 7), ("1.5", 1.5), (".5", 0.5), ("1.", "1."),
     ("1e3", "1e3"), ("9223372036854775807", 2**63 - 1), ("9223372036854775808", "9223372036854775808"), ("1_000", "1_000"), ("", "")],
)  # fmt: skip
def test_a_bare_value_has_a_type(text: str, value: object) -> None:
    assert (typed(text), type(typed(text))) == (value, type(value))


def test_a_tag_in_a_fence_is_a_tag() -> None:
    assert [token.kind for token in lex("```\n{{< a >}}\n```", intro=False)] == ["text", "open<", "name", "close>", "text", "eof"]


@given(st.text(alphabet='{}<>%/*\\`"=- \nab.1é', max_size=80))
def test_any_text_ends_in_one_end_or_one_error(text: str) -> None:
    tokens = lex(text)
    assert [token.kind for token in tokens if token.kind in ("eof", "error")] == [tokens[-1].kind]
    assert all(0 <= token.at.start <= token.at.end <= len(text) + 1 for token in tokens)


@given(st.text(alphabet="{}<>%ab \n", max_size=60))
def test_text_outside_of_tags_is_kept_in_order(text: str) -> None:
    tokens = lex(text, intro=False)
    starts = [token.at.start for token in tokens]
    assert starts == sorted(starts)
    for token in tokens:
        if token.kind in ("text", "indent"):
            assert token.text == text[slice(*token.at)]


def test_an_error_has_its_place() -> None:
    lexer = Lexer('{{< a "b >}}')
    lexer.opener = "{{<"
    with pytest.raises(LexError) as caught:
        lexer.lex_tag()
    assert caught.value.at == Span(7, 12)
