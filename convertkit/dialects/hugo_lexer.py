"""Hugo's shortcode lexer: the tokens, positions and errors of Hugo 0.168's `parser/pageparser`.

It runs before Markdown is read, so a shortcode in a fence, a code span or a comment is a shortcode too.
Offsets count code points.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..front_matter import hugo_intro
from ..markdown.finds import Finds
from ..source import Span

_CLOSERS = {"{{<": ">}}", "{{%": "%}}"}
_MORE = "<!--more-->"
# "-12", "+7"; ".14", "-3.5"
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?[0-9]*\.[0-9]+\Z")
_BLANKS = " \t\r\n"


class Token(NamedTuple):
    """One token. `quoted` values stay text, whatever they look like."""

    kind: str
    text: str
    at: Span
    quoted: bool = False

    @property
    def value(self) -> str | int | float | bool:
        """The value as Hugo types it: bool, int (64 bit), float, else the text."""
        return self.text if self.quoted else typed(self.text)


def typed(text: str) -> str | int | float | bool:
    """A bare value: `true`, `false`, an integer of 64 bit, a decimal fraction, else the text itself."""
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.match(text):
        number = int(text) if len(text) < 25 else 1 << 64
        return number if -(1 << 63) <= number < 1 << 63 else text
    return float(text) if _FLOAT.match(text) else text


class LexError(Exception):
    """What Hugo's lexer stops with: its message and the place of the text that it looked at."""

    def __init__(self, message: str, at: Span) -> None:
        super().__init__(message)
        self.at = at


def lex(text: str, *, intro: bool = True) -> list[Token]:
    """All tokens of a file (`intro`: front matter first); the last one is `eof` or `error`."""
    lexer = Lexer(text)
    try:
        if intro:
            lexer.lex_intro()
        lexer.lex_main()
    except LexError as error:
        lexer.tokens.append(Token("error", str(error), error.at))
    return lexer.tokens


def _is_word(char: str) -> bool:
    return char == "_" or char.isalnum()


def _is_word_or_hyphen(char: str) -> bool:
    return char in "-_" or char.isalnum()


class Lexer:
    """The state of one run; `tokens` grows as it goes. Runs over one text can share its `finds`."""

    def __init__(self, text: str, start: int = 0, finds: Finds | None = None) -> None:
        self.text = text
        self.finds = finds or Finds(text)
        self.at = self.start = start
        self.tokens: list[Token] = []
        self.more = _MORE
        self.opener = ""
        self.name = ""
        self.open: set[str] = set()
        self.closing = False
        self.step = 0
        self.named: bool | None = None

    # ------------------------------------------------------------------ intro

    def lex_intro(self) -> None:
        """Front matter, a byte order mark before it, and where the body starts."""
        found = hugo_intro(self.text)
        if self.text.startswith("\ufeff"):
            self.tokens.append(Token("ignore", "\ufeff", Span(0, 1)))
            self.at = self.start = 1
        if found.problem:
            raise LexError(found.problem, found.at)
        if found.format == "none":
            return
        self.tokens.append(Token(f"fm_{found.format}", self.text[slice(*found.at)], found.at))
        self.at = self.start = found.body
        if found.format == "org":
            self.more = "# more"

    # ------------------------------------------------------------------ text

    def lex_main(self) -> None:
        """Text and shortcodes up to the end."""
        while True:
            brace = self.text.find("{{", self.at)
            stop = len(self.text) if brace < 0 else brace
            self.lex_divider(stop)
            self.at = stop
            if self.at > self.start:
                self.emit_text()
            if brace < 0:
                self.tokens.append(Token("eof", "", Span(self.at, self.at)))
                return
            self.opener = self.text[stop : stop + 3]
            if self.opener in _CLOSERS:
                self.lex_tag()
            else:
                # Text breaks at every `{{`, as in Hugo.
                self.at += 1

    def lex_divider(self, stop: int) -> None:
        """The summary divider: the first one only, its line end included."""
        found = self.text.find(self.more, self.at, stop) if self.more else -1
        if found < 0:
            return
        self.at = found
        if self.at > self.start:
            self.emit_text()
        self.at += len(self.more)
        for newline in ("\r\n", "\n"):
            if self.text.startswith(newline, self.at):
                self.at += len(newline)
                break
        self.emit("summary_divider")
        self.more = ""

    def emit(self, kind: str, *, quoted: bool = False) -> None:
        self.tokens.append(Token(kind, self.text[self.start : self.at], Span(self.start, self.at), quoted))
        self.start = self.at

    def emit_text(self) -> None:
        """Text; blanks that end it and begin a line (or the run) are a token of their own, the indentation."""
        run = self.text[self.start : self.at]
        blanks = len(run) - len(run.rstrip(_BLANKS))
        newline = run.rfind("\n", len(run) - blanks) if blanks else -1
        if newline < 0 and blanks < len(run):
            self.emit("text")
            return
        indentation = len(run) - (newline + 1)
        if indentation == 0:
            self.emit("text")
            return
        end, self.at = self.at, self.at - indentation
        if self.at > self.start:
            self.emit("text")
        self.at = end
        self.emit("indent")

    # ------------------------------------------------------------------ tags

    def lex_tag(self) -> None:
        """From an opening delimiter to behind its closing one."""
        self.at = self.start + 3
        if self.text.startswith("/*", self.at):
            self.lex_escaped()
            return
        self.emit(f"open{self.opener[2]}")
        self.step, self.named, self.closing = 0, None, False
        closer = _CLOSERS[self.opener]
        while not self.text.startswith(closer, self.at):
            self.lex_inside()
        self.start, self.at = self.at, self.at + 3
        self.emit(f"close{closer[0]}")

    def lex_escaped(self) -> None:
        """`{{</* x */>}}` is the text `{{< x >}}`."""
        end = self.finds.find("*/" + _CLOSERS[self.opener], self.at + 2)
        if end < 0:
            raise LexError("comment must be closed", Span(self.start, len(self.text)))
        for start, stop in ((self.start, self.at), (self.at + 2, end), (end + 2, end + 5)):
            self.start, self.at = start, stop
            self.emit("text")

    def fail(self, message: str) -> LexError:
        return LexError(message, Span(self.start, self.at))

    def lex_inside(self) -> None:
        """One step inside a tag: blanks, `=`, `/`, a name, a parameter."""
        char = self.text[self.at : self.at + 1]
        self.start = self.at
        self.at += len(char)
        if not char:
            raise self.fail("unclosed shortcode action")
        if char in _BLANKS:
            self.start = self.at
        elif char == "=":
            self.lex_value()
        elif char == "/":
            if not self.name:
                raise self.fail("got closing shortcode, but none is open")
            self.closing = True
            self.emit("slash")
        elif char == "\\":
            self.start = self.at
            if self.text[self.at : self.at + 1] in ('"', "`"):
                self.lex_parameter(escaped=True)
        elif self.step and not self.closing and (_is_word_or_hyphen(char) or char in '"`'):
            self.at = self.start
            self.lex_parameter(escaped=False)
        elif _is_word(char):
            self.lex_name()
        else:
            shown = char if char.isprintable() else ""
            raise self.fail(
                f"unrecognized character in shortcode action: U+{ord(char):04X} '{shown}'."
                " Note: Parameters with non-alphanumeric args must be quoted"
            )

    def lex_name(self) -> None:
        inline = False
        while True:
            char = self.text[self.at : self.at + 1]
            if char == ".":
                self.at += 1
                inline = self.text.startswith("inline ", self.at)
                if not inline:
                    raise self.fail("period in shortcode name only allowed for inline identifiers")
            elif char and (_is_word_or_hyphen(char) or char == "/"):
                self.at += 1
            else:
                break
        word = self.text[self.start : self.at]
        if self.closing:
            if word not in self.open:
                raise self.fail(f"closing tag for shortcode '{word}' does not match start tag")
            self.open.discard(word)
        else:
            self.open.add(word)
        self.name = word
        self.step += 1
        self.emit("inline_name" if inline else "name")
        if self.closing:
            self.lex_end()

    def lex_end(self) -> None:
        """Behind the name of a closing tag only blanks may stand."""
        while self.text[self.at : self.at + 1] in (" ", "\t", "\r", "\n"):
            self.at += 1
        self.start = self.at
        if not self.text.startswith(_CLOSERS[self.opener], self.at):
            self.at = min(self.at + 1, len(self.text))
            raise self.fail("unclosed shortcode")

    # ------------------------------------------------------------------ parameters

    def lex_parameter(self, *, escaped: bool) -> None:
        char = self.text[self.at : self.at + 1]
        if char == '"' or (char == "`" and not escaped):
            if self.named:
                self.at += 1
                raise self.fail("got quoted positional parameter. Cannot mix named and positional parameters")
            self.named = False
            if char == '"':
                self.lex_quoted("param", escapes=not escaped)
            else:
                self.lex_raw("param")
            return
        if char == "`":
            self.at += 1
            raise self.fail("unrecognized escape character")
        self.at += 1
        while (char := self.text[self.at : self.at + 1]) and (_is_word_or_hyphen(char) or char == "."):
            self.at += 1
        named = char == "="
        if self.named is None:
            self.named = named
        elif named is not self.named:
            kind = "named" if named else "positional"
            word = self.text[self.start : self.at]
            raise self.fail(f"got {kind} parameter '{word}'. Cannot mix named and positional parameters")
        self.emit("param")

    def lex_value(self) -> None:
        """The value behind `=`."""
        while self.text[self.at : self.at + 1] in (" ", "\t", "\r", "\n"):
            self.at += 1
        self.start = self.at
        char = self.text[self.at : self.at + 1]
        if char in ('"', "\\"):
            self.lex_quoted("value", escapes=char != "\\")
        elif char == "`":
            self.lex_raw("value")
        else:
            while (char := self.text[self.at : self.at + 1]) and char not in _BLANKS:
                self.at += 1
            self.emit("value")

    def lex_quoted(self, kind: str, *, escapes: bool) -> None:
        """`"..."`, or `\\"...\\"` where the tag itself stands in a quoted text."""
        opened = inner = escape = False
        while True:
            char = self.text[self.at : self.at + 1]
            self.at += len(char)
            following = self.text[self.at : self.at + 1]
            if char == "\\":
                if following == "`":
                    raise self.fail("unrecognized escape character")
                if following == '"' and opened:
                    if not escapes:
                        self.at -= 1
                        break
                    inner = escape = True
            elif char in ("", "\n"):
                current = self.text[self.start : self.at]
                raise self.fail(f"unterminated quoted string in shortcode parameter-argument: '{current}'")
            elif char == '"':
                if escape:
                    escape = False
                elif opened:
                    self.at -= 1
                    break
                else:
                    opened, self.start = True, self.at
        self.emit_quoted(kind, unescape=inner)
        self.at += 2 if self.text.startswith('\\"', self.at) else 1
        self.start = self.at

    def emit_quoted(self, kind: str, *, unescape: bool) -> None:
        """Once one quote is escaped in a value, Hugo drops every backslash of it."""
        if not unescape:
            self.emit(kind, quoted=True)
            return
        text = self.text[self.start : self.at].replace("\\", "")
        self.tokens.append(Token(kind, text, Span(self.start, self.at)))
        self.start = self.at

    def lex_raw(self, kind: str) -> None:
        """A value between backticks; it may span lines."""
        self.start = self.at + 1
        end = self.finds.find("`", self.start)
        self.at = len(self.text) if end < 0 else end
        if end < 0:
            current = self.text[self.start :]
            raise self.fail(f"unterminated raw string in shortcode parameter-argument: '{current}'")
        self.emit(kind, quoted=True)
        self.at += 1
        self.start = self.at
