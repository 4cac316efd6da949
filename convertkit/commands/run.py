"""What every command shares: the settings of a run, its diagnostics, its exit code."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ..diagnostics import Diagnostic, Severity
from ..site import Site
from ..writers.artifact import write_atomically

CLEAN, ERRORS, USAGE, ENGINE = 0, 1, 2, 3


@dataclass(frozen=True)
class Settings:
    """The options of all commands."""

    dialect: str = ""
    site: Site | None = None
    strict: bool = False
    report: str = ""
    jobs: int | None = None
    quiet: bool = False
    config: Mapping[str, Any] | None = None


def settings(arguments: dict[str, Any]) -> Settings:
    """Take the shared options out of `arguments`.

    Raises click.UsageError for a site or a config that is not there.
    """
    names = ("dialect", "strict", "report", "jobs", "quiet")
    values = {name: arguments.pop(name) for name in names}
    folder, config = arguments.pop("site"), arguments.pop("config")
    if values["dialect"] not in ("", "hugo", "jekyll", "plain"):
        raise click.UsageError(f"--from: '{values['dialect']}' is not one of hugo, jekyll, plain")
    try:
        site = Site.at(folder) if folder else None
    except OSError as error:
        raise click.UsageError(f"--site: there is no folder '{folder}'") from error
    return Settings(site=site, config=_config(config, site), **values)


def own_shortcodes(common: Settings) -> Mapping[str, Any] | None:
    """The table [shortcodes] of the settings; None where they have none, so that each site's own file counts.

    Raises click.UsageError where it is no table.
    """
    found = (common.config or {}).get("shortcodes")
    if found is not None and not isinstance(found, Mapping):
        raise click.UsageError("--config: [shortcodes] is not a table")
    return found


def _config(name: str, site: Site | None) -> Mapping[str, Any]:
    path = Path(name) if name else (site.root if site else Path.cwd()) / "convertkit.toml"
    if not name and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.UsageError(f"--config: cannot read '{path}'") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"--config: {path}: {error}") from error


def shown(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics to the standard error."""
    for diagnostic in diagnostics:
        print(diagnostic.explained(), file=sys.stderr)


def exit_code(diagnostics: Iterable[Diagnostic], *, strict: bool) -> int:
    """0 for warnings only, 1 for errors (with `strict`: warnings), 3 where an engine failed."""
    code = CLEAN
    for diagnostic in diagnostics:
        if diagnostic.code.startswith("CK5") and diagnostic.severity is Severity.ERROR:
            return ENGINE
        if diagnostic.severity is Severity.ERROR or (strict and diagnostic.severity is Severity.WARNING):
            code = ERRORS
    return code


def write_report(path: str, diagnostics: Iterable[Diagnostic]) -> None:
    """Write diagnostics to a JSON file."""
    if path:
        found = [diagnostic.as_dict() for diagnostic in diagnostics]
        write_atomically(
            Path(path),
            (json.dumps({"diagnostics": found}, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"),
        )
