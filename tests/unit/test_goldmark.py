"""Reading Markdown as Hugo's goldmark does: the tree, its places in the source, its limits."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import count_calls

from convertkit import ast
from convertkit.markdown import goldmark
from convertkit.source import Span
from convertkit.walk import walk

_EVERYTHING = dataclasses.replace(
    goldmark.Options(),
    block_attributes=True,
    emoji=True,
    passthrough=True,
    passthrough_block=(("$$", "$$"),),
    passthrough_inline=(("$", "$"), ("\\(", "\\)")),
    superscript=True,
    insert=True,
    mark=True,
    hard_wraps=False,
)
_MARKUP = st.lists(
    st.sampled_from(list("ab \n\t*_~`[]()<>!\"'-.:#|+=^$\\&{}1é\0\ud800@/") + ["\n\n", "> ", "- ", "1. ", "[^1]", ": ", "    "])
).map("".join)


def _one(text: str, **options: Any) -> ast.Block:
    (block,) = goldmark.read(text, options=dataclasses.replace(goldmark.Options(), **options))
    return block


def _inlines(text: str, **options: Any) -> ast.Inlines:
    block = _one(text, **options)
    assert isinstance(block, ast.Para)
    return block.content


class TestTree:
    def test_tight_items_are_plain_and_loose_ones_are_paragraphs(self) -> None:
        assert _one("- a\n- b") == ast.BulletList(((ast.Plain((ast.Str("a"),)),), (ast.Plain((ast.Str("b"),)),)))
        assert _one("- a\n\n- b") == ast.BulletList(((ast.Para((ast.Str("a"),)),), (ast.Para((ast.Str("b"),)),)))

    def test_numbers_keep_their_start_and_delimiter(self) -> None:
        block = _one("3) a")
        assert isinstance(block, ast.OrderedList)
        assert block.attributes == ast.ListAttributes(3, "Decimal", "OneParen")

    def test_a_task_starts_with_a_box_and_a_space(self) -> None:
        assert _one("- [x] a") == ast.BulletList(((ast.Plain((ast.Str("☒"), ast.Space(), ast.Str("a"))),),))

    def test_code_keeps_language_and_attributes(self) -> None:
        assert _one('```go {hl_lines=[1,"3-4"],class="x"}\na\nb\n```') == ast.CodeBlock(
            ast.Attr("", ("go",), (("hl_lines", '[1,"3-4"]'), ("class", "x"))), "a\nb"
        )
        assert _one("    a\n") == ast.CodeBlock(ast.Attr(), "a")

    def test_punctuation_is_typographic_within_the_text(self) -> None:
        assert _inlines('It\'s "so" -- well...') == (ast.Str("It’s “so” – well…"),)

    def test_an_unclosed_quote_lasts_to_the_end_of_the_post(self) -> None:
        assert goldmark.read('"a\n\nb"') == (ast.Para((ast.Str("“a"),)), ast.Para((ast.Str("b”"),)))

    def test_breaks(self) -> None:
        assert _inlines("a\nb  \nc\\\nd") == (
            ast.Str("a"),
            ast.SoftBreak(),
            ast.Str("b"),
            ast.LineBreak(),
            ast.Str("c"),
            ast.LineBreak(),
            ast.Str("d"),
        )

    def test_bare_links(self) -> None:
        link = ast.Link(ast.Attr(), (ast.Str("www.a.com"),), ast.Target("https://www.a.com"))
        assert _inlines("(www.a.com).") == (ast.Str("("), link, ast.Str(")."))

    def test_raw_html_is_kept(self) -> None:
        assert _one("<div>\nx\n</div>") == ast.RawBlock("html", "<div>\nx\n</div>")
        assert _inlines("a <b>c") == (ast.Str("a "), ast.RawInline("html", "<b>"), ast.Str("c"))

    def test_a_note_used_twice_has_the_same_blocks(self) -> None:
        first, second = (node for node in _inlines("a[^x] b[^x]\n\n[^x]: note\n\n[^y]: unused") if isinstance(node, ast.Note))
        assert first.label == second.label == "x"
        assert first.blocks == (ast.Para((ast.Str("note"),)),)
        assert first.blocks is second.blocks

    def test_a_note_does_not_hold_itself(self) -> None:
        (note,) = (node for node in _inlines("a[^1]\n\n[^1]: see[^1]") if isinstance(node, ast.Note))
        assert note.blocks == (ast.Para((ast.Str("see"), ast.Note((), "1"))),)

    def test_an_alert_is_a_callout(self) -> None:
        assert _one("> [!TIP]- A *title*\n> text") == ast.Callout(
            "tip",
            (ast.Str("A "), ast.Emph((ast.Str("title"),))),
            fold="closed",
            blocks=(ast.Para((ast.Str("text"),)),),
        )

    def test_each_line_of_a_term_is_a_term(self) -> None:
        assert _one("a\nb\n: c") == ast.DefinitionList(
            (
                ast.Definition((ast.Str("a"),), ()),
                ast.Definition((ast.Str("b"),), ((ast.Plain((ast.Str("c"),)),),)),
            )
        )

    def test_a_short_row_is_filled_with_unaligned_cells(self) -> None:
        table = _one("|a|b|\n|-:|:-|\n|c|")
        assert isinstance(table, ast.Table)
        assert [column.alignment for column in table.colspecs] == ["AlignRight", "AlignLeft"]
        assert [cell.alignment for cell in table.bodies[0].rows[0].cells] == ["AlignRight", "AlignDefault"]

    def test_block_attributes_go_to_the_block_before_them(self) -> None:
        assert _one("a\n{.c #i}", block_attributes=True) == ast.Div(ast.Attr("i", ("c",)), (ast.Para((ast.Str("a"),)),))
        assert _one("# a {#i}\n{.c}", block_attributes=True) == ast.Header(1, ast.Attr("i", ("c",)), (ast.Str("a"),))

    def test_math(self) -> None:
        options = dataclasses.replace(_EVERYTHING, emoji=False)
        assert goldmark.read("a $x$\n$$y$$", options=options) == (
            ast.Para((ast.Str("a "), ast.Math("InlineMath", "x"))),
            ast.Para((ast.Math("DisplayMath", "y"),)),
        )

    def test_emoji(self) -> None:
        pytest.importorskip("pymdownx")
        assert _inlines("a :smile: :nope:", emoji=True) == (ast.Str("a 😄 :nope:"),)


class TestHeadingIds:
    @pytest.mark.parametrize(
        ("kind", "expected"),
        [("github", "été-ab-c_d"), ("github-ascii", "ete-ab-c_d"), ("blackfriday", "été-a-b-c-d")],
    )
    def test_kinds(self, kind: str, expected: str) -> None:
        (block,) = goldmark.read("# Été a.b c_d", options=goldmark.Options(auto_heading_id_type=kind))
        assert isinstance(block, ast.Header)
        assert block.attr.identifier == expected

    def test_repeated_ids_are_numbered_across_fragments(self) -> None:
        state = goldmark.State()
        found = [block for text in ("# a", "# a\n\n# a {#a-2}", "# a") for block in goldmark.read(text, state=state)]
        assert [block.attr.identifier for block in found if isinstance(block, ast.Header)] == ["a", "a-1", "a-2", "a-3"]

    def test_a_heading_without_letters(self) -> None:
        assert _one("# !!!") == ast.Header(1, ast.Attr("heading"), (ast.Str("!!!"),))
        assert _one("#") == ast.Header(1, ast.Attr(), ())


class TestState:
    def test_references_are_shared(self) -> None:
        state = goldmark.State()
        goldmark.read('[Foo  Bar]: /u "t"', state=state)
        (block,) = goldmark.read("[foo bar]", state=state)
        assert block == ast.Para((ast.Link(ast.Attr(), (ast.Str("foo bar"),), ast.Target("/u", "t")),))

    def test_notes_are_shared(self) -> None:
        state = goldmark.State()
        goldmark.read("[^1]: note", state=state)
        (block,) = goldmark.read("a[^1]", state=state)
        assert block == ast.Para((ast.Str("a"), ast.Note((ast.Para((ast.Str("note"),)),), "1")))


class TestOptions:
    def test_defaults_are_those_of_hugo(self) -> None:
        assert goldmark.options({}) == goldmark.Options()

    def test_keys_are_found_in_any_case(self) -> None:
        config = {
            "EnableEmoji": True,
            "Markup": {
                "goldMark": {
                    "PARSER": {"autoheadingidtype": "blackfriday", "Attribute": {"BLOCK": True}},
                    "extensions": {
                        "typographer": {"disable": False, "leftDoubleQuote": "&laquo;"},
                        "passthrough": {"enable": True, "delimiters": {"inline": [["$", "$"], ["x"], 3]}},
                        "extras": {"mark": {"enable": True}},
                        "footnote": {"enable": False},
                    },
                }
            },
        }
        assert goldmark.options(config) == goldmark.Options(
            emoji=True,
            auto_heading_id_type="blackfriday",
            block_attributes=True,
            typographer_strings=(("leftDoubleQuote", "«"),),
            passthrough=True,
            passthrough_inline=(("$", "$"),),
            mark=True,
            footnote=False,
        )

    @pytest.mark.parametrize("value", [None, 3, "x", [], {"goldmark": None}, {"goldmark": {"extensions": []}}])
    def test_nonsense_is_not_heeded(self, value: object) -> None:
        assert goldmark.options({"markup": value}) == goldmark.Options()


class TestPlaces:
    def test_texts_and_their_places(self) -> None:
        text = "> é *b*\n> c `d`\n\n| x | y |\n|---|---|\n| z | \\| |\n"
        found = {node.text: node.at for node in walk(goldmark.read(text, base=10)) if isinstance(node, ast.Str)}
        for word, at in found.items():
            assert at is not None
            assert text[at.start - 10 : at.end - 10].lstrip("\\") == word.lstrip("\\") or word == "|"

    def test_breaks_and_containers_have_places(self) -> None:
        (quote,) = goldmark.read("> a\n> b\n")
        assert quote.at == Span(0, 7)
        (paragraph,) = quote.blocks  # type: ignore[attr-defined]
        assert [node.at for node in paragraph.content] == [Span(2, 3), Span(3, 4), Span(6, 7)]


class TestLaws:
    @given(st.one_of(st.text(), _MARKUP), st.sampled_from([goldmark.Options(), goldmark.COMMONMARK, _EVERYTHING]))
    @settings(max_examples=400, deadline=None)
    def test_any_text_is_markdown_and_every_place_lies_in_it(self, text: str, options: goldmark.Options) -> None:
        text = text.replace("\r", "")
        blocks = goldmark.read(text, base=7, options=options)
        for node in walk(blocks):
            assert node.at is not None, node
            assert 7 <= node.at.start <= node.at.end <= len(text) + 7
        places = [block.at for block in blocks if block.at]
        assert places == sorted(places)

    @pytest.mark.parametrize("text", ["> " * 5000, "[" * 5000, "*a **b " * 5000, "- " * 5000 + "a", "[^1]: " * 5000])
    def test_depth_is_no_matter(self, text: str) -> None:
        assert isinstance(goldmark.read(text), tuple)

    def test_destinations_that_do_not_end_are_looked_for_once(self) -> None:
        assert _one("[a](<" * 80_000) == ast.Para((ast.Str("[a](<" * 80_000),))

    def test_definitions_of_one_term_are_collected_once(self) -> None:
        (found,) = goldmark.read("a\n" + ": b\n" * 30_000)
        assert isinstance(found, ast.DefinitionList)
        assert len(found.items[0].definitions) == 30_000

    def test_short_rows_are_filled_up_as_far_as_people_write_them(self) -> None:
        head = "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n"
        (table,) = goldmark.read(head + "|b|\n" * 90)
        assert isinstance(table, ast.Table)
        assert {len(row.cells) for row in table.bodies[0].rows} == {1000}
        table, rest = goldmark.read(head + "|b|\n" * 200)
        assert isinstance(table, ast.Table)
        assert isinstance(rest, ast.Para)
        rows = table.bodies[0].rows
        assert len(rows) + sum(isinstance(node, ast.Str) for node in rest.content) == 200
        assert {len(row.cells) for row in rows} == {1000}

    @pytest.mark.parametrize("unit", ["[a](", "`a``b", "<!--", "*a _b ", '"', "a@b.", "<a b='", "![", "'", "{a="])
    def test_work_is_linear(self, unit: str) -> None:
        def calls(count: int) -> int:
            return count_calls(lambda: goldmark.read("# " + unit * count, options=_EVERYTHING))

        calls(100)
        assert calls(8000) < 10 * calls(1000)
