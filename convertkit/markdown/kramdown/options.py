"""kramdown's options that change what a text means; the defaults are Jekyll's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

# The names are those of kramdown's option `typographic_symbols`.
_SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "hellip": "…",
        "mdash": "—",
        "ndash": "–",
        "laquo": "«",
        "raquo": "»",
        "laquo_space": "«\u00a0",
        "raquo_space": "\u00a0»",
    }
)


@dataclass(frozen=True, slots=True)
class Options:
    """How a text is read. `version` is kramdown's, "2.4" or "2.5"; the other names are its options."""

    input: str = "GFM"
    version: str = "2.4"
    auto_ids: bool = True
    auto_id_prefix: str = ""
    auto_id_stripping: bool = False
    transliterated_header_ids: bool = False
    header_offset: int = 0
    hard_wrap: bool = False
    parse_block_html: bool = False
    parse_span_html: bool = True
    smart_quotes: tuple[str, ...] = ("lsquo", "rsquo", "ldquo", "rdquo")
    typographic_symbols: Mapping[str, str] = field(default_factory=lambda: _SYMBOLS, hash=False)
    footnote_nr: int = 1
    toc_levels: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    math_engine: str | None = "mathjax"
    link_defs: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def gfm(self) -> bool:
        """Whether the text is GitHub's flavour, as Jekyll has it."""
        return self.input.lower() == "gfm"


_NAMES = frozenset(f.name for f in fields(Options))


def options(config: Mapping[str, Any]) -> Options:
    """The options in a site's configuration: its mapping `kramdown`. What has the wrong type is ignored."""
    given = config.get("kramdown")
    return with_options(Options(), given) if isinstance(given, Mapping) else Options()


def with_options(base: Options, given: Mapping[str, Any]) -> Options:
    """`base` with those of `given` that are known and well formed, as a configuration or `{::options}` has them."""
    changes: dict[str, Any] = {}
    for name, value in given.items():
        key = str(name).lstrip(":")
        if key in _NAMES:
            parsed = _value(key, value)
            if parsed is not None or key == "math_engine":
                changes[key] = parsed
    return replace(base, **changes) if changes else base


def _value(name: str, value: Any) -> Any:
    """`value` in the type of option `name`; None where it cannot be."""
    default = getattr(Options(), name)
    if name == "toc_levels":
        return _levels(value)
    if name == "smart_quotes":
        return _quotes(value)
    if isinstance(default, bool):
        return _boolean(value)
    if isinstance(default, int):
        return _integer(value)
    if isinstance(default, Mapping):
        return {**default, **{str(k).lstrip(":"): v for k, v in value.items()}} if isinstance(value, Mapping) else None
    return None if value is None or value == "nil" else str(value).lstrip(":")


def _boolean(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(str(value).strip().lower())


def _integer(value: Any) -> int | None:
    try:
        return int(str(value).strip())
    except ValueError:
        return None


def _levels(value: Any) -> tuple[int, ...] | None:
    """Levels from `1..6`, `2,3` or a list."""
    if isinstance(value, list | tuple):
        return tuple(level for level in map(_integer, value) if level is not None)
    first, dots, last = str(value).partition("..")
    if dots:
        low, high = _integer(first), _integer(last.strip("."))
        return tuple(range(max(1, low), min(6, high) + 1)) if low is not None and high is not None else None
    return _levels(str(value).split(","))


def _quotes(value: Any) -> tuple[str, ...] | None:
    names = tuple(str(name).strip() for name in (value if isinstance(value, list | tuple) else str(value).split(",")))
    return names if len(names) == 4 else None
