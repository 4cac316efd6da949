"""Typographic punctuation (goldmark, extension/typographer.go): one rule for each character that starts one."""

from __future__ import annotations

from collections.abc import Mapping

from .characters import PUNCTUATION, is_digit, is_letter, is_punct, is_punctuation, is_space
from .config import Pairs
from .delimiters import flanking
from .state import State

_DEFAULT = {
    "leftSingleQuote": "‘",
    "rightSingleQuote": "’",
    "leftDoubleQuote": "“",
    "rightDoubleQuote": "”",
    "enDash": "–",
    "emDash": "—",
    "ellipsis": "…",
    "leftAngleQuote": "«",
    "rightAngleQuote": "»",
    "apostrophe": "’",
}

_SPACES = frozenset(" \t\r\n")
_CONTRACTION = frozenset("smtd")
_LONG_CONTRACTIONS = frozenset({"ve", "ll", "re"})


def substitutions(strings: Pairs) -> Mapping[str, str]:
    """Hugo's names of the substitutions to the text of each, which may be empty."""
    return {**_DEFAULT, **dict(strings)}


def dash(line: str, strings: Mapping[str, str]) -> tuple[str, int]:
    """What stands for the dashes at the start of `line`, and how many they are."""
    if line.startswith("---"):
        return strings["emDash"], 3
    return strings["enDash"], 2


def double_quote(before: str, line: str, after: str, strings: Mapping[str, str], state: State) -> str | None:
    """What stands for the `"` that `line` starts with; None where it stays. `after` follows the run of quotes."""
    opens, closes = flanking(before, after)
    if opens and not closes:
        state.double_quotes += 1
        return strings["leftDoubleQuote"]
    if state.double_quotes > 0 and _closes(line, opens, closes):
        # `"Monitor 21""`: the first of the two is the inch sign.
        if line[1:2] == '"' and is_digit(before):
            return None
        state.double_quotes -= 1
        return strings["rightDoubleQuote"]
    return None


def single_quote(before: str, line: str, after: str, strings: Mapping[str, str], state: State) -> str | None:
    """What stands for the `'` that `line` starts with; None where it stays. `after` follows the run of quotes."""
    opens, closes = flanking(before, after)
    if _is_apostrophe(before, line, opens, closes):
        return strings["apostrophe"]
    if opens and not closes:
        if _is_contraction(line):
            return strings["rightSingleQuote"]
        state.single_quotes += 1
        return strings["leftSingleQuote"]
    # Plural possessives and abbreviations: Smiths', doin'
    if (len(line) > 2 or not line.isascii()) and not is_digit(line[1]):
        return strings["rightSingleQuote"]
    if state.single_quotes > 0 and _closes(line, opens, closes):
        state.single_quotes -= 1
        return strings["rightSingleQuote"]
    return None


def _is_apostrophe(before: str, line: str, opens: bool, closes: bool) -> bool:
    after = line[1:2]
    if opens and not closes and len(line) > 3 and _is_decade(line):
        return True
    # 'twas, 'em, 'net, 'long
    if after and after in "tenl" and (is_punct(before) or is_space(before)):
        return True
    return bool(after) and (is_digit(before) or is_letter(before)) and is_letter(after)


def _is_decade(line: str) -> bool:
    """`'90s` before a space or punctuation."""
    if not (line[1] in "0123456789" and line[2] in "0123456789" and line[3] == "s"):
        return False
    after = line[4:5] or " "
    return is_space(after) or is_punctuation(after)


def _is_contraction(line: str) -> bool:
    """'s, 'm, 't, 'd, 've, 'll, 're at the end of a word."""
    if line[1:2] in _CONTRACTION and (len(line) < 3 or _ends_word(line[2])):
        return True
    return line[1:3] in _LONG_CONTRACTIONS and (len(line) < 4 or _ends_word(line[3]))


def _ends_word(char: str) -> bool:
    return char in PUNCTUATION or char in _SPACES


def _closes(line: str, opens: bool, closes: bool) -> bool:
    if not closes:
        return False
    if not opens:
        return True
    # goldmark looks at bytes here: after a character beyond ASCII comes no end of a word.
    return line[1:2].isascii() and is_punct(line[1:2] or " ") and (len(line) == 2 or _ends_word(line[2]))
