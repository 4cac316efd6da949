"""Laws of Hugo's dialect: scanning loses nothing, what is emitted is read back as the same call."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convertkit import ast
from convertkit.diagnostics import Report
from convertkit.dialects.hugo import dialect, tags
from convertkit.source import Source, Span


def scanned(text: str, report: Report | None = None) -> list[str | ast.Shortcode]:
    return list(dialect.scan(Source.of_text(text), Span(0, len(text)), Report() if report is None else report))


def emitted(pieces: list[str | ast.Shortcode]) -> str:
    return "".join(piece if isinstance(piece, str) else dialect.emit(piece.call) for piece in pieces)


PIECES = [
    "{{<",
    ">}}",
    "{{%",
    "%}}",
    "{{</*",
    "*/>}}",
    " a ",
    " /a ",
    " b",
    "/",
    ' "q"',
    " k=v",
    ' k="v w"',
    " `r`",
    "\n",
    "text ",
    "é",
    "\\",
    "{",
    "}",
    " c.inline ",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
NAMES = st.from_regex(r"[a-z][a-z0-9_/-]{0,8}", fullmatch=True).filter(lambda name: not name.endswith("/"))
WORDS = st.text(alphabet="abc \"'=<%>/.é\n\\", max_size=8) | st.sampled_from(
    ["true", "12", "1.5", "a-b", "", ">}}", "%}}", "{{<"]
)


@st.composite
def arguments(draw: st.DrawFn) -> tuple[ast.Argument, ...]:
    """Values without a backtick beside a backslash or a line end: Hugo has no way to write those."""
    named = draw(st.booleans())
    found = []
    for number in range(draw(st.integers(0, 3))):
        value = draw(WORDS | st.booleans() | st.integers(-999, 999) | st.sampled_from([0.5, -1.25]))
        found.append(ast.Argument(f"k{number}" if named else None, value))
    return tuple(found)


@st.composite
def calls(draw: st.DrawFn) -> ast.Call:
    form = draw(st.sampled_from(["standalone", "paired", "self-closing"]))
    inner = (
        draw(st.text(alphabet="ab *\n{}", max_size=12).filter(lambda text: "{{" not in text and not text.endswith("{")))
        if form == "paired"
        else ""
    )
    return ast.Call("hugo", draw(NAMES), draw(st.sampled_from("<%")), form, draw(arguments()), inner)


def meant(call: ast.Call) -> tuple[object, ...]:
    """What a call says, without how its values were written."""
    return call.name, call.delimiter, call.form, [(argument.key, argument.value) for argument in call.arguments], call.inner


@given(TEXTS)
def test_what_was_scanned_is_emitted_as_it_was(text: str) -> None:
    assert emitted(scanned(text)) == text


@given(TEXTS)
def test_the_places_of_calls_are_true(text: str) -> None:
    for piece in scanned(text):
        if isinstance(piece, ast.Shortcode):
            assert piece.call.at is not None
            assert text[slice(*piece.call.at)] == piece.call.lexeme
            if piece.call.inner_at is not None:
                assert text[slice(*piece.call.inner_at)] == piece.call.inner


@given(calls())
def test_a_call_that_was_emitted_is_scanned_as_itself(call: ast.Call) -> None:
    report = Report()
    [piece] = scanned(dialect.emit(call), report)
    assert isinstance(piece, ast.Shortcode)
    assert meant(piece.call) == meant(call)
    assert len(report) == 0


@given(calls())
def test_a_call_between_text_is_scanned_as_itself(call: ast.Call) -> None:
    before, piece, after = scanned(f"a {dialect.emit(call)} b")
    assert (before, after) == ("a ", " b")
    assert isinstance(piece, ast.Shortcode)
    assert meant(piece.call) == meant(call)


@given(TEXTS)
def test_text_made_literal_runs_nothing(text: str) -> None:
    report = Report()
    for piece in scanned(dialect.literal(text), report):
        if isinstance(piece, ast.Shortcode) and piece.call.form != "broken":
            assert piece.call.form == "literal"


def test_a_closing_tag_closes_the_nearest_open_tag_of_its_name() -> None:
    [outer] = scanned("{{< a >}}{{< b >}}{{< a >}}x{{< /a >}}{{< /a >}}")
    assert isinstance(outer, ast.Shortcode)
    assert (outer.call.name, outer.call.inner) == ("a", "{{< b >}}{{< a >}}x{{< /a >}}")


def test_a_tag_that_nothing_closes_is_standalone() -> None:
    assert [piece.call.form for piece in scanned("{{< a >}}{{< b >}}x{{< /b >}}") if isinstance(piece, ast.Shortcode)] == [
        "standalone",
        "paired",
    ]


def test_what_is_escaped_is_text() -> None:
    [piece] = scanned("{{</* a b */>}}")
    assert isinstance(piece, ast.Shortcode)
    assert (piece.call.form, piece.call.inner) == ("literal", "{{< a b >}}")


@pytest.mark.parametrize(
    ("text", "said", "at"),
    [
        ("x {{< a", "'>}}' is missing", 2),
        ("x {{% a >}}", "'%}}' is missing", 2),
        ("{{< /a >}}", "got closing shortcode 'a', but none is open", 0),
        ("{{< a b=1 c >}}", "got positional parameter 'c'. Cannot mix named and positional parameters", 10),
        ("{{< >}}", "shortcode has no name", 0),
    ],
)
def test_a_broken_tag_is_reported_at_its_place(text: str, said: str, at: int) -> None:
    report = Report()
    scanned(text, report)
    [found] = report
    assert (found.code, found.message) == ("CK201", f"shortcode cannot be read: {said}")
    assert found.at is not None
    assert found.at.span.start == at


@pytest.mark.parametrize("tag", ["{{<", "{{%", "{{< a", "{{</*"])
def test_a_delimiter_that_does_not_come_is_looked_for_once(tag: str) -> None:
    class Text(str):
        searches = 0

        def find(self, *given: Any) -> int:
            Text.searches += 1
            return super().find(*given)

    text = Text(tag * 500)
    assert len(list(tags(text, 0, len(text)))) > 200
    assert Text.searches < 10


def test_a_name_that_hugo_cannot_read_is_not_emitted() -> None:
    with pytest.raises(ValueError, match="cannot be the name"):
        dialect.emit(ast.Call("jekyll", "a b"))
