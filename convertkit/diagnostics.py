"""Diagnostics: what is so, where, and what to do about it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .source import Place


class Severity(StrEnum):
    """How much a diagnostic matters: a note changes nothing, an error means that output is missing."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Diagnostic:
    """One finding.

    `code` is `CK` and three digits: 1xx source and front matter, 2xx dialects and shortcodes, 3xx
    checks, 4xx writers, 5xx engines. A code is never reused.
    """

    code: str
    message: str
    at: Place | None = None
    severity: Severity = Severity.WARNING
    hint: str = ""

    def __str__(self) -> str:
        """`file:line:col: severity: message [CKnnn]`."""
        where = f"{self.at}: " if self.at else ""
        return f"{where}{self.severity}: {self.message} [{self.code}]"

    def explained(self) -> str:
        """The diagnostic with its source line, a pointer below it, and the hint."""
        lines = [_printable(str(self))]
        if self.at is not None and self.at.source.text:
            lines += _pointer(self.at)
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)

    def as_dict(self) -> dict[str, object]:
        """JSON-ready: code, severity, message, hint, file, line, column."""
        place = self.at
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint or None,
            "file": place.source.name if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
        }


# Control characters of a post would move the cursor or colour the terminal; a lone surrogate cannot be printed.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _printable(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)


def _pointer(place: Place) -> list[str]:
    number, column = place.line, place.column
    line = place.source.line(number)
    # A line of a minified file is cut to a window around the place.
    left = max(0, column - 60)
    shown = _printable(line[left : left + 100].replace("\t", " "))
    width = max(1, min(place.span.end - place.span.start, len(shown) - (column - 1 - left)))
    margin = f"{number:>5} | "
    return [margin + shown, " " * (len(margin) + column - 1 - left) + "^" * width]


class ConvertError(Exception):
    """Raised where no output can exist; carries the diagnostic that says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def exhausted(error: RecursionError | MemoryError, at: Place | None) -> Diagnostic:
    """CK105: a post that Python's stack or memory does not hold."""
    message = f"the post nests too deep or is too large ({type(error).__name__})"
    return Diagnostic("CK105", message, at, Severity.ERROR)


@dataclass
class Report:
    """Diagnostics in the order they were found; each distinct one is kept once."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    _seen: set[tuple[str, str, str]] = field(default_factory=set, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep `diagnostic` unless the same one, at the same place, is there already."""
        key = (diagnostic.code, diagnostic.message, str(diagnostic.at))
        with self._lock:
            if key not in self._seen:
                self._seen.add(key)
                self.diagnostics.append(diagnostic)

    def note(self, code: str, message: str, at: Place | None = None, *, hint: str = "") -> None:
        """Add a note."""
        self.add(Diagnostic(code, message, at, Severity.NOTE, hint))

    def warn(self, code: str, message: str, at: Place | None = None, *, hint: str = "") -> None:
        """Add a warning."""
        self.add(Diagnostic(code, message, at, Severity.WARNING, hint))

    def error(self, code: str, message: str, at: Place | None = None, *, hint: str = "") -> None:
        """Add an error."""
        self.add(Diagnostic(code, message, at, Severity.ERROR, hint))

    def count(self, severity: Severity) -> int:
        """How many diagnostics have `severity`."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __bool__(self) -> bool:
        """True: an empty report is a report too (`report or Report()` keeps it)."""
        return True
