"""The settings of a site: its convertkit.toml, or the file that `--config` names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from ..config import unreadable
from ..diagnostics import Diagnostic, Report, Severity
from ..shortcodes.own import SETTINGS
from ..site import Site
from ..source import Source

_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Config:
    """The tables of a file of settings; `root` is that of the site that it belongs to, None for a file that was named."""

    path: Path = field(default_factory=Path)
    values: Mapping[str, Any] = field(default_factory=dict)
    root: Path | None = None

    def options(self, writer: str) -> dict[str, Any]:
        """The table of a writer.

        Raises click.UsageError where it is none, and where it names a file outside of its site.
        """
        table = self.values.get(writer, {})
        if not isinstance(table, Mapping):
            raise self.wrong(f"'{writer}' is not a table; write [{writer}]")
        return {**table, **{key: self.below(f"[{writer}] {key}", table[key]) for key in ("theme", "cover") if key in table}}

    def below(self, key: str, value: Any) -> Any:
        """A theme's folder or a cover by its place in the site; a name stays one."""
        if self.root is None or not isinstance(value, str):
            return value
        path = self.root / Path(value).expanduser()
        if not path.exists():
            return value
        if not path.resolve().is_relative_to(self.root):
            raise self.wrong(f"{key}: '{value}' lies outside of the site; name it with a flag")
        return str(path)

    def wrong(self, message: str) -> click.UsageError:
        """What is raised for settings that say something else than they may."""
        return click.UsageError(f"{self.path}: {message}")


def named_config(name: str) -> Config:
    """The settings in the file that `--config` names.

    Raises click.UsageError where it cannot be read.
    """
    path = Path(name).expanduser()
    try:
        return Config(path, tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise click.UsageError(f"--config: cannot read '{name}'") from error
    except ValueError as error:
        raise click.UsageError(f"--config: {name}: {error}") from error


class Configs:
    """The settings of each post: of the file that was named, else of the root of the post's own site."""

    def __init__(self, named: Config | None, site: Site | None) -> None:
        self.named = named
        self.site = site
        self.report = Report()
        self._by_root: dict[Path, Config] = {}
        self._by_folder: dict[Path, Config] = {}

    def of(self, post: Path) -> Config:
        """The settings that count for the post at `post`; what is wrong with a site's file is reported (CK121)."""
        if self.named is not None:
            return self.named
        if self.site is not None:
            return self._in(self.site.root)
        path = post.resolve()
        if path.parent not in self._by_folder:
            # Of most folders none above has settings, and their site need not be looked for.
            near = any((folder / SETTINGS).is_file() for folder in path.parents)
            self._by_folder[path.parent] = self._in(Site.around(path).root) if near else Config()
        return self._by_folder[path.parent]

    def _in(self, root: Path) -> Config:
        if root not in self._by_root:
            self._by_root[root] = self._read(root / SETTINGS, root)
        return self._by_root[root]

    def _read(self, path: Path, root: Path) -> Config:
        if not path.is_file():
            return Config(path, {}, root)
        text = ""
        try:
            if not path.resolve().is_relative_to(root) or path.stat().st_size > _MOST_BYTES:
                raise ValueError("it lies outside of the site, or is too large")
            text = path.read_text(encoding="utf-8-sig")
            return Config(path, tomllib.loads(text), root)
        except (OSError, ValueError) as error:
            problem = unreadable(error)
            at = problem.place(Source.of_text(text, name=str(path), path=path))
            message = f"the site's {SETTINGS} cannot be read: {problem.reason}"
            self.report.add(Diagnostic("CK121", message, at, Severity.WARNING, "nothing that it says counts"))
            return Config(path, {}, root)
