"""What tests share: a site of our own writing, the command line in this process, the shared cases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import CHECKOUT, FIRST, SVG, Ran, Run, png

from convertkit.cli import main


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Write what the golden cases produce now.")


@pytest.fixture
def run() -> Run:
    """`run("convert", post, "-o", target)`: the command line, in this process. A bug of convertkit fails the test."""

    def invoke(*arguments: object, allow_bugs: bool = False) -> Ran:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
        assert allow_bugs or "[CK106]" not in result.stderr, result.stderr
        return Ran(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)

    return invoke


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with cases and corpora that is no part of the project."""
    folder = Path(os.environ.get("CONVERTKIT_SHARED", CHECKOUT.parent / "shared"))
    if not (folder / "cases").is_dir():
        pytest.skip(f"needs the shared cases: there is no {folder}/cases (set CONVERTKIT_SHARED)")
    return folder


@pytest.fixture
def hugo_site(tmp_path: Path) -> Path:
    """The root of a small Hugo site: one post, two pictures in `static/images`."""
    root = tmp_path / "site"
    posts = root / "content" / "posts"
    images = root / "static" / "images"
    posts.mkdir(parents=True)
    images.mkdir(parents=True)
    (root / "hugo.toml").write_text('baseURL = "https://garden.example/"\ntitle = "Garden notes"\nlanguageCode = "en"\n')
    (posts / "first.md").write_text(FIRST)
    (images / "tile.png").write_bytes(png())
    (images / "sketch.svg").write_bytes(SVG)
    return root
