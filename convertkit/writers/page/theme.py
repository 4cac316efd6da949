"""Themes: folders of templates and style sheets; a file that a theme lacks is taken from the theme `plain`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path, PurePath
from traceback import extract_tb
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ... import registry
from ...diagnostics import ConvertError, Diagnostic, Severity
from ...metadata import direction
from ...post import Post
from ...resources import folder
from .translations import translated


def _folders(target: str, theme: str) -> list[Path]:
    """Where a theme's files for a target lie, the most specific folder first; what all targets share lies in the last.

    Raises ConvertError (CK411) where there is no such theme.
    """
    base = folder("templates")
    plain = [base / target, base]
    if theme in ("", "plain"):
        return plain
    own = Path(theme).expanduser()
    if not own.is_dir() and ".." not in PurePath(theme).parts:
        own = base / "themes" / theme
    if not own.is_dir():
        known = ", ".join(["plain", *sorted(path.name for path in (base / "themes").iterdir())])
        hint = f"use a folder with templates and style sheets, or one of {known}"
        raise ConvertError(Diagnostic("CK411", f"there is no theme '{theme}'", None, Severity.ERROR, hint))
    return [path for path in (own / target, own) if path.is_dir()] + plain


class _Sandbox(ImmutableSandboxedEnvironment):
    """A theme may come with a site that nobody trusts: its templates see values, they run nothing and open no file."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return not (isinstance(obj, PurePath) and callable(value)) and super().is_safe_attribute(obj, attr, value)


def _environment(target: str, theme: str) -> Environment:
    """The templates of a theme; two sites may call a folder of their own by one name."""
    return _environment_of(tuple(path.resolve() for path in _folders(target, theme)))


@cache
def _environment_of(folders: tuple[Path, ...]) -> Environment:
    loaders = [FileSystemLoader(path) for path in folders]
    environment = _Sandbox(
        loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["direction"] = direction
    environment.filters["translated"] = translated
    return environment


def post_styles(post: Post) -> list[str]:
    """The style sheets that a post brings, safe to stand in a page, an EPUB or a PDF."""
    if not post.styles:
        return []
    safe_style = registry.load("engines", "styles")
    return [safe for style in post.styles if (safe := safe_style(style))]


def rendered(target: str, theme: str, name: str, **values: Any) -> str:
    """The template `name` of a theme, filled in; every value is escaped unless the template says `safe`."""
    try:
        return _environment(target, theme).get_template(name).render(**values)
    except TemplateError as error:
        message = f"a template of the theme '{theme or 'plain'}' fails: {_where(error, name)}: {error}"
        hint = "docs/themes.md lists what templates are given"
        raise ConvertError(Diagnostic("CK417", message, None, Severity.ERROR, hint)) from error


def _where(error: TemplateError, name: str) -> str:
    """The file of a template and the line in it that an error speaks of."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name or name}:{error.lineno}"
    # Jinja puts the frames of templates into the traceback, with their own files and lines.
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(PurePath(name).suffix)]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else name


def style_sheet(target: str, theme: str, sheet: str = "style.css") -> str:
    """A style sheet of a theme: `sheet`, the colours of code, and `theme.css`, which has the last word where there is one."""
    environment = _environment(target, theme)
    parts = []
    for name in (sheet, "code.css", "theme.css"):
        try:
            assert environment.loader is not None
            parts.append(environment.loader.get_source(environment, name)[0])
        except TemplateNotFound:
            # A theme need not have rules of its own.
            continue
    return _without_remarks("\n".join(parts))


@lru_cache(maxsize=16)
def _without_remarks(css: str) -> str:
    # "/* ... */"
    return re.sub(r"/\*.*?\*/\n?", "", css, flags=re.S).strip()
