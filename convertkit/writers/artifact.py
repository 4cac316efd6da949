"""What a writer gives back, and how bytes reach the disk: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import ConvertError, Diagnostic, Severity


@dataclass(frozen=True)
class Artifact:
    """A written file, and the files that stand beside it."""

    path: Path
    media_type: str
    size: int
    beside: tuple[Path, ...] = ()


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to a temporary file beside `path` and rename it; nothing is left of a failed try.

    Raises ConvertError (CK401) where the folder cannot be written.
    """

    def fill(temporary: Path) -> None:
        temporary.write_bytes(data)

    atomically(path, fill)


def atomically(path: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write a temporary file in the folder of `path`, then rename it to `path`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise _refused(path, error) from error
    temporary = Path(name)
    try:
        fill(temporary)
        # mkstemp makes files that only their owner reads.
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _refused(path: Path, error: OSError) -> ConvertError:
    in_the_way = isinstance(error, FileExistsError | NotADirectoryError)
    reason = "a file is in the way of its folder" if in_the_way else (error.strerror or str(error)).lower()
    return ConvertError(Diagnostic("CK401", f"cannot write '{path}': {reason}", None, Severity.ERROR, "check -o"))
