"""Order and parts of a book, and which posts are meant."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

import convertkit as ck
from convertkit.arrangement import arranged
from convertkit.post import Part
from convertkit.selection import Selection

NOW = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)


def _post(root: Path, name: str, front: str, text: str = "Text.") -> ck.Post:
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front}\n---\n\n{text}\n")
    return ck.read(path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "hugo.toml").write_text('baseURL = "https://example.org/"\n')
    return tmp_path


def _shape(entries: tuple[object, ...]) -> list[object]:
    return [(entry.title, _shape(entry.entries)) if isinstance(entry, Part) else entry.title for entry in entries]


def test_weight_is_hugos_default_order(root):
    fronts = {
        "c": "title: C",
        "b": "title: b\nweight: 2",
        "a": "title: a\nweight: 2\ndate: 2024-01-02",
        "d": "title: d\nweight: 2\ndate: 2024-01-05",
        "e": "title: e\nweight: 1",
        "f": "title: f\nweight: -1",
        "g": "title: B",
    }
    posts = [_post(root, f"posts/{name}.md", front) for name, front in fronts.items()]
    found = arranged(posts, ck.Site(root), sort="weight")
    assert [post.slug for post in found] == ["f", "e", "d", "a", "b", "g", "c"]
    assert arranged(posts, ck.Site(root), sort="weight", reverse=True) == found[::-1]


@pytest.mark.oracle
def test_weight_is_the_order_of_the_real_hugo(root, tmp_path):
    import subprocess

    from oracle.judges import _program

    weights, dates = ("", "weight: 3\n", "weight: 1\n"), ("", "date: 2024-01-01\n", "date: 2023-05-05\n")
    for number, (weight, date) in enumerate(itertools.product(weights, dates)):
        _post(root, f"posts/p{number}.md", f"title: T{(number * 7) % 5}\n{weight}{date}")
    for section, weight in (("one", 2), ("two", 0), ("three", 9)):
        _post(root, f"posts/{section}/_index.md", f"title: S {section}\nweight: {weight}")
        _post(root, f"posts/{section}/x.md", f"title: X {section}")
    (root / "layouts").mkdir()
    (root / "layouts/all.html").write_text("{{ range .Pages }}{{ .Path }}\n{{ end }}")
    subprocess.run([_program("hugo"), "--source", root, "--destination", root / "out", "--quiet", "--noBuildLock"], check=True)
    wanted = (root / "out/posts/index.html").read_text().split()
    site = ck.Site(root)
    posts = [ck.read(path, site=site) for path in sorted(root.rglob("content/**/*.md")) if path.stem != "_index"]
    indexes = [ck.read(path, site=site) for path in sorted(root.rglob("_index.md"))]
    found = arranged(posts, site, sort="weight", parts="section", indexes=indexes)
    names = [f"/posts/{entry.page.source.path.parent.name if isinstance(entry, Part) else entry.slug}" for entry in found]
    assert names == wanted


def test_dates_are_oldest_first_and_those_without_one_before_them(root):
    fronts = {
        "a": "date: 2024-01-01T10:00:00+02:00",
        "b": "date: 2024-01-01T09:00:00Z",
        "c": "title: none",
        "d": "date: 2023-01-01",
    }
    posts = [_post(root, f"posts/{name}.md", front) for name, front in fronts.items()]
    assert [post.slug for post in arranged(posts, ck.Site(root))] == ["c", "d", "a", "b"]
    assert [post.slug for post in arranged(posts, ck.Site(root), sort="given")] == list("abcd")


def test_parts_by_section_are_nested_and_have_their_pages(root):
    names = [
        "docs/guide/a.md",
        "docs/guide/deep/b.md",
        "docs/guide/pictures/c.md",
        "docs/d.md",
        "docs/api/e.md",
        "docs/leaf/index.md",
    ]
    posts = [_post(root, name, f"title: {Path(name).stem}") for name in names]
    indexes = [
        _post(root, "docs/_index.md", "title: Docs"),
        _post(root, "docs/guide/_index.md", "title: The guide\nweight: 5"),
        _post(root, "docs/guide/deep/_index.md", "title: Deeper"),
        _post(root, "docs/api/_index.md", "title: The API\nweight: 9"),
    ]
    found = arranged(posts, ck.Site(root), sort="title", parts="section", indexes=indexes)
    guide = ("The guide", ["a", "c", ("Deeper", ["b"])])
    assert _shape(found) == ["d", "index", guide, ("The API", ["e"])], "a folder without a page is no section"
    assert isinstance(found[2], Part) and found[2].page is indexes[1]


def test_parts_by_year(root):
    years = {"a": "date: 2023-03-01", "b": "date: 2024-01-01", "c": "date: 2023-01-01", "d": "title: d"}
    posts = [_post(root, f"posts/{name}.md", f"{front}\nslug: {name}") for name, front in years.items()]
    found = arranged(posts, ck.Site(root), parts="year")
    assert _shape(found) == ["d", ("2023", ["c", "a"]), ("2024", ["b"])]
    found = arranged(posts, ck.Site(root), parts="year", reverse=True)
    assert _shape(found) == ["d", ("2024", ["b"]), ("2023", ["a", "c"])]


@pytest.mark.parametrize(
    ("front", "flag"),
    [
        ("draft: true", "drafts"),
        ("date: 2024-06-02", "future"),
        ("date: 2020-01-01\npublishDate: 2024-07-01", "future"),
        ("expiryDate: 2024-05-31", "expired"),
    ],
)
def test_what_hugo_holds_back_needs_its_flag(root, front, flag):
    post, site = _post(root, "posts/a.md", front), ck.Site(root)
    assert not Selection().holds(post, site, NOW)
    assert Selection(**{flag: True}).holds(post, site, NOW)
    others = {"drafts", "future", "expired"} - {flag}
    assert not Selection(**dict.fromkeys(others, True)).holds(post, site, NOW)


def test_a_config_may_publish_drafts_and_the_future(root):
    (root / "hugo.toml").write_text("buildDrafts = true\nbuildFuture = true\n")
    post = _post(root, "posts/a.md", "draft: true\ndate: 2025-01-01")
    assert Selection().holds(post, ck.Site(root), NOW)


def test_jekylls_drafts_folder_and_future(tmp_path):
    (tmp_path / "_config.yml").write_text("title: x\n")
    for name in ("_drafts/a.md", "_posts/2024-12-31-b.md", "_posts/2024-01-01-c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("---\ntitle: x\n---\nText.\n")
    site = ck.Site(tmp_path)
    posts = {path.stem[-1]: ck.read(path, site=site) for path in tmp_path.rglob("*.md")}
    assert {name for name, post in posts.items() if Selection().holds(post, site, NOW)} == {"c"}
    assert {name for name, post in posts.items() if Selection(drafts=True, future=True).holds(post, site, NOW)} == {"a", "b", "c"}


def test_conditions_are_all_met(root):
    site = ck.Site(root)
    post = _post(root, "docs/guide/a.md", "tags: [Sea, two words]\ncategories: [Walks]\ndate: 2024-02-10T23:00:00Z")
    met = [
        Selection(section="docs"),
        Selection(section="docs/Guide/"),
        Selection(tag="sea", category="WALKS"),
        Selection(since=dt.date(2024, 2, 10), until=dt.date(2024, 2, 10)),
    ]
    missed = [
        Selection(section="doc"),
        Selection(section="docs/guide/a"),
        Selection(tag="sea", category="x"),
        Selection(since=dt.date(2024, 2, 11)),
        Selection(until=dt.date(2024, 2, 9)),
    ]
    assert [each for each in met if not each.holds(post, site, NOW)] == []
    assert [each for each in missed if each.holds(post, site, NOW)] == []


def test_a_language_is_named_by_its_key_or_its_tag(root):
    (root / "hugo.toml").write_text(
        '[languages.en]\n[languages.zh-cn]\nlanguageCode = "zh-CN"\n[languages.fa]\nlanguageCode = "fa-IR"\n'
    )
    site = ck.Site(root)
    posts = [_post(root, f"posts/{name}", "title: x") for name in ("a.md", "a.zh-cn.md", "a.fa.md")]
    for language, place in {"en": 0, "zh-cn": 1, "zh_CN": 1, "zh": 1, "fa": 2, "fa-IR": 2}.items():
        assert [Selection(language=language).holds(post, site, NOW) for post in posts] == [at == place for at in range(3)], (
            language
        )


def test_the_posts_of_a_site(root):
    for name, front in {
        "a": "tags: [x]\ndate: 2024-02-01\nweight: 2",
        "b": "tags: [x]\ndate: 2024-01-01",
        "c": "tags: [y]",
    }.items():
        _post(root, f"posts/{name}.md", front)
    _post(root, "posts/d.md", "tags: [x]\ndraft: true")
    _post(root, "posts/_index.md", "tags: [x]")
    site = ck.Site(root)
    assert [post.slug for post in site.posts(tag="x")] == ["b", "a"]
    assert [post.slug for post in site.posts(tag="x", sort="weight")] == ["a", "b"]
    assert [post.slug for post in site.posts(tag="x", since=dt.date(2024, 1, 15))] == ["a"]
    assert [post.slug for post in site.posts(tag="x", drafts=True)] == ["d", "b", "a"]
