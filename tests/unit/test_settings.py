"""Writers' options: flags, the convertkit.toml of a site, the file that --config names."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import FIRST, Run

BODY = "---\ntitle: T\n---\n\nText.\n"


@pytest.fixture
def post(hugo_site: Path) -> Path:
    return hugo_site / "content/posts/first.md"


# ---------------------------------------------------------------------------- whose settings


def test_settings_stand_in_the_root_of_the_posts_own_site(
    run: Run, hugo_site: Path, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    (other / "content").mkdir(parents=True)
    (other / "hugo.toml").write_text("")
    (other / "content/b.md").write_text(BODY)
    (hugo_site / "convertkit.toml").write_text("[html]\nopen_graph = true\n")
    work = tmp_path / "work"
    work.mkdir()
    (work / "convertkit.toml").write_text("[html]\njson_ld = true\n")
    monkeypatch.chdir(work)
    assert run("convert", post, other / "content/b.md", "--to", "html", "-o", "out").code == 0
    said = {path.name: path.read_text() for path in (work / "out").iterdir() if path.is_file()}
    assert {name: ("og:title" in text, "ld+json" in text) for name, text in said.items()} == {
        "first.html": (True, False),
        "b.html": (False, False),
    }
    run("convert", post, "--to", "html", "-o", "out", "--config", "convertkit.toml")
    assert ["og:title" in (text := (work / "out/first.html").read_text()), "ld+json" in text] == [False, True]
    run("book", hugo_site / "content", "-o", "book.html")
    assert "og:title" in (work / "book.html").read_text()


def test_settings_name_themes_and_covers_by_their_place_in_the_site(
    run: Run, hugo_site: Path, post: Path, tmp_path: Path
) -> None:
    (hugo_site / "look").mkdir()
    (hugo_site / "look/theme.css").write_text("h1 { color: teal }")
    (hugo_site / "convertkit.toml").write_text('[html]\ntheme = "look"\n')
    run("convert", post, "-o", tmp_path / "a.html")
    assert "color: teal" in (tmp_path / "a.html").read_text()
    (tmp_path / "secret").mkdir()
    for theme in ("../secret", str(tmp_path / "secret")):
        (hugo_site / "convertkit.toml").write_text(f'[html]\ntheme = "{theme}"\n')
        ran = run("convert", post, "-o", tmp_path / "a.html")
        assert (ran.code, f"[html] theme: '{theme}' lies outside of the site" in ran.stderr) == (2, True)


def test_settings_of_a_site_that_cannot_be_read_do_not_count(run: Run, hugo_site: Path, post: Path, tmp_path: Path) -> None:
    (hugo_site / "convertkit.toml").write_text("[html\n")
    ran = run("convert", post, "-o", tmp_path / "a.html")
    assert (ran.code, "convertkit.toml:1:6: warning: the site's convertkit.toml cannot be read" in ran.stderr) == (0, True)
    assert "[CK121]" in ran.stderr


def test_shortcodes_of_the_file_that_is_named_count_in_every_command(run: Run, post: Path, tmp_path: Path) -> None:
    post.write_text(FIRST + "\n{{< odd >}}in{{< /odd >}}\n")
    (tmp_path / "other.toml").write_text('[shortcodes.odd]\nas = "details"\n')
    for command in ("check", "inspect"):
        assert "CK202" in run(command, post).stderr
        assert "CK202" not in run(command, post, "--config", tmp_path / "other.toml").stderr


# ---------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("[html]\nbogus = 1", "[html] has no key 'bogus' (keys: title, "),
        ("html = 3", "'html' is not a table; write [html]"),
        ('[html]\nopen_graph = "maybe"', "[html] open_graph: 'maybe' is neither true nor false"),
        ("[html]\nassets = [1]", "[html] assets: [1] is not one of copy, embed, keep"),
        ("[html]\nauthors = 3", "[html] authors: 3 is not a tuple of texts"),
        ("[html]\ntitle = true", "[html] title: True is not a text"),
        ("[epub]\ntoc_depth = [1]", "[epub] toc_depth: [1] is not a whole number"),
        ("[epub]\ntoc_depth = inf", "[epub] toc_depth: inf is not a whole number"),
        ("[epub]\ntoc_depth = 9", "[epub] toc_depth: 9 is not from 1 to 6"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_file(run: Run, post: Path, tmp_path: Path, table: str, said: str) -> None:
    (tmp_path / "own.toml").write_text(table + "\n")
    ran = run("convert", post, "--to", "html,epub", "-o", tmp_path / "out", "--config", tmp_path / "own.toml")
    assert (ran.code, f"own.toml: {said}" in ran.stderr) == (2, True), ran.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["---open-graph"], "No such option: ---open-graph"),
        (["--open-graph=maybe"], "--open-graph: 'maybe' is neither true nor false"),
        (["--title", "--authors", "Ada"], "Option --title requires an argument"),
        (["--toc-depth", "0"], "--toc-depth: 0 is not from 1 to 6"),
        (["--toc-depth", "-1"], "--toc-depth: -1 is not from 1 to 6"),
        (["--image-max", "-5"], "--image-max: -5 is not at least 0"),
        (["--toc-depth", "two"], "--toc-depth: 'two' is not a whole number"),
    ],
)
def test_a_flag_that_does_not_fit_is_named(run: Run, post: Path, tmp_path: Path, flags: list[str], said: str) -> None:
    for command in ("convert", "book"):
        to = "html" if any("graph" in flag for flag in flags) else "epub"
        ran = run(command, post, "--to", to, "-o", tmp_path / f"a.{to}", *flags)
        assert (ran.code, said in ran.stderr) == (2, True), ran.stderr


@pytest.mark.parametrize(
    ("flags", "there"),
    [
        (["--open-graph"], True),
        (["--open-graph=yes"], True),
        (["--open-graph=false"], False),
        (["--open-graph", "--no-open-graph"], False),
        (["--open-graph", "--title=--x"], True),
    ],
)
def test_a_flag_is_on_or_off_as_it_says(run: Run, post: Path, tmp_path: Path, flags: list[str], there: bool) -> None:
    assert run("convert", post, "-o", tmp_path / "a.html", *flags).code == 0
    assert ("og:title" in (tmp_path / "a.html").read_text()) == there
