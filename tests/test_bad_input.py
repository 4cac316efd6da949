"""Posts that are broken: a diagnostic at the right place, the right exit code, whole files or none."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from support import Run, files

BODY = "\n\nThe kettle sang.\n"


def laughs(letters: str = "abcdefg") -> str:
    """YAML whose aliases multiply by ten on every line."""
    lines = [f"{letters[0]}: &{letters[0]} [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"{b}: &{b} [{', '.join(['*' + a] * 10)}]" for a, b in zip(letters, letters[1:], strict=False)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("front", "said"),
    [
        pytest.param("title: a: b", "post.md:2:9: error: broken YAML front matter", id="colon in a value"),
        pytest.param('title: "open', "post.md:3:1: error: broken YAML front matter", id="quote that does not close"),
        pytest.param("title: x\nparams:\n\tkey: 1", "post.md:4:1: error: broken YAML front matter", id="tab as indentation"),
        pytest.param("- one\n- two", "post.md:2:1: error: front matter is a list, not a mapping [CK111]", id="list"),
        pytest.param("only words", "post.md:2:1: error: front matter is a plain value, not a mapping [CK111]", id="plain value"),
        pytest.param("title: x\ndate: 2024-13-45", "post.md:3:7: error: broken YAML front matter: no such date", id="no date"),
        pytest.param("? [a, b]\n: c", "post.md:2:3: error: broken YAML front matter", id="list as a key"),
        pytest.param("title: !!python/name:os.system", "post.md:2:8: error: broken YAML front matter", id="Python tag"),
        pytest.param(laughs(), "error: broken YAML front matter: aliases expand to too much [CK111]", id="billion laughs"),
        pytest.param("a: &a [*a]", "error: broken YAML front matter: aliases expand to too much [CK111]", id="alias of itself"),
        pytest.param(f"a: {'[' * 4000}{']' * 4000}", "error: broken YAML front matter: not readable [CK111]", id="deep lists"),
        pytest.param(f"title: x\nweight: {'9' * 5000}", "error: broken YAML front matter", id="number without end"),
    ],
)
def test_broken_front_matter_is_an_error_and_the_body_is_converted(run: Run, tmp_path: Path, front: str, said: str) -> None:
    post = tmp_path / "post.md"
    post.write_text(f"---\n{front}\n---{BODY}")
    ran = run("convert", post, "-o", tmp_path / "out" / "post.html")
    assert ran.code == 1
    assert said in ran.stderr
    assert "The kettle sang." in (tmp_path / "out" / "post.html").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("+++\ntitle = x\n+++", "post.md:2:9: error: broken TOML front matter: invalid value [CK111]"),
        (f"+++\nweight = {'9' * 5000}\n+++", "error: broken TOML front matter"),
        (f"+++\na = {'[' * 4000}{']' * 4000}\n+++", "error: broken TOML front matter"),
        ('{"title": x}', "post.md:1:11: error: broken JSON front matter: expecting value [CK111]"),
        (f'{{"weight": {"9" * 5000}}}', "error: broken JSON front matter"),
        ('{"a":' * 4000 + "1" + "}" * 4000, "error: broken JSON front matter"),
        ("---\ntitle: x", "post.md:2:1: error: front matter does not end"),
        ('+++\ntitle = "x"', "post.md:2:1: error: front matter does not end"),
        ('{"title": "x"', "post.md:1:1: error: front matter does not end"),
    ],
    ids=["TOML", "TOML number", "TOML depth", "JSON", "JSON number", "JSON depth", "open YAML", "open TOML", "open JSON"],
)
def test_front_matter_of_every_format_is_told_apart_from_a_crash(run: Run, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "post.md").write_text(text + BODY)
    ran = run("convert", tmp_path / "post.md", "-o", tmp_path / "post.html")
    assert ran.code == 1
    assert said in ran.stderr
    assert "The kettle sang." in (tmp_path / "post.html").read_text()


def test_of_a_duplicate_key_the_last_one_wins_with_a_warning(run: Run, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(f"---\ntitle: Old\ntitle: New\n---{BODY}")
    ran = run("convert", tmp_path / "post.md", "-o", tmp_path / "post.html")
    assert (ran.code, "post.md:3:1: warning: duplicate key 'title' in front matter [CK112]" in ran.stderr) == (0, True)
    assert "<title>New</title>" in (tmp_path / "post.html").read_text()


def test_a_key_named_on_is_a_key_like_any_other(run: Run, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(f"---\ntitle: Switches\non: [push]\nyes: 1\n---{BODY}")
    ran = run("convert", tmp_path / "post.md", "--to", "jekyll", "--date", "2024-05-01", "-o", tmp_path / "out")
    assert (ran.code, ran.stderr) == (0, "1 post to 1 file\n")
    assert "on: [push]\nyes: 1\n" in (tmp_path / "out" / "_posts" / "2024-05-01-post.md").read_text()


@pytest.mark.parametrize("weight", [".inf", "-.inf", ".nan", "heavy", "[1]"])
def test_a_weight_that_is_no_number_is_no_weight(run: Run, tmp_path: Path, weight: str) -> None:
    (tmp_path / "post.md").write_text(f"---\ntitle: x\nweight: {weight}\n---{BODY}")
    assert run("convert", tmp_path / "post.md", "-o", tmp_path / "post.html").code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('Text {{< figure src="a.png"', "post.md:5:6: error: shortcode cannot be read: '>}}' is missing"),
        (
            'A {{< figure src="a.png" center >}} b',
            "post.md:5:26: error: shortcode cannot be read: got positional parameter 'center'",
        ),
        ('A {{< figure "a.png" alt=b >}} c', "post.md:5:22: error: shortcode cannot be read: got named parameter 'alt'"),
        (
            "A {{< /details >}} b",
            "post.md:5:3: error: shortcode cannot be read: got closing shortcode 'details', but none is open",
        ),
        ('A {{< figure src="a >}} b', "error: shortcode cannot be read: unterminated quoted string"),
        ("A {{< >}} b", "error: shortcode cannot be read: shortcode has no name"),
    ],
    ids=["unclosed", "positional behind named", "named behind positional", "stray closing tag", "open quote", "no name"],
)
@pytest.mark.parametrize("target", ["html", "jekyll"])
def test_a_broken_shortcode_is_an_error_at_its_place(run: Run, tmp_path: Path, line: str, said: str, target: str) -> None:
    (tmp_path / "post.md").write_text(f"---\ntitle: x\n---\n\n{line}\n\nLast words.\n")
    out = tmp_path / "out" / "post.out.md"
    ran = run(
        "convert", tmp_path / "post.md", "--to", target, "-o", out if target == "jekyll" else tmp_path / "out" / "post.html"
    )
    assert ran.code == 1
    assert said in ran.stderr
    assert "Last words." in next((tmp_path / "out").iterdir()).read_text()


# ---------------------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (bytes(range(256)) * 4, "CK101"),
        (b"\x89PNG\r\n\x1a\n\0\0", "CK101"),
        ("---\n".encode("utf-16"), "CK101"),
        (b"%PDF-1.7\n", "CK101"),
    ],
    ids=["bytes", "picture", "UTF-16", "PDF"],
)
def test_a_file_that_is_no_text_is_refused(run: Run, tmp_path: Path, raw: bytes, code: str) -> None:
    (tmp_path / "post.md").write_bytes(raw)
    ran = run("convert", tmp_path / "post.md", "--to", "html", "-o", tmp_path / "out")
    assert ran.code == 1
    assert f"post.md:1:1: error: not a text file [{code}]" in ran.stderr
    assert files(tmp_path) == {"post.md"}


def test_an_empty_file_is_an_empty_page_with_a_warning(run: Run, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_bytes(b"")
    ran = run("convert", tmp_path / "post.md", "--to", "html,epub,pdf", "-o", tmp_path / "out")
    assert ran.code == 0
    assert "post.md:1:1: warning: the file is empty [CK103]" in ran.stderr
    assert files(tmp_path / "out") == {"post.html", "post.epub", "post.pdf"}


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("convert", tmp_path / "gone.md", "--to", "html", "-o", tmp_path / "out")
    assert ran.code == 1
    assert "gone.md:1:1: error: cannot read the file: no such file or directory [CK100]" in ran.stderr
    assert files(tmp_path) == set()


def test_a_folder_without_posts_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("convert", tmp_path / "empty", "--to", "html", "-o", tmp_path / "out")
    assert ran.code == 1
    assert "empty:1:1: error: the folder holds no posts [CK104]" in ran.stderr


def test_windows_1252_is_read_with_a_warning_at_the_first_byte(run: Run, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_bytes(b"---\ntitle: x\n---\n\nA caf\xe9 \x96 \x93open\x94\n")
    ran = run("convert", tmp_path / "post.md", "-o", tmp_path / "post.html", "--fragment")
    assert ran.code == 0
    assert "post.md:5:6: warning: the file is not UTF-8 [CK102]" in ran.stderr
    assert "A café – “open”" in (tmp_path / "post.html").read_text()


def test_a_byte_order_mark_and_crlf_do_not_move_positions(run: Run, tmp_path: Path) -> None:
    text = "\ufeff---\r\ntitle: Crates\r\n---\r\n\r\nOne ![x](/none.png)\r\n"
    (tmp_path / "post.md").write_bytes(text.encode())
    ran = run("convert", tmp_path / "post.md", "-o", tmp_path / "post.html")
    assert ran.code == 0
    assert "post.md:5:5: warning: image not found: '/none.png' [CK301]" in ran.stderr
    assert "<title>Crates</title>" in (tmp_path / "post.html").read_text()


def test_crlf_stays_crlf_in_the_other_generators_markdown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_bytes(b"---\r\ntitle: Crates\r\n---\r\n\r\nOne\r\n\r\n- two\r\n")
    assert run("convert", tmp_path / "post.md", "--to", "jekyll", "-o", tmp_path / "jekyll.md").code == 0
    written = (tmp_path / "jekyll.md").read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n") > 5


@pytest.mark.parametrize("target", ["html", "epub", "pdf", "jekyll"])
def test_control_characters_make_no_broken_file(run: Run, tmp_path: Path, target: str) -> None:
    text = '---\ntitle: "Bell \\x07 and \\uFFFE"\nauthor: "A\\x01"\n---\n\nA bell \x07, \x1b[31mred\x1b[0m\n'
    (tmp_path / "post.md").write_text(text)
    ran = run("convert", tmp_path / "post.md", "--to", target, "--date", "2024-05-01", "-o", tmp_path / "out")
    assert ran.code == 0
    assert len(files(tmp_path / "out")) == 1
    if target == "epub":
        with zipfile.ZipFile(next((tmp_path / "out").iterdir())) as book:
            assert not any(bad in book.read(name) for name in book.namelist() for bad in (b"\x07", b"\x01", b"\x1b"))


def test_nul_behind_the_first_bytes_becomes_a_replacement_character(run: Run, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_bytes(b"a line of words\n" * 5000 + b"\nlate \0 nul\n")
    assert run("convert", tmp_path / "post.md", "-o", tmp_path / "post.html", "--fragment").code == 0
    assert "late \ufffd nul" in (tmp_path / "post.html").read_text()


def test_diagnostics_do_not_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("![x](</\x1b[2Jgone.png>)\n")
    ran = run("convert", tmp_path / "post.md", "-o", tmp_path / "post.html")
    assert "CK301" in ran.stderr
    assert "\x1b" not in ran.stderr


def test_lone_surrogates_of_json_front_matter_are_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text('{"title": "Half \\ud800 pair", "k\\udc00": 1, "k\\udc00": 2}\n\nText.\n')
    for target in ("html", "epub", "pdf"):
        ran = run("convert", tmp_path / "post.md", "--to", target, "-o", tmp_path / "out", "--report", tmp_path / "report.json")
        assert ran.code == 0
    assert "<title>Half \ufffd pair</title>" in (tmp_path / "out" / "post.html").read_text()


@pytest.mark.parametrize("target", ["html", "epub", "pdf", "md"])
def test_lone_surrogates_through_the_api_are_replaced(tmp_path: Path, target: str) -> None:
    import convertkit as ck

    post = ck.read(ck.Source.of_text("---\ntitle: Half\n---\n\nA half \ud800 pair, `\udfff` too.\n"))
    artifact = ck.write(post, tmp_path / f"post.{target}", to="jekyll" if target == "md" else "")
    assert artifact.size == artifact.path.stat().st_size > 0


# ---------------------------------------------------------------------------- depth and size


def deep(kind: str, depth: int = 200) -> str:
    return {
        "quotes": ">" * depth + " bottom\n",
        "lists": "".join("  " * level + "- item\n" for level in range(depth)) + "  " * depth + "- bottom\n",
        "shortcodes": "{{< details >}}\n" * depth + "bottom\n" + "{{< /details >}}\n" * depth,
        "brackets": "[" * depth * 20 + "bottom" + "]" * depth * 20 + "\n",
        "emphasis": "*a **b " * depth + "bottom" + "** *" * depth + "\n",
        "elements": "<div>" * depth * 10 + "bottom\n",
        "spans": "<b>" * depth * 10 + "bottom\n",
    }[kind]


@pytest.mark.parametrize("kind", ["quotes", "lists", "shortcodes", "brackets", "emphasis", "elements", "spans"])
@pytest.mark.parametrize("target", ["html", "epub", "pdf", "jekyll"])
def test_deep_nesting_is_converted_or_refused_but_never_crashes(run: Run, tmp_path: Path, kind: str, target: str) -> None:
    (tmp_path / "post.md").write_text(f"---\ntitle: Deep\ndate: 2024-05-01\n---\n\n{deep(kind)}")
    ran = run("convert", tmp_path / "post.md", "--to", target, "-o", tmp_path / "out")
    if ran.code == 0:
        assert len(files(tmp_path / "out")) == 1
    else:
        assert any(code in ran.stderr for code in ("[CK105]", "[CK502]", "[CK504]"))
        assert files(tmp_path) == {"post.md"}


@pytest.mark.parametrize("command", ["check", "inspect"])
def test_a_post_that_nests_too_deep_is_reported_and_the_others_are_looked_at(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: Deep\n---\n\n{deep('quotes', 600)}".replace("bottom", "[bottom](b.md)"))
    (tmp_path / "b.md").write_text("---\ntitle: Flat\n---\n\n{{< nothing-of-that-name >}}\n")
    ran = run(command, tmp_path)
    assert ran.code == 1
    assert "a.md:1:1: error: the post nests too deep or is too large (RecursionError) [CK105]" in ran.stderr
    assert "b.md:5:1: warning: unknown shortcode" in ran.stderr


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "![" * 30_000,
        "*a " * 50_000,
        "`" * 20_001 + "a",
        "<" * 50_000,
        "a_" * 50_000,
        "{{< x " * 5_000,
        "| " * 20_000,
        "[^1]" * 20_000,
    ],
    ids=["brackets", "images", "stars", "ticks", "angles", "underscores", "tags", "pipes", "notes"],
)
def test_a_long_line_is_converted(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "post.md").write_text(f"x {text}\n")
    assert run("convert", tmp_path / "post.md", "-o", tmp_path / "post.html").code in (0, 1)


@pytest.mark.slow
def test_a_post_of_twenty_megabytes_is_converted(run: Run, tmp_path: Path) -> None:
    words = "Nobody on the quay could say which of the ropes had held and which had not. " * 8
    passage = f"## Part\n\nThe *tide* came in, and [the boats](/boats/) went out. {words}\n\n- rope\n- tar\n\n"
    count = 20_000_000 // len(passage)
    (tmp_path / "post.md").write_text("---\ntitle: Long\n---\n\n" + passage * count)
    ran = run("convert", tmp_path / "post.md", "-o", tmp_path / "post.html")
    assert ran.code == 0
    assert (tmp_path / "post.html").read_text().count("<em>tide</em>") == count


# ---------------------------------------------------------------------------- many posts


def test_one_bad_post_does_not_end_the_conversion_of_a_folder(run: Run, hugo_site: Path) -> None:
    posts = hugo_site / "content" / "posts"
    (posts / "binary.md").write_bytes(b"\0\0\0")
    (posts / "broken.md").write_text("---\ntitle: a: b\n---\n\nStill here.\n")
    (posts / "deep.md").write_text(deep("quotes", 3000))
    ran = run("convert", posts, "--to", "html", "-o", hugo_site / "out")
    assert ran.code == 1
    assert {"first.html", "broken.html"} <= files(hugo_site / "out")
    assert "binary.html" not in files(hugo_site / "out")
    assert "binary.md:1:1: error: not a text file [CK101]" in ran.stderr


def test_a_bug_that_one_post_shows_is_reported_with_that_post(run: Run, hugo_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import convertkit.batch.jobs

    def read(source, **_):
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr(convertkit.batch.jobs, "read", read)
    ran = run("convert", hugo_site / "content", "--to", "html", "-o", hugo_site / "out", allow_bugs=True)
    assert ran.code == 1
    assert "first.md:1:1: error: internal error: ZeroDivisionError: no such luck (test_bad_input.py:" in ran.stderr


def test_memory_does_not_grow_with_the_square_of_a_post(tmp_path: Path) -> None:
    import convertkit as ck

    def peak(count: int) -> int:
        tracemalloc.start()
        ck.read(ck.Source.of_text("A *line* with {{< kbd x >}} in it.\n\n" * count))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(2000) < 6 * peak(500)
