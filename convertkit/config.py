"""Config files of sites: read within bounds, merged as Hugo and Jekyll merge them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import yaml

from .diagnostics import Diagnostic, Severity
from .source import Place, Source, Span
from .yaml_loading import BoundedLoader

HUGO_CONFIGS = tuple(f"{stem}.{suffix}" for stem in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json"))
JEKYLL_CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
_MOST_CONFIG_BYTES = 4_000_000
_MOST_THEMES = 20
# What of a theme's config counts where the site does not say (Hugo 0.168, `_merge`); everything else is "none"
_MERGED = {"params": "deep", "menus": "shallow", "menu": "shallow", "mediatypes": "shallow", "outputformats": "shallow"}


class _TextKeys(BoundedLoader):
    """Keys are text, as in Hugo's YAML 1.2: the language `no` is not `False`."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                key.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep=deep)  # type: ignore[no-any-return]


def load_config(path: Path, *, top: type = dict, text_keys: bool = False, problems: list[Diagnostic] | None = None) -> Any:
    """The values of a config file (TOML, YAML, JSON by suffix); empty where it cannot be read or is no `top`.

    Why it is empty then is added to `problems` (CK120).
    """
    text, problem = "", Unreadable("it is larger than 4 MB", 1, 1)
    try:
        if path.stat().st_size <= _MOST_CONFIG_BYTES:
            text = path.read_text(encoding="utf-8-sig")
            value = _parsed(text, path.suffix, text_keys=text_keys)
            if isinstance(value, top):
                return value
            if value is None:
                return {}
            problem = Unreadable("it is not a table of keys", 1, 1)
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        problem = unreadable(error)
    if problems is not None:
        problems.append(_unread(path, text, problem))
    return {}


def _parsed(text: str, suffix: str, *, text_keys: bool) -> Any:
    if suffix == ".toml":
        return tomllib.loads(text)
    if suffix == ".json":
        return json.loads(text)
    return yaml.load(text, Loader=_TextKeys if text_keys else BoundedLoader)  # noqa: S506 -- safe ones


class Unreadable(NamedTuple):
    """Why a file of TOML, YAML or JSON cannot be read, and the line and the column where."""

    reason: str
    line: int
    column: int

    def place(self, source: Source) -> Place:
        """The character at which reading ended."""
        start = sum(len(each) + 1 for each in source.text.split("\n")[: self.line - 1]) + self.column - 1
        start = min(start, len(source.text))
        return source.place(Span(start, start + 1))


# "Invalid value (at line 3, column 9)", "Expected newline (at end of document)"
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


def unreadable(error: Exception) -> Unreadable:
    """What an error of a parser says."""
    reason, line, column = str(error), 1, 1
    if isinstance(error, OSError):
        reason = error.strerror or reason
    elif isinstance(error, RecursionError):
        reason = "it nests too deep"
    elif isinstance(error, json.JSONDecodeError):
        reason, line, column = error.msg, error.lineno, error.colno
    elif isinstance(error, yaml.MarkedYAMLError):
        mark, reason = error.problem_mark, str(error.problem)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    elif (found := _AT.search(reason)) is not None:
        reason = reason[: found.start()]
        line, column = (int(found[1]), int(found[2])) if found[1] else (1, 1)
    return Unreadable(f"{reason[:1].lower()}{reason[1:]}", line, column)


def _unread(path: Path, text: str, problem: Unreadable) -> Diagnostic:
    name = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    at = problem.place(Source.of_text(text, name=str(name), path=path))
    message, hint = f"the site's config cannot be read: {problem.reason}", "the site is taken as if it had none"
    return Diagnostic("CK120", message, at, Severity.WARNING, hint)


def lowered(value: Any) -> Any:
    """`value` with every key in lower case, as Hugo reads them."""
    if isinstance(value, Mapping):
        return {str(key).lower(): lowered(item) for key, item in value.items()}
    if isinstance(value, list):
        return [lowered(item) for item in value]
    return value


def over(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `first` with those of `second` laid over them, table by table."""
    out = dict(first)
    for key, value in second.items():
        old = out.get(key)
        out[key] = over(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return out


# ---------------------------------------------------------------------------- Hugo


def hugo_config(root: Path, *, problems: list[Diagnostic]) -> dict[str, Any]:
    """The config of a Hugo site, keys in lower case: its own file and folder, then what counts of its themes' configs.

    What is wrong with one of the files is added to `problems`.
    """
    config = _component(root, problems)
    seen = {root}
    waiting = list(theme_folders(root, config))
    while waiting and len(seen) <= _MOST_THEMES:
        folder = waiting.pop(0)
        if folder in seen or not _inside(folder, root):
            continue
        seen.add(folder)
        theirs = _component(folder, problems)
        config = _with_theme(config, theirs)
        waiting[:0] = theme_folders(root, theirs)
    merged: dict[str, Any] = _without_strategies(config)
    return merged


def theme_folders(root: Path, config: Mapping[str, Any]) -> Iterator[Path]:
    """Where the themes and modules that a config names may lie below the root, the first to count first."""
    value = config.get("theme")
    names = value if isinstance(value, list) else [value] if value else []
    module = config.get("module")
    imports = module.get("imports") if isinstance(module, Mapping) else None
    for item in imports if isinstance(imports, list) else ():
        if isinstance(item, Mapping):
            names = [*names, item.get("path") or ""]
    themes = root / str(config.get("themesdir") or "themes")
    for name in names:
        path = PurePosixPath(str(name))
        if path.parts and not path.is_absolute() and ".." not in path.parts:
            # A module keeps its path (`themes/github.com/a/b`, `_vendor/...`), a theme its last name.
            yield from dict.fromkeys((themes / path, root / "_vendor" / path, themes / path.name))


def _component(folder: Path, problems: list[Diagnostic]) -> dict[str, Any]:
    """The config of a site or a theme: its file, then the folders below `config/`, for a build in production."""
    config: dict[str, Any] = {}
    for name in HUGO_CONFIGS:
        if (folder / name).is_file():
            config = lowered(load_config(folder / name, text_keys=True, problems=problems))
            break
    for environment in ("_default", "production"):
        files = sorted((folder / "config" / environment).rglob("*"))
        for path in files:
            if path.suffix in (".toml", ".yaml", ".yml", ".json") and path.is_file():
                config = over(config, _nested(path, problems))
    return config


def _nested(path: Path, problems: list[Diagnostic]) -> dict[str, Any]:
    """`params.toml` holds what stands under `params`, `hugo.toml` the root, `menus.de.toml` what a language has."""
    values: dict[str, Any] = lowered(load_config(path, top=object, text_keys=True, problems=problems) or {})
    stem, _, language = path.stem.lower().partition(".")
    if stem in ("hugo", "config"):
        return values if isinstance(values, dict) else {}
    # The root key may stand in the file too.
    whole = isinstance(values, dict) and list(values) == [stem] and isinstance(values[stem], dict | list)
    values = values if whole else {stem: values}
    return {"languages": {language: values}} if language else values


def _with_theme(own: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """`own` with what a theme's config adds, as each table's `_merge` says."""
    out = dict(own)
    for key, value in theirs.items():
        if key == "languages":
            out = {**out, "languages": _languages(own, value)} if "languages" in own else out
            continue
        strategy = _strategy(own, key)
        if strategy != "none" and key != "_merge":
            out[key] = _added(out[key], value, strategy) if key in out else value
    return out


def _strategy(own: Mapping[str, Any], key: str) -> str:
    table = own.get(key)
    given = table.get("_merge") if isinstance(table, Mapping) else None
    return str(given or own.get("_merge") or _MERGED.get(key, "none")).lower()


def _languages(own: Mapping[str, Any], theirs: Any) -> Any:
    """The languages of a site with what a theme says of the same ones."""
    languages = own["languages"]
    if not isinstance(languages, Mapping) or not isinstance(theirs, Mapping):
        return languages
    out = dict(languages)
    inherited = languages.get("_merge") or own.get("_merge")
    for key, value in theirs.items():
        if isinstance(out.get(key), Mapping) and isinstance(value, Mapping):
            out[key] = _with_theme({**({"_merge": inherited} if inherited else {}), **out[key]}, value)
    return out


def _added(own: Any, theirs: Any, strategy: str) -> Any:
    """`own` with the keys of `theirs` that it lacks; with `deep` at every level."""
    if not isinstance(own, Mapping) or not isinstance(theirs, Mapping):
        return own
    out = dict(own)
    for key, value in theirs.items():
        if key not in out:
            out[key] = value
        elif strategy == "deep":
            out[key] = _added(out[key], value, str(own.get("_merge") or strategy))
    return out


def _without_strategies(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_strategies(item) for key, item in value.items() if key != "_merge"}
    return value


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.is_dir() and path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


# ---------------------------------------------------------------------------- Jekyll


def jekyll_config(root: Path, names: tuple[str, ...], *, problems: list[Diagnostic]) -> dict[str, Any]:
    """The config files `names` of a Jekyll site, merged: a later one counts more (`_config.yml`, `_config_production.yml`).

    What is wrong with one of them is added to `problems`.
    """
    config: dict[str, Any] = {}
    for name in names:
        path = root / name
        if path.resolve().is_relative_to(root):
            config = over(config, load_config(path, problems=problems))
    return config
