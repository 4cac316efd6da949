"""Jekyll sites of our own: names, dates, categories, permalinks, defaults, in one set of files."""

from __future__ import annotations

TEXTS = (".md", ".markdown", ".mkdown", ".mkdn", ".mkd", ".html", ".htm", ".xhtml")
_FRONTS = {
    "_posts/2024-05-01-a-post.md": "",
    "_posts/2024-5-1-Short Date.md": "",
    "_posts/2024-05-02-Ünï-Côdé!.md": "",
    "_posts/2024-05-03-cats.md": "categories: News Big\ntags: a b",
    "_posts/2024-05-03-cat.md": "category: One Two\ntag: x y",
    "_posts/2024-05-04-list.md": "categories: [A B, c, C]\ntags: [t 1, 2]",
    "_posts/de/2024-05-05-sub.md": "",
    "blog/_posts/2024-05-06-above.md": "category: Extra",
    "a/b/_posts/2024-05-07-deep.md": "categories: [x, a]",
    "_posts/2024-05-08-slug.md": "slug: My Own Slug!",
    "_posts/2024-05-09-title.md": "title: 'Given: Title'",
    "_posts/2024-05-10-date.md": "date: 2023-01-02 23:30:00 -0500",
    "_posts/2024-05-11-date2.md": "date: 2023-01-02 23:30:00",
    "_posts/2024-05-12-date3.md": "date: 2023-01-02",
    "_posts/2024-05-12-date4.md": "date: '2023-01-02 10:11'",
    "_posts/2024-05-13-perm.md": "permalink: /x/:year/:title/y",
    "_posts/2024-05-14-perm2.md": "permalink: /fixed.html",
    "_posts/2024-05-15-perm3.md": "permalink: rel/path/",
    "_posts/2024-05-16-pub.md": "published: false",
    "_posts/2024-05-17-html.html": "title: H",
    "_posts/nodate.md": "",
    "_drafts/draft-one.md": "",
    "_drafts/2024-01-01-dated-draft.md": "",
    "_posts/2024-05-18-dots...md": "",
    "_posts/2024-05-19-both.md": "category: s\ncategories: [p, q]\ntag: u\ntags: v w",
    "_posts/2024-05-20-UPPER Case.MD": "",
    "_posts/24-05-21-two.md": "",
    "about.md": "title: About",
    "index.md": "",
    "sub/page.md": "",
    "sub/index.html": "",
    "sub/perm.md": "permalink: /p/:basename/",
    "contact.html": "",
    "_hidden/x.md": "",
    "excluded/x.md": "",
    "inc/_special.md": "",
    "README.md": "",
    "_recipes/pie.md": "title: Pie",
    "_recipes/sub/cake.md": "",
    "_recipes/2024-01-01-dated.md": "",
    "_nopub/x.md": "",
    "_posts/2024-05-22-nothing.markdown": "tags:",
    "_posts/2024-05-23-n.txt": "",
    "vendor/v.md": "",
    "node_modules/n.md": "",
    ".hid/x.md": "",
    "sub/2024-05-24-page.md": "",
    "a.b.md": "",
    "_posts/2024-05-25-a.b.md": "",
    "_posts/2024-05-26-(paren)-and-&-_under_.md": "",
}
_FILES = {name: f"---\n{front}\n---\nText.\n" for name, front in _FRONTS.items()} | {
    "_posts/2024-06-01-noheader.md": "text",
    "raw.md": "text",
}
_CONFIG = """\
collections:
  recipes:
    output: true
  nopub: {}
exclude: [excluded, 'READ*']
include: [_special.md]
"""
_EVERY_PLACEHOLDER = (
    "/:collection/:path/:name/:title/:slug/:categories/:slugified_categories/:year/:month/:day/:hour/:minute/:second/:i_day/"
    ":i_month/:short_month/:long_month/:short_year/:y_day/:week/:w_year/:w_day/:short_day/:long_day:output_ext"
)
_STYLES = {
    style.strip("/").replace("/", " "): style
    for style in (
        "date", "pretty", "ordinal", "weekdate", "none", "/:year/:title", "/:path/", "/blog/:slug:output_ext",
        "/:categories/:title.html",
    )
} | {"every placeholder": _EVERY_PLACEHOLDER}  # fmt: skip
_DEFAULTS = """defaults:
- scope: {path: ''}
  values: {image: /d.png, nest: {a: 1, b: 2}, title: Deftitle, categories: [dc]}
- scope: {path: '', type: posts}
  values: {image: post.png, layout: post, tags: [dt]}
- scope: {path: '_posts/de'}
  values: {lang: de, nest: {b: 3}}
- scope: {path: blog, type: posts}
  values: {lang: bl, image: blog.png}
- scope: {path: '_posts/*.md', type: posts}
  values: {globbed: some}
- scope: {path: 'a/*/_posts'}
  values: {g2: 1}
- scope: {path: '**/above.md'}
  values: {g3: 1}
- scope: {path: '', type: pages}
  values: {permalink: '/pages/:path/:basename/'}
- scope: {path: '_recipes', type: recipes}
  values: {permalink: '/rr/:title', categories: r1}
- scope: {path: '', type: drafts}
  values: {isdraft: 1}
"""


def _in_folder(name: str) -> str:
    return f"cols/{name}" if name.startswith("_") else name


SITES = {name: {"_config.yml": f"{_CONFIG}permalink: {style}\n", **_FILES} for name, style in _STYLES.items()} | {
    "a zone": {"_config.yml": _CONFIG + "timezone: Europe/Oslo\n", **_FILES},
    "collections in a folder": {
        "_config.yml": _CONFIG.replace("output: true", "output: true\n    permalink: /r/:title-:name/")
        + "collections_dir: cols\nbaseurl: /b\nurl: https://example.org\n",
        **{_in_folder(name): text for name, text in _FILES.items()},
    },
    "defaults": {
        "_config.yml": _CONFIG + _DEFAULTS,
        **_FILES,
        "_posts/2024-07-01-own.md": "---\ncategories: own\nnest: {a: 9}\nimage:\n---\n",
    },
    "two configs": {
        "_config.yml": _CONFIG,
        "_config_production.yml": "permalink: pretty\ncollections: {recipes: {permalink: '/z/:path'}}\n",
        **_FILES,
    },
}
