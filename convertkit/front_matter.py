"""Front matter: split from the body with offsets, values loaded, top-level keys located.

The intro follows Hugo's lexer (Hugo 0.168, parser/pageparser) and, for Jekyll, the expression that
Jekyll::Document uses: a line `---`, lazily up to a line `---` or `...`.
"""

from __future__ import annotations

import copyreg
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any

import yaml
from frontmatter.default_handlers import JSONHandler, YAMLHandler

from .source import Span
from .yaml_loading import HugoLoader, Loader


def _frozen(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


# A post holds mappings that cannot be changed; Python itself does not know how to copy or to pickle one.
copyreg.pickle(MappingProxyType, lambda mapping: (_frozen, (dict(mapping),)))


@dataclass(frozen=True)
class Problem:
    """What is wrong with front matter, and where."""

    code: str
    message: str
    at: Span
    fatal: bool = True
    hint: str = ""


@dataclass(frozen=True)
class Intro:
    """Where front matter lies: `at` without its delimiters, `body` the offset behind them."""

    format: str = "none"
    at: Span = Span(0, 0)
    body: int = 0
    problem: str = ""


@dataclass(frozen=True)
class FrontMatter:
    """Front matter: its format (yaml, toml, json, org, none), raw text, values in order, a span per top-level key."""

    format: str = "none"
    raw: str = ""
    at: Span = Span(0, 0)
    body: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    lexemes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


# ---------------------------------------------------------------------------- splitting


def hugo_intro(text: str) -> Intro:
    """Front matter as Hugo's lexer finds it; `problem` is Hugo's own message where it stops with an error."""
    at = len(text) - len(text.lstrip(" \t\n\r\ufeff")) if text[:1] in " \t\n\r\ufeff" else 0
    rest = text[at : at + 3]
    if rest.startswith(("-", "+")):
        return _delimited(text, at, rest[0])
    if rest.startswith("{"):
        return _json(text, at)
    if rest.startswith("#+"):
        return _org(text, at)
    return Intro()


def _delimited(text: str, start: int, sign: str) -> Intro:
    name, mark = ("YAML", "---") if sign == "-" else ("TOML", "+++")
    if not text.startswith(mark, start):
        stop = start
        while stop < len(text) and text[stop] == sign and stop < start + 2:
            stop += 1
        return Intro(problem=f"invalid {name} delimiter", at=Span(start, stop + 1))
    first = start + 3
    # The rest of the opening line belongs to the delimiter only when it is a line end.
    for end in ("\r\n", "\n"):
        if text.startswith(end, first):
            first += len(end)
            break
    close = first if text.startswith(mark, first) else text.find("\n" + mark, first - 1) + 1
    if close <= 0:
        return Intro(problem=f"EOF looking for end {name} front matter delimiter", at=Span(first, len(text)))
    body = close + 3
    for end in ("\r\n", "\n"):
        if text.startswith(end, body):
            body += len(end)
            break
    return Intro(name.lower(), Span(first, close), body)


def _json(text: str, start: int) -> Intro:
    depth, quoted, at = 0, False, start
    while at < len(text):
        char = text[at]
        if quoted and char == "\\":
            at += 1
        elif char == '"':
            quoted = not quoted
        elif not quoted and char in "{}":
            depth += 1 if char == "{" else -1
            if depth == 0:
                end = at + 1
                for newline in ("\r\n", "\n"):
                    if text.startswith(newline, end):
                        end += len(newline)
                        break
                return Intro("json", Span(start, end), end)
        at += 1
    return Intro(problem="unexpected EOF parsing JSON front matter", at=Span(start, len(text)))


def _org(text: str, start: int) -> Intro:
    at = start
    while text.startswith("#+", at):
        end = text.find("\n", at)
        at = len(text) if end < 0 else end + 1
    return Intro("org", Span(0, at), at)


# "---\ntitle: x\n---\n", also "..." as the closing line, blanks after either
_JEKYLL = re.compile(r"---[ \t]*\n(.*?\n?)^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M)


def jekyll_intro(text: str) -> Intro:
    """Front matter as Jekyll finds it: YAML only, from the first byte of the file."""
    match = _JEKYLL.match(text)
    return Intro("yaml", Span(*match.span(1)), match.end()) if match else Intro()


# ---------------------------------------------------------------------------- values


def front_matter(text: str, *, style: str = "hugo") -> FrontMatter:
    """The front matter of `text`; problems are kept in it and nothing is raised.

    `style` is hugo or jekyll. Text whose front matter does not end is all body.
    """
    intro = jekyll_intro(text) if style == "jekyll" else hugo_intro(text)
    if intro.problem:
        return _without(text, intro)
    if intro.format == "none":
        return FrontMatter()
    if intro.format == "json" and text[intro.at.start : intro.at.start + 3] in ("{{<", "{{%"):
        return FrontMatter()
    raw = text[intro.at.start : intro.at.end]
    load = {
        "yaml": partial(_load_yaml, kind=Loader) if style == "jekyll" else _load_yaml,
        "toml": _load_toml,
        "json": _load_json,
        "org": _load_org,
    }[intro.format]
    loaded = load(raw, intro.at.start)
    return FrontMatter(
        intro.format,
        raw,
        intro.at,
        intro.body,
        MappingProxyType(loaded.values),
        MappingProxyType(loaded.spans),
        MappingProxyType(loaded.lexemes),
        tuple(loaded.problems),
    )


def _without(text: str, intro: Intro) -> FrontMatter:
    """A body that only looks like front matter (a list, a rule) is a body; an open block is reported."""
    if intro.problem.startswith("invalid") or text.startswith(("{{<", "{{%"), intro.at.start):
        return FrontMatter()
    problem = Problem("CK110", f"front matter does not end: {intro.problem}", intro.at, hint="close it with its delimiter")
    return FrontMatter(problems=(problem,))


@dataclass
class _Loaded:
    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    lexemes: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def fail(self, message: str, at: Span, hint: str = "") -> _Loaded:
        self.problems.append(Problem("CK111", message, at, hint=hint))
        return self


def _load_yaml(raw: str, base: int, kind: type[Loader] = HugoLoader) -> _Loaded:
    loaded = _Loaded()
    loader: list[Loader] = []

    def kept(stream: str) -> Loader:
        loader.append(kind(stream))
        return loader[0]

    try:
        values = YAMLHandler().load(raw, Loader=kept)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _yaml_problem(loaded, error, raw, base)
    if values is None:
        return loaded
    if not isinstance(values, dict):
        what = "list" if isinstance(values, list) else "plain value"
        return loaded.fail(
            f"front matter is a {what}, not a mapping", Span(base, base + len(raw.rstrip())), "write `key: value` lines"
        )
    loaded.values = {str(key): value for key, value in values.items()}
    for name, index in loader[0].duplicates:
        at = Span(base + index, base + index + len(name))
        loaded.problems.append(
            Problem("CK112", f"duplicate key '{name}' in front matter", at, fatal=False, hint="the last one wins")
        )
    _locate(loaded, loader[0].root, raw, base)
    return loaded


def _locate(loaded: _Loaded, root: yaml.MappingNode | None, raw: str, base: int) -> None:
    pairs = root.value if root is not None else []
    starts = [key.start_mark.index for key, _ in pairs] + [len(raw)]
    for number, (key, value) in enumerate(pairs):
        name = str(key.value)
        loaded.spans[name] = Span(base + starts[number], base + starts[number + 1])
        if isinstance(value, yaml.ScalarNode):
            loaded.lexemes[name] = value.value


def _yaml_problem(loaded: _Loaded, error: Exception, raw: str, base: int) -> _Loaded:
    mark = getattr(error, "problem_mark", None)
    index = min(mark.index, len(raw)) if mark is not None else 0
    problem = str(getattr(error, "problem", None) or "not readable").lower()
    hint = "indent with spaces, not tabs" if _tab_indented(raw) else "quote the value if it holds `:` or `#`"
    return loaded.fail(f"broken YAML front matter: {problem}", Span(base + index, base + index + 1), hint)


def _tab_indented(raw: str) -> bool:
    return any(line.startswith("\t") or line.lstrip(" ").startswith("\t") for line in raw.split("\n"))


# "title = 1", "[params]", '"quoted key" = 2'
_TOML_KEY = re.compile(r'^(?:\[+\s*)?(?:"([^"\n]+)"|([\w-]+))', re.M)
# tomllib: "Expected '=' after a key in a key/value pair (at line 2, column 7)"
_TOML_AT = re.compile(r" \(at line (\d+), column (\d+)\)| \(at end of document\)")


def _load_toml(raw: str, base: int) -> _Loaded:
    loaded = _Loaded()
    try:
        loaded.values = tomllib.loads(raw)
    except (ValueError, RecursionError) as error:
        found = _TOML_AT.search(str(error))
        index = len(raw.rstrip())
        if found and found[1]:
            index = sum(len(line) + 1 for line in raw.split("\n")[: int(found[1]) - 1]) + int(found[2]) - 1
        message = _TOML_AT.sub("", str(error)).lower()
        return loaded.fail(f"broken TOML front matter: {message}", Span(base + index, base + index + 1))
    starts = [(match[1] or match[2], match.start()) for match in _TOML_KEY.finditer(raw)]
    for number, (name, start) in enumerate(starts):
        end = starts[number + 1][1] if number + 1 < len(starts) else len(raw)
        if name in loaded.values and name not in loaded.spans:
            loaded.spans[name] = Span(base + start, base + end)
    return loaded


def _load_json(raw: str, base: int) -> _Loaded:
    loaded = _Loaded()
    repeated: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in items]
        repeated.extend(sorted({name for name in names if names.count(name) > 1}))
        return dict(items)

    try:
        values = JSONHandler().load(raw, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:
        index = getattr(error, "pos", 0)
        message = str(getattr(error, "msg", "a value is too long or nests too deep")).lower()
        return loaded.fail(f"broken JSON front matter: {message}", Span(base + index, base + index + 1))
    loaded.values = values
    for name in repeated:
        at = base + raw.rfind(f'"{name}"')
        loaded.problems.append(
            Problem("CK112", f"duplicate key '{name}' in front matter", Span(at, at + len(name) + 2), fatal=False)
        )
    for name in values:
        start = raw.find(f'"{name}"')
        loaded.spans[name] = Span(base + start, base + start + len(name) + 2)
    return loaded


def _load_org(raw: str, base: int) -> _Loaded:
    loaded, at = _Loaded(), base
    for line in raw.splitlines(keepends=True):
        if line.startswith("#+") and ":" in line:
            key, value = line[2:].split(":", 1)
            name = key.strip().lower()
            many = name in ("tags", "categories", "aliases") or name.endswith("[]")
            loaded.values[name.removesuffix("[]")] = value.split() if many else value.strip()
            loaded.spans[name] = Span(at, at + len(line))
        at += len(line)
    return loaded
