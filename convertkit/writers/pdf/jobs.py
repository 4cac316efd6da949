"""What goes to a process that lays out pages of a PDF, and what comes back. Data only: the engine is imported elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

# The tag tree knows a formula by the beginning of its words.
FORMULA = "Formula: "


class LayoutError(Exception):
    """What WeasyPrint stumbled over."""


@dataclass(frozen=True)
class Gathering:
    """Pages that are laid out together: a whole book, or some chapters of one that are bound with others later.

    `number` tells the gatherings of a book apart. `elsewhere` are the ids of other gatherings that links lead to. `chapters`
    are the id of the title and the language of each chapter. `files` are pictures: bytes and media type by name.
    """

    html: str
    files: Mapping[str, tuple[bytes, str]]
    variant: str = ""
    number: int = 0
    bound: bool = False
    elsewhere: frozenset[str] = frozenset()
    chapters: tuple[tuple[str, str], ...] = ()


@dataclass
class Complaints:
    """What WeasyPrint says of pages: messages, and the characters that no font has, in the order of their first use."""

    messages: list[str] = field(default_factory=list)
    glyphs: dict[str, None] = field(default_factory=dict)

    def add(self, other: Complaints) -> None:
        """Take over what was said of other pages."""
        self.messages += other.messages
        self.glyphs |= other.glyphs


class Paint(NamedTuple):
    """The job to paint gathering `number`, which was laid out before.

    `before` pages of the book stand before it; `total` is how many there are in all, 0 where no page tells it.
    """

    number: int
    before: int
    total: int


class Pages(NamedTuple):
    """What is known of a gathering that is laid out: how many pages, and the page of each id, from 0."""

    number: int
    anchors: dict[str, int]


class Painted(NamedTuple):
    """A gathering as a PDF."""

    data: bytes
    complaints: Complaints
