"""The codec: every node of the AST goes to Pandoc JSON and comes back as itself."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convertkit import ast
from convertkit.pandoc import codec, worker
from convertkit.walk import walk

KINDS = {
    name: kind
    for name, kind in vars(ast).items()
    if isinstance(kind, type) and issubclass(kind, ast.Node) and kind not in (ast.Node, ast.Block, ast.Inline, ast.Meaning)
}
# Meanings that stand among inlines too: their content is inline there.
SMALL = [
    "Shortcode",
    "Badge",
    "Icon",
    "Keyboard",
    "Literal",
    "Comment",
    "SummaryBreak",
    "Substitution",
    "TermRef",
    "RawTemplate",
    "Embed",
]
PARTS = ["Tab", "Item", "Entry"]  # of Tabs, Group, FileTree

text = st.text(alphabet='ab é✓𝔸<&"\\\n{}', max_size=6)
word = st.text(alphabet="abé-", min_size=1, max_size=4)
attr = st.builds(
    ast.Attr,
    st.sampled_from(["", "a", "ck"]),
    st.lists(st.sampled_from(["b", "details", "note", "ck"]), max_size=2).map(tuple),
    st.lists(
        st.tuples(st.sampled_from(["data-x", "ck", "ck-mark", "lang"]), text), max_size=2, unique_by=lambda pair: pair[0]
    ).map(tuple),
)
argument = st.builds(
    ast.Argument,
    st.none() | word,
    text | st.integers() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False),
    text,
    st.sampled_from(["", '"', "`"]),
)
call = st.builds(
    ast.Call,
    word,
    word,
    st.sampled_from(["<", "%", "{%", "{{"]),
    st.sampled_from(["standalone", "paired"]),
    st.lists(argument, max_size=2).map(tuple),
    text,
    text,
    text,
)
alignment = st.sampled_from(["AlignDefault", "AlignLeft", "AlignRight", "AlignCenter"])


def merged(nodes: list[ast.Inline]) -> ast.Inlines:
    """Runs of text as readers make them: one `Str` a run, blanks in it; `Space` only between other nodes."""
    out: list[ast.Inline] = []
    for node in nodes:
        beside = out and isinstance(out[-1], ast.Str | ast.Space)
        if not (beside and isinstance(node, ast.Str | ast.Space)):
            out.append(node)
    return tuple(out)


def some(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=most).map(tuple)


def of_fields(kind: type, *, inline: bool, depth: int) -> st.SearchStrategy[Any]:
    """A strategy for a node or record, from the annotations of its fields."""
    if issubclass(kind, ast.Node):
        names = [(field.name, str(field.type)) for field in fields(kind) if not field.kw_only]
    else:
        names = list(kind.__annotations__.items())
    hints = get_type_hints(kind, vars(ast) | {"source": ast.source}) if issubclass(kind, ast.Node) else {}
    values = {
        name: of_field(
            kind.__name__, name, getattr(annotation, "__forward_arg__", annotation), hints.get(name), inline=inline, depth=depth
        )
        for name, annotation in names
    }
    return st.builds(kind, **values)


def of_field(owner: str, name: str, annotation: str, hint: Any, *, inline: bool, depth: int) -> st.SearchStrategy[Any]:
    if (owner, name) in RECORD_FIELDS:
        return RECORD_FIELDS[owner, name]
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    match annotation:
        case "str":
            return text
        case "int":
            return st.integers(1, 6)
        case "bool":
            return st.booleans()
        case "Attr":
            return attr
        case "Target":
            return st.builds(ast.Target, text, text)
        case "Call":
            return call
        case "Inlines" | "Inlines | None":
            return inlines(depth - 1) | st.none() if "None" in annotation else inlines(depth - 1)
        case "Blocks":
            return blocks(depth - 1)
        case "Blocks | Inlines":
            return inlines(depth - 1) if inline else blocks(depth - 1)
        case "tuple[str, ...]":
            return some(text)
        case "tuple[tuple[str, str], ...]":
            return some(st.tuples(text, text))
        case "tuple[Inlines, ...]":
            return some(inlines(depth - 1))
        case "tuple[Blocks, ...]":
            return some(blocks(depth - 1))
        case _:
            record = annotation.removeprefix("tuple[").removesuffix(", ...]")
            many = annotation.startswith("tuple")
            if many and depth <= 0:
                return st.just(())
            found = of_fields(getattr(ast, record), inline=False, depth=depth - 1)
            return some(found) if many else found


RECORD_FIELDS: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("ColSpec", "alignment"): alignment,
    ("Cell", "alignment"): alignment,
    ("ColSpec", "width"): st.none() | st.sampled_from([0.25, 0.5]),
    ("ListAttributes", "style"): st.sampled_from(["DefaultStyle", "Decimal", "LowerRoman"]),
    ("ListAttributes", "delimiter"): st.sampled_from(["DefaultDelim", "Period", "OneParen"]),
    ("Citation", "mode"): st.sampled_from(["NormalCitation", "AuthorInText"]),
    ("Str", "text"): st.text(alphabet="ab é✓", min_size=1, max_size=5),
}


def inlines(depth: int) -> st.SearchStrategy[ast.Inlines]:
    names = [name for name, kind in KINDS.items() if issubclass(kind, ast.Inline) and not issubclass(kind, ast.Meaning)] + SMALL
    return _some_of(names, inline=True, depth=depth).map(list).map(merged)


def blocks(depth: int) -> st.SearchStrategy[ast.Blocks]:
    names = [name for name, kind in KINDS.items() if issubclass(kind, ast.Block) and name not in PARTS]
    return _some_of(names, inline=False, depth=depth)


def _some_of(names: list[str], *, inline: bool, depth: int) -> st.SearchStrategy[Any]:
    if depth <= 0:
        return st.just(())
    return some(st.sampled_from(names).flatmap(lambda name: of_fields(KINDS[name], inline=inline, depth=depth)))


def normal(tree: ast.Blocks) -> ast.Blocks:
    return codec.decode(codec.encode(tree))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(blocks(3))
def test_a_tree_that_was_encoded_is_decoded_as_itself(tree: ast.Blocks) -> None:
    assert normal(tree) == tree


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_node_comes_back_as_itself(name: str) -> None:
    kind = KINDS[name]

    @settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        if issubclass(kind, ast.Block):
            node = data.draw(of_fields(kind, inline=False, depth=2))
            assert normal((node,)) == (node,)
        if issubclass(kind, ast.Inline) and (name in SMALL or not issubclass(kind, ast.Block)):
            node = data.draw(of_fields(kind, inline=True, depth=2))
            assert normal((ast.Para((node,)),)) == (ast.Para((node,)),)

    holds()


def examples(kind: type[ast.Node]) -> list[Any]:
    found: list[Any] = []

    @settings(max_examples=6, database=None, suppress_health_check=list(HealthCheck), deadline=None, derandomize=True)
    @given(of_fields(kind, inline=not issubclass(kind, ast.Block), depth=2))
    def collect(node: ast.Node) -> None:
        found.append(node)

    collect()
    return found


def test_pandoc_gives_every_node_back() -> None:
    """Through the real program: what we write is a document of Pandoc's, and its own JSON is the same tree."""
    trees: list[ast.Block] = []
    for kind in KINDS.values():
        trees += [node if isinstance(node, ast.Block) else ast.Para((node,)) for node in examples(kind)]
    tree = tuple(trees)
    assert {type(node).__name__ for node in walk(tree)} >= set(KINDS)
    assert codec.decode(worker.write(codec.encode(tree), "json")) == tree


def test_an_attribute_named_like_the_mark_stays_the_authors() -> None:
    tree = (ast.Div(ast.Attr("", ("callout",), (("ck", "callout"), ("ck-x", "y"))), ()),)
    assert normal(tree) == tree


def test_words_of_pandoc_are_merged_to_runs() -> None:
    words = [{"t": "Str", "c": "a"}, {"t": "Space"}, {"t": "Str", "c": "b"}]
    assert codec.decode_inlines(words) == (ast.Str("a b"),)


@pytest.mark.parametrize(
    "document",
    ["", "[]", "{}", '{"blocks": 1}', '{"blocks": [{"t": "Nonsense"}]}', '{"blocks": [{"t": "Para"}]}', '{"blocks": [{"c": []}]}',
     '{"blocks": [{"t": "Div", "c": [["", [], [["ck", "nonsense"]]], []]}]}', '{"blocks": [' + '{"t":"BlockQuote","c":[' * 5000],
)  # fmt: skip
def test_what_is_no_document_is_refused(document: str) -> None:
    with pytest.raises(codec.CodecError):
        codec.decode(document)


def test_what_is_no_node_is_refused() -> None:
    for wrong in ("words", ast.Para((object(),))):
        with pytest.raises(codec.CodecError):
            codec.encode((wrong,))  # type: ignore[arg-type]


def test_the_meta_is_text_booleans_and_lists() -> None:
    document = json.loads(codec.encode((), {"a": "x", "b": True, "c": ["y"]}))
    assert document["meta"] == {
        "a": {"t": "MetaString", "c": "x"},
        "b": {"t": "MetaBool", "c": True},
        "c": {"t": "MetaList", "c": [{"t": "MetaString", "c": "y"}]},
    }
