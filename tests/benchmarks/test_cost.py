"""What the main job costs, next to pandoc on the same file in the same run. Figures are printed; no clock fails a test."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

import convertkit as ck
from convertkit.context import Context
from convertkit.pandoc.worker import executable, pool
from convertkit.site import Site
from convertkit.writers.page.body import body_html

pytestmark = [pytest.mark.benchmark, pytest.mark.slow]
EXAMPLE = Path(__file__).parents[2] / "docs/example/content/posts/lighthouses.md"


def cpu(*command: str, runs: int = 5) -> float:
    """CPU milliseconds of a command, the least of some runs, its children included."""
    best = float("inf")
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime))
    return best * 1000


def convertkit(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "convertkit.cli", *arguments)


def post(shared_folder: Path | None) -> Path:
    """The seed where it is there, else the post of our own example."""
    seed = shared_folder / "seed/blame.md" if shared_folder else None
    return seed if seed is not None and seed.is_file() else EXAMPLE


@pytest.fixture(scope="module")
def shared_folder() -> Path | None:
    folder = Path(os.environ.get("CONVERTKIT_SHARED", Path(__file__).parents[3] / "shared"))
    return folder if folder.is_dir() else None


def test_one_post_cold(tmp_path, shared_folder):
    source = str(post(shared_folder))
    bare = cpu(sys.executable, "-c", "pass")
    rows = [("bare interpreter", bare, None), ("convertkit --help", cpu(*convertkit("--help")), None)]
    for suffix in ("html", "epub", "pdf"):
        target = str(tmp_path / f"post.{suffix}")
        ours = cpu(*convertkit("convert", source, "-o", target, "--quiet"), runs=3)
        peer = [executable(), source, "-s", "-o", str(tmp_path / f"pandoc.{suffix}")]
        theirs = cpu(*peer, runs=3) if suffix != "pdf" else None
        rows.append((f"convertkit to {suffix}", ours, theirs))
    print("\n\nCPU of one post, cold" + " " * 16 + "ms   pandoc    ratio")
    for name, ours, theirs in rows:
        peer_text = f"{theirs:8.0f} {ours / theirs:7.2f}x" if theirs else ""
        print(f"  {name:<28} {ours:8.0f} {peer_text}")
    print(f"  --help over the interpreter  {rows[1][1] - bare:8.0f}")


# Pandoc's readers are lazy: a tree is whole only when somebody looks at all of it. To compare it with itself is the cheapest look.
_PEER = """
local files = {}
for line in io.lines() do local f = io.open(line); files[#files + 1] = f:read('a'); f:close() end
local function cost(job)
  local least = math.huge
  for run = 0, 3 do
    local start = os.clock()
    for _, text in ipairs(files) do job(text) end
    if run > 0 then least = math.min(least, os.clock() - start) end
  end
  return least / #files * 1000
end
for _, format in ipairs { 'commonmark', 'commonmark_x', 'markdown' } do
  local read = cost(function(text) pandoc.read(text, format) end)
  local whole = cost(function(text) local doc = pandoc.read(text, format); return doc == doc end)
  local written = cost(function(text) pandoc.write(pandoc.read(text, format), 'html5') end)
  print(format, read, whole, written)
end
"""
_SITES = ("hugo-docs", "hextra", "docsy", "etcd", "papermod-example")


@pytest.mark.parametrize("name", _SITES)
def test_many_posts_warm(tmp_path, shared_folder, name):
    if shared_folder is None:
        pytest.skip("needs the shared corpus")
    paths = sorted((shared_folder / "corpus" / name).rglob("*.md"))[::5]
    script = tmp_path / "peer.lua"
    script.write_text(_PEER)
    names = "\n".join(map(str, paths)) + "\n"
    done = subprocess.run([executable(), "lua", str(script)], input=names, capture_output=True, text=True, check=True)
    site = Site.around(paths[0])

    def convert_all(*, write: bool) -> float:
        start = time.process_time()
        for path in paths:
            context = Context(site=site)
            found = ck.read(path, context=context)
            if write:
                body_html(found, context, image_url=lambda n: n.target.url, link_url=lambda n: n.target.url, highlight=False)
        return (time.process_time() - start) / len(paths) * 1000

    convert_all(write=True)
    worker = pool._idle[0].process
    read = min(convert_all(write=False) for _ in range(5))
    before = _process_ms(worker.pid)
    written = convert_all(write=True) + (_process_ms(worker.pid) - before) / len(paths)
    size = sum(path.stat().st_size for path in paths) / len(paths) / 1024
    print(f"\n\n{name}: CPU of {len(paths)} posts of {size:.1f} KB, warm, ms a post (ratio of ours)")
    print(f"  {'':<24}{'read':>18}{'read, tree whole':>18}{'to HTML':>18}")
    print(f"  {'convertkit':<24}{read:>10.2f}{'':8}{read:>10.2f}{'':8}{written:>10.2f}")
    for row in done.stdout.splitlines():
        reader, *found = row.split()
        costs = zip((read, read, written), map(float, found), strict=True)
        print(f"  pandoc, {reader:<16}" + "".join(f"{theirs:>10.2f} ({ours / theirs:.2f}x)" for ours, theirs in costs))


def _process_ms(pid: int) -> float:
    if not Path("/proc").is_dir():
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1000
