"""Source text with positions: what every other step points back to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple


class Span(NamedTuple):
    """A range of a source text: code-point offsets, start included, end excluded."""

    start: int
    end: int


class Place(NamedTuple):
    """A span together with the source that it lies in."""

    source: Source
    span: Span

    @property
    def line(self) -> int:
        """Line of the first character, from 1."""
        return self.source.position(self.span.start)[0]

    @property
    def column(self) -> int:
        """Column of the first character in code points, from 1."""
        return self.source.position(self.span.start)[1]

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"


@dataclass(frozen=True, eq=False)
class Source:
    """A decoded text file.

    `text` has no byte order mark and `\\n` for every `\\r\\n`; `raw` keeps the bytes of the file (without one: of the text), and
    `crlf` the offsets in `text` of the line feeds that were `\\r\\n`.
    """

    text: str
    path: Path | None = None
    name: str = "<text>"
    raw: bytes = b""
    encoding: str = "utf-8"
    bom: bool = False
    crlf: tuple[int, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if self.text and not self.raw:
            # Text that never was a file: its bytes are those that it would have there.
            object.__setattr__(self, "raw", self.text.encode("utf-8", "surrogatepass"))

    @classmethod
    def of_text(cls, text: str, *, name: str = "<text>", path: Path | None = None) -> Source:
        """A source for a string; a leading U+FEFF and `\\r\\n` are normalised and remembered."""
        return cls._normalised(text, text.encode("utf-8", "surrogatepass"), "utf-8", name, path)

    @classmethod
    def of_bytes(cls, raw: bytes, *, name: str = "<bytes>", path: Path | None = None) -> Source:
        """A source for the bytes of a file: UTF-8, or Windows-1252 where that fails.

        Whoever asks sees from `encoding` that the bytes were not UTF-8, and `bad_byte` tells where.
        """
        try:
            return cls._normalised(raw.decode("utf-8"), raw, "utf-8", name, path)
        except UnicodeDecodeError:
            # cp1252 leaves five bytes undefined; browsers read them as C1 controls (WHATWG Encoding).
            text = "".join(_cp1252(byte) for byte in raw)
            return cls._normalised(text, raw, "cp1252", name, path)

    @classmethod
    def _normalised(cls, text: str, raw: bytes, encoding: str, name: str, path: Path | None) -> Source:
        bom = text.startswith("\ufeff")
        if bom:
            text = text[1:]
        crlf: tuple[int, ...] = ()
        if "\r\n" in text:
            offsets: list[int] = []
            at = -2
            while (at := text.find("\r\n", at + 2)) >= 0:
                offsets.append(at - len(offsets))
            crlf, text = tuple(offsets), text.replace("\r\n", "\n")
        return cls(text, path, name, raw, encoding, bom, crlf)

    def span_of(self, *spellings: str) -> Span | None:
        """Where the first of `spellings` that the text holds stands first; None where it holds none."""
        for spelling in spellings:
            at = self.text.find(spelling) if spelling else -1
            if at >= 0:
                return Span(at, at + len(spelling))
        return None

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, at = [0], -1
        while (at := self.text.find("\n", at + 1)) >= 0:
            starts.append(at + 1)
        return starts

    @property
    def bad_byte(self) -> int | None:
        """Offset in `text` of the first byte that is not UTF-8; None where all are."""
        try:
            self.raw.decode("utf-8")
        except UnicodeDecodeError as error:
            before = self.raw[: error.start].decode("utf-8")
            return len(before.replace("\r\n", "\n"))
        return None

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`, both from 1; columns count code points, tabs count 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line end."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)]

    def place(self, span: Span | None) -> Place:
        """`span` in this source; the start of the source where there is none."""
        return Place(self, span or Span(0, 0))

    @property
    def newline(self) -> str:
        """The line end of a line that is written anew: that of most lines of the file."""
        return "\r\n" if len(self.crlf) * 2 > self.text.count("\n") else "\n"

    def original(self, start: int, end: int) -> str:
        """The text from `start` to `end` with the line ends that the file has."""
        text = self.text[start:end]
        if not self.crlf:
            return text
        parts, at = [], 0
        low, high = bisect_right(self.crlf, start - 1), bisect_right(self.crlf, end - 1)
        for offset in self.crlf[low:high]:
            parts.append(text[at : offset - start])
            parts.append("\r\n")
            at = offset - start + 1
        parts.append(text[at:])
        return "".join(parts)


def _cp1252(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
