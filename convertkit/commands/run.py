"""What every command shares: the settings of a run, its diagnostics, its exit code."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from .. import registry
from ..diagnostics import ConvertError, Diagnostic, Report, Severity
from ..site import Site
from ..writers.artifact import holds_post, kept, write_atomically
from .config import Configs, named_config

CLEAN, ERRORS, USAGE, ENGINE = 0, 1, 2, 3
# Codes of what is wrong with a site, not with a post of it: once a run is enough
_OF_SITES = ("CK120",)


@dataclass(frozen=True)
class Settings:
    """The options of all commands."""

    dialect: str = ""
    site: Site | None = None
    strict: bool = False
    report: str = ""
    jobs: int | None = None
    quiet: bool = False
    configs: Configs = field(default_factory=lambda: Configs(None, None))


def settings(arguments: dict[str, Any]) -> Settings:
    """Take the shared options out of `arguments`.

    Raises click.UsageError for a dialect, a site or a config that is not there.
    """
    names = ("dialect", "strict", "report", "jobs", "quiet")
    values = {name: arguments.pop(name) for name in names}
    folder, config = arguments.pop("site"), arguments.pop("config")
    dialect = values["dialect"]
    if dialect and dialect not in registry.TABLE["dialects"] and dialect not in (known := registry.names("dialects")):
        raise click.UsageError(f"--from: '{dialect}' is not one of {', '.join(known)}")
    try:
        site = Site.at(folder) if folder else None
    except OSError as error:
        raise click.UsageError(f"--site: there is no folder '{folder}'") from error
    return Settings(site=site, configs=Configs(named_config(config) if config else None, site), **values)


def own_shortcodes(common: Settings) -> Mapping[str, Any] | None:
    """The table [shortcodes] of the settings that were named; None without, so that each site's own file counts.

    Raises click.UsageError where it is no table.
    """
    named = common.configs.named
    found = named.values.get("shortcodes") if named is not None else None
    if found is not None and not isinstance(found, Mapping):
        raise click.UsageError("--config: [shortcodes] is not a table")
    return found


def usage(error: ConvertError) -> click.UsageError:
    """What the command line says of an error of the library about its arguments."""
    hint = re.sub(r"to='(\w+)'", r"--to \1", error.diagnostic.hint.replace("`to`", "--to"))
    return click.UsageError(f"{error.diagnostic.message} ({hint})")


def merged(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics of a run, what is wrong with a site once."""
    of_sites = Report()
    out = []
    for diagnostic in diagnostics:
        before = len(of_sites)
        if diagnostic.code in _OF_SITES:
            of_sites.add(diagnostic)
        if diagnostic.code not in _OF_SITES or len(of_sites) > before:
            out.append(diagnostic)
    return out


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


def write_report(path: str, diagnostics: Iterable[Diagnostic]) -> int:
    """Write diagnostics to a JSON file; the exit code that this asks for, 1 where the file cannot be written."""
    if not path:
        return CLEAN
    found = [diagnostic.as_dict() for diagnostic in diagnostics]
    text = json.dumps({"diagnostics": found}, indent=2, ensure_ascii=False) + "\n"
    target = Path(path).expanduser()
    try:
        if holds_post(target):
            raise kept(target, "a post", hint="name another file with --report")
        write_atomically(target, text.encode("utf-8", "backslashreplace"))
    except ConvertError as error:
        shown([error.diagnostic])
        return ERRORS
    return CLEAN
