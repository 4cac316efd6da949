"""What reading kramdown costs, next to the gem on the same posts in the same run. Figures are printed; no clock fails a test."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from convertkit.front_matter import front_matter
from convertkit.markdown import kramdown
from convertkit.source import Source

pytestmark = [pytest.mark.benchmark, pytest.mark.slow]
_GEM = """
require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'
settings = { input: 'GFM', hard_wrap: false, syntax_highlighter: nil }
texts = JSON.parse(STDIN.read)
cpu = -> { Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) }
least = ->(job) { (1..4).map { start = cpu.(); texts.each(&job); cpu.() - start }.min / texts.size * 1000 }
puts least.(->(text) { Kramdown::Document.new(text, settings) })
puts least.(->(text) { Kramdown::Document.new(text, settings).to_html })
"""
# "{% include a %}", "{{ page.title }}": what Liquid takes away before kramdown reads
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def _texts(site: str) -> list[str]:
    root = Path(os.environ.get("CONVERTKIT_SHARED", Path(__file__).parents[3] / "shared")) / "corpus" / site
    if not root.is_dir():
        pytest.skip(f"needs the shared corpus: there is no {root}")
    sources = [Source.of_bytes(path.read_bytes()).text for path in sorted(root.rglob("*.md"))]
    return [_LIQUID.sub("", text[front_matter(text).body :]) for text in sources]


@pytest.mark.parametrize("site", ["jekyll-docs", "opensource-guide"])
def test_reading_kramdown(site: str) -> None:
    if shutil.which("ruby") is None:
        pytest.skip("ruby is not installed")
    texts = _texts(site)
    done = subprocess.run(["ruby", "-e", _GEM], input=json.dumps(texts), capture_output=True, text=True, check=True)
    parsed, rendered = map(float, done.stdout.split())
    options = kramdown.options({})
    best = float("inf")
    for _ in range(4):
        start = time.process_time()
        for text in texts:
            kramdown.read(text, options=options)
        best = min(best, (time.process_time() - start) / len(texts) * 1000)
    size = sum(map(len, texts)) / len(texts) / 1000
    print(f"\n\nCPU of {len(texts)} posts of {site}, {size:.1f} KB each    ms a post   ratio of ours")
    print(f"  convertkit reads                {best:8.2f}")
    print(f"  kramdown (Ruby) reads           {parsed:8.2f} {best / parsed:10.2f}x")
    print(f"  kramdown (Ruby) reads, writes   {rendered:8.2f} {best / rendered:10.2f}x")
