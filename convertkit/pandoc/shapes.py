"""What the codec knows of the nodes, both ways."""

from __future__ import annotations

from dataclasses import Field, fields
from typing import Any

from .. import ast

API_VERSION = (1, 23, 1)
MARK = "ck"
# The raw format of what a template made; what an author wrote is "html". Pandoc's writers take both.
RENDERED = "html5"

_PANDOC = [
    "Para",
    "Plain",
    "Header",
    "CodeBlock",
    "RawBlock",
    "BlockQuote",
    "BulletList",
    "OrderedList",
    "DefinitionList",
    "Table",
    "Figure",
    "Div",
    "HorizontalRule",
    "LineBlock",
    "Str",
    "Space",
    "SoftBreak",
    "LineBreak",
    "Emph",
    "Strong",
    "Strikeout",
    "Superscript",
    "Subscript",
    "Underline",
    "SmallCaps",
    "Quoted",
    "Code",
    "Math",
    "RawInline",
    "Link",
    "Image",
    "Span",
    "Cite",
]
KINDS: dict[str, type[ast.Node]] = {name: getattr(ast, name) for name in _PANDOC}
MEANINGS: dict[str, type[ast.Meaning]] = {
    kind.__name__.lower(): kind
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.Meaning) and kind is not ast.Meaning
}
# Fields of Pandoc that are an enumeration: a bare tag in JSON.
TAGS = {("Quoted", "kind"), ("Math", "kind")}


class CodecError(ValueError):
    """JSON that is not a document of pandoc-types 1.23."""


_FIELDS: dict[type, tuple[Field[Any], ...]] = {}


def own_fields(kind: type) -> tuple[Field[Any], ...]:
    """The fields of a node that are its value, without its annotations."""
    found = _FIELDS.get(kind)
    if found is None:
        found = _FIELDS[kind] = tuple(field for field in fields(kind) if not field.kw_only)
    return found


# Fields that hold nodes: where several stand in one meaning, each but the last is wrapped in a part.
NODE_FIELDS = {
    "Shortcode": ("content",),
    "Callout": ("title", "blocks"),
    "Details": ("summary", "blocks"),
    "Tab": ("blocks",),
    "Tabs": ("tabs",),
    "Gallery": ("figures",),
    "Item": ("title", "blocks"),
    "Group": ("items",),
    "Entry": ("entries",),
    "FileTree": ("entries",),
    "Term": ("blocks",),
    "TermRef": ("text",),
    "Include": ("blocks",),
    "RawTemplate": ("rendered",),
    "Substitution": ("value",),
}
# Text that a reader sees is content too, so that a filter that knows nothing of the meaning shows it.
TEXT_FIELDS = {"Literal": "text", "Badge": "text", "Keyboard": "text"}


def attribute(name: str) -> str:
    """The attribute that carries the field `name`."""
    # `id` would become the element's own id in HTML.
    return "name" if name == "identifier" else name.replace("_", "-")
