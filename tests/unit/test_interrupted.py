"""What is left of a run of many posts that is ended: whole files, and no process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import CHECKOUT, files

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are counted in /proc")
POSTS = 60
# Seconds after which a run hangs
GUARD = 60


def running(group: int) -> set[str]:
    """The processes of a group that are alive."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, pgrp = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(pgrp) == group and state != "Z":
            found.add(stat.parent.name)
    return found


def until(condition: Callable[[], object]) -> bool:
    deadline = time.monotonic() + GUARD
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def process(tmp_path: Path):
    """A run that writes the posts of a folder to `out` on two processes; it leads a group of its own, as in a terminal."""
    posts = tmp_path / "posts"
    posts.mkdir()
    for number in range(POSTS):
        (posts / f"p{number:02}.md").write_text(f"---\ntitle: Post {number}\n---\n\n" + "Some *words* of a post.\n\n" * 200)
    started = subprocess.Popen(
        [sys.executable, "-m", "convertkit.cli", "convert", "posts", "--to", "pdf", "-o", "out", "--jobs", "2"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield started
    if running(started.pid):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    started.stderr.close()


@pytest.mark.parametrize(
    ("sent", "to_all", "code"),
    [(signal.SIGINT, True, 130), (signal.SIGTERM, False, 143), (signal.SIGKILL, False, -9)],
    ids=["Ctrl-C", "terminate", "kill"],
)
def test_an_ended_run_leaves_whole_files_and_no_process(
    process: subprocess.Popen[str], tmp_path: Path, sent: int, to_all: bool, code: int
) -> None:
    out = tmp_path / "out"
    assert until(lambda: list(out.glob("p*.pdf")) or process.poll() is not None)
    assert process.poll() is None
    if to_all:
        os.killpg(process.pid, sent)
    else:
        os.kill(process.pid, sent)
    assert until(lambda: process.poll() is not None)
    assert process.returncode == code
    assert until(lambda: not running(process.pid))
    # Everybody who could write there is gone, so this ends.
    assert "Traceback" not in process.communicate()[1]
    written = files(out)
    assert 0 < len(written) < POSTS
    assert all(name.startswith("p") and (out / name).read_bytes().startswith(b"%PDF-") for name in written)


def test_an_interrupt_before_the_first_post_is_no_traceback(process: subprocess.Popen[str], tmp_path: Path) -> None:
    # Three: the program and what it starts
    assert until(lambda: len(running(process.pid)) >= 3)
    os.killpg(process.pid, signal.SIGINT)
    assert until(lambda: process.poll() is not None)
    assert process.returncode == 130
    assert until(lambda: not running(process.pid))
    assert process.communicate()[1] == "interrupted\n"
