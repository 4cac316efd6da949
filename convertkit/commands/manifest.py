"""A manifest: a YAML or TOML file that says what a book is called and which posts it holds, in which parts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from ..api import markdown_files, source
from ..config import Unreadable, unreadable
from ..diagnostics import ConvertError, Diagnostic, Report, Severity
from ..metadata import plain
from ..post import Book, Part, Post
from ..source import Place, Source
from ..yaml_loading import BoundedLoader

_TEXTS = ("title", "description", "rights", "publisher", "series", "series_index", "language", "identifier")
_KEYS = (*_TEXTS, "authors", "author", "cover", "chapters", "parts")
_PART_KEYS = ("title", "posts")
# What a list of many files may name, in the order of the book's own sort
Ordered = Callable[[Sequence[Post]], Sequence[Post]]
Reading = Callable[[Path], "Post | None"]


@dataclass(frozen=True)
class Manifest:
    """A manifest as it was read: its values, and its text for the places of what is wrong in it."""

    path: Path
    source: Source
    values: Mapping[str, Any]
    report: Report

    # ------------------------------------------------------------------ which files

    def files(self) -> list[Path]:
        """Every file that the manifest names, each once; what names none is reported (CK114)."""
        return list(dict.fromkeys(path for names in self._lists() for name in names for path in self.named(name)))

    def _lists(self) -> Iterator[list[str]]:
        yield self.names(self.values.get("chapters"), "chapters")
        for part in self.parts():
            yield self.names(part.get("posts"), "posts")

    def parts(self) -> list[Mapping[str, Any]]:
        """The tables of the parts."""
        value = self.values.get("parts")
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            raise self.wrong("'parts' is a list of parts, each with a title and posts", "parts")
        for part in value:
            self.known(part, _PART_KEYS)
        return list(value)

    def names(self, value: Any, key: str) -> list[str]:
        """A list of paths and patterns."""
        names = [value] if isinstance(value, str) else value if value is not None else []
        if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
            raise self.wrong(f"'{key}' is a list of paths", key)
        return names

    def named(self, name: str) -> list[Path]:
        """The files that a path or a pattern names, in path order."""
        folder = self.path.parent
        if name.startswith(("/", "~")) or "\0" in name:
            raise self.wrong(f"'{name}' is not a path below the manifest's folder", name)
        try:
            found = sorted(folder.glob(name)) if re.search(r"[*?\[]", name) else [folder / name]
        except (ValueError, NotImplementedError) as error:
            raise self.wrong(f"'{name}' is not a pattern: {error}", name) from error
        files = [path for path in markdown_files(found) if path.is_file()]
        if not files:
            place, hint = self.place(name), "paths start at the manifest's folder"
            self.report.add(Diagnostic("CK114", f"no post is called '{name}'", place, Severity.ERROR, hint))
        return files

    # ------------------------------------------------------------------ the book

    def book(self, post_at: Reading, ordered: Ordered) -> Book:
        """The book: chapters first, then the parts. Of a post that is named twice the first place counts."""
        used: set[Path] = set()

        def posts(names: list[str]) -> Iterator[Post]:
            for name in names:
                paths = [path for path in self.quiet(name) if path not in used]
                used.update(paths)
                yield from ordered([post for path in paths if (post := post_at(path)) is not None])

        entries: list[Part | Post] = list(posts(self.names(self.values.get("chapters"), "chapters")))
        for part in self.parts():
            title = part.get("title")
            if not isinstance(title, str | int | float) or not plain(str(title)):
                raise self.wrong("a part needs a title", "parts")
            entries.append(Part(plain(str(title)), tuple(posts(self.names(part.get("posts"), "posts")))))
        return Book(tuple(entries), **self.described())

    def quiet(self, name: str) -> list[Path]:
        """The files of a name that was reported already where it has none."""
        return replace(self, report=Report()).named(name)

    def described(self) -> dict[str, Any]:
        """What the manifest says of the book."""
        out: dict[str, Any] = {}
        for key in _TEXTS:
            value = self.values.get(key)
            if value is None:
                continue
            if isinstance(value, dict | list | bool):
                raise self.wrong(f"'{key}' is a text", key)
            out[key] = plain(str(value))
        authors = self.values.get("authors", self.values.get("author"))
        if authors is not None:
            names = [authors] if isinstance(authors, str) else authors
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                raise self.wrong("'authors' is a name or a list of names", "author")
            out["authors"] = tuple(plain(name) for name in names)
        cover = self.values.get("cover")
        if cover is not None:
            if not isinstance(cover, str) or not cover:
                raise self.wrong("'cover' is a path", "cover")
            out["cover"] = self.path.parent / cover
        return out

    # ------------------------------------------------------------------ what is wrong

    def known(self, values: Mapping[str, Any], keys: Sequence[str]) -> None:
        """Report the keys that mean nothing (CK115)."""
        for key in values:
            if key not in keys:
                hint = "keys: " + ", ".join(keys)
                self.report.warn("CK115", f"a manifest has no key '{key}'", self.place(str(key)), hint=hint)

    def wrong(self, message: str, word: str) -> ConvertError:
        """What is raised for a manifest that says something else than it may."""
        return ConvertError(Diagnostic("CK113", message, self.place(word), Severity.ERROR))

    def place(self, word: str) -> Place:
        """Where a key or a value stands first in the manifest."""
        return self.source.place(self.source.span_of(word))


def manifest(path: Path, report: Report) -> Manifest:
    """The manifest in a file: TOML by its suffix, else YAML.

    Raises ConvertError: CK100 where there is no such file, CK113 where it cannot be read or says something else.
    """
    text = source(path)
    try:
        values: Any = tomllib.loads(text.text) if path.suffix == ".toml" else yaml.load(text.text, Loader=BoundedLoader)  # noqa: S506 -- a safe one
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _unreadable(text, unreadable(error)) from error
    if not isinstance(values, dict):
        raise _unreadable(text, Unreadable("it is not a table of keys", 1, 1))
    out = Manifest((text.path or path), text, values, report)
    out.known(values, _KEYS)
    return out


def _unreadable(text: Source, problem: Unreadable) -> ConvertError:
    message = f"the manifest cannot be read: {problem.reason}"
    return ConvertError(Diagnostic("CK113", message, problem.place(text), Severity.ERROR))
