"""What a site says of its pages: the same as the real Hugo and the real Jekyll say, on sites of our own and on public ones."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from oracle.sites import hugo_sites, jekyll_sites, real_hugo, real_jekyll

from convertkit.liquid import Library
from convertkit.site import Site
from convertkit.sites.hugo import Hugo
from convertkit.sites.jekyll import Jekyll

pytestmark = pytest.mark.oracle
needs_hugo = pytest.mark.skipif(real_hugo.executable() is None, reason="needs Hugo")
needs_jekyll = pytest.mark.skipif(bool(real_jekyll.missing()), reason=real_jekyll.missing() or "Jekyll is there")
_ZERO = "0001-01-01"
# Parameters that are compared as what they mean, or that only Hugo adds
_NOT_COMPARED = frozenset((
    "date", "lastmod", "publishdate", "expirydate", "draft", "iscjklanguage", "title", "weight", "cascade", "params", "slug",
    "description", "keywords", "tags", "categories", "aliases", "url", "summary", "linktitle",
))  # fmt: skip


def written(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root.resolve()


def aware(date: dt.datetime | None) -> dt.datetime | None:
    return date.replace(tzinfo=dt.UTC) if date is not None and date.tzinfo is None else date


def moment(text: str) -> dt.datetime | None:
    return None if text.startswith(_ZERO) else dt.datetime.fromisoformat(text)


# ---------------------------------------------------------------------------- Hugo


def hugo_differences(root: Path, *, refs: tuple[str, ...] = ()) -> tuple[int, dict[str, Any]]:
    """How many pages of files Hugo has, and for each that differs what convertkit says, and what Hugo says."""
    site = Site.at(root)
    theirs = [page for page in real_hugo.pages(root, refs=refs) if page["file"]]
    found: dict[str, Any] = {}
    for page in theirs:
        path = Path(page["file"])
        pairs = dict(_of_page(site, path, page))
        differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if differing:
            found[path.relative_to(root).as_posix()] = differing
    shown = {path for path in site.pages() if not site.metadata(path, site.front_matter(path)).hidden}
    missing = shown ^ {Path(page["file"]) for page in theirs}
    # Two pages of one address: Hugo writes one of them.
    addresses = [page["link"] for page in theirs]
    missing = {path for path in missing if site.permalink(path, site.metadata(path, site.front_matter(path))) not in addresses}
    return len(theirs), found | {path.relative_to(root).as_posix(): "only here" for path in missing}


def _of_page(site: Site, path: Path, page: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Any, Any]]]:
    rules = site.rules
    assert isinstance(rules, Hugo)
    front = site.front_matter(path)
    known = site.metadata(path, front)
    base = "" if rules.multihost else urlsplit(site.base_url).path
    host = urlsplit(page["permalink"]).path if not rules.multihost else unquote(page["link"])
    place = rules.place(path)
    assert place is not None
    link = site.permalink(path, known)
    yield "link", (unquote(base + link), unquote(host)[-len(unquote(link)) :] if rules.multihost else unquote(page["link"]))
    yield "title", (known.title, page["title"].strip())
    if page["kind"] == "page":
        yield "date", (aware(known.date), moment(page["date"]))
        if known.updated is not None or moment(page["lastmod"]) not in (None, aware(known.date)):
            yield "updated", (aware(known.updated), moment(page["lastmod"]))
        yield "published", (aware(known.published), moment(page["published"]))
        yield "expires", (aware(known.expires), moment(page["expires"]))
    yield "draft", (known.draft, page["draft"])
    yield "weight", (known.weight, page["weight"])
    yield "description", (known.description, page["description"].strip())
    yield "slug", (known.slug, page["slug"].strip())
    yield "language", (site.language_of(path) or page["language"], page["language"])
    yield "path", ((place.logical, place.kind), (page["path"], page["kind"]))
    if not rules.multihost:
        yield "aliases", (list(known.aliases), page["aliases"] or [])
    values = {key.lower(): value for key, value in site.values(path, front).items()}
    for key, value in page["params"].items():
        if key not in _NOT_COMPARED and isinstance(value, int | bool | list | dict) and not isinstance(value, dict):
            yield f"param {key}", (values.get(key), value)
        elif key not in _NOT_COMPARED and isinstance(value, str) and not value[:4].isdigit():
            yield f"param {key}", (values.get(key), value)
    for plural, terms in known.terms.items():
        # Hugo lists no terms here for a taxonomy whose name has capitals.
        if page["kind"] == "page" and plural in page["terms"]:
            yield f"terms {plural}", (sorted(map(_folded, terms)), sorted(map(_folded, page["terms"][plural])))
    yield (
        "terms",
        ([name for name in page["terms"] if name not in ("tags", "categories", *known.terms) and page["kind"] == "page"], []),
    )
    for asked in page["refs"]:
        name = asked["name"].partition("#")[0]
        target = site.page(name, path) if name else None
        yield f"ref {asked['name']}", (unquote(base + target.url) if target else "", unquote(asked["url"].partition("#")[0]))


def _folded(term: str) -> str:
    return term.lower().replace(" ", "-")


@needs_hugo
@pytest.mark.parametrize("name", hugo_sites.SITES)
def test_a_site_of_ours_is_to_convertkit_what_it_is_to_hugo(name: str, tmp_path: Path) -> None:
    root = written(tmp_path / "site", hugo_sites.SITES[name])
    count, differing = hugo_differences(root)
    assert count > 2
    assert set(differing) == set(hugo_sites.KNOWN.get(name, {})), differing


@needs_hugo
def test_a_name_in_ref_means_the_page_that_hugo_finds(tmp_path: Path) -> None:
    root = written(tmp_path / "site", hugo_sites.LINKED)
    count, differing = hugo_differences(root, refs=hugo_sites.NAMES)
    assert count == 19
    assert differing == {}


@needs_hugo
@pytest.mark.parametrize("name", hugo_sites.THEMED)
def test_the_configs_of_themes_are_merged_as_hugo_merges_them(name: str, tmp_path: Path) -> None:
    root = written(tmp_path / "site", hugo_sites.THEMED[name])
    theirs, site = real_hugo.settings(root), Site.at(root)
    assert site.setting("params") == real_hugo.without(theirs["params"], "_merge")
    assert _names(site.setting("menus")) == _names(theirs.get("menus"))
    assert (site.rules.setting("title", language=site.default_language) or "") == theirs["title"]


def _names(menus: Any) -> dict[str, list[str]]:
    return {key: [item["name"] for item in items] for key, items in (menus or {}).items() if isinstance(items, list) and items}


_HUGO_CORPUS = {
    "docsy": "docsy/docsy.dev",
    "etcd": "etcd",
    "hextra": "hextra/docs",
    "hugo-docs": "hugo-docs",
    "papermod-example": "papermod-example",
}


@needs_hugo
@pytest.mark.slow
@pytest.mark.parametrize("name", _HUGO_CORPUS)
def test_a_public_site_is_to_convertkit_what_it_is_to_hugo(name: str, shared: Path, tmp_path: Path) -> None:
    root = real_hugo.copy(shared / "corpus" / _HUGO_CORPUS[name], tmp_path / "site").resolve()
    _without_what_is_missing(root)
    count, differing = hugo_differences(root)
    assert count > 20
    assert differing == {}


def _without_what_is_missing(root: Path) -> None:
    """Take themes, modules, the repository and output formats out of a config, give a config where there is none."""
    for name in ("hugo.toml", "hugo.yaml", "config.yml"):
        path = root / name
        if path.exists():
            text = path.read_text("utf-8").replace("':git', ", "").replace("enableGitInfo: true", "")
            blocks = "module|outputs|theme" if path.suffix != ".toml" else "theme"
            path.write_text(re.sub(rf"^(?:{blocks}):.*\n(?:[ \t].*\n|\n)*", "", text, flags=re.M), "utf-8")
            return
    (root / "hugo.toml").write_text('baseURL = "https://example.org/"\n')


# ---------------------------------------------------------------------------- Jekyll


def jekyll_differences(root: Path, configs: tuple[str, ...] = ()) -> tuple[int, dict[str, Any]]:
    """How many texts Jekyll reads, and for each that differs what convertkit says, and what Jekyll says."""
    site = Site.at(root, configs=configs[1:])
    theirs = real_jekyll.pages(root, configs=configs)
    texts = [each for each in (*theirs["documents"], *theirs["pages"]) if Path(each["path"]).suffix.lower() in jekyll_sites.TEXTS]
    found: dict[str, Any] = {}
    for each in texts:
        path = Path(each["path"])
        differing = {name: pair for name, pair in _of_text(site, path, each) if pair[0] != pair[1]}
        if differing:
            found[path.relative_to(root).as_posix()] = differing
    both = {path.relative_to(root).as_posix() for path in set(site.files()) ^ {Path(each["path"]) for each in texts}}
    assert site.base_url == theirs["base_url"].rstrip("/")
    return len(texts), found | dict.fromkeys(both, "read by one of them")


def _of_text(site: Site, path: Path, each: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Any, Any]]]:
    rules = site.rules
    assert isinstance(rules, Jekyll)
    front = site.front_matter(path)
    known = site.metadata(path, front)
    document = rules.document(path)
    assert document is not None
    yield "label", (document.label, each["label"])
    yield "title", (known.title, str(each["title"] or "").strip())
    if each["label"] == "pages":
        yield "url", (unquote(site.permalink(path, known)), unquote(each["url"]))
    else:
        # A draft without a date has that of its file.
        if not (document.draft and known.date is None):
            yield "date", (aware(known.date) if each["dated"] else None, moment(each["date"]) if each["dated"] else None)
            yield "url", (unquote(site.permalink(path, known)), unquote(each["url"]))
        yield "slug", (known.slug, str(each["slug"]))
        yield "categories", (list(known.categories), each["categories"])
        yield "tags", (list(known.tags), [str(tag) for tag in each["tags"]])
        yield "draft", (known.draft or document.draft, each["draft"] or not each["published"])
    values = site.values(path, front)
    for key, value in each["values"].items():
        if key not in ("date", "excerpt", "category", "tag", "tags", "categories", "title", "permalink"):
            yield f"value {key}", (_plain(values.get(key)), _plain(value))


def _plain(value: Any) -> Any:
    """Values with dates as text: Ruby's and Python's YAML tell them apart in other places."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value)[:10] if re.match(r"\d{4}-", str(value)) else str(value)


@needs_jekyll
@pytest.mark.parametrize("name", jekyll_sites.SITES)
def test_a_site_of_ours_is_to_convertkit_what_it_is_to_jekyll(name: str, tmp_path: Path) -> None:
    root = written(tmp_path / "site", jekyll_sites.SITES[name])
    configs = ("_config.yml", "_config_production.yml") if (root / "_config_production.yml").exists() else ()
    count, differing = jekyll_differences(root, configs)
    assert count > 30
    assert differing == {}


@needs_jekyll
def test_posts_stand_in_the_order_of_jekyll(tmp_path: Path) -> None:
    # The real one is asked for drafts and what is not published too, which no other post sees.
    files = {
        name: text
        for name, text in jekyll_sites.SITES["date"].items()
        if "_drafts" not in name and not name.endswith(".txt") and "published: false" not in text
    }
    root = written(tmp_path / "site", files)
    site, theirs = Site.at(root), real_jekyll.pages(root)
    posts = [post.path for post in Library(site).documents("posts")]
    assert len(posts) > 20
    following = {each["path"]: each["next"] for each in theirs["documents"] if each["label"] == "posts"}
    assert {str(path): str(after) for path, after in zip(posts, posts[1:], strict=False)} == {
        k: v for k, v in following.items() if v
    }


@needs_jekyll
@pytest.mark.slow
@pytest.mark.parametrize("name", ["jekyll-docs/docs", "opensource-guide"])
def test_a_public_site_is_to_convertkit_what_it_is_to_jekyll(name: str, shared: Path, tmp_path: Path) -> None:
    root = shutil.copytree(shared / "corpus" / name, tmp_path / "site").resolve()
    count, differing = jekyll_differences(root)
    assert count > 40
    assert differing == {}
