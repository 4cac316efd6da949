"""Text with positions: what is normalised, what is remembered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convertkit.source import Source, Span

TEXT = st.text(alphabet=st.sampled_from("ab\n\t é✓𝔸"), max_size=60)


def test_lines_and_columns_count_from_one_in_code_points() -> None:
    source = Source.of_text("ab\n𝔸é\tx\n")
    assert [source.position(at) for at in (0, 1, 2, 3, 5, 6, 7)] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 3), (2, 4), (2, 5)]


def test_a_place_is_file_line_column() -> None:
    assert str(Source.of_text("a\nbc", name="post.md").place(Span(3, 4))) == "post.md:2:2"
    assert str(Source.of_text("", name="post.md").place(None)) == "post.md:1:1"


@given(TEXT)
def test_a_position_leads_back_to_its_offset(text: str) -> None:
    source = Source.of_text(text)
    for offset in range(len(text) + 1):
        line, column = source.position(offset)
        start = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
        assert start + column - 1 == offset


@given(TEXT)
def test_a_line_is_its_text_without_the_end(text: str) -> None:
    source = Source.of_text(text)
    assert [source.line(number + 1) for number in range(text.count("\n") + 1)] == text.split("\n")


def test_a_byte_order_mark_is_no_character() -> None:
    source = Source.of_bytes(b"\xef\xbb\xbfab")
    assert (source.text, source.bom, source.position(1)) == ("ab", True, (1, 2))


def test_a_byte_order_mark_inside_is_text() -> None:
    assert Source.of_text("a\ufeffb").text == "a\ufeffb"


def test_crlf_is_one_line_feed_and_remembered() -> None:
    source = Source.of_text("a\r\nb\nc\r\n")
    assert (source.text, source.crlf) == ("a\nb\nc\n", (1, 5))


def test_a_lone_carriage_return_stays() -> None:
    assert Source.of_text("a\rb\n").text == "a\rb\n"


@given(st.lists(st.sampled_from(["a", "é", "\n", "\r\n"]), max_size=30))
def test_any_part_has_its_line_ends_back(parts: list[str]) -> None:
    source = Source.of_text("".join(parts))
    plain = [part.replace("\r\n", "\n") for part in parts]
    assert source.text == "".join(plain)
    for start in range(len(parts) + 1):
        for end in range(start, len(parts) + 1):
            assert source.original(start, end) == "".join(parts[start:end])


@pytest.mark.parametrize(("text", "newline"), [("a\nb\n", "\n"), ("a\r\nb\r\n", "\r\n"), ("a\r\nb\n", "\n"), ("", "\n")])
def test_a_new_line_ends_as_most_lines_do(text: str, newline: str) -> None:
    assert Source.of_text(text).newline == newline


def test_utf_8_is_utf_8() -> None:
    source = Source.of_bytes("é✓".encode())
    assert (source.text, source.encoding, source.bad_byte) == ("é✓", "utf-8", None)


def test_other_bytes_are_windows_1252_and_the_first_bad_one_is_known() -> None:
    source = Source.of_bytes(b"x\r\ncaf\xe9 \x80")
    assert (source.text, source.encoding, source.bad_byte) == ("x\ncafé €", "cp1252", 5)


@given(st.binary(max_size=200))
def test_any_bytes_are_some_text(raw: bytes) -> None:
    source = Source.of_bytes(raw)
    assert source.raw == raw
    assert "\r\n" not in source.text
    if source.encoding == "cp1252":
        assert source.bad_byte is not None


def test_lone_surrogates_are_text() -> None:
    assert Source.of_text("a\ud800").text == "a\ud800"
