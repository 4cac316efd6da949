"""Posts that nobody trusts: nothing outside of the site is read, nothing runs, the same input gives the same bytes."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image
from support import CHECKOUT, FIRST, SVG, Run, files, png

import convertkit as ck
from convertkit.markup import sanitised
from convertkit.writers.page.styles import safe_style
from convertkit.writers.page.svg import clean_svg

SECRET = b"SECRET-WORDS"
TARGETS = ["html", "epub", "pdf", "jekyll"]


def visible(folder: Path) -> bytes:
    """All that the files of `folder` say: EPUBs unpacked, compressed streams of PDF and PNG unpacked."""
    return b"\n".join(_visible(path.read_bytes(), path) for path in sorted(folder.rglob("*")) if path.is_file())


def _visible(data: bytes, path: Path) -> bytes:
    parts = [data]
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as book:
            parts += [_visible(book.read(name), Path(name)) for name in book.namelist()]
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            parts.append(zlib.decompressobj().decompress(data[found.start() :]))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.fixture
def site(hugo_site: Path) -> Path:
    """The site, with secrets beside its root and links to them in it; raw HTML of its posts is shown."""
    (hugo_site / "hugo.toml").write_text('baseURL = "https://garden.example/"\n[markup.goldmark.renderer]\nunsafe = true\n')
    outside = hugo_site.parent / "outside"
    outside.mkdir()
    (outside / "secret.png").write_bytes(secret_picture())
    (outside / "secret.md").write_bytes(b"# Private\n\n" + SECRET + b"\n")
    static = hugo_site / "static"
    (static / "linked.png").symlink_to(outside / "secret.png")
    (static / "linked").symlink_to(outside)
    (hugo_site / "content" / "posts" / "beside.png").symlink_to(outside / "secret.png")
    (hugo_site / "content" / "linked.md").symlink_to(outside / "secret.md")
    return hugo_site


def secret_picture() -> bytes:
    """A picture that says the secret. It is a JPEG, whose bytes stand in a PDF as they are."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "#336699").save(out, "JPEG", comment=SECRET)
    return out.getvalue()


def converted(run: Run, site: Path, body: str, target: str, *options: str, code: int = 0) -> tuple[bytes, str]:
    """What the files written of a post say, and the diagnostics."""
    post = site / "content" / "posts" / "evil.md"
    post.write_text(f"---\ntitle: Evil\ndate: 2024-05-01\n---\n\n{body}\n")
    out = site.parent / "out"
    ran = run("convert", post, "--to", target, "-o", out, *options)
    assert ran.code == code, ran.stderr
    return visible(out), ran.stderr


# ---------------------------------------------------------------------------- files outside of the site


@pytest.mark.parametrize("target", TARGETS)
def test_a_picture_of_the_site_is_seen_in_what_is_written(run: Run, site: Path, target: str) -> None:
    """The tests below would find a leak: this is what one looks like."""
    (site / "static" / "own.png").write_bytes(secret_picture())
    assert SECRET in converted(run, site, "![own](/own.png)", target)[0]


@pytest.mark.parametrize(
    "url",
    [
        "../../../outside/secret.png",
        "../../../../../../../../../../etc/passwd",
        "/etc/passwd",
        "{root}/outside/secret.png",
        "..%2f..%2f..%2foutside%2fsecret.png",
        "%2e%2e/%2e%2e/%2e%2e/outside/secret.png",
        "/..%2foutside/secret.png",
        "/../../outside/secret.png",
        "/images/../../../outside/secret.png",
        "file:///etc/passwd",
        "file://{root}/outside/secret.png",
        "FILE:{root}/outside/secret.png",
        "/linked.png",
        "/linked/secret.png",
        "beside.png",
        "https://garden.example/linked.png",
        "//localhost/etc/passwd",
        "..\\\\..\\\\..\\\\outside\\\\secret.png",
    ],
)
@pytest.mark.parametrize("target", TARGETS)
def test_no_picture_from_outside_of_the_site(run: Run, site: Path, url: str, target: str) -> None:
    url = url.format(root=site.parent)
    body = f'![md](<{url}>)\n\n{{{{< figure src="{url}" >}}}}\n\n<p>raw <img src="{url}" alt="raw"></p>\n'
    said, diagnostics = converted(run, site, body, target)
    assert SECRET not in said
    assert b"root:x:" not in said
    if not url.startswith(("//", "https:")):  # a remote picture is named by a page, and shown by no book
        assert "evil.md:6:1: warning: " in diagnostics


@pytest.mark.parametrize("target", TARGETS)
def test_an_address_outside_of_the_site_is_named_by_its_diagnostic(run: Run, site: Path, target: str) -> None:
    _, said = converted(run, site, "![x](/linked.png)\n\n![y](../../../outside/secret.png)\n\n![z](file:///etc/passwd)", target)
    assert "evil.md:6:1: warning: image lies outside of the site: '/linked.png' [CK302]" in said
    assert "evil.md:8:1: warning: image lies outside of the site: '../../../outside/secret.png' [CK302]" in said
    assert "evil.md:10:1: warning: not an image that a post may show: 'file:///etc/passwd' [CK303]" in said


@pytest.mark.parametrize("name", ["../outside/secret.md", "../../../outside/secret.md", "{root}/outside/secret.md", "/linked/secret.md",
                                  "static/linked/secret.md", "content/linked.md", "linked.md", "/etc/passwd", "../../../../../../../../etc/passwd"])  # fmt: skip
@pytest.mark.parametrize("call", ["include", "readfile", "include-code", "code-include"])
def test_nothing_is_included_from_outside_of_the_site(run: Run, site: Path, name: str, call: str) -> None:
    said, diagnostics = converted(run, site, f'{{{{< {call} file="{name.format(root=site.parent)}" >}}}}', "html")
    assert SECRET not in said
    assert b"root:x:" not in said
    assert "evil.md:6:1: warning: file to include not found" in diagnostics


@pytest.mark.parametrize(
    "line", ["{% include ../outside/secret.md %}", "{% include_relative ../../outside/secret.md %}", "{% include linked.md %}"]
)
def test_liquid_includes_nothing_from_outside_of_the_site(run: Run, tmp_path: Path, line: str) -> None:
    posts = tmp_path / "site" / "_posts"
    posts.mkdir(parents=True)
    (tmp_path / "site" / "_includes").mkdir()
    (tmp_path / "site" / "_config.yml").write_text("title: x\n")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_bytes(SECRET)
    (tmp_path / "site" / "_includes" / "linked.md").symlink_to(tmp_path / "outside" / "secret.md")
    (posts / "2024-05-01-evil.md").write_text(f"---\ntitle: Evil\n---\n\n{line}\n")
    ran = run("convert", posts / "2024-05-01-evil.md", "--to", "html,hugo", "-o", tmp_path / "out")
    assert ran.code == 0
    assert SECRET not in visible(tmp_path / "out")


@pytest.mark.parametrize(
    "config",
    [
        'staticDir = "../outside"',
        'staticDir = ["/etc", "{root}/outside"]',
        'contentDir = "../outside"',
        'theme = "../../outside"',
        '[[module.mounts]]\nsource = "../outside"\ntarget = "static"',
        '[languages.en]\ncontentDir = "{root}/outside"',
    ],
)
def test_a_config_cannot_move_the_root(run: Run, site: Path, config: str) -> None:
    (site / "hugo.toml").write_text(config.format(root=site.parent))
    said, _ = converted(run, site, "![x](/secret.png) ![y](/passwd)\n\n{{< include secret.md >}}", "html")
    assert SECRET not in said
    assert b"root:x:" not in said


def test_a_post_that_is_a_link_out_of_the_folder_is_refused(run: Run, site: Path) -> None:
    ran = run("convert", site / "content", "--to", "html", "-o", site / "out")
    assert ran.code == 1
    assert "linked.md:1:1: error: the post is a link to a file outside of the site [CK107]" in ran.stderr
    assert SECRET not in visible(site / "out")
    assert "posts/first.html" in files(site / "out")


def test_a_post_that_is_a_link_inside_of_the_site_is_a_post(run: Run, hugo_site: Path) -> None:
    (hugo_site / "content" / "again.md").symlink_to(hugo_site / "content" / "posts" / "first.md")
    assert run("convert", hugo_site / "content", "--to", "epub", "-o", hugo_site / "out").code == 0


def test_the_posts_of_a_site_do_not_reach_out_of_it(site: Path) -> None:
    import convertkit as ck

    assert [post.source.path.name for post in ck.Site(site).posts()] == ["first.md"]


# ---------------------------------------------------------------------------- what is written, and where


@pytest.mark.parametrize("slug", ["../../../escaped", "..", "/etc/escaped", "..\\\\escaped", "a/../../b"])
def test_a_slug_cannot_leave_the_output_folder(run: Run, hugo_site: Path, slug: str) -> None:
    posts = hugo_site / "content" / "posts"
    (posts / "tile.png").write_bytes(png())
    (posts / "evil.md").write_text(f'---\ntitle: x\ndate: 2024-05-01\nslug: "{slug}"\n---\n\n![x](tile.png)\n')
    before = files(hugo_site.parent)
    assert run("convert", posts / "evil.md", "--to", "html,epub,pdf,jekyll", "-o", hugo_site.parent / "deep" / "out").code == 0
    assert all(name.startswith("deep/out/") for name in files(hugo_site.parent) - before)


@pytest.mark.parametrize(
    "url", ["/../static/images/tile.png", "/x/../../static/images/tile.png", "/images/%2e%2e/%2e%2e/static/images/tile.png"]
)
@pytest.mark.parametrize("target", TARGETS)
def test_the_url_of_a_picture_cannot_leave_the_output_folder(run: Run, hugo_site: Path, url: str, target: str) -> None:
    (hugo_site / "static" / "x").mkdir()
    before = files(hugo_site.parent)
    (hugo_site / "content" / "posts" / "evil.md").write_text(f"---\ntitle: x\ndate: 2024-05-01\n---\n\n![x](<{url}>)\n")
    run("convert", hugo_site / "content" / "posts" / "evil.md", "--to", target, "-o", hugo_site.parent / "deep" / "out")
    written = files(hugo_site.parent) - before - {"site/content/posts/evil.md"}
    assert all(name.startswith("deep/out/") for name in written), written


def test_a_picture_of_another_generators_post_has_its_name_not_its_url(run: Run, hugo_site: Path) -> None:
    (hugo_site / "static" / "images" / "two words.png").write_bytes(png())
    (hugo_site / "content" / "posts" / "a.md").write_text("---\ndate: 2024-05-01\n---\n\n![x](/images/two%20words.png)\n")
    run("convert", hugo_site / "content" / "posts" / "a.md", "--to", "jekyll", "-o", hugo_site / "out")
    assert files(hugo_site / "out") == {"_posts/2024-05-01-a.md", "images/two words.png"}


def test_a_file_that_is_named_for_no_site_stands_alone(run: Run, hugo_site: Path) -> None:
    """Above a folder that only happens to be called as a folder of the other generator nothing is written."""
    before = files(hugo_site)
    run("convert", hugo_site / "content" / "posts" / "first.md", "--to", "jekyll", "-o", hugo_site / "content" / "out.md")
    assert files(hugo_site) - before == {"content/out.md"}


def test_a_theme_of_the_site_runs_nothing(run: Run, hugo_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (hugo_site / "convertkit.toml").write_text('[html]\ntheme = "evil"\n')
    (hugo_site / "evil").mkdir()
    (tmp_path / "secret.txt").write_bytes(SECRET)
    monkeypatch.chdir(hugo_site)
    for attack in (
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ site.root.parent.joinpath('secret.txt').read_text() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ post.source.path.unlink() }}",
        "{% include '../../secret.txt' %}",
    ):
        (hugo_site / "evil" / "page.html").write_text(f"<p>{attack}</p>")
        ran = run("convert", "content/posts/first.md", "--to", "html", "-o", tmp_path / "out", allow_bugs=True)
        assert ran.code == 1, attack
        assert not (tmp_path / "out").exists() or not any(name.endswith(".html") for name in files(tmp_path / "out"))
    assert (hugo_site / "content" / "posts" / "first.md").read_text() == FIRST


# ---------------------------------------------------------------------------- what would run


# "<script", "<p onclick=", "<a href='javascript:", "<p style='background: url("
ACTIVE = re.compile(
    rb"<(?:script|iframe|object|embed|form|base|meta http-equiv|style[^>]*>[^<]*evil)"
    rb"|<[a-z][^>]*(?:\son\w+\s*=|=.?\s*(?:javascript|vbscript|file|data:text):|url\()",
    re.I,
)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<script>evil()</script>", "CK404"),
        ('<SCRIPT src="https://evil.example/x.js"></SCRIPT>', "CK404"),
        ('<iframe src="https://evil.example/"></iframe>', "CK404"),
        ('<div onclick="evil()">x</div>', "CK404"),
        ('x <img src="x.png" onerror=evil()> y', "CK404"),
        ("<svg onload=evil()></svg>", "CK404"),
        ('<object data="file:///etc/passwd"></object>', "CK404"),
        ('<form action="javascript:evil()"><button>x</button></form>', "CK404"),
        ('<meta http-equiv="refresh" content="0; url=javascript:evil()">', "CK404"),
        ('<base href="https://evil.example/">', "CK404"),
        ('<link rel="stylesheet" href="file:///etc/passwd">', "CK404"),
        ("<style>body { background: url(https://evil.example/x.png) }</style>", ""),
        ('<style>@import "https://evil.example/x.css";</style>', ""),
        ('<p style="background: url(https://evil.example/x.png)">x</p>', ""),
        ('<p style="list-style: u\\72l(file:///etc/passwd)">x</p>', ""),
        ('<a href="javascript:evil()">x</a>', ""),
        ('<a href=" java&#10;script:evil()">x</a>', ""),
        ('<a href="file:///etc/passwd">x</a>', ""),
        ('<video src="file:///etc/passwd" poster="file:///etc/passwd"></video>', ""),
        ('<q cite="javascript:evil()">x</q>', ""),
        ("[x](javascript:evil())", "CK304"),
        ("[x](JaVaScRiPt:evil())", "CK304"),
        ("[x](&#106;avascript:evil())", "CK304"),
        ("[x](vbscript:evil())", "CK304"),
        ("[x](data:text/html,evil)", "CK304"),
        ("[x](file:///etc/passwd)", "CK304"),
        ("<javascript:evil()>", "CK304"),
        ("![x](javascript:evil())", "CK303"),
        ("![x](<data:image/svg+xml,%3Csvg onload=evil()%3E>)", ""),
        ('{{< figure src="/images/tile.png" link="javascript:evil()" >}}', "CK304"),
        ('{{< button href="javascript:evil()" >}}x{{< /button >}}', ""),
        ('{{< iframe src="javascript:evil()" >}}', ""),
        ('{{< youtube "\\"><script>evil()</script>" >}}', ""),
        ("{{< rawhtml >}}<script>evil()</script>{{< /rawhtml >}}", "CK404"),
        ("{{< mermaid >}}</code><script>evil()</script>{{< /mermaid >}}", ""),
        ("```html\n</code></pre><script>evil()</script>\n```", ""),
        ("$$</math><script>evil()</script>$$", ""),
        ("a {onclick=evil()}\n\n## b {onclick=evil() style='background:url(x)'}", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("target", ["html", "epub", "pdf"])
def test_nothing_that_runs_or_loads_reaches_a_page(run: Run, site: Path, body: str, code: str, target: str) -> None:
    said, diagnostics = converted(run, site, body, target)
    page = said[said.find(b"<body") :] if target == "html" else said
    if target != "pdf":
        assert not ACTIVE.search(page), ACTIVE.search(page)
    assert b"/S /JavaScript" not in said and b"/S/JavaScript" not in said and b"/Launch" not in said
    assert b"root:x:" not in said
    if code:
        assert ": warning: " in diagnostics and f"[{code}]" in diagnostics


@pytest.mark.parametrize("target", ["html", "epub"])
def test_a_title_is_text(run: Run, tmp_path: Path, target: str) -> None:
    bad = "</title><script>evil()</script>"
    (tmp_path / "post.md").write_text(
        f'---\ntitle: "{bad}"\nauthor: "{bad}"\ntags: ["{bad}"]\ndescription: \'"{bad}\'\nlanguage: \'en" onload="evil()\'\n---\n\nx\n'
    )
    assert run("convert", tmp_path / "post.md", "--to", target, "-o", tmp_path / "out").code == 0
    said = visible(tmp_path / "out")
    assert b"<script" not in said
    assert not re.search(rb'<[^<>]*\sonload="', said)


def test_a_style_of_an_inline_shortcode_loads_nothing(run: Run, site: Path) -> None:
    body = "{{< css.inline >}}<style>@import url(https://evil.example/a.css);\n.a { color: red; background: url(b.png) }</style>{{< /css.inline >}}"
    for target in ("html", "epub", "pdf"):
        said, _ = converted(run, site, body, target, "--inline-shortcodes")
        assert b"evil.example" not in said
        assert b"b.png" not in said
    assert b".a { color: red }" in converted(run, site, body, "html", "--inline-shortcodes")[0]


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("@import 'x.css'; a { color: red }", "a { color: red }"),
        ("@\\69mport 'x.css';", ""),
        ("a { background: u\\72l(x) }", ""),
        ("a { background: -webkit-image-set('x' 1x); color: red }", "a { color: red }"),
        ("@font-face { src: url(x) }", ""),
        ("@media print { a { background: url(x) } b { color: red } }", "@media print { b { color: red } }"),
        ("@keyframes k { from { background: u\\72l(x) } }", ""),
        ("a { color: red }</style><script>evil()</script>", "a { color: red }"),
        ("a { --x: url(y) }", ""),
    ],
)
def test_a_style_sheet_keeps_what_names_no_other_file(style: str, kept: str) -> None:
    assert safe_style(style) == kept


def test_no_style_ends_its_element() -> None:
    assert "</" not in safe_style('a[href="</style><script>"] { color: red } @media </style> { b { color: red } }')


def test_raw_html_passes_a_page_only_where_it_is_asked_for(run: Run, site: Path) -> None:
    assert b"evil()" not in converted(run, site, "<script>evil()</script>", "epub", "--unsafe-html")[0]
    assert b"<script>evil()</script>" in converted(run, site, "<script>evil()</script>", "html", "--unsafe-html")[0]


@pytest.mark.parametrize(
    "fragment",
    [
        "<math><mtext><table><mglyph><style><img src=x onerror=evil()>",
        "<svg><style><img src=x onerror=evil()></style></svg>",
        "<noscript><p title='</noscript><img src=x onerror=evil()>'>",
        "<details ontoggle=evil() open>x</details>",
        '<img src="a.png" srcset="javascript:evil() 1x, file:///etc/passwd 2x">',
        "<a href='&#1;javascript:evil()'>x</a>",
        "<input type=image src=x onclick=evil()>",
    ],
)
def test_the_sanitiser_withstands_known_tricks(fragment: str) -> None:
    clean = sanitised(fragment).encode()
    assert not re.search(rb"<[^>]*evil", clean), clean
    assert b"file:" not in clean


# ---------------------------------------------------------------------------- SVG

ROOT = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"'


@pytest.mark.parametrize(
    "svg",
    [
        f"{ROOT} onload='evil()'/>",
        f"{ROOT}><script>evil()</script></svg>",
        f"{ROOT}><h:script xmlns:h='http://www.w3.org/1999/xhtml'>evil()</h:script></svg>",
        f"{ROOT}><foreignObject><b xmlns='http://www.w3.org/1999/xhtml' onclick='evil()'/></foreignObject></svg>",
        f"{ROOT}><a href='javascript:evil()'><rect/></a></svg>",
        f"{ROOT}><a href='#a'><animate attributeName='href' values='javascript:evil()'/><set attributeName='href' to='evil'/></a></svg>",
        f"{ROOT}><image href='https://evil.example/x.png'/><use xlink:href='https://evil.example/x.svg#a'/></svg>",
        f"{ROOT} xml:base='https://evil.example/'><use href='#a'/></svg>",
        f"{ROOT}><style>@import 'https://evil.example/x.css'; a {{ fill: u\\72l(https://evil.example/) }}</style></svg>",
        f"{ROOT}><rect fill='url(#a) url(https://evil.example/)' style='fill: u\\72l(https://evil.example/)'/></svg>",
        f"<?xml-stylesheet href='https://evil.example/'?>{ROOT}/>",
    ],
)
def test_an_svg_keeps_nothing_that_runs_or_loads(svg: str) -> None:
    cleaned = clean_svg(svg.encode())
    assert cleaned is not None
    assert b"evil" not in cleaned[0]


@pytest.mark.parametrize(
    "svg",
    [
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{ROOT}><text>&x;</text></svg>',
        f'<!DOCTYPE svg [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>{ROOT}><text>a</text></svg>',
        f'<!DOCTYPE svg SYSTEM "file:///etc/passwd">{ROOT}><text>a</text></svg>',
        '<!DOCTYPE svg [<!ENTITY a "lol">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + f"]>{ROOT}><text>&i;</text></svg>",
        f"{ROOT}><rect></svg>",
    ],
    ids=["external entity", "parameter entity", "external DTD", "billion laughs", "not well-formed"],
)  # fmt: skip
def test_an_svg_opens_no_file_and_does_not_explode(svg: str) -> None:
    cleaned = clean_svg(svg.encode())
    assert cleaned is None or (b"root:x:" not in cleaned[0] and len(cleaned[0]) < 1000)


def test_an_svg_of_a_drawing_program_stays_whole() -> None:
    svg = f"<!DOCTYPE svg [<!ENTITY ns 'http://ns.example/'>]>{ROOT} xmlns:x='&ns;'><style>.a {{ fill: url('#b') }}</style><rect fill='url( #b )'/></svg>"
    data, removed = clean_svg(svg.encode()) or (b"", ["all"])
    assert removed == []
    assert b"url('#b')" in data


@pytest.mark.parametrize("target", TARGETS)
def test_an_svg_of_the_site_is_cleaned_wherever_it_goes(run: Run, site: Path, target: str) -> None:
    (site / "static" / "evil.svg").write_bytes(SVG.replace(b"<rect", b"<script>evil()</script><rect onload='evil()'"))
    said, diagnostics = converted(run, site, "![x](/evil.svg)", target)
    assert b"evil()" not in said
    assert "evil.md:6:1: warning: removed from the SVG 'evil.svg'" in diagnostics


@pytest.mark.parametrize("target", TARGETS)
def test_an_image_file_that_is_no_image_is_not_shown(run: Run, site: Path, target: str) -> None:
    (site / "static" / "fake.png").write_bytes(b"#!/bin/sh\n" + SECRET)
    said, diagnostics = converted(run, site, "![x](/fake.png)", target)
    assert SECRET not in said
    assert "evil.md:6:1: warning: not an image: 'fake.png' [CK305]" in diagnostics


# ---------------------------------------------------------------------------- other generators


def test_liquid_in_a_post_of_hugo_stays_text(run: Run, site: Path) -> None:
    body = "{% include ../../outside/secret.md %} {{ site.github_token }} {% endraw %}{{ site.x }} `{% raw %}`"
    converted(run, site, body, "jekyll")
    text = next((site.parent / "out" / "_posts").iterdir()).read_text().split("---", 2)[2]
    left = re.sub(r"\{% raw %\}.*?\{% endraw %\}", "", re.sub(r"\{\{ '(\{\{|\{%)' \}\}", "", text), flags=re.S)
    assert "{{" not in left and "{%" not in left


def test_shortcodes_in_a_post_of_jekyll_stay_text(run: Run, tmp_path: Path) -> None:
    posts = tmp_path / "_posts"
    posts.mkdir()
    (posts / "2024-05-01-a.md").write_text(
        '---\ntitle: A\n---\n\n{% raw %}{{< readfile file="/etc/passwd" >}}{% endraw %} {{% include x %}}\n'
    )
    run("convert", posts / "2024-05-01-a.md", "--to", "hugo", "-o", tmp_path / "out.md")
    written = (tmp_path / "out.md").read_text()
    assert not re.search(r"\{\{[<%](?!/\*)", written), written


# ---------------------------------------------------------------------------- the same bytes


def digest(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in sorted(files(folder))}


def as_process(site: Path, cwd: Path, **environment: str) -> dict[str, bytes]:
    out = cwd / "out"
    command = [sys.executable, "-m", "convertkit.cli", "convert", str(site / "content" / "posts" / "first.md")]
    subprocess.run(
        [*command, "--to", "html,epub,pdf,jekyll", "-o", str(out), "--quiet"],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT)} | environment,
        check=True,
        timeout=120,
    )
    return digest(out)


def test_the_same_post_gives_the_same_bytes_twice(run: Run, hugo_site: Path) -> None:
    for name in ("one", "two"):
        run("convert", hugo_site / "content", "--to", "html,epub,pdf,jekyll", "-o", hugo_site / name)
    assert digest(hugo_site / "one") == digest(hugo_site / "two")
    assert len(digest(hugo_site / "one")) > 5


def test_neither_place_nor_time_zone_nor_language_nor_hash_seed_change_a_byte(hugo_site: Path, tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    moved = tmp_path / "a much longer" / "place"
    shutil.copytree(hugo_site, moved)
    for path in moved.rglob("*"):
        os.utime(path, (1, 1))
    first = as_process(hugo_site, tmp_path / "here", TZ="Asia/Tokyo", LANG="C", PYTHONHASHSEED="1", HOME=str(tmp_path))
    second = as_process(moved, tmp_path / "there", TZ="America/Lima", LANG="de_DE.UTF-8", LC_ALL="C.UTF-8", PYTHONHASHSEED="2")
    assert first == second
    assert {Path(name).suffix for name in first} >= {".html", ".epub", ".pdf", ".md"}


def test_no_path_of_the_machine_is_in_what_is_written(run: Run, hugo_site: Path) -> None:
    run("convert", hugo_site / "content", "--to", "html,epub,pdf,jekyll", "-o", hugo_site / "out")
    said = visible(hugo_site / "out")
    assert str(hugo_site).encode() not in said
    assert str(CHECKOUT).encode() not in said


# ---------------------------------------------------------------------------- posts that would be lost


@pytest.mark.parametrize("target", ["epub", "pdf", "html"])
def test_a_book_does_not_take_the_place_of_a_post(run: Run, hugo_site: Path, target: str) -> None:
    post = hugo_site / "content/posts/first.md"
    (hugo_site / "content/posts/second.md").write_text("---\ntitle: Second\n---\n\nText.\n")
    (hugo_site.parent / "notes.md").write_text("Mine.\n")
    for taken in (post, hugo_site.parent / "notes.md"):
        before = taken.read_bytes()
        ran = run("book", hugo_site / "content/posts", "--to", target, "-o", taken)
        assert (ran.code, "[CK402]" in ran.stderr, taken.read_bytes()) == (1, True, before)


def test_a_script_cannot_replace_the_post_that_it_reads(tmp_path: Path) -> None:
    own = tmp_path / "own.md"
    own.write_text("Mine.\n")
    with pytest.raises(ck.ConvertError, match="is the post itself"):
        ck.convert(own, own, to="epub")
    assert own.read_text() == "Mine.\n"


def test_a_slug_does_not_lead_to_another_post_of_the_site(run: Run, hugo_site: Path) -> None:
    (hugo_site / "content/posts/a.md").write_text("---\ntitle: A\nslug: first\n---\n\nA.\n")
    ran = run("convert", hugo_site / "content/posts/a.md", "--from", "jekyll", "--to", "hugo", "-o", hugo_site)
    assert (ran.code, "is a post of the site [CK402]" in ran.stderr) == (1, True)
    assert (hugo_site / "content/posts/first.md").read_text() == FIRST


def test_a_page_does_not_replace_a_post_in_html(run: Run, tmp_path: Path) -> None:
    posts = tmp_path / "_posts"
    posts.mkdir()
    for suffix in ("md", "html"):
        (posts / f"2024-01-01-a.{suffix}").write_text("---\ntitle: A\n---\n\n<p>A.</p>\n")
    (posts / "index.html").write_text("---\ntitle: Home\n---\n")
    (posts / "2024-01-02-b.md").write_text("---\ntitle: B\n---\n\nB.\n")
    ran = run("convert", posts / "2024-01-01-a.md", "--to", "html", "-o", posts)
    assert (ran.code, "is a post [CK402]" in ran.stderr) == (1, True)
    ran = run("book", posts / "2024-01-01-a.md", posts / "2024-01-02-b.md", "--to", "html", "-o", f"{posts}/")
    assert (ran.code, "is a post of a site [CK402]" in ran.stderr) == (1, True)
    assert (posts / "2024-01-01-a.html").read_text().startswith("---")
    assert (posts / "index.html").read_text().startswith("---")


@pytest.mark.parametrize(("kind", "target"), [("hugo", "jekyll"), ("hugo", "html"), ("jekyll", "hugo"), ("jekyll", "html")])
def test_a_site_is_converted_into_its_own_folder_again(run: Run, tmp_path: Path, kind: str, target: str) -> None:
    posts = tmp_path / ("content/posts" if kind == "hugo" else "_posts")
    posts.mkdir(parents=True)
    (tmp_path / ("hugo.toml" if kind == "hugo" else "_config.yml")).write_text("")
    (posts / "2024-01-01-a.md").write_text("---\ntitle: A\ndate: 2024-01-01\n---\n\nA.\n")
    out = posts if target == "html" and kind == "hugo" else tmp_path
    for _ in range(2):
        ran = run("convert", posts, "--to", target, "-o", out)
        assert ran.code == 0, ran.stderr
