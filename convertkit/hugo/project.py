"""The throw-away project: the site's templates and data, its pages without their text, and pages that hold calls alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from ..front_matter import front_matter
from ..site import Site
from ..sites.hugo import Hugo
from .layouts import PARTS, files, folders
from .pages import STAND_IN, CallPage, Page

# Settings that a template may see, or that change how Markdown is read. Hugo's names in lower case.
_SETTINGS = (
    "baseurl", "title", "locale", "languagecode", "defaultcontentlanguage", "defaultcontentlanguageinsubdir", "languages",
    "params", "markup", "permalinks", "taxonomies", "copyright", "enableemoji", "hascjklanguage", "summarylength",
    "pluralizelisttitles", "capitalizelisttitles", "titlecasestyle", "timezone", "imaging", "services", "privacy", "uglyurls",
    "disablepathtolower", "removepathaccents", "relativeurls", "canonifyurls", "mediatypes", "outputformats", "frontmatter",
    "mainsections", "author", "social", "menus", "menu", "reflinkserrorlevel", "reflinksnotfoundurl",
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
# Each page says whose it is; what fails in one page fails in that page alone. In a trial every call is tried by itself.
_PAGE = """{{ with .File }}{{ printf "<!--%(token)s %%s-->" .Filename | safeHTML }}{{ end }}
{{ with try .Content }}{{ with .Err }}%(token)serror {{ . }}{{ else }}{{ .Value }}{{ end }}{{ end }}
{{ $file := "" }}{{ with .File }}{{ $file = .Filename }}{{ end }}{{ $calls := readFile "calls.json" | transform.Unmarshal }}
{{ range $number, $call := index $calls $file }}{{ with try ($.RenderString (dict "display" "block") $call) }}{{ with .Err -}}
%(token)sfailed{{ $number }} {{ . }} %(token)send
{{ end }}{{ end }}{{ end }}
"""
# The home page shows all, for pages that the site renders nowhere (`build.render`, headless bundles).
_LAYOUT = """{{ partial "%(token)s.html" . }}
{{ if .IsHome }}{{ range index (readFile "calls.json" | transform.Unmarshal) "pages" }}
{{ with site.GetPage . }}{{ partial "%(token)s.html" . }}{{ end }}{{ end }}{{ end }}
"""


@dataclass
class Project:
    """A project in `folder`: `pages` and what was written of them, by their file in it."""

    site: Site
    folder: Path
    token: str
    pages: dict[str, Page] = field(default_factory=dict)
    texts: dict[str, CallPage] = field(default_factory=dict)

    def prepare(self, pages: Sequence[Page]) -> None:
        """Write everything but the calls."""
        self._templates()
        own = {"all": _LAYOUT, f"_partials/{self.token}": _PAGE, f"_shortcodes/{self.token}": STAND_IN}
        for name, text in own.items():
            path = self.folder / "layouts" / f"{name}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text % {"token": self.token}, encoding="utf-8")
        settings = json.dumps(self._settings(), default=str, ensure_ascii=False)
        (self.folder / "hugo.json").write_text(settings, encoding="utf-8")
        for number, page in enumerate(pages):
            self.pages[self._place(page.path) or f"{self.contents[0][0]}/{number}.md"] = page
            self._named_files(page)
        self._others()

    def write(self, left_out: set[tuple[str, int]]) -> None:
        """Write the pages with their calls, but those that are left out."""
        for name, page in self.pages.items():
            text = CallPage(self.token, page, {number for where, number in left_out if where == name})
            self.texts[name] = text
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.text, encoding="utf-8", errors="replace")

        self._write_calls({})

    def write_trial(self, left_out: set[tuple[str, int]]) -> None:
        """Write the pages without their calls, and the calls as texts of their own."""
        trials: dict[str, dict[int, str]] = {}
        for name, page in self.pages.items():
            texts = {number: text for number, text in page.alone(self.token) if (name, number) not in left_out}
            trials[str(self.folder / name)] = texts
        self.write({(name, number) for name, page in self.pages.items() for number in range(len(page.calls))})
        self._write_calls(trials)

    def _write_calls(self, calls: Mapping[str, Mapping[int, str]]) -> None:
        """What the layout shows: where the pages are, and what it tries: texts of calls by number, by the file of their page."""
        text = json.dumps({"pages": sorted(set(map(self._logical, self.pages))), **calls})
        (self.folder / "calls.json").write_text(text, encoding="utf-8")

    def _logical(self, name: str) -> str:
        """The path by which Hugo finds a page in each of its languages."""
        path = PurePosixPath("/", name.partition("/")[2]).with_suffix("")
        return str(path.with_suffix("") if path.suffix.removeprefix(".").lower() in self.site.languages else path)

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
        cascade = self.site.config.get("cascade") or []
        html = {kind: ["html"] for kind in ("home", "page", "section", "taxonomy", "term")}
        return {
            **config,
            **({"languages": languages} if (languages := self._languages()) else {}),
            "outputs": html,
            "disableKinds": ["rss", "sitemap", "robotstxt", "404"],
            "disableAliases": True,
            "cascade": [*(cascade if isinstance(cascade, list) else [cascade]), {"build": {"publishResources": False}}],
            "security": _CLOSED,
            "timeout": "60s",
            "cacheDir": str(self.folder / "cache"),
            "module": {"mounts": list(self._mounts())},
        }

    def _languages(self) -> dict[str, Any]:
        """The languages; where their pages lie is said by mounts."""
        found: dict[str, Any] = {}
        for key, value in (self.site.setting("languages") or {}).items():
            kept = dict(value) if isinstance(value, Mapping) else {}
            found[key] = {name: kept[name] for name in kept if name != "contentdir"}
        return found

    def _mounts(self) -> Iterator[dict[str, Any]]:
        others = [f"! **.{suffix}" for suffix in _MARKUP]
        for inside, source, how in self.contents:
            (self.folder / inside).mkdir(exist_ok=True)
            yield {**how, "source": inside}
            if source.is_dir() and self.site.contains(source):
                yield {**how, "source": str(source), "files": others}
        yield {"source": "layouts", "target": "layouts"}
        for part in ("data", "i18n", "assets", *(("static",) if self._reads_static() else ())):
            for path in folders(self.site, part):
                yield {"source": str(path), "target": part}

    @cached_property
    def contents(self) -> list[tuple[str, Path, dict[str, Any]]]:
        """Where pages lie: a folder of the project, the site's folder that it stands for, how it is mounted."""
        assert isinstance(self.site.rules, Hugo)
        found: list[tuple[str, Path, dict[str, Any]]] = []
        for number, mount in enumerate(self.site.rules.contents):
            how: dict[str, Any] = {"target": "/".join(("content", *mount.target))}
            if mount.languages:
                how["sites"] = {"matrix": {"languages": list(mount.languages)}}
            # Templates see this name in paths: that of the site where it has one folder alone.
            own = mount.folder == self.site.root / "content"
            found.append(("content" if own else f"content-{number}", mount.folder, how))
        return found

    def _reads_static(self) -> bool:
        """Whether a template names a file of `static`: Hugo copies the whole folder, so it is mounted for those alone."""
        return any("static" in path.read_text("utf-8", "replace") for path in (self.folder / "layouts").rglob("*.html"))

    # ------------------------------------------------------------------ pages

    def _place(self, path: Path) -> str | None:
        """Where the project keeps the page of a file; None for a file outside of the site's content."""
        real = path.resolve()
        for inside, source, _ in self.contents:
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
