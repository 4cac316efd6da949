"""Reads a text: block structure first, then each block's content."""

from __future__ import annotations

from functools import lru_cache

import pyromark

from ... import ast
from .. import commonmark
from . import definitions, footnotes, masks
from .blocks import Blocks
from .config import Options
from .links import normalized
from .notes import Notes
from .state import State
from .syntax import syntax

_DEFAULT = Options()


def read(text: str, *, base: int = 0, options: Options = _DEFAULT, state: State | None = None) -> ast.Blocks:
    """The blocks of `text` (line ends are `\\n`) as Hugo's goldmark reads it; `base` is added to every `at`.

    `state` carries what fragments of one post share. Every text is Markdown: nothing is raised.
    """
    state = State() if state is None else state
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    prepared = syntax(options)
    with_definitions = options.definition_list and definitions.possible(text)
    markdown = _parser(options.footnote and "[^" in text, with_definitions)
    image, marks = masks.image(text, options, with_definitions=with_definitions)
    steps = commonmark.steps(markdown, image, text)
    refused = definitions.refused(steps, text, image, with_tables=options.table) if with_definitions else []
    if refused:
        image = masks.with_character(image, refused, ";")
        steps = commonmark.steps(markdown, image, text)
    if "]:" in text:
        for label, target in commonmark.references(markdown, masks.applied(text, image)).items():
            state.references.setdefault(normalized(label), ast.Target(*target))
    defined = footnotes.definitions(steps, text) if options.footnote and "[^" in text else []
    notes = Notes({definition.label for definition in defined}, state)
    blocks = Blocks(text, image, base=base, syntax=prepared, state=state, notes=notes)
    blocks.marks = marks
    return footnotes.read(blocks, steps, defined, notes, state)


@lru_cache(maxsize=4)
def _parser(footnotes: bool, definition_lists: bool) -> pyromark.Markdown:
    return commonmark.parser(footnotes=footnotes, definition_lists=definition_lists)
