"""Pandoc's workers: warm, replaced when they die, killed when they hang, never in the way of the next job."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from convertkit import ast
from convertkit.diagnostics import ConvertError
from convertkit.pandoc import codec, worker
from convertkit.pandoc.worker import PandocError, Pool, Worker

WRITE = {"action": "write", "format": "html5"}


def document(text: str = "words") -> bytes:
    return codec.encode((ast.Para((ast.Str(text),)),)).encode()


@pytest.fixture
def pool() -> Iterator[Pool]:
    found = Pool()
    yield found
    found.close()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """`program("exit 1")`: a shell script in the place of pandoc; every start leaves a line in the file it returns."""

    def make(body: str) -> Path:
        script, starts = tmp_path / "pandoc", tmp_path / "starts"
        starts.write_text("")
        script.write_text(f'#!/bin/sh\necho $$ >> "{starts}"\n{body}\n')
        script.chmod(0o755)
        monkeypatch.setattr(worker, "executable", lambda: str(script))
        return starts

    return make


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_process_does_many_jobs(pool: Pool) -> None:
    found = [pool.run(WRITE, document(word)) for word in ("one", "two", "three")]
    assert found == [b"<p>one</p>", b"<p>two</p>", b"<p>three</p>"]
    assert len(pool._idle) == 1


def test_a_large_document_goes_through_both_pipes(pool: Pool) -> None:
    text = "word " * 1_000_000
    assert len(pool.run(WRITE, document(text))) > len(text) - 1


def test_bytes_that_are_not_ascii_keep_their_lengths(pool: Pool) -> None:
    assert pool.run(WRITE, document("é✓𝔸")).decode() == "<p>é✓𝔸</p>"


def test_a_document_that_pandoc_refuses_is_an_error_of_its_own(pool: Pool) -> None:
    for payload in (b"{}", b"no json", b""):
        with pytest.raises(PandocError):
            pool.run(WRITE, payload)
    with pytest.raises(PandocError):
        pool.run({"action": "write", "format": "nonsense"}, document())
    with pytest.raises(PandocError):
        pool.run({"action": "nonsense"}, document())
    assert pool.run(WRITE, document()) == b"<p>words</p>"


def test_a_worker_that_hangs_is_killed_in_time(pool: Pool, program: Callable[[str], Path]) -> None:
    starts = program("exec sleep 60")
    with pytest.raises(ConvertError) as caught:
        pool.run(WRITE, document(), timeout=0.4)
    assert str(caught.value) == "error: pandoc gave no answer within 0.4 s [CK502]"
    assert [alive(int(pid)) for pid in starts.read_text().split()] == [False]


def test_a_worker_that_answers_half_and_hangs_is_killed_in_time(pool: Pool, program: Callable[[str], Path]) -> None:
    program("printf 'ok 100\\nhalf'; exec sleep 60")
    with pytest.raises(ConvertError, match="CK502"):
        pool.run(WRITE, document(), timeout=0.4)


def test_a_worker_that_does_not_read_its_job_is_killed_in_time(pool: Pool, program: Callable[[str], Path]) -> None:
    program("exec sleep 60")
    with pytest.raises(ConvertError, match="CK502"):
        pool.run(WRITE, b"x" * 100_000, timeout=0.1)
    assert threading.active_count() < 20


@pytest.mark.parametrize("body", ["exit 1", "printf 'ok 100\\nhalf'", "printf 'nonsense\\n'", "kill -9 $$"])
def test_a_worker_that_dies_or_talks_nonsense_is_started_once_more(pool: Pool, program: Callable[[str], Path], body: str) -> None:
    starts = program(body)
    with pytest.raises(ConvertError, match="CK502"):
        pool.run(WRITE, document(), timeout=10)
    assert len(starts.read_text().split()) == 2


def test_the_second_start_answers(pool: Pool, program: Callable[[str], Path], tmp_path: Path) -> None:
    real = worker.executable()
    starts = program(f'mkdir "{tmp_path}/once" 2>/dev/null && exit 1\nexec "{real}" "$@"')
    assert pool.run(WRITE, document()) == b"<p>words</p>"
    assert len(starts.read_text().split()) == 2


def test_a_worker_that_was_killed_between_jobs_is_replaced(pool: Pool) -> None:
    pool.run(WRITE, document())
    process = pool._idle[0].process
    assert process is not None
    process.kill()
    process.wait()
    assert pool.run(WRITE, document()) == b"<p>words</p>"


def test_after_a_hanging_job_the_next_one_runs(
    pool: Pool, program: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = worker.executable()
    program("exec sleep 60")
    with pytest.raises(ConvertError):
        pool.run(WRITE, document(), timeout=0.2)
    monkeypatch.setattr(worker, "executable", lambda: real)
    assert pool.run(WRITE, document()) == b"<p>words</p>"


def test_jobs_at_once_have_a_worker_each(pool: Pool) -> None:
    answers: dict[int, bytes] = {}

    def job(number: int) -> None:
        answers[number] = pool.run(WRITE, document(f"job {number}"))

    threads = [threading.Thread(target=job, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: f"<p>job {number}</p>".encode() for number in range(3)}
    assert 1 <= len(pool._idle) <= 3


def test_closing_ends_every_process(pool: Pool) -> None:
    pool.run(WRITE, document())
    process = pool._idle[0].process
    assert process is not None
    pool.close()
    assert (process.poll() is not None, pool._idle) == (True, [])


def test_stopping_twice_is_no_error() -> None:
    found = Worker()
    found.start()
    found.stop()
    found.stop()


def test_neither_locale_nor_home_reach_the_program(
    pool: Pool, program: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("LANG", "de_DE.UTF-8"),
        ("LC_ALL", "C"),
        ("HOME", "/home/me"),
        ("TZ", "Asia/Tokyo"),
        ("PANDOC_DATA", "x"),
    ):
        monkeypatch.setenv(name, value)
    program(f'env > "{tmp_path}/env"; exit 1')
    with pytest.raises(ConvertError):
        pool.run(WRITE, document())
    seen = dict(line.split("=", 1) for line in (tmp_path / "env").read_text().splitlines())
    assert (seen["LANG"], seen["HOME"]) == ("C.UTF-8", "/dev/null")
    assert not {"LC_ALL", "TZ", "PANDOC_DATA"} & set(seen)


def test_without_pandoc_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "find_spec", lambda name: None)
    monkeypatch.setattr(worker.shutil, "which", lambda name: None)
    with pytest.raises(ConvertError) as caught:
        worker.executable()
    assert (caught.value.diagnostic.code, "pip install pypandoc_binary" in caught.value.diagnostic.hint) == ("CK501", True)


def test_lone_surrogates_do_not_stop_a_job() -> None:
    assert worker.write(codec.encode((ast.Para((ast.Str("a\ud800b"),)),)), "plain") == "a?b\n"
