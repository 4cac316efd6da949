"""`convertkit inspect`: the table for people, and JSON by the documented schema."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support import CHECKOUT, Run

_TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "null": type(None),
}  # fmt: skip
SCHEMA = json.loads(re.search(r"```json\n(.*?)```", (CHECKOUT / "docs/inspect.md").read_text("utf-8"), re.S)[1])

POST = """\
---
title: "A *title* [x]"
authors: [Ada, Bo]
date: 2024-05-01
tags: [one]
draft: true
odd: {deep: 1}
---

See [the other]({{< ref "other.md" >}}), [gone](/gone/) and {{< ref "other.md" >}}.

{{< details summary="S" >}}
{{< figure src="/tile.png" >}}

{{< unheard >}}
{{< /details >}}

{{< unheard >}}inner{{< /unheard >}} {{< swapped >}}x{{< /swapped >}} {{< notice >}}n{{< /notice >}} {{< glossary >}}

{{</* literal */>}} `{{< param odd.deep >}}` ![there](/tile.png) ![away](/away.png) ![far](https://e.org/a.png)
"""


@pytest.fixture
def post(hugo_site: Path) -> Path:
    (hugo_site / "static/tile.png").write_bytes((hugo_site / "static/images/tile.png").read_bytes())
    (hugo_site / "content/posts/other.md").write_text("---\ntitle: Other\n---\n")
    (hugo_site / "convertkit.toml").write_text('[shortcodes]\nswapped = "details"\n')
    (hugo_site / "hugo.toml").write_text((hugo_site / "hugo.toml").read_text() + 'theme = "hugo-coder"\n')
    path = hugo_site / "content/posts/all.md"
    path.write_text(POST)
    return path


def _problems(value: Any, schema: dict[str, Any], where: str = "$") -> list[str]:
    """Where a value is not what the schema says: the words of JSON Schema that ours uses."""
    if "$ref" in schema:
        return _problems(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], where)
    out = []
    if "const" in schema and value != schema["const"] or "enum" in schema and value not in schema["enum"]:
        out.append(f"{where}: {value!r}")
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, _TYPES[kind]) and (kind == "boolean") == isinstance(value, bool) for kind in kinds):
        return [f"{where}: {value!r} is no {kinds}"]
    if isinstance(value, list):
        for number, item in enumerate(value):
            out += _problems(item, schema.get("items", {}), f"{where}[{number}]")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        out += [f"{where}: no {name}" for name in schema.get("required", []) if name not in value]
        for name, item in value.items():
            if name in known:
                out += _problems(item, known[name], f"{where}.{name}")
            elif schema.get("additionalProperties") is False:
                out.append(f"{where}: {name} is not in the schema")
    return out


def _inspected(run: Run, *paths: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("inspect", "--json", *paths).stdout)
    assert _problems(found, SCHEMA) == []
    return found


def test_the_schema_is_one_that_can_fail():
    assert _problems({"schema": 1, "posts": [{}], "unread": 3, "more": 0}, SCHEMA)


def test_json_tells_how_each_name_was_resolved(post, run: Run):
    found = _inspected(run, post)["posts"][0]
    assert [tuple(each.values()) for each in found["shortcodes"]] == [
        ("ref", 2, 0, "name", "text", 10, 17),
        ("unheard", 2, 2, "unknown", None, 15, 1),
        ("details", 1, 0, "name", "Details", 12, 1),
        ("figure", 1, 0, "name", "Figure", 13, 1),
        ("swapped", 1, 0, "settings", "Details", 18, 38),
        ("notice", 1, 0, "theme", "Callout", 18, 71),
        ("glossary", 1, 1, "name", "RawTemplate", 18, 102),
        ("param", 1, 0, "name", "text", 20, 22),
    ]


def test_json_tells_what_links_and_images_stand_for(post, run: Run):
    found = _inspected(run, post)["posts"][0]
    assert [(each["url"], each["text"], each["kind"], each["found"]) for each in found["links"]] == [
        ("https://garden.example/posts/other/", "the other", "url", True),
        ("/gone/", "gone", "root", True),
    ]
    images = [(each["url"], each["kind"], each["found"], Path(each["resolved"] or "").name) for each in found["images"]]
    assert images == [
        ("/tile.png", "root", True, "tile.png"),
        ("/tile.png", "root", True, "tile.png"),
        ("/away.png", "missing", False, ""),
        ("https://e.org/a.png", "url", True, ""),
    ]
    codes = [each["code"] for each in found["diagnostics"]]
    assert codes.count("CK202") == 2 and "CK301" in codes and "CK210" in codes
    assert found["metadata"]["extra"] == {"odd": {"deep": 1}}


def test_a_file_that_cannot_be_read_stands_apart(post, run: Run, tmp_path):
    (tmp_path / "a.md").write_bytes(b"%PDF-1.7")
    found = _inspected(run, post, tmp_path / "a.md")
    assert len(found["posts"]) == 1
    assert [each["code"] for each in found["unread"]] == ["CK101"]


def test_people_read_a_table(post, run: Run):
    ran = run("inspect", post)
    assert ran.code == 0
    assert "title: A *title* [x]" in ran.stdout
    assert "draft: True" in ran.stdout
    rows = [re.split(r"\s*│\s*", line.strip("│ \n")) for line in ran.stdout.split("\n") if "│" in line]
    assert ["unheard", "2", "2", "unknown", "", "15"] in rows
    assert ["/away.png", "missing", "no", "", "20"] in rows
    assert "[CK202]" in ran.stderr


def test_jekyll_and_real_posts_fit_the_schema(shared, run: Run):
    corpus = shared / "corpus"
    if not corpus.is_dir():
        pytest.skip(f"needs the corpus: there is no {corpus}")
    paths = [
        path for name in ("opensource-guide", "papermod-example", "hextra") for path in sorted((corpus / name).rglob("*.md"))[:6]
    ]
    assert len(_inspected(run, *paths)["posts"]) == 18
