"""Where a site keeps its templates: its own folders, its themes', what its module mounts name, vendored modules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ..site import Site

# What shortcodes need of `layouts`; the old names and those since Hugo 0.146.
PARTS = ("_shortcodes", "shortcodes", "_partials", "partials", "_markup", "_default/_markup")
SHORTCODES = PARTS[:2]


def components(site: Site) -> tuple[Path, ...]:
    """The site's root, its themes, its vendored modules: the folders that Hugo lays over one another, in that order."""
    found = [site.root, *site.theme_dirs]
    imports = site.setting("module.imports")
    for item in imports if isinstance(imports, list) else ():
        path = PurePosixPath(str(item.get("path") or "")) if isinstance(item, Mapping) else PurePosixPath()
        if path.parts and not path.is_absolute() and ".." not in path.parts:
            found += [site.root / "_vendor" / path, site.root / "themes" / path]
    return tuple(folder for folder in found if site.contains(folder) and folder.is_dir())


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
    """The template of the shortcode `name` in the site; None where it has none."""
    if site.kind != "hugo":
        return None
    return _templates(site.root, _Key(site)).get(name.lower())


class _Key:
    """A site as a key of the cache: two of one root are one."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=16)
def _templates(root: Path, key: _Key) -> dict[str, Path]:
    """Every shortcode of the site by its name in lower case: `docs/button` for `layouts/shortcodes/docs/button.html`."""
    found: dict[str, Path] = {}
    for folder, path in shortcode_files(key.site):
        name = path.relative_to(folder).with_name(path.name.split(".")[0]).as_posix().lower()
        found.setdefault(name, path)
    return found


def shortcode_files(site: Site) -> Iterator[tuple[Path, Path]]:
    """Every template of a shortcode, with the folder that it stands in."""
    for part in SHORTCODES:
        for folder in folders(site, f"layouts/{part}"):
            for path in files(site, folder):
                yield folder, path


def files(site: Site, folder: Path) -> Iterator[Path]:
    """The files below `folder` that lie, links followed, in the site; in path order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and site.contains(path):
            yield path
