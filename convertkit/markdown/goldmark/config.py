"""What a Hugo site's configuration says about Markdown."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Options:
    """Names and defaults are those of Hugo's `markup.goldmark` (Hugo 0.168, goldmark_config/config.go).

    `typographer_strings` pairs Hugo's names (`leftDoubleQuote` ...) with the text that stands for them.
    `passthrough_block` and `passthrough_inline` are pairs of delimiters.
    """

    typographer: bool = True
    typographer_strings: Pairs = ()
    linkify: bool = True
    linkify_protocol: str = "https"
    auto_heading_id: bool = True
    auto_heading_id_type: str = "github"
    auto_definition_term_id: bool = False
    heading_attributes: bool = True
    block_attributes: bool = False
    footnote: bool = True
    definition_list: bool = True
    table: bool = True
    task_list: bool = True
    strikethrough: bool = True
    emoji: bool = False
    passthrough: bool = False
    passthrough_block: Pairs = ()
    passthrough_inline: Pairs = ()
    insert: bool = False
    mark: bool = False
    subscript: bool = False
    superscript: bool = False
    delete: bool = False
    hard_wraps: bool = False
    cjk: bool = False
    east_asian_line_breaks: bool = False
    east_asian_line_breaks_style: str = "simple"
    escaped_space: bool = False


# CommonMark alone: what the specification's examples are read with.
COMMONMARK = Options(
    typographer=False,
    linkify=False,
    auto_heading_id=False,
    heading_attributes=False,
    footnote=False,
    definition_list=False,
    table=False,
    task_list=False,
    strikethrough=False,
)

_STRINGS = (
    "leftSingleQuote",
    "rightSingleQuote",
    "leftDoubleQuote",
    "rightDoubleQuote",
    "enDash",
    "emDash",
    "ellipsis",
    "leftAngleQuote",
    "rightAngleQuote",
    "apostrophe",
)


class _Table:
    """A table of the configuration; keys are found whatever their case is, as in Hugo."""

    def __init__(self, value: Any) -> None:
        items = value.items() if isinstance(value, Mapping) else ()
        self.values = {str(key).lower(): item for key, item in items}

    def table(self, *keys: str) -> _Table:
        found = self
        for key in keys:
            found = _Table(found.values.get(key.lower()))
        return found

    def flag(self, key: str, default: bool) -> bool:
        value = self.values.get(key.lower())
        return value if isinstance(value, bool) else default

    def text(self, key: str, default: str) -> str:
        value = self.values.get(key.lower())
        return value if isinstance(value, str) else default

    def pairs(self, key: str) -> Pairs:
        found = []
        for pair in self.values.get(key.lower()) or ():
            if isinstance(pair, (list, tuple)) and len(pair) == 2 and all(isinstance(part, str) and part for part in pair):
                found.append((pair[0], pair[1]))
        return tuple(found)


# The configs asked for last and what they stand for: the posts of a site come one after the other, in a few languages.
_LAST: list[tuple[Mapping[str, Any], Options]] = []
_MOST = 8


def options(config: Mapping[str, Any]) -> Options:
    """The options that the merged configuration of a site stands for; what it does not say has Hugo's default."""
    for known, found in _LAST:
        if known is config:
            return found
    found = _options(config)
    _LAST[:] = [*_LAST[1 - _MOST :], (config, found)]
    return found


def unsafe(config: Mapping[str, Any]) -> bool:
    """Whether a site shows raw HTML (`markup.goldmark.renderer.unsafe`)."""
    return _Table(config).table("markup", "goldmark", "renderer").flag("unsafe", False)


def _options(config: Mapping[str, Any]) -> Options:
    site = _Table(config)
    goldmark = site.table("markup", "goldmark")
    extensions, parser = goldmark.table("extensions"), goldmark.table("parser")
    typographer, passthrough = extensions.table("typographer"), extensions.table("passthrough")
    extras, cjk = extensions.table("extras"), extensions.table("cjk")
    # `autoIDType` is the name of `autoHeadingIDType` since 0.144; Hugo lets the old one win.
    id_type = parser.text("autoHeadingIDType", "") or parser.text("autoIDType", "github")
    return Options(
        typographer=_on(extensions, "typographer", not typographer.flag("disable", False)),
        typographer_strings=_strings(typographer),
        linkify=extensions.flag("linkify", True),
        linkify_protocol=extensions.text("linkifyProtocol", "https"),
        auto_heading_id=parser.flag("autoHeadingID", True),
        auto_heading_id_type=id_type,
        auto_definition_term_id=parser.flag("autoDefinitionTermID", False),
        heading_attributes=parser.table("attribute").flag("title", True),
        block_attributes=parser.table("attribute").flag("block", False),
        footnote=_on(extensions, "footnote", extensions.table("footnote").flag("enable", True)),
        definition_list=extensions.flag("definitionList", True),
        table=extensions.flag("table", True),
        task_list=extensions.flag("taskList", True),
        strikethrough=extensions.flag("strikethrough", True),
        emoji=site.flag("enableEmoji", False),
        passthrough=passthrough.flag("enable", False),
        passthrough_block=passthrough.table("delimiters").pairs("block"),
        passthrough_inline=passthrough.table("delimiters").pairs("inline"),
        **{key: extras.table(key).flag("enable", False) for key in _EXTRAS},
        hard_wraps=goldmark.table("renderer").flag("hardWraps", False),
        cjk=cjk.flag("enable", False),
        east_asian_line_breaks=cjk.flag("eastAsianLineBreaks", False),
        east_asian_line_breaks_style=cjk.text("eastAsianLineBreaksStyle", "simple"),
        escaped_space=cjk.flag("escapedSpace", False),
    )


_EXTRAS = ("insert", "mark", "subscript", "superscript", "delete")


def _on(extensions: _Table, key: str, default: bool) -> bool:
    """An extension that is a table now and was a plain true or false in older versions of Hugo."""
    return extensions.flag(key, default)


def _strings(typographer: _Table) -> Pairs:
    return tuple(
        (name, html.unescape(str(typographer.values[name.lower()]))) for name in _STRINGS if name.lower() in typographer.values
    )
