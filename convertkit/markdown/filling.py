"""Cells that fill up the short rows of tables."""

from __future__ import annotations

# goldmark and kramdown fill up every row. Below a head of a thousand columns a line of three characters is a thousand
# cells then, and 8 KB are 10 MB of HTML. cmark-gfm too has a limit (table.c, MAX_AUTOCOMPLETED_CELLS, 524288 a document).
# Tables that people write lack some hundreds of cells.
_MOST = 100_000


class Filling:
    """The cells that the rows of one post can still be given."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = _MOST

    def take(self, missing: int) -> bool:
        """Whether so many cells are left; they are taken then. Rows that lack more are no rows of a table."""
        if missing > self._left:
            return False
        self._left -= missing
        return True
