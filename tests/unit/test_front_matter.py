"""Front matter: where it lies, what it says, where each key stands, what is wrong with it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convertkit.front_matter import FrontMatter, front_matter, hugo_intro, jekyll_intro


def problems(front: FrontMatter) -> list[tuple[str, int, bool]]:
    return [(problem.code, problem.at.start, problem.fatal) for problem in front.problems]


@pytest.mark.parametrize(
    ("text", "kind", "raw", "body"),
    [
        ("---\na: 1\n---\nB", "yaml", "a: 1\n", "B"),
        ("+++\na = 1\n+++\nB", "toml", "a = 1\n", "B"),
        ('{"a": 1}\nB', "json", '{"a": 1}', "B"),
        ("#+title: a\n#+tags: b c\nB", "org", "#+title: a\n#+tags: b c\n", "B"),
        ("---\n---\nB", "yaml", "", "B"),
        ("\n\n---\na: 1\n---\nB", "yaml", "a: 1\n", "B"),
        ("---\na: 1\n---", "yaml", "a: 1\n", ""),
        ('{"a": "}\\"{"} B', "json", '{"a": "}\\"{"}', " B"),
    ],
)
def test_front_matter_of_hugo_is_split_from_the_body(text: str, kind: str, raw: str, body: str) -> None:
    front = front_matter(text)
    assert (front.format, front.raw.strip("\n"), text[front.body :]) == (kind, raw.strip("\n"), body)


@pytest.mark.parametrize("text", ["", "B", "- a\n- b\n", "-- a", "+ a", "{{< figure >}}\n", "# H", "a\n---\nb: 1\n---\n"])
def test_a_body_alone_has_no_front_matter(text: str) -> None:
    front = front_matter(text)
    assert (front.format, front.body, front.problems) == ("none", 0, ())


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\na: 1\n---\nB", "B"),
        ("---\na: 1\n...\nB", "B"),
        ("--- \na: 1\n---  \nB", "B"),
        ("\n---\na: 1\n---\n", None),
        ("+++\na=1\n+++\n", None),
    ],
)
def test_jekyll_reads_yaml_from_the_first_byte_only(text: str, body: str | None) -> None:
    intro = jekyll_intro(text)
    assert (text[intro.body :] if intro.format == "yaml" else None) == body


def test_values_are_in_order_and_typed() -> None:
    front = front_matter("---\nz: 1\na: [x, y]\nd: 2024-05-01\nb: yes\nf: 1.10\n---\n")
    assert list(front.values) == ["z", "a", "d", "b", "f"]
    assert front.values["d"] == dt.date(2024, 5, 1)
    assert (front.values["b"], str(front.values["f"]), front.values["f"]) == ("yes", "1.10", 1.1)


def test_plain_values_are_typed_as_each_generator_types_them() -> None:
    text = "---\nyes: yes\ntime: 12:30\noctal: 0o10\nsign: =\n---\n"
    assert dict(front_matter(text).values) == {"yes": "yes", "time": "12:30", "octal": 8, "sign": "="}
    text = "---\nyes: yes\ntime: 12:30\noctal: 0o10\n---\n"
    assert dict(front_matter(text, style="jekyll").values) == {"yes": True, "time": 750, "octal": "0o10"}


def test_keys_are_the_text_that_was_written() -> None:
    assert list(front_matter("---\non: 1\nyes: 2\n1.10: 3\nnull: 4\n2024-05-01: 5\n---\n").values) == [
        "on",
        "yes",
        "1.10",
        "null",
        "2024-05-01",
    ]


def test_a_merge_key_merges() -> None:
    assert dict(front_matter("---\na: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n---\n").values)["b"] == {"x": 1, "y": 2}


@pytest.mark.parametrize(
    "text",
    [
        "---\na: 1\nbb: [2,\n  3]\n# c\nd: 4\n---\n",
        "+++\na = 1\nbb = [2,\n3]\nd = 4\n[e]\nf = 1\n+++\n",
        '{"a": 1, "bb": [2, 3], "d": 4}',
    ],
    ids=["YAML", "TOML", "JSON"],
)
def test_every_key_of_the_top_has_a_span_that_begins_with_it(text: str) -> None:
    front = front_matter(text)
    assert list(front.spans) == list(front.values)
    for key, span in front.spans.items():
        assert text[slice(*span)].lstrip('["').startswith(key)


def test_scalars_keep_their_spelling() -> None:
    front = front_matter("---\ntitle: 0x1F\ndate: 2024-05-01 10:00 +0200\nversion: 1.10\n---\n")
    assert dict(front.lexemes) == {"title": "0x1F", "date": "2024-05-01 10:00 +0200", "version": "1.10"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\na: 1\n", ("CK110", 4, True)),
        ("+++\na = 1\n", ("CK110", 4, True)),
        ('{"a": 1', ("CK110", 0, True)),
        ("---\na: b: c\n---\n", ("CK111", 8, True)),
        ("---\na:\n\tb: 1\n---\n", ("CK111", 7, True)),
        ("---\n- a\n---\n", ("CK111", 4, True)),
        ("+++\na = b\n+++\n", ("CK111", 8, True)),
        ('{"a": b}', ("CK111", 6, True)),
        ("---\na: 1\na: 2\n---\n", ("CK112", 9, False)),
        ('{"a": 1, "a": 2}', ("CK112", 9, False)),
        ("---\nd: 2024-02-30\n---\n", ("CK111", 7, True)),
    ],
)
def test_a_problem_is_at_its_place(text: str, found: tuple[str, int, bool]) -> None:
    assert problems(front_matter(text)) == [found]


def test_front_matter_that_does_not_end_is_body() -> None:
    assert front_matter("---\ntitle: x\n\nText").body == 0


def test_broken_front_matter_is_no_body() -> None:
    text = "---\na: b: c\n---\nText"
    assert text[front_matter(text).body :] == "Text"


def test_tabs_get_their_own_hint() -> None:
    assert front_matter("---\na:\n\tb: 1\n---\n").problems[0].hint == "indent with spaces, not tabs"


def test_aliases_of_aliases_do_not_explode() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    front = front_matter("---\n" + "\n".join(lines) + "\n---\n")
    assert (dict(front.values), front.problems[0].message) == ({}, "broken YAML front matter: aliases expand to too much")


def test_a_few_aliases_are_aliases() -> None:
    assert dict(front_matter("---\na: &a [x]\nb: [*a, *a]\n---\n").values)["b"] == [["x"], ["x"]]


@given(st.text(max_size=80))
def test_any_text_has_some_front_matter(text: str) -> None:
    for style in ("hugo", "jekyll"):
        front = front_matter(text, style=style)
        assert 0 <= front.at.start <= front.at.end <= front.body <= len(text)


@given(
    st.text(alphabet="-+{}\"#: \n[]&*!<|>'%@`ab1", max_size=60), st.sampled_from(["---\n{}\n---\n", "+++\n{}\n+++\n", "{{{}}}\n"])
)
def test_nothing_between_delimiters_raises(inner: str, frame: str) -> None:
    front = front_matter(frame.replace("{}", inner, 1) if frame[0] != "{" else "{" + inner + "}\n")
    assert isinstance(dict(front.values), dict)


@given(st.text(alphabet='-+{}"#: \nab', max_size=60))
def test_the_intro_ends_where_the_body_begins(text: str) -> None:
    intro = hugo_intro(text)
    if intro.format != "none":
        assert intro.at.end <= intro.body
        assert text[intro.at.end : intro.body].strip("\n") in ("", "---", "+++")
