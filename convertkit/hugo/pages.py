"""Pages of the throw-away project: the front matter of a post, and its calls between marks.

A call that is not shown leaves one that shows nothing in its place, so that `.Ordinal` counts as in the post; one that holds
a call to be shown stands around it with its own arguments, so that `.Parent` has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .. import ast
from ..source import Source

# Stands for a call that is not shown. Between two marks its inner text is the result of `{{% %}}`, which is Markdown.
STAND_IN = """{{ range $number, $part := split .Inner "%(token)sm" -}}
{{ if modBool $number 2 }}{{ $part | safeHTML }}{{ else }}{{ $part | $.Page.RenderString (dict "display" "block") }}{{ end }}
{{- end }}"""


class Piece(NamedTuple):
    """A call of a post: `shown` where its template is to be run; `inside` are the calls in its inner text otherwise."""

    call: ast.Call
    shown: bool = False
    inside: tuple[Piece, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether it, or one inside of it, is to be shown."""
        return self.shown or any(piece.asked for piece in self.inside)


class Page(NamedTuple):
    """A post: its file, its source, its calls in their order, and the front matter that Hugo is given."""

    path: Path
    source: Source
    pieces: tuple[Piece, ...]
    front: str = ""

    @property
    def calls(self) -> tuple[ast.Call, ...]:
        """The calls that are to be shown, in their order."""
        return tuple(_shown(self.pieces))

    def alone(self, token: str) -> Iterator[tuple[int, str]]:
        """Each of the calls with its number, as a text of its own: what stands around it alone is there too."""
        number = 0
        for piece in self.pieces:
            part = Page(self.path, self.source, (piece,))
            count = len(part.calls)
            for one in range(count):
                yield number + one, CallPage(token, part, set(range(count)) - {one}).text
            number += count


def _shown(pieces: Iterable[Piece]) -> Iterator[ast.Call]:
    for piece in pieces:
        if piece.shown:
            yield piece.call
        yield from _shown(piece.inside)


@dataclass
class CallPage:
    """The text of a page but for the calls `left_out`. `places` are the lines of each call in it, by its number."""

    token: str
    page: Page
    left_out: set[int]
    text: str = ""
    places: dict[int, Lines] = field(default_factory=dict)
    # Lines of the calls around others, with the numbers of those
    around: list[tuple[Lines, tuple[int, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        front = self.page.front
        self.text = front.rstrip("\n") + "\n\n" if front.strip() else ""
        self.number = 0
        for piece in self.page.pieces:
            self._add(piece, nested=False)

    def _add(self, piece: Piece, *, nested: bool) -> None:
        if piece.shown:
            self._shown(piece.call, nested=nested)
        elif piece.asked:
            first, line = self.number, self._line()
            self.text += f"{{{{< {self.token}{_arguments(piece.call)} >}}}}\n"
            for inner in piece.inside:
                self._add(inner, nested=True)
            self.text += f"{{{{< /{self.token} >}}}}\n\n"
            self.around.append((Lines(line, self._line()), tuple(range(first, self.number))))
        else:
            self.text += f"{{{{< {self.token} />}}}}\n\n"

    def _shown(self, call: ast.Call, *, nested: bool) -> None:
        number, line = self.number, self._line()
        self.number += 1
        if number in self.left_out:
            self.text += f"{{{{< {self.token} />}}}}\n\n"
            return
        markdown = f"{self.token}m" if nested and call.delimiter == "%" else ""
        before = f"{markdown}\n\n" if markdown else ""
        self.text += f"{before}{self.token}{number}b\n\n"
        start = self._line()
        self.text += f"{_dedented(call)}\n\n{self.token}{number}e\n\n{markdown}\n"
        self.places[number] = Lines(line, self._line(), start)

    def _line(self) -> int:
        """How many lines there are."""
        return self.text.count("\n")

    def blamed(self, line: int) -> tuple[int, ...]:
        """The numbers of the calls that may have failed where Hugo names a line."""
        for number, lines in self.places.items():
            if lines.before < line <= lines.end:
                return (number,)
        # The innermost was added first.
        for lines, numbers in self.around:
            if lines.before < line <= lines.end:
                return tuple(number for number in numbers if number not in self.left_out)
        return ()

    def source_position(self, line: int, column: int) -> tuple[int, int] | None:
        """Where in the post a place in one of the calls stands; None where it is none of theirs."""
        for number, lines in self.places.items():
            if lines.start < line <= lines.end:
                call = self.page.calls[number]
                there = self.page.source.position(call.at.start if call.at else 0)
                further = line - lines.start - 1
                return there[0] + further, column if further else column + there[1] - 1
        return None


class Lines(NamedTuple):
    """Numbers of lines: how many stand before a call and its mark, at its end, before the call itself."""

    before: int
    end: int
    start: int = 0


def _arguments(call: ast.Call) -> str:
    """The arguments as they stand in the opening tag, a space before them."""
    end = call.inner_at.start - call.at.start if call.inner_at and call.at else len(call.lexeme)
    inside = call.lexeme[3 : end - 3].strip().removeprefix(call.name).strip()
    return f" {inside}" if inside else ""


def _dedented(call: ast.Call) -> str:
    """The call at the start of a line; `.Inner` keeps its indentation as in Hugo, the Markdown of a `{{% %}}` would be code."""
    return call.lexeme.replace("\n" + call.indentation, "\n") if call.indentation and call.delimiter == "%" else call.lexeme
