"""Plugins by name: ONE table of "module:attribute" strings; entry points are asked on a miss.

Nothing heavy is imported before it is used: `load` imports the module that a name stands for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .diagnostics import ConvertError

TABLE: dict[str, dict[str, str]] = {
    "readers": {
        "markdown": "convertkit.readers.markdown",
    },
    "writers": {
        "epub": "convertkit.writers.epub",
        "pdf": "convertkit.writers.pdf",
        "html": "convertkit.writers.html",
        "hugo": "convertkit.writers.markdown:hugo",
        "jekyll": "convertkit.writers.markdown:jekyll",
    },
    "dialects": {
        "hugo": "convertkit.dialects.hugo:dialect",
        "jekyll": "convertkit.dialects.jekyll:dialect",
        "plain": "convertkit.dialects.plain:dialect",
    },
    # Engines that are slow to import, used by some posts only.
    "engines": {
        "liquid": "convertkit.liquid:Liquid",
        "goldmark": "convertkit.markdown.goldmark",
        "kramdown": "convertkit.markdown.kramdown",
        "fonts": "convertkit.writers.pdf.fonts:faces",
        "pdf-layouts": "convertkit.writers.pdf.layout:Layouts",
        "pdf-math": "convertkit.writers.pdf.math:formulas_drawn",
        "pdf-merge": "convertkit.writers.pdf.merge:merged",
        "pygments": "convertkit.writers.page.pygments",
        "sanitiser": "convertkit.markup",
        "inline-svg": "convertkit.writers.page.inline_svg:as_pictures",
        "inline-css": "convertkit.writers.html.inline_css:inlined",
        "html-book": "convertkit.writers.html.book:write",
        "svg": "convertkit.writers.page.svg:clean_svg",
        "pictures": "convertkit.writers.pictures",
        "remote": "convertkit.writers.remote:fetched",
        "cover": "convertkit.writers.book.cover:cover",
        "theme": "convertkit.writers.page.theme",
        "styles": "convertkit.writers.page.styles:safe_style",
        "own-template": "convertkit.shortcodes.template:content",
        "hugo": "convertkit.hugo.engine:rendered",
        "parallel": "convertkit.batch.parallel:parallel",
        "progress": "convertkit.batch.progress:progress",
        "stages": "convertkit.batch.progress:stages",
    },
    "commands": {
        "convert": "convertkit.commands.convert:run",
        "book": "convertkit.commands.book:run",
        "check": "convertkit.commands.check:run",
        "inspect": "convertkit.commands.inspect:run",
        "writer-options": "convertkit.commands.options:help_rows",
        "formats": "convertkit.commands.formats:run",
        "doctor": "convertkit.commands.doctor:run",
    },
}

# Plugins that a script registered in this process, by group and name.
OWN: dict[str, dict[str, Any]] = {}

DESCRIPTIONS = {
    "epub": "EPUB 3.3 book",
    "pdf": "tagged PDF (PDF/UA-1)",
    "html": "clean HTML page, or its body alone with --fragment",
    "hugo": "Markdown of Hugo",
    "jekyll": "Markdown of Jekyll",
}


def load(group: str, name: str) -> Any:
    """The plugin `name` of `group` (readers, writers, dialects, shortcodes, checks, commands).

    Raises KeyError where neither the table nor an installed package has it, ConvertError (CK510) where a package cannot
    be loaded.
    """
    if name in OWN.get(group, {}):
        return OWN[group][name]
    path = TABLE.get(group, {}).get(name)
    if path is not None:
        return imported(path)
    return import_module("convertkit.plugins").load(group, name)


def names(group: str) -> list[str]:
    """Every name of `group`: ours in the table's order, then those of installed packages."""
    ours = list(TABLE.get(group, {}))
    found: list[str] = import_module("convertkit.plugins").names(group)
    return ours + [name for name in found if name not in ours]


def writers_of(suffix: str) -> list[str]:
    """The writers of files with a suffix such as `.epub`.

    One that is called like the suffix is asked first: the others need not be imported then.
    """
    suffix = suffix.lower()
    name = suffix.removeprefix(".")
    if name in TABLE["writers"] and suffix in load("writers", name).suffixes:
        return [name]
    return [name for name in names("writers") if suffix in _suffixes(name)]


def suffix_of(writer: str) -> str:
    """The suffix that files of a writer get."""
    suffixes = load("writers", writer).suffixes
    return str(suffixes[0]) if suffixes else f".{writer}"


def _suffixes(writer: str) -> tuple[str, ...]:
    try:
        return tuple(load("writers", writer).suffixes)
    except ConvertError:
        return ()  # who asks for this writer by its name is told


def imported(path: str) -> Any:
    """The attribute (or module) that `module:attribute` names."""
    module, _, attribute = path.partition(":")
    loaded = import_module(module)
    return getattr(loaded, attribute) if attribute else loaded
