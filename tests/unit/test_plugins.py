"""Installed packages that bring formats, dialects, readers, shortcodes and checks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import CHECKOUT, Run

import convertkit as ck
from convertkit.shortcodes import names

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """`install("ours", text, writers="txt = ours")`: a package of one module, with entry points by their group."""
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    modules = set(sys.modules)

    def installed(name: str, text: str, **groups: str) -> None:
        (folder / f"{name}.py").write_text(text)
        info = folder / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        points = "".join(f"[convertkit.{group}]\n{line}\n" for group, line in groups.items())
        (info / "entry_points.txt").write_text(points)
        _forget()

    yield installed
    for name in set(sys.modules) - modules:
        if getattr(sys.modules[name], "__file__", None) and str(folder) in str(sys.modules[name].__file__):
            del sys.modules[name]
    _forget()


def _forget() -> None:
    names._plugins.cache_clear()
    names._cache.clear()


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "post.md"
    path.write_text("---\ntitle: T\n---\n\nSome words.\n\n{{< spoiler >}}x{{< /spoiler >}}\n")
    return path


# ---------------------------------------------------------------------------- writers


def test_the_writer_of_the_documentation_works_as_it_says(
    run: Run, install: Install, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (CHECKOUT / "docs/write-a-writer.md").read_text("utf-8")
    install("my_txt", text.split("```python\n")[1].split("```")[0], writers="txt = my_txt")
    monkeypatch.chdir(tmp_path)
    for flags in (["--to", "txt", "--width", "60", "-o", "post.txt"], ["-o", "b.txt"], ["--to", "txt", "-o", "out/"]):
        assert run("convert", post, *flags)[:2] == (0, "")
    for name in ("post.txt", "b.txt", "out/post.txt"):
        assert (tmp_path / name).read_text() == "Some words.\n"
    assert ck.convert(post, tmp_path / "c.txt").media_type == "text/plain"
    assert "--width WIDTH" in run("convert", "--help").stdout


def test_a_broken_package_is_named_and_takes_nothing_with_it(run: Run, install: Install, post: Path, tmp_path: Path) -> None:
    install("broken", "import nothing_of_this_name\n", writers="odd = broken", shortcodes="hugo.spoiler = broken:spoiler")
    helped = run("convert", "--help")
    assert (helped.code, "--page-size" in helped.stdout, "'broken' cannot be loaded" in " ".join(helped.stdout.split())) == (
        0,
        True,
        True,
    )
    ran = run("convert", post, "--to", "odd")
    assert (ran.code, "error: the package 'broken' cannot be loaded for 'odd' of convertkit.writers" in ran.stderr) == (3, True)
    assert "[CK510]" in ran.stderr
    assert run("convert", post, "-o", tmp_path / "a.odd").code == 2
    assert "odd" in run("formats").stdout
    assert [each.code for each in ck.read(post).diagnostics] == ["CK510"]
    assert ck.find(ck.read(post), ck.ast.Details)


# ---------------------------------------------------------------------------- the other groups


def test_a_dialect_of_a_package_can_be_named(run: Run, install: Install, post: Path) -> None:
    install("ours", "from convertkit.dialects.plain import dialect\n", dialects="ours = ours:dialect")
    assert ck.read(post, dialect="ours").dialect == "ours"
    assert "ours, front matter: yaml" in " ".join(run("inspect", post, "--from", "ours").stdout.split())
    ran = run("inspect", post, "--from", "theirs")
    assert (ran.code, "--from: 'theirs' is not one of hugo, jekyll, plain, ours" in ran.stderr) == (2, True)


def test_a_reader_of_a_package_reads_its_own_suffixes(install: Install, tmp_path: Path) -> None:
    install(
        "loud",
        "from convertkit.readers import markdown\nfrom convertkit import Source\nsuffixes = ('.loud',)\n"
        "def read(source, context):\n    return markdown.read(Source.of_text(source.text.upper()), context)\n",
        readers="loud = loud",
    )
    (tmp_path / "a.loud").write_text("words\n")
    (tmp_path / "a.txt").write_text("words\n")
    assert ["WORDS" in str(ck.read(tmp_path / name).body) for name in ("a.loud", "a.txt")] == [True, False]


def test_checks_of_packages_are_run(run: Run, install: Install, post: Path) -> None:
    install(
        "long",
        "import convertkit as ck\nclass Title:\n    code = 'XX001'\n    def check(self, post, context):\n"
        "        yield ck.Diagnostic(self.code, f'the title {post.title!r} is short', post.source.place(None))\n",
        checks="title = long:Title",
    )
    ran = run("check", post)
    assert "error: the check 'title' failed: TypeError" in ran.stderr
    install("fine", "from long import Title\ncheck = Title().check\ncode = Title.code\n", checks="fine = fine")
    assert "post.md:1:1: warning: the title 'T' is short [XX001]" in run("check", post).stderr


def test_a_shortcode_of_a_package_comes_before_what_its_name_means_elsewhere(run: Run, install: Install, post: Path) -> None:
    assert ck.find(ck.read(post), ck.ast.Details)
    install(
        "own_calls",
        "import convertkit as ck\ndef spoiler(call, context):\n    return (ck.ast.Div(ck.Attr(classes=('spoiler',)), call.blocks),)\n",
        shortcodes="Hugo.Spoiler = own_calls:spoiler",
    )
    found = ck.read(post)
    assert (ck.find(found, ck.ast.Details), len(ck.find(found, ck.ast.Div))) == ([], 1)
    assert "plugin" in run("inspect", post).stdout


def test_what_a_writer_needs_may_stand_in_the_settings(run: Run, install: Install, post: Path, tmp_path: Path) -> None:
    text = (CHECKOUT / "docs/write-a-writer.md").read_text("utf-8").split("```python\n")[1].split("```")[0]
    install("needy", text.replace("field(default=72, ", "field("), writers="txt = needy")
    ran = run("convert", post, "-o", tmp_path / "a.txt")
    assert (ran.code, "txt needs --width" in ran.stderr) == (2, True)
    (tmp_path / "convertkit.toml").write_text("[txt]\nwidth = 40\n")
    assert run("convert", post, "-o", tmp_path / "a.txt").code == 0
