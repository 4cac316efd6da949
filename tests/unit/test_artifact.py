"""How bytes reach the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import convertkit as ck
from convertkit.writers.artifact import write_atomically


def test_a_file_is_written_without_touching_the_mask_of_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two threads that each set it for a moment and back can leave it at 0.
    monkeypatch.setattr(os, "umask", lambda mask: pytest.fail("the mask is set"))
    write_atomically(tmp_path / "a.txt", b"x")
    assert (tmp_path / "a.txt").read_bytes() == b"x"


def test_a_source_made_of_text_is_written_with_its_bytes(tmp_path: Path) -> None:
    for number, given in enumerate((ck.Source("One *word*.\n"), ck.Source.of_text("One *word*.\n"))):
        target = tmp_path / f"{number}.md"
        ck.write(ck.read(given), target, to="hugo")
        assert target.read_bytes() == b"One *word*.\n"
