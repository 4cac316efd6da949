"""Read, write, convert and Site as scripts use them: what is said, what is raised."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import FIRST, Run

import convertkit as ck
from convertkit import registry

DEEP = "> " * 200 + "deep\n"


@pytest.fixture
def post(hugo_site: Path) -> Path:
    return hugo_site / "content/posts/first.md"


# ---------------------------------------------------------------------------- what was found


def test_an_artifact_tells_what_was_found(post: Path, tmp_path: Path) -> None:
    post.write_text(FIRST + "\n![gone](/gone.png)\n\n[nowhere](#nowhere)\n")
    artifact = ck.convert(post, tmp_path / "a.html")
    assert [each.code for each in artifact.diagnostics] == ["CK301", "CK408"]
    assert [each.code for each in ck.write(ck.read(post), tmp_path / "a.html").diagnostics] == ["CK408"]


def test_a_context_that_is_used_again_does_not_mix_artifacts(post: Path, tmp_path: Path) -> None:
    context = ck.Context(site=ck.Site.around(post))
    (post.parent / "gone.md").write_text("![gone](/gone.png)\n")
    assert [each.code for each in ck.convert(post.parent / "gone.md", tmp_path / "a.html", context=context).diagnostics] == [
        "CK301"
    ]
    assert ck.convert(post, tmp_path / "b.html", context=context).diagnostics == ()
    assert len(context.report) == 1


@pytest.mark.parametrize("target", ["html", "jekyll", "epub", "pdf"])
def test_a_post_that_nests_too_deep_is_ck105_for_every_writer(tmp_path: Path, target: str) -> None:
    (tmp_path / "deep.md").write_text(DEEP)
    with pytest.raises(ck.ConvertError) as raised:
        ck.write(ck.read(tmp_path / "deep.md"), tmp_path / "out.file", to=target)
    assert raised.value.diagnostic.code == "CK105"
    assert not (tmp_path / "out.file").exists()


# ---------------------------------------------------------------------------- arguments


def test_arguments_of_read_count_before_the_context(post: Path, tmp_path: Path) -> None:
    assert ck.read(post, dialect="jekyll", context=ck.Context()).dialect == "jekyll"
    post.write_text("{{< param colour >}}\n")
    other = ck.Site(tmp_path, kind="hugo", config={"params": {"colour": "teal"}})
    assert "teal" in str(ck.read(post, site=other, context=ck.Context(site=ck.Site.around(post))).body)


def test_a_dialect_that_is_not_there_is_named_with_those_that_are(post: Path) -> None:
    with pytest.raises(ck.ConvertError, match="there is no dialect 'docbook'") as raised:
        ck.read(post, dialect="docbook")
    assert raised.value.diagnostic.hint == "dialects: hugo, jekyll, plain"


@pytest.mark.parametrize("name", ["a\0b", "~nobody-of-this-name/a.md"])
def test_a_name_that_no_file_has_cannot_be_read(name: str) -> None:
    with pytest.raises(ck.ConvertError, match="CK100"):
        ck.read(name)


def test_write_takes_posts_and_says_so(post: Path, tmp_path: Path) -> None:
    for given in (post, str(post)):
        with pytest.raises(TypeError, match="names a file: use convert"):
            ck.write(given, tmp_path / "a.html")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="write takes posts, not PosixPath|not WindowsPath"):
        ck.write([post], tmp_path / "a.html")  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("target", "options", "error", "said"),
    [
        ("a.pdf", lambda: ck.pdf.Options(page_size="B5"), ValueError, "page_size: 'B5' is not one of A4, A5, Letter"),
        ("a.html", lambda: ck.html.Options(assets="foo"), ValueError, "assets: 'foo' is not one of copy, embed, keep"),
        ("a.epub", lambda: ck.epub.Options(authors="Ada"), TypeError, "authors: 'Ada' is not a tuple of texts"),
        ("a.epub", lambda: ck.epub.Options(toc_depth=0), ValueError, "toc_depth: 0 is not from 1 to 6"),
        ("a.epub", lambda: ck.epub.Options(toc_depth=2.5), TypeError, "toc_depth: 2.5 is not a whole number"),
        ("a.epub", lambda: ck.epub.Options(image_max=-5), ValueError, "image_max: -5 is not at least 0"),
        ("a.html", lambda: ck.html.Options(open_graph="maybe"), TypeError, "open_graph: 'maybe' is neither true nor false"),
        ("a.html", lambda: ck.html.Options(title=3), TypeError, "title: 3 is not a text"),
        ("a.html", lambda: ck.pdf.Options(), TypeError, "options of html are a convertkit.writers.html.writer.Options"),
        ("a.html", lambda: {"theme": "book"}, TypeError, "options of html are a"),
    ],
)  # fmt: skip
def test_options_that_a_writer_does_not_have_are_refused(
    post: Path, tmp_path: Path, target: str, options: Callable[[], Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        ck.write(ck.read(post), tmp_path / target, options=options())
    assert not (tmp_path / target).exists()


def test_a_shortcode_is_registered_without_regard_to_case(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "OWN", {})

    @ck.shortcode("Hugo.G")
    def g(call: ck.Call, context: ck.Context) -> ck.Blocks:
        return (ck.ast.Para((ck.ast.Str("meant"),)),)

    post.write_text("{{< g >}}\n\n{{< G >}}\n")
    found = ck.read(post)
    assert (str(found.body).count("meant"), found.diagnostics) == (2, ())


# ---------------------------------------------------------------------------- posts and sites


def test_a_post_can_be_copied_and_pickled(post: Path) -> None:
    found = ck.read(post)
    for again in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):
        assert (again.body, again.metadata, again.front_matter) == (found.body, found.metadata, found.front_matter)
        with pytest.raises(TypeError):
            again.metadata.extra["key"] = 1


def test_a_site_is_made_in_every_way_with_its_posts(hugo_site: Path, post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hugo_site)
    for site in (
        ck.Site("."),
        ck.Site(".", kind="hugo"),
        ck.Site.at("."),
        ck.Site.around(post),
        pickle.loads(pickle.dumps(ck.Site("."))),
    ):
        assert isinstance(site, ck.Site)
        assert site.root == hugo_site.resolve()
        assert [each.title for each in site.posts()] == ["First light"]


def test_an_order_that_is_none_is_refused(hugo_site: Path) -> None:
    with pytest.raises(ValueError, match="sort: 'foo' is not one of date, weight, title, given"):
        ck.Site(hugo_site).posts(sort="foo")


def test_a_file_that_cannot_be_read_is_left_out_of_the_posts(hugo_site: Path) -> None:
    (hugo_site / "content/posts/picture.md").write_bytes(b"\x89PNG\0\0")
    (hugo_site / "content/posts/second.md").write_text("---\ntitle: Second\n---\n\nText.\n")
    report = ck.Report()
    assert {each.title for each in ck.Site(hugo_site).posts(report=report)} == {"First light", "Second"}
    assert [each.code for each in report] == ["CK101"]
    assert len(ck.Site(hugo_site).posts(since=dt.date(2024, 1, 1))) == 1


# ---------------------------------------------------------------------------- configs of sites


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("hugo.toml", 'title = "x"\nfoo =\n', "2:6"),
        ("hugo.yaml", "title: x\nfoo: [\n", "3:1"),
        ("hugo.json", '{"title": x}\n', "1:11"),
        ("_config.yml", "title: a: b\n", "1:9"),
        ("_config.yml", "- a\n", "1:1"),
    ],
)
def test_a_config_that_cannot_be_read_is_reported_once_a_run(run: Run, tmp_path: Path, name: str, text: str, place: str) -> None:
    (tmp_path / name).write_text(text)
    posts = tmp_path / ("_posts" if name == "_config.yml" else "content")
    posts.mkdir()
    for number in (1, 2):
        (posts / f"2024-01-0{number}-a.md").write_text("---\ntitle: A\n---\n\nText.\n")
    assert [each.code for each in ck.read(posts / "2024-01-01-a.md").diagnostics] == ["CK120"]
    for command in (
        ["convert", "--to", "html", "-o", tmp_path / "out"],
        ["check"],
        ["inspect"],
        ["book", "-o", tmp_path / "a.html"],
    ):
        ran = run(*command, posts)
        assert (ran.code, ran.stderr.count("[CK120]")) == (0, 1)
        assert f"{name}:{place}: warning: the site's config cannot be read: " in ran.stderr


def test_an_empty_config_is_one(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("# nothing yet\n")
    assert ck.Site(tmp_path).problems == ()
