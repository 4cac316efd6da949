"""A reader of kramdown's Markdown, as Jekyll configures it.

Blocks first (`blocks`), their inline content left as text; then, when all definitions are known, the inlines
(`spans`); then the nodes (`build`). Rules: kramdown's documentation, and the program itself in the tests.
"""

from __future__ import annotations

from ... import ast
from .blocks import DISPATCH
from .build import Builder
from .definitions import predefined
from .options import Options, options
from .scan import Scan
from .text import Text
from .tree import El, State

__all__ = ["Options", "State", "options", "read"]

_DEFAULT = Options()


def read(text: str, *, base: int = 0, options: Options = _DEFAULT, state: State | None = None) -> ast.Blocks:
    """The blocks of `text`, whose line ends are "\\n".

    `base` is added to every place. Fragments of one post that are read in order share a `state`: definitions, ids.
    """
    state = state if state is not None else State()
    limit = base + len(text)
    source = Text(text if text.endswith("\n") else text + "\n", [0], [base], limit)
    if options.link_defs:
        state.links = {**predefined(options.link_defs), **state.links}
    scan = Scan(source, root := El("root", source.span(0, len(text))), state, options, DISPATCH)
    scan.run()
    return Builder(state, scan.options).blocks(root.kids)
