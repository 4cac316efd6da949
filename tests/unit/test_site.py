"""A site: its root, its config, the files that its posts name, the permalinks of its pages."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convertkit.front_matter import front_matter
from convertkit.metadata import Metadata, metadata
from convertkit.site import Site, markdown_files, urlize


def make(root: Path, *names: str, **texts: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(texts.get(name, "x"))
    return root


def of(text: str, name: str = "", *, jekyll: bool = False) -> Metadata:
    return metadata(front_matter(f"---\n{text}\n---\n"), name=name, jekyll=jekyll)


# ---------------------------------------------------------------------------- root and config


@pytest.mark.parametrize("name", ["hugo.toml", "hugo.yaml", "hugo.json", "config.toml", "config/_default/hugo.toml"])
def test_a_site_of_hugo_is_found_upwards_by_its_config(tmp_path: Path, name: str) -> None:
    make(tmp_path, name, "content/posts/a.md")
    text = {".toml": 'Title = "T"', ".yaml": "Title: T", ".json": '{"Title": "T"}'}[Path(name).suffix]
    (tmp_path / name).write_text(text)
    site = Site.around(tmp_path / "content" / "posts" / "a.md")
    assert (site.root, site.kind, site.configured, site.title) == (tmp_path.resolve(), "hugo", True, "T")


def test_a_site_of_jekyll_is_found_by_its_config(tmp_path: Path) -> None:
    make(tmp_path, "_posts/2024-05-01-a.md")
    (tmp_path / "_config.yml").write_text("title: T\nurl: https://a.example\nbaseurl: /b\n")
    site = Site.around(tmp_path / "_posts" / "2024-05-01-a.md")
    assert (site.kind, site.title, site.base_url) == ("jekyll", "T", "https://a.example/b")


@pytest.mark.parametrize(
    ("post", "kind", "root"), [("content/a.md", "hugo", "."), ("_posts/a.md", "jekyll", "."), ("x/a.md", "plain", "x")]
)
def test_without_a_config_the_folders_tell(tmp_path: Path, post: str, kind: str, root: str) -> None:
    site = Site.around(make(tmp_path, post) / post)
    assert (site.kind, site.root, site.configured) == (kind, tmp_path / root, False)


@pytest.mark.parametrize("text", ["title = ", "\0", "[[[", "a = " + "[" * 5000])
def test_a_broken_config_is_an_empty_one(tmp_path: Path, text: str) -> None:
    make(tmp_path, "content/a.md")
    (tmp_path / "hugo.toml").write_text(text)
    assert dict(Site.at(tmp_path).config) == {}


def test_a_config_that_explodes_is_an_empty_one(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (tmp_path / "hugo.yaml").write_text("\n".join(lines))
    assert Site.at(tmp_path).title == ""


def test_config_files_of_a_folder_are_merged(tmp_path: Path) -> None:
    make(tmp_path, "config/_default/hugo.toml", "config/_default/params.toml", "config/production/hugo.toml")
    (tmp_path / "config/_default/hugo.toml").write_text('title = "T"\nbaseURL = "https://a.example/"')
    (tmp_path / "config/_default/params.toml").write_text('Author = "Ada"')
    (tmp_path / "config/production/hugo.toml").write_text('title = "P"')
    site = Site.at(tmp_path)
    assert (site.title, site.base_url, site.authors) == ("P", "https://a.example", ("Ada",))


def test_a_root_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        Site.at(tmp_path / "gone")


def test_settings_of_hugo_have_no_case(tmp_path: Path) -> None:
    site = Site(tmp_path, "hugo", {"params": {"deep": {"key": 1}}, "list": [1]})
    assert (site.setting("Params.Deep.KEY"), site.setting("list.0"), site.setting("none", 2)) == (1, None, 2)


# ---------------------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("/a.png", "static/a.png"),
        ("a.png", "static/a.png"),
        ("beside.png", "content/posts/beside.png"),
        ("./beside.png", "content/posts/beside.png"),
        ("../posts/beside.png", "content/posts/beside.png"),
        ("a%20b.png", "static/a b.png"),
        ("/a.png?v=1#x", "static/a.png"),
        ("made.png", "assets/made.png"),
        ("/gone.png", None),
        ("", None),
        ("#a", None),
        ("/", None),
        ("a\0.png", None),
        ("x" * 5000, None),
        ("/" + "x" * 300, None),
    ],
)  # fmt: skip
def test_a_url_of_a_post_is_a_file_of_the_site(tmp_path: Path, url: str, found: str | None) -> None:
    make(
        tmp_path,
        "hugo.toml",
        "static/a.png",
        "static/a b.png",
        "content/posts/beside.png",
        "content/posts/p.md",
        "assets/made.png",
    )
    (tmp_path / "hugo.toml").write_text("")
    answer = Site.at(tmp_path).find(url, tmp_path / "content" / "posts" / "p.md")
    assert (answer and answer.path.relative_to(tmp_path.resolve()).as_posix()) == found


@pytest.mark.parametrize(
    "url",
    [
        "../../../outside.png",
        "..%2f..%2f..%2foutside.png",
        "/../../outside.png",
        "/linked.png",
        "/folder/outside.png",
        "../" * 12 + "etc/passwd",
    ],
)
def test_a_file_outside_of_the_root_is_refused(tmp_path: Path, url: str) -> None:
    root = make(tmp_path / "site", "static/a.png", "content/posts/p.md")
    make(tmp_path, "outside.png")
    (root / "static" / "linked.png").symlink_to(tmp_path / "outside.png")
    (root / "static" / "folder").symlink_to(tmp_path)
    with pytest.raises(PermissionError):
        Site(root.resolve(), "hugo").find(url, root / "content" / "posts" / "p.md")


@given(
    st.lists(st.sampled_from(["..", ".", "", "a", "static", "%2e%2e", "%2f", "outside.png", "~", "\\"]), max_size=8).map("/".join)
)
def test_whatever_is_found_lies_below_the_root(tmp_path_factory: pytest.TempPathFactory, url: str) -> None:
    base = tmp_path_factory.getbasetemp() / "below"
    root = base / "site"
    if not root.exists():
        make(root, "static/a/outside.png", "content/a/p.md")
        make(base, "outside.png")
    site = Site(root.resolve(), "hugo")
    try:
        found = site.find(url, root / "content" / "a" / "p.md")
    except PermissionError:
        return
    assert found is None or found.path.is_relative_to(site.root)


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(PermissionError):
        Site(tmp_path.resolve(), "hugo").find("a", tmp_path / "p.md")


def test_markdown_files_come_in_order_without_hidden_and_generated_ones(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "a/z.markdown", "a/x.txt", ".git/c.md", ".d.md", "_site/e.md", "node_modules/f.md", "public/g.md")
    assert [path.relative_to(tmp_path).as_posix() for path in markdown_files(tmp_path)] == ["b.md", "a/z.markdown"]


# ---------------------------------------------------------------------------- permalinks


@pytest.mark.parametrize(
    ("path", "front", "permalink"),
    [
        ("content/posts/a.md", "", "/posts/a/"),
        ("content/posts/A Post.md", "", "/posts/a-post/"),
        ("content/posts/a/index.md", "", "/posts/a/"),
        ("content/_index.md", "", "/"),
        ("content/posts/_index.md", "", "/posts/"),
        ("content/posts/a.md", "slug: Other Name", "/posts/other-name/"),
        ("content/posts/a.md", "url: /x/y.html", "/x/y.html"),
        ("content/posts/a.md", "slug: ../../up", "/posts/up/"),
    ],
)
def test_a_page_of_hugo_has_the_path_of_its_file(tmp_path: Path, path: str, front: str, permalink: str) -> None:
    root = make(tmp_path, path).resolve()
    assert Site(root, "hugo").permalink(root / path, of(front)) == permalink


@pytest.mark.parametrize(
    ("pattern", "permalink"),
    [
        ("date", "/2024/05/01/a-post.html"),
        ("pretty", "/2024/05/01/a-post/"),
        ("none", "/a-post.html"),
        ("/:year-:i_month/:title", "/2024-5/a-post"),
    ],
)
def test_a_post_of_jekyll_follows_the_pattern(tmp_path: Path, pattern: str, permalink: str) -> None:
    name = "2024-05-01-a-post.md"
    root = make(tmp_path, f"_posts/{name}").resolve()
    assert Site(root, "jekyll", {"permalink": pattern}).permalink(root / "_posts" / name, of("", name, jekyll=True)) == permalink


@pytest.mark.parametrize("slug", ["..", ".", "...", "/", "--"])
def test_a_slug_is_never_a_folder_of_its_own(tmp_path: Path, slug: str) -> None:
    assert Site(tmp_path).slug(tmp_path / "a.md", of(f"slug: '{slug}'")) not in ("", ".", "..")


@given(st.text(max_size=40))
def test_urlize_leaves_one_segment(text: str) -> None:
    made = urlize(text)
    assert not any(char in made for char in "/\\ \n?#%\0")
    assert urlize(made) == made


def test_a_pattern_keeps_the_name_of_a_token_that_is_not_known(tmp_path: Path) -> None:
    root = make(tmp_path, "content/posts/a.md").resolve()
    site = Site(root, "hugo", {"permalinks": {"posts": "/:nothing/:2006/:slug"}})
    assert site.permalink(root / "content/posts/a.md", of("date: 2024-05-01\ntitle: T")) == "/nothing/2024/t/"


# ---------------------------------------------------------------------------- what a site adds to a post


def of_site(root: Path, name: str, text: str) -> Metadata:
    site = Site.at(root)
    return site.metadata(root.resolve() / name, front_matter(f"---\n{text}\n---\n", style=site.rules.style))


def test_an_author_is_called_as_the_site_calls_it(tmp_path: Path) -> None:
    make(tmp_path, "hugo.toml", "content/posts/a.md", "content/authors/grace/_index.md", "data/authors/ada.toml")
    (tmp_path / "hugo.toml").write_text("[taxonomies]\nauthor = 'authors'\n")
    (tmp_path / "data/authors/ada.toml").write_text('name = "Ada Lovelace"')
    (tmp_path / "content/authors/grace/_index.md").write_text("---\ntitle: Grace Hopper\n---\n")
    known = of_site(tmp_path, "content/posts/a.md", "authors: [ada, grace, ../../secret, Someone Else]")
    assert known.authors == ("Ada Lovelace", "Grace Hopper", "../../secret", "Someone Else")


@pytest.mark.parametrize(
    ("front", "files", "cover"),
    [
        ("cover: {image: a.png}", [], "a.png"),
        ("featuredImage: b.png", [], "b.png"),
        ("images: [c.png, d.png]", [], "c.png"),
        ("params: {featured_image: e.png}", [], "e.png"),
        ("resources: [{name: featured-image, src: f.png}]", [], "f.png"),
        ("title: x", ["cover.jpg", "the-feature.webp"], "the-feature.webp"),
        ("title: x", ["thumbnail.txt", "my-cover.jpg"], "my-cover.jpg"),
        ("title: x", ["other.jpg"], ""),
    ],
)  # fmt: skip
def test_a_post_has_the_cover_that_themes_show(tmp_path: Path, front: str, files: list[str], cover: str) -> None:
    make(tmp_path, "hugo.toml", "content/posts/a/index.md", *(f"content/posts/a/{name}" for name in files))
    (tmp_path / "hugo.toml").write_text("")
    assert of_site(tmp_path, "content/posts/a/index.md", front).cover == cover


@pytest.mark.parametrize("front", ["headless: true", "build: {list: never}", "build: {render: never}", "_build: {render: false}"])
def test_a_page_that_hugo_does_not_show_is_hidden(tmp_path: Path, front: str) -> None:
    make(tmp_path, "content/a.md")
    assert of_site(tmp_path, "content/a.md", front).hidden
    assert not of_site(tmp_path, "content/a.md", "build: {render: link}").hidden


def test_front_matter_of_a_section_that_cannot_be_read_hands_nothing_down(tmp_path: Path) -> None:
    make(tmp_path, "content/posts/_index.md", "content/posts/a.md")
    (tmp_path / "content/posts/_index.md").write_text("---\ncascade: [\n---\n")
    assert of_site(tmp_path, "content/posts/a.md", "title: T").title == "T"


@pytest.mark.parametrize(
    "cascade", ["x", "[1, {}]", "{target: 3}", "{target: {path: '[['}}", "{target: {path: '{a'}}", "{params: [1]}"]
)
def test_a_cascade_of_any_shape_is_no_error(tmp_path: Path, cascade: str) -> None:
    make(tmp_path, "content/posts/a.md")
    assert of_site(tmp_path, "content/posts/a.md", f"title: T\ncascade: {cascade}").title == "T"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("defaults", "x"), ("defaults", [1, {"scope": 3}, {"scope": {"path": ["a"]}, "values": "x"}]), ("collections", ["a", None]),
        ("collections", {"a": 1}), ("exclude", 3), ("include", "x"), ("permalink", 5), ("timezone", "../../etc"), ("languages", 7),
    ],
)  # fmt: skip
def test_a_config_of_any_shape_is_no_error_to_jekyll(tmp_path: Path, key: str, value: object) -> None:
    name = "2024-05-01-a.md"
    root = make(tmp_path, f"_posts/{name}").resolve()
    site = Site(root, "jekyll", {key: value})
    assert list(site.files()) == [root / "_posts" / name]
    assert site.metadata(root / "_posts" / name, front_matter("")).title == "A"


def test_a_theme_outside_of_the_site_is_not_read(tmp_path: Path) -> None:
    make(tmp_path, "themes/x/hugo.toml")
    (tmp_path / "themes/x/hugo.toml").write_text('[params]\nsecret = "s"\n')
    root = make(tmp_path / "site", "hugo.toml", "content/a.md")
    for text in ('theme = "../../themes/x"', 'theme = "x"\nthemesDir = "../themes"', f'theme = "{tmp_path}/themes/x"'):
        (root / "hugo.toml").write_text(text)
        assert Site.at(root).setting("params") is None


def test_what_a_site_has_read_stays_in_its_process(tmp_path: Path) -> None:
    make(tmp_path, "content/posts/a.md")
    site = Site.at(tmp_path)
    assert list(site.files())
    again = pickle.loads(pickle.dumps(site))
    assert (again, "rules" in vars(again)) == (site, False)


def test_post_url_names_a_post_wherever_it_lies(tmp_path: Path) -> None:
    make(tmp_path, "_config.yml", "_posts/2024-05-01-a.md", "blog/_posts/2024-05-02-b.md")
    (tmp_path / "_config.yml").write_text("permalink: pretty\n")
    site = Site.at(tmp_path)
    found = [site.post(name) for name in ("2024-05-01-a", "/2024-05-01-a", "blog/2024-05-02-b", "2024-05-03-c")]
    assert [page and page.url for page in found] == ["/2024/05/01/a/", "/2024/05/01/a/", "/blog/2024/05/02/b/", None]
