"""The throw-away project: the site's templates and data, its pages without their text, and pages that hold calls alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from .. import ast
from ..config import load_config
from ..front_matter import front_matter
from ..site import Site
from .layouts import PARTS, components, files, folders

# Settings that a template may see, or that change how Markdown is read. Hugo's names in lower case.
_SETTINGS = (
    "baseurl", "title", "locale", "languagecode", "defaultcontentlanguage", "defaultcontentlanguageinsubdir", "languages",
    "params", "markup", "permalinks", "taxonomies", "copyright", "enableemoji", "hascjklanguage", "summarylength",
    "pluralizelisttitles", "capitalizelisttitles", "titlecasestyle", "timezone", "imaging", "services", "privacy", "uglyurls",
    "disablepathtolower", "removepathaccents", "relativeurls", "canonifyurls", "mediatypes", "outputformats", "frontmatter",
    "mainsections", "author", "social", "reflinkserrorlevel", "reflinksnotfoundurl",
)  # fmt: skip
# No network, no programs, no environment: a template comes from a site that nobody trusts.
_CLOSED = {
    "enableInlineShortcodes": False,
    "exec": {"allow": ["none"], "osEnv": ["none"]},
    "funcs": {"getenv": ["none"]},
    "http": {"urls": ["none"]},
}
_MARKUP = ("md", "markdown", "mdown", "mkd", "mkdown", "html", "htm", "org", "adoc", "asciidoc", "ad", "rst", "pandoc", "pdc")
_MOST_BYTES = 4_000_000
# Each page says whose it is; what fails in one page fails in that page alone.
_LAYOUT = """{{ with .File }}{{ printf "<!--%(token)s %%s-->" .Path | safeHTML }}{{ end }}
{{ with try .Content }}{{ with .Err }}%(token)serror {{ . }}{{ else }}{{ .Value }}{{ end }}{{ end }}
"""


class Page(NamedTuple):
    """A post: its file, its text up to the body, the calls that are to be shown."""

    path: Path
    front: str
    calls: tuple[ast.Call, ...]


@dataclass
class Project:
    """A project in `folder`. `pages` are by their file in the content folder, `lines` say where each call stands in it."""

    site: Site
    folder: Path
    token: str
    pages: dict[str, Page] = field(default_factory=dict)
    lines: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def prepare(self, pages: Sequence[Page]) -> None:
        """Write everything but the calls."""
        self._templates()
        (self.folder / "layouts" / "all.html").write_text(_LAYOUT % {"token": self.token}, encoding="utf-8")
        (self.folder / "content").mkdir(exist_ok=True)
        settings = json.dumps(self._settings(), default=str, ensure_ascii=False)
        (self.folder / "hugo.json").write_text(settings, encoding="utf-8")
        for number, page in enumerate(pages):
            self.pages[self._place(page.path) or f"content/{number}.md"] = page
            self._named_files(page)
        self._others()

    def write(self, left_out: set[tuple[str, int]]) -> None:
        """Write the pages with their calls, but those that are left out."""
        for name, page in self.pages.items():
            text = page.front.rstrip("\n") + "\n\n" if page.front.strip() else ""
            places: list[tuple[int, int]] = []
            for number, call in enumerate(page.calls):
                before = text.count("\n")
                if (name, number) not in left_out:
                    text += f"{self.token}{number}b\n\n{_dedented(call)}\n\n{self.token}{number}e\n\n"
                places.append((before, text.count("\n")))
            self.lines[name] = places
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="replace")

    # ------------------------------------------------------------------ parts

    def _templates(self) -> None:
        """Copies of what shortcodes can reach; of two files of one name the first counts, as in Hugo."""
        (self.folder / "layouts").mkdir()
        for part in PARTS:
            for folder in folders(self.site, f"layouts/{part}"):
                for path in files(self.site, folder):
                    target = self.folder / "layouts" / part / path.relative_to(folder)
                    if not target.exists() and path.stat().st_size <= _MOST_BYTES:
                        target.parent.mkdir(parents=True, exist_ok=True)
                        shutil.copyfile(path, target)

    def _named_files(self, page: Page) -> None:
        """Copies of the files that calls name, for templates that read them (`readFile (.Get "file")`)."""
        for argument in (argument for call in page.calls for argument in call.arguments):
            name = str(argument.value).strip("/")
            if not name or len(name) > 400 or "\0" in name or "\n" in name:
                continue
            for path in (self.site.root / name, page.path.parent / name):
                if not self.site.contains(path) or not path.is_file() or path.stat().st_size > _MOST_BYTES:
                    continue
                target = self.folder / path.resolve().relative_to(self.site.root)
                if not target.exists() and path.suffix.lower().lstrip(".") not in _MARKUP:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)

    def _settings(self) -> dict[str, Any]:
        config = {name: self.site.config[name] for name in _SETTINGS if name in self.site.config}
        for component in components(self.site)[1:]:
            config["params"] = _under(_component_params(component), config.get("params", {}))
        html = {kind: ["html"] for kind in ("home", "page", "section", "taxonomy", "term")}
        return {
            **config,
            "languages": self._languages(),
            "outputs": html,
            "disableKinds": ["rss", "sitemap", "robotstxt", "404"],
            "disableAliases": True,
            "cascade": [{"build": {"publishResources": False}}],
            "security": _CLOSED,
            "timeout": "60s",
            "cacheDir": str(self.folder / "cache"),
            "module": {"mounts": list(self._mounts())},
        }

    def _languages(self) -> dict[str, Any]:
        """The languages, each with the folder of its pages in the project."""
        found: dict[str, Any] = {}
        for key, value in (self.site.setting("languages") or {}).items():
            kept = dict(value) if isinstance(value, Mapping) else {}
            if kept.get("contentdir"):
                kept["contentdir"] = f"content-{key}"
                (self.folder / kept["contentdir"]).mkdir(exist_ok=True)
            found[key] = kept
        return found or {self.site.default_language: {}}

    def _mounts(self) -> Iterator[dict[str, Any]]:
        yield {"source": "content", "target": "content"}
        for language, inside, source in self._contents():
            if language:
                yield {"source": inside, "target": "content", "lang": language}
            if source.is_dir() and self.site.contains(source):
                only = {"lang": language} if language else {}
                others = [f"! **.{suffix}" for suffix in _MARKUP]
                yield {"source": str(source), "target": "content", "files": others, **only}
        yield {"source": "layouts", "target": "layouts"}
        for part in ("data", "i18n", "assets", *(("static",) if self._reads_static() else ())):
            for path in folders(self.site, part):
                yield {"source": str(path), "target": part}

    def _contents(self) -> Iterator[tuple[str, str, Path]]:
        """Language (or none), folder in the project, folder of the site: where pages lie."""
        languages = self.site.setting("languages") or {}
        for key, value in languages.items():
            if isinstance(value, Mapping) and value.get("contentdir"):
                yield key, f"content-{key}", (self.site.root / str(value["contentdir"])).resolve()
        yield "", "content", (self.site.root / str(self.site.setting("contentdir") or "content")).resolve()

    def _reads_static(self) -> bool:
        """Whether a template names a file of `static`: Hugo copies the whole folder, so it is mounted for those alone."""
        return any("static" in path.read_text("utf-8", "replace") for path in (self.folder / "layouts").rglob("*.html"))

    # ------------------------------------------------------------------ pages

    def _place(self, path: Path) -> str | None:
        """Where the project keeps the page of a file; None for a file outside of the site's content."""
        real = path.resolve()
        for _, inside, source in self._contents():
            if real.is_relative_to(source):
                return str(PurePosixPath(inside, real.relative_to(source).as_posix()))
        return None

    def _others(self) -> None:
        """The site's other pages without their text, for templates that look for pages."""
        for path in self.site.files():
            name = self._place(path)
            if name is None or name in self.pages or path.stat().st_size > _MOST_BYTES:
                continue
            text = path.read_text("utf-8-sig", "replace")
            found = front_matter(text)
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text[: found.body] if not found.problems else "", encoding="utf-8", errors="replace")


def _dedented(call: ast.Call) -> str:
    return call.lexeme.replace("\n" + call.indentation, "\n") if call.indentation else call.lexeme


def _component_params(component: Path) -> Mapping[str, Any]:
    for name in ("hugo", "config"):
        for suffix in ("toml", "yaml", "yml", "json"):
            path = component / f"{name}.{suffix}"
            if path.is_file():
                params = {key.lower(): value for key, value in load_config(path).items()}.get("params")
                return params if isinstance(params, Mapping) else {}
    return {}


def _under(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `second`, and those of `first` that it lacks."""
    out = {str(key).lower(): value for key, value in first.items()}
    for key, value in second.items():
        old = out.get(key)
        out[key] = _under(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return out
