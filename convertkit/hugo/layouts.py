"""Where a site keeps its templates: its own folders, its themes', what its module mounts name, vendored modules."""

from __future__ import annotations

from collections.abc import Iterator
from glob import escape
from pathlib import Path, PurePosixPath

from ..site import Site

# What shortcodes need of `layouts`; the old names and those since Hugo 0.146.
PARTS = ("_shortcodes", "shortcodes", "_partials", "partials", "_markup", "_default/_markup")
SHORTCODES = PARTS[:2]


def components(site: Site) -> tuple[Path, ...]:
    """The site's root, its themes, its vendored modules: the folders that Hugo lays over one another, in that order."""
    return tuple(folder for folder in (site.root, *site.theme_dirs) if site.contains(folder) and folder.is_dir())


def folders(site: Site, target: str) -> tuple[Path, ...]:
    """The folders whose files Hugo finds at `target` (`data`, `layouts/partials`), the first of them first."""
    root, *others = components(site)
    found = [root / target]
    for source, mounted in site.mounts:
        if mounted == target:
            found.append(root / source)
        elif target.startswith(mounted + "/"):
            found.append(root / source / target.removeprefix(mounted + "/"))
    found += [folder / target for folder in others]
    return tuple(dict.fromkeys(path for path in found if site.contains(path) and path.is_dir()))


def shortcode_template(site: Site, name: str) -> Path | None:
    """The template of the shortcode `name` in the site (`docs/button`: `docs/button.html`); None where it has none."""
    path = PurePosixPath(name)
    if site.kind != "hugo" or path.is_absolute() or ".." in path.parts or not path.name:
        return None
    for part in SHORTCODES:
        for folder in folders(site, f"layouts/{part}"):
            for stem in dict.fromkeys((path.name, path.name.lower())):
                # Before the suffix may stand a language or an output format: "button.en.html".
                for found in sorted((folder / path.parent).glob(f"{escape(stem)}.*")):
                    if found.is_file() and site.contains(found):
                        return found
    return None


def files(site: Site, folder: Path) -> Iterator[Path]:
    """The files below `folder` that lie, links followed, in the site; in path order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and site.contains(path):
            yield path
