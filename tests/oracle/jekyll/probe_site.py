"""A small Jekyll site of our own that has everything a template can ask for."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "_config.yml": """\
title: Harbour
url: https://harbour.example
baseurl: /log
author: {name: Ada, langs: [en, de]}
timezone: Europe/Berlin
future: true
collections:
  boats: {output: true, permalink: "/:collection/:title/"}
  notes: {output: false}
defaults:
- {scope: {path: "", type: posts}, values: {layout: none, mood: calm, nested: {a: 1, b: 2}}}
- {scope: {path: _boats}, values: {kind: boat}}
empty_text: ""
empty_list: []
none: null
ratio: 2.50
big: 12345678901234567890
flag: false
exclude: [left]
""",
    "_data/towers.yml": """\
- {name: north, height: 31, lit: true, tags: [old, tall], built: 1888-05-01}
- {name: Skerry, height: 22.5, lit: false, tags: [new]}
- {name: east, height: "9", tags: []}
- {name: , height: 40}
""",
    "_data/ports.csv": 'name,depth\nA,"3,5"\nB,\n',
    "_data/tides.tsv": "day\tlow\n1\t0.4\n",
    "_data/deep/inner/values.json": '{"a": {"b": [1, 2.0, null, "x"]}, "t": true}',
    "_data/odd name.yml": "x: 1\n",
    "_includes/note.html": "[{{ include.text }}|{{ include.n | plus: 1 }}|{{ word }}]",
    "_includes/sub/deep.md": "{% include note.html text=include.title n=3 %}{% assign word = 'set' %}",
    "_includes/plain.txt": "  plain {{ page.title }}\n",
    "_includes/loop.html": "{% for i in include.list -%}({{ i }}){%- endfor %}",
    "_posts/2024-02-01-first-light.md": "---\ntitle: First *light*\ntags: [sea, fog]\ncategory: day\n---\n"
    "The first.\n\nMore of it {{ 1 | plus: 1 }}.\n",
    "_posts/2024-03-05-second.md": "---\ntags: sea wind\ncategories: [night, storm]\ndate: 2024-03-05 21:15:00 +0100\nrank: 2\n---\n"
    'The second, "quoted".\n',
    "north/_posts/2024-04-07-third.md": "---\ntitle: Third\nrank: 1\nexcerpt: Short.\nmood: wild\n---\nThe third.\n",
    "_posts/sub/2024-05-09-fourth.markdown": "---\ntitle: Fourth\nslug: own\nexcerpt_separator: <!--more-->\n---\nHead[^1] [l]\n\n"
    "still\n<!--more-->\n\nrest\n\n[l]: /x\n[^1]: n\n",
    "_posts/2024-06-01-hidden.md": "---\npublished: false\n---\nno\n",
    "_boats/kite.md": "---\ntitle: Kite\nsails: 3\n---\nA *boat*.\n",
    "_boats/anna.md": "---\ntitle: Anna\nsails: 10\ndate: 2020-01-01\n---\nAnother.\n",
    "_boats/plan.txt": "no front matter\n",
    "_notes/a.md": "---\n---\nnote\n",
    "about.md": "---\ntitle: About\norder: 2\n---\nAbout.\n",
    "index.html": "---\n---\n<p>Index</p>\n",
    "feed.xml": "---\n---\n<feed/>\n",
    "img/pier.jpg": "no picture",
    "left/out.md": "---\n---\nout\n",
    "pages/contact.md": "---\npermalink: /contact/\ntitle: Contact\n---\nContact.\n",
}


def written(root: Path, probes: list[str]) -> Path:
    """The site below `root`, with a page for each probe."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    folder = root / "probes"
    folder.mkdir()
    (folder / "beside.txt").write_text("beside {{ page.name }}")
    for number, probe in enumerate(probes):
        front = f"---\ntitle: Probe\nnumber: {number}\nwhen: 2024-05-01 10:20:30 +0200\nday: 2024-05-01\nlist: [b, a, c]\nmap: {{k: v, n: 1}}\n---\n"
        (folder / f"p{number:04}.md").write_text(front + probe)
    return root
