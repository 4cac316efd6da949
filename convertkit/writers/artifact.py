"""What a writer gives back, and how bytes reach the disk: whole or not at all, and never in place of a post."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import ConvertError, Diagnostic, Severity
from ..site import HTML_SUFFIXES, MARKDOWN_SUFFIXES

# What front matter begins with; a page that was written begins with "<"
_FENCES = (b"---\n", b"---\r", b"+++\n", b"+++\r")
_BOM = b"\xef\xbb\xbf"
# Temporary files of this process
_unfinished: set[Path] = set()


def _umask() -> int:
    """The mask of new files; asking for it sets it for a moment, which another thread must not see."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


_UMASK = _umask()


@dataclass(frozen=True)
class Artifact:
    """A written file, the files that stand beside it, and what `write` or `convert` found on the way."""

    path: Path
    media_type: str
    size: int
    beside: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def holds_post(path: Path) -> bool:
    """Whether a file that is there is a post: Markdown, whatever it says, or HTML that begins with front matter."""
    suffix = path.suffix.lower()
    if suffix not in (*MARKDOWN_SUFFIXES, *HTML_SUFFIXES):
        return False
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return False
    if suffix in MARKDOWN_SUFFIXES:
        # A book that was written under such a name is none.
        return b"\0" not in start and not start.startswith((b"%PDF-", b"PK\x03\x04"))
    return start.removeprefix(_BOM).startswith(_FENCES)


def kept(path: Path, what: str, *, hint: str = "name another file or folder with -o") -> ConvertError:
    """What is raised where writing to `path` would lose a post (CK402)."""
    return ConvertError(Diagnostic("CK402", f"'{path}' is {what}", None, Severity.ERROR, hint))


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to a temporary file beside `path` and rename it; nothing is left of a failed try.

    Raises ConvertError (CK401) where the folder cannot be written.
    """

    def fill(temporary: Path) -> None:
        temporary.write_bytes(data)

    atomically(path, fill)


def atomically(path: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write a temporary file in the folder of `path`, then rename it to `path`.

    Raises ConvertError: CK401 where the folder cannot be written, CK402 where `path` is a page of a site in HTML.
    """
    if path.suffix.lower() in HTML_SUFFIXES and holds_post(path):
        # Pages of a book in a folder have names that only their writer knows.
        raise kept(path, "a post of a site")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise _refused(path, error) from error
    temporary = Path(name)
    _unfinished.add(temporary)
    try:
        fill(temporary)
        # mkstemp makes files that only their owner reads.
        temporary.chmod(0o666 & ~_UMASK)
        temporary.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)
        _unfinished.discard(temporary)


def abandon() -> None:
    """Remove what is half written, for a process that ends at once."""
    for temporary in list(_unfinished):
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _refused(path: Path, error: OSError) -> ConvertError:
    in_the_way = isinstance(error, FileExistsError | NotADirectoryError)
    reason = "a file is in the way of its folder" if in_the_way else (error.strerror or str(error)).lower()
    return ConvertError(Diagnostic("CK401", f"cannot write '{path}': {reason}", None, Severity.ERROR, "check -o"))
