"""The kramdown reader: what it makes of each construct, where its nodes stand, and that nothing breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import count_calls

from convertkit import ast, walk
from convertkit.ast import Attr, Code, Div, Emph, Link, Para, Plain, RawInline, SoftBreak, Str, Target
from convertkit.markdown import kramdown
from convertkit.markdown.kramdown import Options, State, read


def _para(*content: ast.Inline) -> ast.Blocks:
    return (Para(content),)


# ---------------------------------------------------------------------------- inlines


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("*a **b** c*", (Emph((Str("a "), ast.Strong((Str("b"),)), Str(" c"))),)),
        ("a_b_c *d*e", (Str("a_b_c "), Emph((Str("d"),)), Str("e"))),
        ("~~a~~", (ast.Strikeout((Str("a"),)),)),
        ("`` a`b ``", (Code(Attr(), "a`b"),)),
        ("`a`{:.language-sh}", (Code(Attr("", ("sh",)), "a"),)),
        ("$$x_1$$ $y$", (ast.Math("InlineMath", "x_1"), Str(" $y$"))),
        ("a\nb  \nc\\\nd", (Str("a"), SoftBreak(), Str("b"), ast.LineBreak(), Str("c"), ast.LineBreak(), Str("d"))),
        ("\"it's\" -- '80s... <<x>>", (Str("“it’s” – ’80s… «x»"),)),
        ("&eacute;&#8212;&none; \\* \\@", (Str("é—&none; * \\@"),)),
        ("[a](u 't')", (Link(Attr(), (Str("a"),), Target("u", "t")),)),
        ("[a](u){:.x target='_blank'}", (Link(Attr("", ("x",), (("target", "_blank"),)), (Str("a"),), Target("u")),)),
        ("![a *b*](u)", (ast.Image(Attr(), (Str("a *b*"),), Target("u")),)),
        ("<http://a.b>", (Link(Attr(), (Str("http://a.b"),), Target("http://a.b")),)),
        ("http://a.b", (Str("http://a.b"),)),
        ("*a*{:.x}", (ast.Span(Attr("", ("x",)), (Emph((Str("a"),)),)),)),
        ("<b>*x*</b>", (RawInline("html", "<b>"), Emph((Str("x"),)), RawInline("html", "</b>"))),
        ("a <div> b", (Str("a <div> b"),)),
        ("a {::comment}b{:/}", (Str("a "), ast.Comment("b"))),
        ("{::nomarkdown}<i>{:/}", (RawInline("html", "<i>"),)),
    ],
)
def test_inline(text: str, content: ast.Inlines) -> None:
    assert read(text) == _para(*content)


def test_definitions_are_known_before_inlines_are_read() -> None:
    text = '[a] HTML[^n] *b*{:c}\n\n[a]: /u "t"\n*[HTML]: Hyper\n{:c: .k}\n\n[^n]: note\n'
    (para,) = read(text)
    note = ast.Note((Para((Str("note"),)),), "n")
    abbreviation = ast.Span(Attr("", ("abbr",), (("title", "Hyper"),)), (Str("HTML"),))
    link = Link(Attr(), (Str("a"),), Target("/u", "t"))
    emphasis = ast.Span(Attr("", ("k",)), (Emph((Str("b"),)),))
    assert para == Para((link, Str(" "), abbreviation, note, Str(" "), emphasis))


def test_a_note_used_twice_has_one_body() -> None:
    first, second = walk.find(read("a[^1] b[^1]\n\n[^1]: x\n"), ast.Note)
    assert first.blocks is second.blocks


def test_fragments_share_a_state() -> None:
    state = State()
    read("[a]: /u\n\n# T\n", state=state)
    (header, para) = read("# T\n[a]\n", state=state)
    assert isinstance(header, ast.Header)
    assert header.attr.identifier == "t-1"
    assert para == Para((Link(Attr(), (Str("a"),), Target("/u")),))


# ---------------------------------------------------------------------------- blocks


def test_lists_are_tight_by_item() -> None:
    (found,) = read("- a\n- b\n\n- c\n")
    assert found == ast.BulletList(((Plain((Str("a"),)),), (Para((Str("b"),)),), (Plain((Str("c"),)),)))


def test_task_items_begin_with_a_box() -> None:
    (found,) = read("- [ ] a\n- [x] b\n")
    boxes = [item[0].content[:2] for item in found.items]  # type: ignore[attr-defined]
    assert boxes == [(Str("☐"), ast.Space()), (Str("☒"), ast.Space())]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("```ruby\nx\n```\n{: .k #i}", ast.CodeBlock(Attr("i", ("ruby", "k")), "x")),
        ("    a\nb\n", ast.CodeBlock(Attr(), "a b")),
        ("$$x$$", Para((ast.Math("DisplayMath", "x"),))),
        ("***", ast.HorizontalRule()),
        ("a\n{:.x}", Div(Attr("", ("x",)), (Para((Str("a"),)),))),
        ("<div>\n*a*\n\n</div>", ast.RawBlock("html", "<div>\n*a*\n\n</div>")),
        ("<div class='x' markdown='1'>\n*a*\n</div>", Div(Attr("", ("x",)), _para(Emph((Str("a"),))))),
        ("<!-- a -->", ast.RawBlock("html", "<!-- a -->")),
        ("{::comment}\na\n{:/}", ast.Comment("a\n")),
        ("{::nomarkdown}\n<b>\n{:/}", ast.RawBlock("html", "<b>\n")),
        ("- a\n{:toc}", ast.Toc(6, "markdown-toc")),
        ("1. a\n{:toc .x}", Div(Attr("", ("x",)), (ast.Toc(6, "markdown-toc"),))),
        ("a\n: b", ast.DefinitionList((ast.Definition((Str("a"),), ((Plain((Str("b"),)),),)),))),
        ("7. a", ast.OrderedList(ast.ListAttributes(1, "Decimal", "Period"), ((Plain((Str("a"),)),),))),
    ],
)
def test_block(text: str, block: ast.Block) -> None:
    assert read(text) == (block,)


def test_markup_around_markdown_that_is_no_div() -> None:
    text = '<section markdown="1">\n*a*\n</section>\n'
    inside = Para((Emph((Str("a"),)),))
    assert read(text) == (ast.RawBlock("html", "<section>"), inside, ast.RawBlock("html", "</section>"))


def test_table() -> None:
    (table,) = read("| a | b |\n|---|:-:|\n| 1 | `x|y` |\n|===\n| f |\n{:.k}\n")
    assert isinstance(table, ast.Table)
    assert table.attr == Attr("", ("k",))
    assert [column.alignment for column in table.colspecs] == ["AlignDefault", "AlignCenter"]
    cells = [row.cells for row in (*table.head.rows, *table.bodies[0].rows, *table.foot.rows)]
    assert cells[1][1].blocks == (Plain((Code(Attr(), "x|y"),)),)
    assert cells[2][1].blocks == ()


# ---------------------------------------------------------------------------- ids, options


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        ("# É *b* `c` d.e!", ["é-b-c-de"]),
        ("# a\n# a\n# a-1", ["a", "a-1", "a-1"]),
        ("# a {#Own}", ["Own"]),
        ("# !", [""]),
        ('<div markdown="1">\n# É b_c\n\n# !\n</div>', ["bc", "section"]),
    ],
)
def test_header_ids(text: str, identifiers: list[str]) -> None:
    assert [header.attr.identifier for header in walk.find(read(text), ast.Header)] == identifiers


def test_options_of_a_site() -> None:
    given = {"input": "kramdown", "hard_wrap": "true", "toc_levels": "2..3", "smart_quotes": ["apos", "apos", "quot", "quot"]}
    found = kramdown.options({"kramdown": {**given, "syntax_highlighter": "rouge", "footnote_nr": "x"}})
    quotes = ("apos", "apos", "quot", "quot")
    assert found == Options(input="kramdown", hard_wrap=True, toc_levels=(2, 3), smart_quotes=quotes)
    assert kramdown.options({}) == Options()
    assert kramdown.options({"kramdown": None}) == Options()


def test_options_in_the_text() -> None:
    (header, *_) = read("{::options auto_ids='false' /}\n\n# a\n")
    assert header == ast.Header(1, Attr(), (Str("a"),))


def test_versions_differ_in_the_space_of_abbreviations() -> None:
    text = "a\nb c\n\n*[a b]: t\n"
    assert not walk.find(read(text), ast.Span)
    assert walk.find(read(text, options=Options(version="2.5")), ast.Span)


# ---------------------------------------------------------------------------- places


def _place(text: str, node: ast.Node, base: int = 0) -> str:
    assert node.at is not None
    return text[node.at.start - base : node.at.end - base]


def test_places_of_nested_nodes() -> None:
    text = "> - a *b*\n>\n>   `c` [d](e)\n\n~~*f*~~\n"
    found = {type(node).__name__: _place(text, node, 7) for node in walk.walk(read(text, base=7))}
    assert found["Code"] == "`c`"
    assert found["Link"] == "[d](e)"
    assert found["Strikeout"] == "~~*f*~~"
    assert found["Emph"] == "*f*"
    assert found["BulletList"].startswith("- a *b*")


# ---------------------------------------------------------------------------- whatever is written


_DEEP = {
    "images": "![" * 10_000,
    "images closed": "![" * 3000 + "](x)" * 3000,
    "quotes": "> " * 5000 + "a",
    "inline tags": "<b>" * 10_000,
    "block tags": "<div>" * 10_000,
    "markdown tags": '<div markdown="1">\n' * 3000,
    "strong": "**a " * 5000,
    "both": "*a **b " * 2000,
    "items": "- " * 5000 + "a",
    "lists": "".join("  " * depth + "- a\n" for depth in range(500)),
    "notes": "".join(f"[^{number}]: [^{number + 1}]\n" for number in range(2000)) + "\n[^0]",
    "itself": "[^a]: [^a]\n\n[^a]",
    "attributes": "".join(f"{{:a{number}: a{number + 1}}}\n" for number in range(1000)) + "\nx\n{: a0}",
    "links": "[a](" * 3000,
    "table": "|a" * 5000 + "\n|" + "-|" * 5000 + "\n",
}


# Marks that find no partner; each of them would be looked for to the end of the text.
_OPEN = {
    "ticks": "`" * 200_000,
    "tildes": "~" * 200_000,
    "fences": "```a\n" * 40_000,
    "struck": "~~a " * 60_000,
    "stars": "*a " * 60_000,
    "two stars": "**a " * 40_000,
    "underscores": "_a " * 40_000,
    "stars and code": "*a " * 60_000 + "`b*`",
    "targets": "[a](" * 60_000,
    "targets in angles": "[a](<" * 60_000,
    "titles": '[a](b "' * 40_000,
    "references": "[a][" * 60_000,
    "brackets": "[" * 30_000 + "]" * 30_000,
    "comments": "<!--" * 100_000,
    "comments in lines": "<!--\n" * 50_000,
    "autolinks": "<http://a" * 60_000,
    "definitions": "a\n" + ": a\n" * 15_000,
    "rows": "a|b\n" * 10_000,
}


@pytest.mark.parametrize("name", [*_DEEP, *_OPEN])
def test_deep_and_long_texts_end(name: str) -> None:
    assert len(list(walk.walk(read({**_DEEP, **_OPEN}[name])))) > 0


@pytest.mark.parametrize("unit", ["*a ", "**a ", "_a ", "*a **b ", "[a ", "![a ", "[a](", "~~a ", "<!--", "<http://a", "$$a "])
def test_marks_that_nothing_closes_are_read_once(unit: str) -> None:
    def calls(count: int) -> int:
        return count_calls(lambda: read("x " + unit * count + "`b*__]`]"))

    calls(100)
    assert calls(4000) < 10 * calls(1000)


def test_short_rows_are_filled_up_as_far_as_people_write_them() -> None:
    head = "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n"
    (table,) = read(head + "|b|\n" * 90)
    assert isinstance(table, ast.Table)
    assert {len(row.cells) for row in table.bodies[0].rows} == {1000}
    assert isinstance(read(head + "|b|\n" * 200)[0], Para)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```a?b\nx\n```\n", ("a", "x")),
        ("````\n```\n````\n", ("", "```")),
        ("````a\nx\n```\n", ("`a", "x")),
        ("`````\nx\n```\n````\n", ("`", "x\n```")),
        ("```` a\nx\n```\n", None),
        ("``` a b\nx\n```\n", None),
        ("~~~\nx\n```\n~~~~\n", ("", "x\n```")),
    ],
)
def test_a_fence_closes_with_as_many_marks_or_the_most_there_are(text: str, found: tuple[str, str] | None) -> None:
    blocks = [block for block in read(text) if isinstance(block, ast.CodeBlock)]
    assert [(" ".join(block.attr.classes).removeprefix("language-"), block.text) for block in blocks] == (
        [found] if found else []
    )


_PIECES = st.sampled_from(
    [
        "*",
        "_",
        "`",
        "[",
        "](",
        ")",
        "<b>",
        "</b>",
        '<div markdown="1">\n',
        "</div>\n",
        "- ",
        "  ",
        "\n",
        "\n\n",
        "> ",
        "| ",
        "a b",
    ]
    + ["é中", "'", '"', "--", "$$", "{:.x}", "{::", "/}", "\\", "&amp;", "[^1]", "[^1]: ", ": ", "```\n", "# ", "\t", "~~", "^\n"]
)


def _check(text: str) -> None:
    for node in walk.walk(read(text, base=3)):
        assert node.at is not None
        assert 3 <= node.at.start <= node.at.end <= 3 + len(text)


@settings(deadline=None, max_examples=150)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_every_node_stands_in_the_text(text: str) -> None:
    _check(text)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200))
def test_no_text_is_an_error(text: str) -> None:
    _check(text)
