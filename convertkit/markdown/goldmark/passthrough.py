"""Text between configured delimiters that goldmark hands through untouched (hugo-goldmark-extensions, passthrough)."""

from __future__ import annotations

from typing import NamedTuple

from .config import Options

# Opening and closing delimiter, and whether they are those of a block.
Delimiters = tuple[tuple[str, str, bool], ...]


class Match(NamedTuple):
    """Passthrough text without its delimiters; where `closed` is false, only text that is to stay as it is."""

    end: int
    text: str
    block: bool
    closed: bool = True


def delimiters(options: Options) -> Delimiters:
    """The delimiters in the order in which they are tried: those of blocks first."""
    if not options.passthrough:
        return ()
    block = tuple((opener, closer, True) for opener, closer in options.passthrough_block)
    return block + tuple((opener, closer, False) for opener, closer in options.passthrough_inline)


def match(text: str, start: int, pairs: Delimiters) -> Match | None:
    """What stands at `start`: a passthrough, an opener without its closer, or an opener after two backslashes."""
    found = _pair(text, start, pairs)
    if not found:
        if text.startswith("\\\\", start) and (escaped := _pair(text, start + 2, pairs)):
            return Match(start + 2 + len(escaped[0]), "", False, False)
        return None
    opener, closer, block = found
    inner = start + len(opener)
    end = text.find(closer, inner)
    if end < 0:
        return Match(inner, "", block, False)
    return Match(end + len(closer), text[inner:end], block) if end > inner else None


def _pair(text: str, start: int, pairs: Delimiters) -> tuple[str, str, bool] | None:
    return next((pair for pair in pairs if text.startswith(pair[0], start)), None)
