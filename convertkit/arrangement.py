"""The order of the posts of a book, and its parts: by section or by year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import Any

from .metadata import Metadata
from .post import Part, Post
from .site import Site, bundle_of

Entry = Part | Post
SORTS = ("date", "weight", "title", "given")
PARTS = ("none", "section", "year")
_NO_DATE = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


def arranged(
    posts: Sequence[Post],
    site: Site,
    *,
    sort: str = "date",
    reverse: bool = False,
    parts: str = "none",
    indexes: Sequence[Post] = (),
) -> tuple[Entry, ...]:
    """`posts` in the order that `sort` names, below the parts that `parts` names.

    `date` is oldest first, those without a date before the others. `weight` is Hugo's default order: by weight, the newest
    first, then by title and path; sections stand among the pages by the weight of their own page. `given` keeps the order.
    `indexes` are the pages of sections (`_index.md`).
    """
    if parts == "year":
        return _by_year(posts, sort, reverse=reverse)
    if parts == "section" or sort == "weight":
        tree = _tree(posts, site, indexes)
        entries = tuple(_entries(tree, sort, reverse=reverse))
        return entries if parts == "section" else tuple(_flat(entries))
    return tuple(ordered(posts, sort, reverse=reverse))


def ordered(posts: Sequence[Post], sort: str, *, reverse: bool = False) -> list[Post]:
    """`posts` by date, weight or title, or as they are given; `reverse` is the other way round."""
    found = sorted(posts, key=_KEYS[sort]) if sort in _KEYS else list(posts)
    return found[::-1] if reverse else found


def _path(post: Post) -> str:
    return post.source.path.as_posix() if post.source.path is not None else post.source.name


def _moment(known: Metadata) -> dt.datetime:
    if known.date is None:
        return _NO_DATE
    return known.date if known.date.tzinfo else known.date.replace(tzinfo=dt.UTC)


def _by_date(post: Post) -> Any:
    return (_moment(post.metadata), _by_title(post))


def _by_title(post: Post) -> Any:
    return ((link_title(post.metadata) or post.title).casefold(), _path(post))


def _by_weight(post: Post) -> Any:
    return default_order(post.metadata, _by_title(post))


def link_title(known: Metadata) -> str:
    """What lists call a page: Hugo's `linkTitle`, else its title."""
    own = {key.lower(): value for key, value in known.extra.items()}.get("linktitle")
    return str(own or known.title)


def default_order(known: Metadata, title: Any) -> Any:
    """The key of Hugo's default order: by weight, the newest first, then by `title`.

    Hugo 0.168, resources/page/pages_sort.go, DefaultPageSort: a weight of 0 comes last.
    """
    return (known.weight == 0, known.weight, -(_moment(known) - _NO_DATE).total_seconds(), title)


_KEYS = {"date": _by_date, "title": _by_title, "weight": _by_weight}


def _by_year(posts: Sequence[Post], sort: str, *, reverse: bool) -> tuple[Entry, ...]:
    years: dict[int, list[Post]] = {}
    undated: list[Post] = []
    for post in ordered(posts, sort, reverse=reverse):
        if post.metadata.date is None:
            undated.append(post)
        else:
            years.setdefault(post.metadata.date.year, []).append(post)
    order = list(years) if sort == "given" else sorted(years, reverse=reverse)
    return (*undated, *(Part(str(year), tuple(years[year])) for year in order))


# ---------------------------------------------------------------------- sections


@dataclass
class _Section:
    """A section: its folder, its own page, its posts and the sections in it in the order in which they were met."""

    name: str = ""
    page: Post | None = None
    posts: list[Post] = field(default_factory=list)
    sections: dict[str, _Section] = field(default_factory=dict)

    @property
    def title(self) -> str:
        if self.page is not None:
            return self.page.title
        words = self.name.strip("_").replace("-", " ").replace("_", " ")
        return words[:1].upper() + words[1:]


def _tree(posts: Sequence[Post], site: Site, indexes: Sequence[Post]) -> _Section:
    pages: dict[tuple[str, ...], list[Post]] = {}
    for page in indexes:
        pages.setdefault(_folders(page, site), []).append(page)
    folders = [_sections(post, site, pages) for post in posts]
    common = _common(folders)
    root = _Section()
    for post, names in zip(posts, folders, strict=True):
        section = root
        for depth in range(len(common), len(names)):
            found = section.sections.get(names[depth])
            if found is None:
                found = _Section(names[depth], _page(pages, names[: depth + 1], post))
                section.sections[names[depth]] = found
            section = found
        section.posts.append(post)
    return root


def _folders(post: Post, site: Site) -> tuple[str, ...]:
    """The folders below the content folder that hold a post; of a leaf bundle, which is a folder itself, those around it."""
    path = post.source.path or Path(post.source.name)
    inside = site.content_path(path) or PurePosixPath(path.name)
    folders = inside.parts[:-1]
    return folders[:-1] if site.kind == "hugo" and bundle_of(path) == "leaf" else folders


def _sections(post: Post, site: Site, pages: Mapping[tuple[str, ...], Any]) -> tuple[str, ...]:
    """The folders of a post as far as they are sections: in Hugo the first one, and those with a page of their own."""
    folders = _folders(post, site)
    if site.kind != "hugo":
        return folders
    deep = max((depth for depth in range(1, len(folders) + 1) if depth == 1 or folders[:depth] in pages), default=0)
    return folders[:deep]


def _common(folders: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    if not folders:
        return ()
    # What the first and the last in their order share, all share.
    first, last = min(folders), max(folders)
    length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    return first[:length]


def _page(pages: Mapping[tuple[str, ...], list[Post]], folders: tuple[str, ...], post: Post) -> Post | None:
    """The page of a section, in the language of the post that asks for it where there is one."""
    found = pages.get(folders, [])
    return next((page for page in found if page.metadata.language == post.metadata.language), found[0] if found else None)


def _entries(section: _Section, sort: str, *, reverse: bool) -> Iterator[Entry]:
    parts: list[tuple[Any, Entry]] = []
    for each in section.sections.values():
        parts.append((_weight_of(each), Part(each.title, tuple(_entries(each, sort, reverse=reverse)), each.page)))
    if sort == "weight":
        rows = sorted([*parts, *((_by_weight(post), post) for post in section.posts)], key=lambda row: row[0])
        yield from (entry for _, entry in (rows[::-1] if reverse else rows))
        return
    if sort != "given":
        parts.sort(key=lambda row: row[0], reverse=reverse)
    yield from ordered(section.posts, sort, reverse=reverse)
    yield from (part for _, part in parts)


def _weight_of(section: _Section) -> Any:
    return _by_weight(section.page) if section.page is not None else (True, 0, 0.0, (section.title.casefold(), section.name))


def _flat(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        if isinstance(entry, Part):
            yield from _flat(entry.entries)
        else:
            yield entry
