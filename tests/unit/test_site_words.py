"""Calls whose words stand elsewhere in the site: glossaries, translations, files of examples; and calls that have none."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import fragment, written

_FILES = {
    "hugo.toml": 'defaultContentLanguage = "en"\n[languages.en]\ncontentDir = "content/en"\n[languages.de]\ncontentDir = "content/de"\n',
    "content/en/docs/reference/glossary/index.md": "---\ntitle: Glossary\n---\n",
    "content/en/docs/reference/glossary/quay.md": "---\ntitle: Quay\n---\nA Quay is *long*.\n\n<!--more-->\n\nShips lie at it.\n",
    "content/en/examples/tide/table.yaml": "high: 04:10\n",
    "content/de/examples/tide/table.yaml": "hoch: 04:10\n",
    "content/en/includes/before.md": "Bring a *rope*.\n",
    "i18n/en.toml": '[next_heading]\nother = "What *follows*"\n[days]\none = "a day"\nother = "{{ .Count }} days"\n',
    "i18n/de/de.yaml": "- id: next_heading\n  translation: Wie es weitergeht\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return written(tmp_path, _FILES)


def _fragment(site: Path, text: str, language: str = "en") -> tuple[str, list[str]]:
    name = f"content/{language}/a.md"
    return fragment(written(site, {name: f"---\ntitle: A\n---\n{text}\n"}) / name, site)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{{< glossary_definition term_id="quay" length="short" >}}', "<p>A Quay is <em>long</em>.</p>"),
        (
            '{{< glossary_definition term_id="quay" length="all" prepend="We say:" >}}',
            "<p>We say: a Quay is <em>long</em>.</p>\n<p>Ships lie at it.</p>",
        ),
        ('At the {{< glossary_tooltip term_id="quay" >}}.', '<p>At the <span class="term">Quay</span>.</p>'),
        ('At the {{< glossary_tooltip term_id="quay" text="wall" >}}.', '<p>At the <span class="term">wall</span>.</p>'),
        ('{{% code_sample file="tide/table.yaml" %}}', '<pre><code class="language-yaml">high: 04:10\n</code></pre>'),
        ('{{% include "before.md" %}}', "<p>Bring a <em>rope</em>.</p>"),
        ('## {{% heading "next" %}}', '<h2 id="what-follows">What <em>follows</em></h2>'),
        (
            '{{< feature-state for_k8s_version="v1.30" state="beta" >}}',
            '<span class="badge badge-version">Feature state: Kubernetes v1.30 [beta]</span>',
        ),
        (
            '{{< table caption="Tides of *May*" >}}\n| a |\n|---|\n| b |\n{{< /table >}}',
            "<table>\n<caption>Tides of <em>May</em></caption>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n"
            "<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>",
        ),
    ],
)
def test_words_of_the_site_are_found(site, text, expected):
    assert _fragment(site, text) == (expected, [])


def test_words_are_those_of_the_language_of_the_post(site):
    heading, codes = _fragment(site, '## {{% heading "next" %}}', "de")
    assert "Wie es weitergeht" in heading
    code, more = _fragment(site, '{{% code_sample file="tide/table.yaml" %}}', "de")
    assert "hoch: 04:10" in code
    assert codes == more == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{{< glossary_definition term_id="pier" length="all" >}}', "CK204"),
        ('{{% code_sample file="tide/none.yaml" %}}', "CK206"),
        ('{{% code_sample file="../../../../../../../../../etc/passwd" %}}', "CK206"),
        ('## A {{% heading "other" %}}', "CK210"),
        ('A {{< i18n "days" >}} on.', "CK210"),
        ('{{< feature-state feature_gate_name="Tides" >}}', "CK210"),
        ("{{< version-check >}}", "CK202"),
        ('A {{< badge nothing="x" >}} on.', "CK202"),
    ],
)
def test_a_call_that_shows_nothing_is_reported(site, text, code):
    assert code in _fragment(site, text)[1]
