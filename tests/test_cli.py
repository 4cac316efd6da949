"""`convertkit convert` as scripts use it: options, exit codes, what is printed where, what is written."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from support import CHECKOUT, Run, files

SAME = "---\ntitle: {0}\ndate: 2024-05-01\n---\n\nThis is {0}.\n"


@pytest.fixture
def post(hugo_site: Path) -> Path:
    return hugo_site / "content" / "posts" / "first.md"


@pytest.fixture
def warned(hugo_site: Path) -> Path:
    """A post with one warning."""
    path = hugo_site / "content" / "posts" / "warned.md"
    path.write_text("---\ntitle: Warned\ndate: 2024-05-02\n---\n\n![gone](/images/gone.png)\n")
    return path


# ---------------------------------------------------------------------------- usage


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say what to write: --to FORMATS, or -o FILE with a suffix"),
        (["--to", ","], "say what to write"),
        (["--to", "docx"], "there is no format 'docx' (formats: epub, pdf, html, hugo, jekyll"),
        (["-o", "x.docx"], "cannot tell the format of 'x.docx'"),
        (["-o", "x.md"], "--to hugo or --to jekyll"),
        (["--to", "html", "--bogus"], "No such option: --bogus"),
        (["--to", "html", "--page-size", "A4"], "No such option: --page-size"),
        (["--to", "pdf", "--page-size", "B7"], "--page-size: 'B7' is not one of A4, A5, Letter"),
        (["--to", "pdf", "--page-size"], "Option --page-size requires an argument"),
        (["--to", "html", "--highlight", "loud"], "--highlight"),
        (["--to", "html", "--from", "textile"], "--from: 'textile' is not one of hugo, jekyll, plain"),
        (["--to", "html", "--site", "nowhere"], "--site: there is no folder 'nowhere'"),
        (["--to", "html", "--config", "nowhere.toml"], "--config: cannot read 'nowhere.toml'"),
        (["--to", "html", "--jobs", "0"], "--jobs"),
        (["--to", "html", "--date", "someday"], "--date: 'someday' is not a date"),
        (["--to", "epub", "-o", "-"], "-o - writes one post in one text format"),
        (["--to", "html,jekyll", "-o", "-"], "-o - writes one post in one text format"),
    ],
)  # fmt: skip
def test_wrong_usage_is_exit_code_2_and_writes_nothing(
    run: Run, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    ran = run("convert", post, *arguments)
    assert ran.code == 2
    assert said in ran.stderr
    assert ran.stdout == ""
    assert files(work) == set()


def test_a_conversion_needs_a_source(run: Run) -> None:
    ran = run("convert", "--to", "html")
    assert (ran.code, "Missing argument 'SOURCE...'" in ran.stderr) == (2, True)


def test_help_lists_the_options_of_every_writer(run: Run) -> None:
    ran = run("convert", "--help")
    assert ran.code == 0
    for option in ("--strict", "--report FILE", "--page-size [A4|A5|Letter]", "--toc-depth"):
        assert option in ran.stdout


# ---------------------------------------------------------------------------- exit codes


def test_a_clean_post_is_exit_code_0_and_silence_but_for_the_summary(run: Run, post: Path, tmp_path: Path) -> None:
    ran = run("convert", post, "--to", "html,epub,pdf,jekyll", "-o", tmp_path / "out")
    assert ran[:3] == (0, "", "1 post to 4 files\n")


def test_quiet_prints_diagnostics_alone(run: Run, post: Path, warned: Path, tmp_path: Path) -> None:
    assert run("convert", post, "-o", tmp_path / "a.html", "--quiet")[:3] == (0, "", "")
    ran = run("convert", warned, "-o", tmp_path / "b.html", "--quiet")
    assert ran.stderr.splitlines()[0].endswith("warned.md:6:1: warning: image not found: '/images/gone.png' [CK301]")
    assert "post to" not in ran.stderr


def test_warnings_are_exit_code_0_and_1_with_strict(run: Run, warned: Path, tmp_path: Path) -> None:
    assert run("convert", warned, "-o", tmp_path / "a.html").code == 0
    assert run("convert", warned, "-o", tmp_path / "a.html", "--strict").code == 1
    assert files(tmp_path / "site" / "content") >= {"posts/warned.md"}
    assert (tmp_path / "a.html").is_file()


def test_notes_are_exit_code_0_with_strict(run: Run, hugo_site: Path) -> None:
    path = hugo_site / "content" / "posts" / "noted.md"
    path.write_text("---\ntitle: Noted\n---\n\n{{< hi.inline >}}hi{{< /hi.inline >}}\n")
    ran = run("convert", path, "-o", hugo_site / "noted.html", "--strict")
    assert (ran.code, "note: inline shortcode" in ran.stderr) == (0, True)


@pytest.mark.parametrize("reason", ["hangs", "is missing"])
def test_an_engine_that_fails_is_exit_code_3(
    run: Run, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    from convertkit.diagnostics import ConvertError, Diagnostic, Severity
    from convertkit.pandoc import worker

    def fail(*_, **__):
        raise ConvertError(Diagnostic("CK502", f"pandoc {reason}", None, Severity.ERROR))

    monkeypatch.setattr(worker.pool, "run", fail)
    ran = run("convert", post, "-o", tmp_path / "out" / "a.html")
    assert ran.code == 3
    assert f"error: pandoc {reason} [CK502]" in ran.stderr
    assert not (tmp_path / "out").exists() or files(tmp_path / "out") == set()


def test_a_complaint_of_an_engine_is_a_warning_only() -> None:
    from convertkit.commands.run import exit_code
    from convertkit.diagnostics import Diagnostic, Severity

    complaint, failure = Diagnostic("CK505", "no such font"), Diagnostic("CK504", "no page", severity=Severity.ERROR)
    assert [exit_code([complaint], strict=strict) for strict in (False, True)] == [0, 1]
    assert exit_code([failure, complaint], strict=False) == 3


# ---------------------------------------------------------------------------- report


def test_the_report_holds_every_diagnostic(run: Run, warned: Path, tmp_path: Path) -> None:
    run("convert", warned, "-o", tmp_path / "a.html", "--report", tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert report == {
        "diagnostics": [
            {
                "code": "CK301",
                "severity": "warning",
                "message": "image not found: '/images/gone.png'",
                "hint": "expected it at static/images/gone.png",
                "file": str(warned),
                "line": 6,
                "column": 1,
            }
        ]
    }


def test_the_report_of_a_clean_run_is_there_and_empty(run: Run, post: Path, tmp_path: Path) -> None:
    run("convert", post, "-o", tmp_path / "a.html", "--report", tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text()) == {"diagnostics": []}


def test_a_report_that_cannot_be_written_is_an_error(run: Run, post: Path, tmp_path: Path) -> None:
    ran = run("convert", post, "-o", tmp_path / "a.html", "--report", post / "report.json")
    assert (ran.code, "[CK401]" in ran.stderr) == (1, True)


def test_positions_are_the_same_from_another_process(run: Run, post: Path, warned: Path, tmp_path: Path) -> None:
    said = [run("convert", post, warned, "--to", "html", "-o", tmp_path / "out", "--jobs", jobs) for jobs in (1, 2)]
    assert said[0] == said[1]
    assert "warned.md:6:1:" in said[0].stderr


# ---------------------------------------------------------------------------- where things go


def test_a_dash_writes_to_the_standard_output(run: Run, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = files(tmp_path)
    ran = run("convert", post, "--to", "html", "--fragment", "-o", "-")
    assert ran.code == 0
    assert ran.stdout.startswith("<p>The greenhouse <em>opened</em> on a Monday.</p>")
    assert ran.stderr == "1 post to 1 file\n"
    assert files(tmp_path) == before


def test_a_dash_writes_hugo_posts_byte_for_byte(run: Run, post: Path) -> None:
    assert run("convert", post, "--to", "hugo", "-o", "-").raw == post.read_bytes()


def test_a_missing_folder_of_the_output_is_made(run: Run, post: Path, tmp_path: Path) -> None:
    assert run("convert", post, "-o", tmp_path / "a" / "b" / "c.epub").code == 0
    assert files(tmp_path / "a") == {"b/c.epub"}


def test_several_formats_go_to_a_folder(run: Run, post: Path, tmp_path: Path) -> None:
    run("convert", post, "--to", "epub,pdf", "-o", tmp_path / "out")
    assert files(tmp_path / "out") == {"first.epub", "first.pdf"}


def test_the_folder_of_the_sources_keeps_its_shape(run: Run, hugo_site: Path) -> None:
    bundle = hugo_site / "content" / "trips" / "north" / "index.md"
    bundle.parent.mkdir(parents=True)
    bundle.write_text(SAME.format("North"))
    run("convert", hugo_site / "content", "--to", "epub", "-o", hugo_site / "out")
    assert files(hugo_site / "out") == {"posts/first.epub", "trips/north.epub"}


@pytest.mark.parametrize("target", ["html", "epub", "pdf", "hugo", "jekyll"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_posts_of_one_name_get_a_file_each_and_a_warning(run: Run, tmp_path: Path, target: str, jobs: int) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "same.md").write_text(SAME.format(name.upper()))
    sources = [tmp_path / name / "same.md" for name in ("a", "b", "c")]
    ran = run("convert", *sources, "--to", target, "-o", tmp_path / "out", "--jobs", jobs, "--from", "plain")
    written = sorted(path for path in (tmp_path / "out").rglob("*.*"))
    assert ran.code == 0
    assert len(written) == 3
    assert ran.stderr.count("[CK407]") == 2
    assert "b/same.md:1:1: warning: another post is written to" in ran.stderr
    if target not in ("epub", "pdf"):
        texts = {path.stem[-6:]: path.read_text() for path in written}
        assert [("This is B." in text, "This is C." in text) for name, text in texts.items() if name.endswith("-2")] == [
            (True, False)
        ]
        assert sum("This is A." in text for text in texts.values()) == 1


def test_a_number_does_not_take_the_name_of_another_post(run: Run, tmp_path: Path) -> None:
    for name in ("a/same", "b/same", "b/same-2"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.md").write_text(SAME.format(name))
    sources = [tmp_path / f"{name}.md" for name in ("a/same", "b/same", "b/same-2")]
    run("convert", *sources, "--to", "html", "--fragment", "-o", tmp_path / "out")
    found = {path.name: path.read_text().strip() for path in (tmp_path / "out").iterdir()}
    assert found == {
        "same.html": "<p>This is a/same.</p>",
        "same-2.html": "<p>This is b/same-2.</p>",
        "same-3.html": "<p>This is b/same.</p>",
    }


def test_a_post_named_twice_is_one_post(run: Run, post: Path, tmp_path: Path) -> None:
    ran = run("convert", post, post, "--to", "epub", "-o", tmp_path / "out")
    assert (ran.code, "CK407" in ran.stderr) == (0, False)
    assert files(tmp_path / "out") == {"first.epub"}


def test_the_source_is_never_its_own_output(run: Run, post: Path, tmp_path: Path) -> None:
    before = post.read_bytes()
    (tmp_path / "link.md").symlink_to(post)
    for target in (post, tmp_path / "link.md"):
        ran = run("convert", post, "--to", "jekyll", "-o", target)
        assert (ran.code, "is the post itself [CK402]" in ran.stderr) == (1, True)
    assert post.read_bytes() == before


def test_an_existing_file_is_no_folder_for_many(run: Run, hugo_site: Path) -> None:
    (hugo_site / "taken").write_text("mine")
    ran = run("convert", hugo_site / "content", "--to", "html", "-o", hugo_site / "taken")
    assert (ran.code, "is a file; several files need a folder" in ran.stderr) == (2, True)
    assert (hugo_site / "taken").read_text() == "mine"


def test_an_output_below_a_file_is_an_error(run: Run, post: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    ran = run("convert", post, "-o", tmp_path / "taken" / "a.html")
    assert ran.code == 1
    assert "a file is in the way of its folder [CK401]" in ran.stderr
    assert (tmp_path / "taken").read_text() == "mine"


def test_an_output_that_is_a_folder_takes_the_file(run: Run, post: Path, tmp_path: Path) -> None:
    (tmp_path / "shelf.epub").mkdir()
    assert run("convert", post, "--to", "epub", "-o", tmp_path / "shelf.epub").code == 0
    assert files(tmp_path / "shelf.epub") == {"first.epub"}


@pytest.mark.parametrize("target", ["html", "epub", "pdf", "jekyll"])
def test_a_folder_that_may_not_be_written_is_an_error(
    run: Run, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    ran = run("convert", post, "--to", target, "-o", tmp_path / "out")
    assert (ran.code, "permission denied [CK401]" in ran.stderr) == (1, True)
    assert files(tmp_path / "out") == set()


@pytest.mark.parametrize("target", ["html", "epub", "pdf", "md"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    run: Run, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / f"a.{target}").write_text("the old one")

    class Full(io.FileIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def opened(path: Path, mode: str = "r", *arguments: object, **named: object) -> object:
        return Full(path, "w") if mode == "wb" else open(path, mode, *arguments, **named)

    monkeypatch.setattr(Path, "open", opened)
    ran = run("convert", post, "-o", out / f"a.{target}", *(["--to", "jekyll"] if target == "md" else []))
    assert (ran.code, "no space left on device [CK401]" in ran.stderr) == (1, True)
    assert (files(out), (out / f"a.{target}").read_text()) == ({f"a.{target}"}, "the old one")


def test_written_files_are_readable_by_others(run: Run, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from convertkit.writers import artifact

    monkeypatch.setattr(artifact, "_UMASK", 0o022)
    run("convert", post, "-o", tmp_path / "a.epub")
    assert (tmp_path / "a.epub").stat().st_mode & 0o777 == 0o644


# ---------------------------------------------------------------------------- the program


def test_the_program_runs_as_a_process(post: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "convertkit.cli", "convert", str(post), "--to", "html", "--fragment", "-o", "-"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "1 post to 1 file\n")
    assert done.stdout.startswith("<p>The greenhouse <em>opened</em>")


def test_a_closed_pipe_is_no_traceback(post: Path, tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m convertkit.cli convert "{post}" --to html -o - | true'
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_formats_and_doctor_answer(run: Run) -> None:
    assert "EPUB 3.3 book" in run("formats").stdout
    assert run("doctor").code in (0, 3)


def test_inspect_tells_what_was_understood(run: Run, post: Path) -> None:
    ran = run("inspect", "--json", post)
    assert ran.code == 0
    assert "First light" in json.dumps(json.loads(ran.stdout))


def test_check_says_what_is_wrong_and_writes_nothing(hugo_site, run):
    post = hugo_site / "content/posts/first.md"
    before = files(hugo_site)
    assert run("check", post).stderr == "1 posts, 0 errors, 0 warnings\n"
    post.write_text(post.read_text() + "\n{{< nosuch >}}\n\n![x](/gone.png)\n")
    ran = run("check", hugo_site / "content", "--strict")
    assert ran.code == 1 and "[CK202]" in ran.stderr and "[CK301]" in ran.stderr
    assert files(hugo_site) == before


# ---------------------------------------------------------------------------- outputs that cannot be meant


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        ("convert", ["--to", "epub", "-o", "out.pdf"], "'out.pdf' is a name of pdf, not of epub; write -o out.epub"),
        ("convert", ["--to", "html", "-o", "out.md"], "'out.md' is a name of hugo or jekyll, not of html; write -o out.html"),
        ("convert", ["SECOND", "-o", "two.html"], "'two.html' is the name of one file, and several are written; write -o two/"),
        ("convert", ["--to", "html,epub", "-o", "two.html"], "write -o two/ for a folder"),
        ("book", ["--to", "epub", "-o", "out.pdf"], "'out.pdf' is a name of pdf, not of epub; write -o out.epub"),
        ("book", ["--to", "html", "-o", "-"], "-o: a book is a file, and cannot be written to the standard output"),
        ("book", ["-o", "x.xyz"], "cannot tell the format of 'x.xyz' (say which with --to: epub, pdf, html"),
    ],
)
def test_an_output_that_cannot_be_meant_says_what_to_write(
    run: Run, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, arguments: list[str], said: str
) -> None:
    second = post.with_name("second.md")
    second.write_text(SAME.format("second"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    ran = run(command, post, *(second if each == "SECOND" else each for each in arguments))
    assert (ran.code, said in ran.stderr, list(work.iterdir())) == (2, True, []), ran.stderr


def test_a_name_that_no_format_has_is_a_folder(run: Run, post: Path, tmp_path: Path) -> None:
    assert run("convert", post, "--to", "epub", "-o", tmp_path / "blog.example").code == 0
    assert files(tmp_path / "blog.example") == {"first.epub"}


def test_pictures_of_a_page_on_the_standard_output_are_in_it(run: Run, post: Path) -> None:
    page = run("convert", post, "--to", "html", "-o", "-").stdout
    assert page.count('src="data:image/') == 2
    assert "first.assets" not in page and "post.assets" not in page
    kept = run("convert", post, "--to", "html", "-o", "-", "--assets", "keep").stdout
    assert 'src="/images/tile.png"' in kept


def test_a_book_of_no_post_says_which_flag_left_them_out(run: Run, hugo_site: Path, tmp_path: Path) -> None:
    (hugo_site / "content/posts/draft.md").write_text("---\ntitle: D\ndraft: true\ntags: [later]\n---\n\nText.\n")
    book = ("book", hugo_site / "content", "-o", tmp_path / "a.epub")
    ran = run(*book, "--tag", "nope")
    assert (ran.code, "a book needs at least one post; 2 posts left out by --tag nope [CK413]" in ran.stderr) == (1, True)
    ran = run(*book, "--tag", "later", "--section", "posts")
    assert "1 post left out by --section posts --tag later; 1 post not published [CK413]" in ran.stderr
    assert "hint: --drafts, --future and --expired take in" in ran.stderr


# ---------------------------------------------------------------------------- check and inspect


def test_check_and_inspect_read_no_link_out_of_the_site(run: Run, hugo_site: Path) -> None:
    secret = hugo_site.parent / "secret.md"
    secret.write_text("---\ntitle: SECRET\n---\n\n{{< nosuch >}}\n")
    (hugo_site / "content/posts/linked.md").symlink_to(secret)
    for command in ("check", "inspect"):
        ran = run(command, hugo_site / "content")
        assert (ran.code, "[CK107]" in ran.stderr) == (1, True)
        assert "SECRET" not in ran.stdout and "nosuch" not in ran.stderr


def test_check_finds_what_a_conversion_reports(run: Run, hugo_site: Path, tmp_path: Path) -> None:
    (hugo_site / "content/posts/a.md").write_text("---\ntitle: A\n---\n\n[nowhere](#nowhere)\n\n![gone](/gone.png)\n")
    (tmp_path / "empty").mkdir()
    sources = (hugo_site / "content", tmp_path / "empty")
    converted = run("convert", *sources, "--to", "html", "-o", tmp_path / "out", "--quiet")
    for jobs in (1, 2):
        checked = run("check", *sources, "--quiet", "--jobs", jobs)
        assert checked == converted
    assert (converted.code, *(code in converted.stderr for code in ("CK104", "CK301", "CK408"))) == (1, True, True, True)


@pytest.mark.parametrize("command", ["check", "inspect", "convert", "book"])
def test_a_report_that_cannot_be_written_is_an_error_of_every_command(run: Run, post: Path, tmp_path: Path, command: str) -> None:
    out = ["-o", tmp_path / "a.epub"] if command in ("convert", "book") else []
    (tmp_path / "taken").write_text("mine")
    for report in (tmp_path / "taken" / "report.json", post):
        before = post.read_bytes()
        ran = run(command, post, *out, "--report", report)
        assert (ran.code, "[CK40" in ran.stderr, post.read_bytes()) == (1, True, before)


def test_inspect_finds_the_home_and_shows_letters_that_the_output_lacks(
    post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.write_text("---\ntitle: Été\n---\n\nText.\n")
    command = [sys.executable, "-m", "convertkit.cli", "inspect", "~/content/posts"]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": "ascii", "HOME": str(post.parents[2])}
    for flags in ([], ["--json"]):
        done = subprocess.run([*command, *flags], env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False)
        found = json.loads(done.stdout)["posts"][0]["metadata"]["title"] == "Été" if flags else "\\xc9t\\xe9" in done.stdout
        assert found
