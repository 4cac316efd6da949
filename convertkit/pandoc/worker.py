"""Pandoc as warm workers: one process start for many documents; each job has a timeout, a dead worker is replaced."""

from __future__ import annotations

import atexit
import json
import os
import selectors
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from ..diagnostics import ConvertError, Diagnostic, Severity
from ..resources import folder

# Seconds for a job, and bytes of its document for which one more second is given
TIMEOUT = 60.0
BYTES_A_SECOND = 200_000
# What a pipe takes at once on every system that we know (Linux 64 KiB, macOS 16 KiB).
_PIPE = 16_000
_SCRIPT = Path(__file__).with_name("worker.lua")


class PandocError(Exception):
    """What Pandoc said when it refused a document."""


def executable() -> str:
    """The path of the pandoc program: the one that pypandoc ships, else the one on the PATH.

    Raises ConvertError (CK501) where there is none.
    """
    # Importing pypandoc costs 50 ms; its program lies beside it, and finding it needs no import.
    spec = find_spec("pypandoc")
    if spec is not None and spec.origin is not None:
        shipped = Path(spec.origin).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
        if shipped.is_file():
            return str(shipped)
    found = shutil.which("pandoc")
    if found is None:
        hint = "install it with `pip install pypandoc_binary`"
        raise ConvertError(Diagnostic("CK501", "pandoc is not installed", None, Severity.ERROR, hint))
    return found


class Worker:
    """One process; not for use by two threads at once."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process unless it runs; returns before Pandoc is ready."""
        if self.process is not None and self.process.poll() is None:
            return
        self.stop()
        # The locale and the folder of the caller must not reach what is written.
        environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "HOME": os.devnull}
        self.process = subprocess.Popen(
            [executable(), "lua", str(_SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )

    def run(self, header: dict[str, Any], payload: bytes, timeout: float) -> bytes:
        """The answer to one job.

        Raises PandocError where Pandoc refuses it, TimeoutError and OSError where the process is lost.
        """
        self.start()
        assert self.process is not None and self.process.stdin is not None and self.process.stdout is not None
        head = json.dumps(header, ensure_ascii=False).encode()
        deadline = time.monotonic() + timeout
        job = b"%d %d\n" % (len(head), len(payload)) + head + payload
        if len(job) <= _PIPE:
            _send(self.process.stdin, job)
        else:
            # A job that a pipe cannot hold is sent from the side, or both ends would wait for each other.
            threading.Thread(target=_send, args=(self.process.stdin, job), daemon=True).start()
        status, answer = _answer(self.process.stdout, deadline)
        if status != b"ok":
            raise PandocError(answer.decode("utf-8", "replace").strip())
        return answer

    def stop(self) -> None:
        """End the process, at once."""
        process, self.process = self.process, None
        if process is None:
            return
        # First of all: closing the pipe would wait for the thread that still writes a large job into it.
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                # a pipe to a dead process
                with suppress(OSError):
                    stream.close()


def _send(stream: IO[bytes], data: bytes) -> None:
    # The reader of the answer sees that the process is gone.
    with suppress(OSError, ValueError):
        stream.write(data)
        stream.flush()


def _answer(stream: IO[bytes], deadline: float) -> tuple[bytes, bytes]:
    """Status and bytes of an answer: `ok LENGTH`, a line end, then the bytes."""
    data = b""
    while b"\n" not in data:
        data += _some(stream, deadline)
    line, _, start = data.partition(b"\n")
    status, _, length = line.partition(b" ")
    parts, left = [start], int(length) - len(start)
    while left > 0:
        parts.append(_some(stream, deadline))
        left -= len(parts[-1])
    return status, b"".join(parts)


def _some(stream: IO[bytes], deadline: float) -> bytes:
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise TimeoutError("pandoc gave no answer in time")
    part = os.read(stream.fileno(), 1 << 20)
    if not part:
        raise BrokenPipeError("pandoc ended")
    return part


class Pool:
    """Workers that are handed out and taken back; as many live as jobs ran at once."""

    def __init__(self) -> None:
        self._idle: list[Worker] = []
        self._lock = threading.Lock()
        atexit.register(self.close)

    def warm(self) -> None:
        """Start a worker now, so that Pandoc starts while other work goes on."""
        with self._lock:
            if not self._idle:
                worker = Worker()
                worker.start()
                self._idle.append(worker)

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """A worker for the time of one job."""
        with self._lock:
            worker = self._idle.pop() if self._idle else Worker()
        try:
            yield worker
        finally:
            with self._lock:
                self._idle.append(worker)

    def run(self, header: dict[str, Any], payload: bytes, *, timeout: float = TIMEOUT) -> bytes:
        """One job; a worker that died is started again once. A large document gets more time than `timeout`.

        Raises PandocError for a document that Pandoc refuses, ConvertError (CK502) where it hangs or dies twice.
        """
        reason = ""
        timeout += len(payload) / BYTES_A_SECOND
        for _ in range(2):
            with self.worker() as worker:
                try:
                    return worker.run(header, payload, timeout)
                except TimeoutError:
                    worker.stop()
                    reason = f"gave no answer within {round(timeout, 1):g} s"
                    break
                except (OSError, ValueError) as error:
                    worker.stop()
                    reason = str(error)
        raise ConvertError(Diagnostic("CK502", f"pandoc {reason}", None, Severity.ERROR, "the post may be too large"))

    def close(self) -> None:
        """Stop every idle worker."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.stop()


pool = Pool()


def write(
    document: str,
    target: str,
    *,
    filters: Sequence[str] = (),
    options: dict[str, Any] | None = None,
    words: Mapping[str, str] | None = None,
) -> str:
    """A document in Pandoc JSON, written in Pandoc's format `target` after our Lua `filters` (names without suffix).

    `words` are the English words that filters write, each with the one that is written in its place.
    """
    paths = [str(folder("filters") / f"{name}.lua") for name in filters]
    header = {"action": "write", "format": target, "filters": paths, "options": options or {}}
    if words:
        header["words"] = dict(words)
    return pool.run(header, document.encode("utf-8", "replace")).decode("utf-8")


def read(text: str, source: str, *, filters: Sequence[str] = ()) -> str:
    """Text in Pandoc's format `source` as Pandoc JSON."""
    paths = [str(folder("filters") / f"{name}.lua") for name in filters]
    header = {"action": "read", "format": source, "filters": paths}
    return pool.run(header, text.encode("utf-8", "replace")).decode("utf-8")
