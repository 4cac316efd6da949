"""Hugo's cascade: values that the config, a section or a page hands down to the pages below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple


class Target(NamedTuple):
    """Which pages are meant: globs over the logical path, the kind, the language; empty ones match every page."""

    path: str = ""
    kind: str = ""
    languages: tuple[str, ...] = ()
    environment: str = ""

    def matches(self, path: str, kind: str, language: str) -> bool:
        """Whether a page is meant; the build is one for production."""
        return (
            (not self.path or glob(self.path.lower()).fullmatch(path) is not None)
            and (not self.kind or glob(self.kind.lower()).fullmatch(kind) is not None)
            and (not self.languages or any(glob(name.lower()).fullmatch(language) for name in self.languages))
            and (not self.environment or glob(self.environment.lower()).fullmatch("production") is not None)
        )


class Entry(NamedTuple):
    """Values and the pages that get them; keys in lower case."""

    target: Target
    values: Mapping[str, Any]


def target(value: Any) -> Target:
    """A page matcher (Hugo, "Page matcher"); also the names of old sites: `lang`, `_target`."""
    if not isinstance(value, Mapping):
        return Target()
    given = {str(key).lower(): item for key, item in value.items()}
    languages = given.get("lang") or given.get("language")
    sites = given.get("sites")
    if isinstance(sites, Mapping):
        matrix = sites.get("matrix")
        languages = matrix.get("languages") if isinstance(matrix, Mapping) else languages
    names = languages if isinstance(languages, list) else [languages] if languages else []
    texts = (str(given.get(key) or "") for key in ("path", "kind", "environment"))
    path, kind, environment = texts
    return Target(path, kind, tuple(map(str, names)), environment)


def entries(cascade: Any) -> tuple[Entry, ...]:
    """The entries of a `cascade` key, the first of them to count first."""
    given = cascade if isinstance(cascade, list) else [cascade]
    return tuple(_entry(item) for item in given if isinstance(item, Mapping))


def _entry(item: Mapping[str, Any]) -> Entry:
    values = {str(key).lower(): value for key, value in item.items()}
    meant = target(values.pop("target", None) or values.pop("_target", None))
    values.pop("_target", None)
    params = values.pop("params", None)
    if isinstance(params, Mapping):
        values = {**{str(key).lower(): value for key, value in params.items()}, **values}
    return Entry(meant, values)


def handed_down(layers: Iterable[Entry], path: str, kind: str, language: str) -> dict[str, Any]:
    """What a page gets of `layers`, the nearest first; a value counts whole, tables are not merged."""
    found: dict[str, Any] = {}
    for entry in layers:
        if entry.target.matches(path, kind, language):
            for key, value in entry.values.items():
                found.setdefault(key, value)
    return found


@lru_cache(maxsize=512)
def glob(pattern: str) -> re.Pattern[str]:
    """A glob as Hugo reads it: `**` crosses folders, `{a,b}` is either; one that cannot be read matches nothing."""
    try:
        return re.compile("".join(_translated(pattern)), re.S)
    except re.error:
        return re.compile(r"(?!)")


# "**", "*", "?", "{", ",", "}", "[a-z]", "\*"
_GLOB_PARTS = re.compile(r"\*\*|[*?{},]|\[!?[^\]/]+\]|\\.|[^*?{},\[\\]+|.", re.S)
_SIGNS = {"**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")"}


def _translated(pattern: str) -> Iterator[str]:
    depth = 0
    for part in _GLOB_PARTS.findall(pattern[:1000]):
        if part == ",":
            yield "|" if depth else ","
        elif part == "}" and not depth:
            yield re.escape(part)
        elif part in _SIGNS:
            depth += {"{": 1, "}": -1}.get(part, 0)
            yield _SIGNS[part]
        elif len(part) > 1 and part.startswith("["):
            yield "[" + part[1:-1].replace("!", "^", 1 if part[1] == "!" else 0).replace("\\", "\\\\") + "]"
        else:
            yield re.escape(part[1:] if len(part) > 1 and part.startswith("\\") else part)
