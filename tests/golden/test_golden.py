"""Cases in files: a title, the input, one block a target. `--accept` writes what is produced now, to be reviewed as a diff.

A case starts with `=== title`; its blocks with `--- input`, `--- html`, `--- jekyll`, `--- hugo`, `--- ast`,
`--- diagnostics`. A case without a `diagnostics` block gets none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import convertkit as ck
from convertkit.api import read
from convertkit.context import Context, Options
from convertkit.site import Site
from convertkit.source import Source
from convertkit.walk import walk
from convertkit.writers.markdown.emission import Emission
from convertkit.writers.page.body import body_html

HERE = Path(__file__).parent
_SITES = {
    "hugo": {"baseurl": "https://example.org/", "title": "Golden", "params": {"edition": "second"}},
    "jekyll": {"url": "https://example.org", "title": "Golden", "edition": "second"},
}


def cases() -> Iterator[pytest.ParameterSet]:
    for path in sorted(HERE.rglob("*.test")):
        for number, (title, blocks) in enumerate(parsed(path)):
            yield pytest.param(path, number, blocks, id=f"{path.relative_to(HERE)}: {title}")


def parsed(path: Path) -> list[tuple[str, dict[str, str]]]:
    out = []
    for part in re.split(r"^=== ", path.read_text("utf-8"), flags=re.M)[1:]:
        title, _, rest = part.partition("\n")
        found = re.split(r"^--- (\w+)\n", rest, flags=re.M)
        out.append((title, dict(zip(found[1::2], found[2::2], strict=True))))
    return out


def produced(blocks: dict[str, str], dialect: str) -> dict[str, str]:
    context = Context(site=Site(HERE, dialect, _SITES[dialect]), options=Options(dialect=dialect))
    post = read(Source.of_text(blocks["input"], name="case.md"), context=context)
    inner = replace(context, source=post.source, front_matter=post.front_matter, metadata=post.metadata)
    out = {"input": blocks["input"]}
    for name in blocks:
        if name == "html":
            page = body_html(post, inner, image_url=lambda n: n.target.url, link_url=lambda n: n.target.url, highlight=False)
            out["html"] = page.rstrip("\n") + "\n"
        elif name in ("hugo", "jekyll"):
            out[name] = Emission(post, inner, name, None).text()
        elif name == "ast":
            out["ast"] = "".join(f"{_line(post, node)}\n" for node in walk(post.body))
    if context.report.diagnostics:
        out["diagnostics"] = "".join(f"{diagnostic}\n" for diagnostic in context.report)
    return out


def _line(post: ck.Post, node: ck.ast.Node) -> str:
    where = "?" if node.at is None else "{}:{}".format(*post.source.position(node.at.start))
    return f"{where} {type(node).__name__}"


@pytest.mark.parametrize(("path", "number", "blocks"), list(cases()))
def test_case(path, number, blocks, request):
    found = produced(blocks, path.parent.name)
    if request.config.getoption("--accept"):
        _accept(path, number, {**dict.fromkeys(blocks, ""), **found})
        return
    assert found == blocks


def _accept(path: Path, number: int, found: dict[str, str]) -> None:
    text = []
    for index, (title, blocks) in enumerate(parsed(path)):
        text.append(f"=== {title}\n")
        shown = found if index == number else blocks
        text += [f"--- {name}\n{content}" for name, content in shown.items() if content or index != number or name == "input"]
    path.write_text("".join(text), "utf-8")
