"""Hugo sites of our own: each rule of a page's address, dates and inheritance, in a few files."""

from __future__ import annotations

BASE = 'baseURL = "https://example.org/sub/"\n'
TITLED = "---\ntitle: The Title\n---\n"


def page(*lines: str) -> str:
    """A page without text whose front matter has these lines."""
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n"


_NAMED = {
    f"content/{name}": TITLED
    for name in (
        "_index.md", "top.md", "posts/_index.md", "posts/Hello World.md", "posts/a  b.md", "posts/Ünï Côdé.md", "posts/v1.2.md",
        "posts/x.fr.md", "posts/my_post.md", "posts/My Bundle/index.md", "posts/Sub Dir/_index.md", "posts/Sub Dir/p.md",
        "posts/2024-01-02-dated.md", "posts/c++ & co (1)!.md", "posts/deep/er/p.md", "posts/deep/er/b/index.md", "posts/a@b.md",
        "posts/q?#.md", "resources/a.md",
    )
} | {
    "content/posts/slug.md": page("slug: My Slug!"),
    "content/posts/slugdir/index.md": page("slug: My/Slug 2"),
    "content/posts/slugsec/_index.md": page("slug: Secslug"),
    "content/posts/slugsec/p.md": page(),
    "content/posts/url1.md": page("url: /Custom/Path"),
    "content/posts/url2.md": page("url: custom2/page.html"),
    "content/posts/url3.md": page("url: /:year/:slug/", "title: U three", "date: 2024-03-04"),
    "content/posts/url4.md": page("url: /a b/Ü/"),
    "content/posts/url5.md": page("url: '../x/'"),
    "content/posts/url6.md": page("url: '/x.y/z'"),
    "content/posts/urlsec/_index.md": page("url: /sec-url/"),
    "content/posts/urlsec/p.md": page(),
    "content/posts/nofront.md": "hello",
    "content/posts/notitle.md": page("a: 1"),
}  # fmt: skip

# Each token has sections of its own, so that no two pages have one address.
_TOKENS = (
    "year", "month", "monthname", "day", "weekday", "weekdayname", "yearday", "section", "sections", "sections[1:]",
    "sections[last]", "sections[0]", "sections[:1]", "sections[:last]", "sectionslug", "sectionslugs", "sectionslugs[1:]", "title",
    "slug", "slugorfilename", "contentbasename", "slugorcontentbasename", "filename", "2006", "06", "Jan",
)  # fmt: skip
_TOKEN_PAGES = {
    "Sub B/Two/My File.md": page("title: A Title é!", "date: 2024-03-05"),
    "with slug.md": page("title: A Title", "date: 2024-03-05", "slug: The Slug"),
    "bund Le/index.md": page("title: A Title"),
    "sec/p.md": page("title: A Title"),
}


def _patterns() -> dict[str, str]:
    config = BASE + "[permalinks.page]\n"
    files: dict[str, str] = {}
    for number, token in enumerate(_TOKENS):
        for each, (name, text) in enumerate(_TOKEN_PAGES.items()):
            section = f"s{number}x{each}"
            config += f"{section} = '/{number}-{each}/:{token}/x'\n"
            files[f"content/{section}/{name}"] = text
            files[f"content/{section}/sec/_index.md"] = page("title: A Title", "slug: Secslug")
    return {"hugo.toml": config, **files}


_KINDS = {
    "content/posts/p.md": page("title: T", "slug: Sl Ug"),
    "content/posts/_index.md": page("title: Sec T"),
    "content/posts/sub/_index.md": page("title: Sub T"),
    "content/posts/sub/q.md": page("title: Q"),
    "content/root.md": page("title: R"),
    "content/other/_index.md": page("title: O"),
    "content/other/sub/_index.md": page("title: O", "slug: osub"),
    "content/html/p.md": page("title: H"),
    "content/tags/_index.md": page("title: Tg"),
    "content/tags/red x/_index.md": page("title: Redd"),
    "content/posts/t.md": page("title: tagged", "tags: [red x, Blue]"),
    "content/ugly/a.md": page("title: u"),
    "content/ugly/_index.md": page("title: us"),
}
_BY_KIND = """
[permalinks.page]
posts = '/blog/:slug'
html = '/h/:slug.html'
'/' = '/rooted/:title'
[permalinks.section]
posts = '/blog/:sections'
other = '/o/:sections[1:]/'
[permalinks.term]
tags = '/t/:slug/'
[permalinks.taxonomy]
tags = '/tt/'
"""
_BY_TARGET = """
[[permalinks]]
pattern = '/sec/:sections'
[permalinks.target]
kind = 'section'
[[permalinks]]
pattern = '/deep/:slug'
[permalinks.target]
path = '{/posts/*/**}'
[[permalinks]]
pattern = '/all/:slug'
"""
_UGLY_SECTION = "[uglyURLs]\nugly = true\n[permalinks]\nposts = '/blog/:slug'\ntags = '/t/:slug/'\n"
_UGLY_PATTERNS = "uglyURLs = true\n[permalinks.page]\nposts = '/blog/:slug/'\nhtml = '/h/:slug.html'\n"

_DATED = {
    f"content/posts/{name}": page(*lines)
    for name, lines in {
        "date.md": ["date: 2024-03-05"],
        "publish.md": ["publishDate: 2024-03-06"],
        "lastmod.md": ["lastmod: 2024-03-07"],
        "modified.md": ["modified: 2024-03-08"],
        "pubdate.md": ["pubdate: 2024-03-09"],
        "published.md": ["published: 2024-03-10"],
        "expires.md": ["date: 2024-01-01", "expiryDate: 2024-03-11"],
        "unpublish.md": ["unpublishdate: 2024-03-12"],
        "all.md": ["date: 2024-01-01", "publishDate: 2024-01-02", "lastmod: 2024-01-03", "expirydate: 2024-01-04"],
        "time.md": ["date: 2024-03-05 10:11:12"],
        "zone.md": ["date: 2024-03-05T10:11:12+02:00"],
        "text.md": ["date: '2024-03-05'"],
        "spaced.md": ["date: 2024-03-05 10:11:12 +0200"],
        "empty.md": ["date: ''", "publishdate: 2024-01-02"],
        "mail.md": ["date: 'Tue, 05 Mar 2024 10:11:12 GMT'"],
        "seconds.md": ["date: 20240305"],
        "2024-01-02-dated.md": ["title: x"],
        "2024-01-02-slug.md": ["title: x", "slug: ss"],
        "2024-01-02.md": ["title: x"],
        "2024-01-02-11-12-13-tt.md": ["title: x"],
        "2024-01-03-b/index.md": ["title: x"],
        "2024-01-02-both.md": ["date: 2023-02-02"],
        "mydate.md": ["myDate: 2024-05-05"],
        "2024-01-02_under.md": ["title: x"],
        "2024-01-02 sp.md": ["title: x"],
        "draft1.md": ["draft: true"],
        "draft2.md": ["draft: 'true'"],
        "weight.md": ["weight: '5'"],
    }.items()
}
_NAMES_FIRST = "timeZone = 'Europe/Oslo'\n[frontmatter]\ndate = [':filename', 'myDate', ':default']\n"
_OTHER_HANDLERS = "[frontmatter]\ndate = ['date', ':filename']\nlastmod = ['myDate']\n"

_LANGUAGES = """
title = 'Root'
defaultContentLanguage = 'en'
[languages.en]
weight = 1
[languages.fr]
weight = 2
languageCode = 'fr-FR'
title = 'Franc'
[languages.fr.permalinks.page]
posts = '/art/:slug/'
"""
_IN_FOLDERS = "defaultContentLanguageInSubdir = true\ndisableLanguages = ['de']\n"
_SPOKEN = {
    "content/posts/a.md": page("title: A", "slug: aa"),
    "content/posts/a.fr.md": page("title: Afr"),
    "content/posts/b/index.md": page("title: B"),
    "content/posts/b/index.fr.md": page("title: Bfr"),
    "content/posts/_index.fr.md": page("title: Pfr", "slug: articles"),
    "content/posts/u.fr.md": page("url: /u/x/"),
    "content/posts/u2.fr.md": page("url: u2/x/"),
    "content/posts/u3.fr.md": page("url: /fr/u3/"),
    "content/posts/u4.md": page("url: u4/"),
    "content/posts/d.de.md": page("title: D"),
    "content/posts/U.EN.md": page("title: D"),
    "content/posts/c.en.md": page("title: C", "aliases: [/old/, rel, ../up/x]"),
    "content/posts/pt.pt-br.md": page("title: C"),
}
_HOSTS = "[languages.en]\nbaseURL = 'https://en.example/x/'\n[languages.fr]\nbaseURL = 'https://fr.example/'\n"
_FOLDERS = "[languages.en]\ncontentDir = 'content/en'\n[languages.fr]\ncontentDir = 'content/fr'\n"
_TWO = "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"
_FRENCH_SECTIONS = {
    "content/_index.md": page("title: H"),
    "content/posts/_index.md": page("title: P", "cascade: {color: english}"),
    "content/posts/_index.fr.md": page("title: P", "cascade: {color: french}"),
    "content/posts/a.md": page("title: A"),
    "content/posts/a.fr.md": page("title: A"),
    "content/posts/sub/b.fr.md": page("title: B"),
}
_MOUNTS = """
[[module.mounts]]
source = 'docs'
target = 'content/guides'
files = ['! **left-out.md']
[module.mounts.sites.matrix]
languages = ['en']
[[module.mounts]]
source = 'fran'
target = 'content'
[module.mounts.sites.matrix]
languages = ['fr']
"""

_CASCADE = """[cascade]
color = 'site'
sitewide = 1
[cascade.params]
pp = 1
"""
_CASCADES = """
[[cascade]]
x = 1
[cascade.target]
path = '/posts/*'
[[cascade]]
x = 2
[cascade.target]
path = '{/posts/sub/**,/other/**}'
[[cascade]]
y = 1
[cascade._target]
kind = '{home,section}'
[[cascade]]
w = 1
[cascade.target]
path = '/posts/**'
environment = 'production'
[[cascade]]
v = 1
[cascade.target]
environment = 'staging'
[[cascade]]
w = 2
w2 = 2
"""
_HANDED_DOWN = {
    "content/_index.md": page("title: H", "cascade: {home: 1, color: homec}"),
    "content/posts/_index.md": page(
        "title: S", "cascade:", "  color: red", "  params: {p: 1}", "  draft: true", "  title: casctitle", "  date: 2020-01-01",
        "  tags: [casc]", "  weight: 7", "  description: from above",
    ),
    "content/posts/a.md": page("params: {p: 2, q: 3}"),
    "content/posts/b.md": page("color: blue", "title: own", "tags: [own]", "draft: false"),
    "content/posts/leaf/index.md": page("cascade: {color: leaf}"),
    "content/posts/sub/_index.md": page(
        "cascade:",
        "- _target: {path: '/posts/sub/x*'}", "  color: green",
        "- target: {kind: section}", "  color: secs",
        "- target: {path: '{/posts/**}'}", "  size: 1",
        "- target: {environment: staging}", "  size: 2",
        "- size: 3", "  other: 4",
    ),
    "content/posts/sub/x.md": page(),
    "content/posts/sub/y.md": page(),
    "content/posts/sub/dir/z.md": page(),
    "content/posts/sub/ss/_index.md": page("title: ss", "cascade:", "  size: 9"),
    "content/posts/sub/ss/p.md": page(),
    "content/other/q.md": page("title: q"),
}  # fmt: skip
_BUILT = {
    "content/posts/a/index.md": page("title: A"),
    "content/posts/a/inner.md": page("title: resource"),
    "content/posts/a/deep/er.md": page("title: resource"),
    "content/posts/headless/index.md": page("title: no page", "headless: true"),
    "content/posts/never.md": page("title: no page", "build: {render: never}"),
    "content/posts/series.md": page("title: S", "series: [One, Two words]", "tags: t", "authors: [ada]"),
    "content/authors/ada/_index.md": page("title: Ada Lovelace"),
}
_TAXONOMIES = "[taxonomies]\ntag = 'tags'\nserie = 'series'\nauthor = 'authors'\n"

_WRITTEN = (
    "5/6 x", "/lead", "trail/", "C++ x", "a + b", "1+1=2", "İ x", "½ cup", "CI/CD", "+x", "x+", "q / b", "A & C", "é++è", "x–y",
    "a.b", "50% off", "a_b", "// y",
)  # fmt: skip
_PATTERNS = """[permalinks]
posts = '/t/:title/'
slugs = '/s/:slug/'
names = '/n/:slugorfilename/'
"""
_WORDS = {f"content/posts/{number}.md": page(f"title: '{text}'") for number, text in enumerate(_WRITTEN)}
_WORDS |= {
    f"content/{folder}/{number}.md": page(f"slug: '{text}'")
    for folder in ("slugs", "names")
    for number, text in enumerate(_WRITTEN)
}
_VALUES = {
    f"content/{number}.md": page("title: T", f"draft: {text}", f"weight: {text}")
    for number, text in enumerate(
        ("yes", "on", "no", "true", "TRUE", "1", "0", "010", "0o10", "12", "0x1F", "1_000", "'true'", "t")
    )
} | {
    "content/q.md": page("url: /q1/index.html"),
    "content/q2.md": page("url: /q2/page.html"),
    "content/q3.md": page("url: /q3/my-index.html"),
}
_UNIX = {
    f"content/d{number}.md": page("title: T", f"date: '{text}'")
    for number, text in enumerate(
        (
            "02 Jan 2024", "02 Jan 06 15:04 MST", "02 Jan 06 15:04 -0700", "Mon Jan  2 15:04:05 2006", "Mon Jan  2 15:04:05 UTC 2006",
            "Mon Jan 02 15:04:05 -0700 2006", "Mon, 02 Jan 2006 15:04:05 MST", "Mon, 02 Jan 2006 15:04:05 -0700",
            "Monday, 02-Jan-06 15:04:05 MST", "2006-01-02 15:04:05 -0700 MST",
        )
    )
}  # fmt: skip
_IGNORED = {
    "content/_index.md": TITLED,
    "content/posts/_index.md": TITLED,
    "content/posts/a.md": TITLED,
    "content/drafts/b.md": TITLED,
    "content/posts/c.draft.md": TITLED,
}


SITES = {
    "names": {"hugo.toml": BASE, **_NAMED},
    "names as they are": {"hugo.toml": BASE + "disablePathToLower = true\nremovePathAccents = true\nuglyURLs = true\n", **_NAMED},
    "tokens": _patterns(),
    "words in patterns": {"hugo.toml": BASE + _PATTERNS, **_WORDS},
    "values of YAML": {"hugo.toml": BASE, **_VALUES},
    "dates of Unix": {"hugo.toml": BASE, **_UNIX},
    "ignored files": {
        "hugo.toml": BASE + "ignoreFiles = ['drafts/', '[.]draft[.]md$']\n",
        **_IGNORED,
    },
    "patterns by kind": {"hugo.toml": BASE + _BY_KIND, **_KINDS},
    "patterns by target": {"hugo.toml": BASE + _BY_TARGET, **_KINDS},
    "one ugly section": {"hugo.toml": BASE + _UGLY_SECTION, **_KINDS},
    "ugly patterns": {"hugo.toml": BASE + _UGLY_PATTERNS, **_KINDS},
    "dates": {"hugo.toml": BASE, **_DATED},
    "dates of file names": {"hugo.toml": BASE + _NAMES_FIRST, **_DATED},
    "other handlers": {"hugo.toml": BASE + _OTHER_HANDLERS, **_DATED},
    "languages": {"hugo.toml": BASE + _LANGUAGES, **_SPOKEN},
    "languages in folders": {"hugo.toml": _IN_FOLDERS + BASE + _LANGUAGES + "[languages.de]\n[languages.pt-br]\n", **_SPOKEN},
    "hosts of languages": {"hugo.toml": _HOSTS, **_SPOKEN},
    "content of languages": {
        "hugo.toml": BASE + _FOLDERS,
        "content/en/posts/a.md": TITLED,
        "content/fr/posts/a.md": TITLED,
        "content/fr/posts/b.md": TITLED,
        "content/en/posts/b.md": TITLED,
        "content/fr/_index.md": TITLED,
    },
    "sections of languages": {"hugo.toml": BASE + _TWO, **_FRENCH_SECTIONS},
    "mounts": {
        "hugo.toml": BASE + _TWO + _MOUNTS,
        "docs/a.md": TITLED,
        "docs/sub/b/index.md": TITLED,
        "docs/left-out.md": TITLED,
        "fran/posts/a.md": TITLED,
        "content/ignored.md": TITLED,
    },
    "cascade": {"hugo.toml": BASE + _CASCADE, **_HANDED_DOWN},
    "cascades": {"hugo.toml": BASE + _CASCADES, **_HANDED_DOWN},
    "bundles and terms": {"hugo.toml": BASE + _TAXONOMIES, **_BUILT},
}
# Where Hugo says otherwise, and why
KNOWN = {
    "dates of file names": {
        "content/posts/mail.md": "Hugo takes GMT for the site's own zone",
    },
}

LINKED = {
    "hugo.toml": BASE + _TWO,
    **{
        f"content/{name}": TITLED
        for name in (
            "_index.md", "posts/_index.md", "posts/a.md", "posts/a.fr.md", "posts/b/index.md", "posts/b/inner.md", "posts/c.md",
            "posts/uniq.md", "posts/dup.md", "other/dup.md", "posts/leaf/index.md", "posts/leaf/inner.md", "posts/sub/_index.md",
            "posts/sub/q.md", "other/z.md", "posts/Hello World.md", "posts/2024-01-02-dated.md", "posts/fronly.fr.md", "index2.md",
        )
    },
    "content/posts/sluggy.md": page("slug: sl"),
    "content/posts/t.md": page("title: last"),
}  # fmt: skip
NAMES = (
    "a", "a.md", "/posts/a", "posts/a", "posts/a.md", "../a", "./a", "b", "b/", "b/index.md", "c.md", "uniq", "uniq.md", "dup",
    "Uniq", "UNIQ.md", "leaf", "leaf/index.md", "posts/leaf", "sub", "sub/_index.md", "/posts/sub", "posts", "/", "", "q", "sub/q",
    "../other/z", "../other/z.md", "other/z", "z", "z#frag", "#own", "hello world", "Hello World.md", "hello-world", "dated",
    "2024-01-02-dated", "sl", "fronly", "a.fr.md", "a.en.md", "_index.md", "posts/_index.md", "inner", "leaf/inner.md", "nope/x",
    "x.html", "index", "posts/index", "other",
)  # fmt: skip

_OWN = """baseURL = "https://example.org/"
title = "Own"
theme = ["A", "b"]
[params]
color = "red"
[params.Deep]
x = 1
[menus]
[[menus.main]]
name = "own"
[languages.en]
weight = 1
[languages.en.params]
le = 1
"""
_THEME = """title = "Theme"
theme = "c"
[params]
color = "blue"
size = 3
[params.deep]
x = 2
y = [1, 2]
[menus]
[[menus.main]]
name = "theme"
[[menus.foot]]
name = "foot"
[languages.en]
title = "Of the theme"
[languages.en.params]
le = 2
lf = 3
[languages.fr]
weight = 9
"""
_OTHERS = {
    "themes/b/config.yaml": "params:\n  fromb: 1\n  size: 9\n",
    "themes/c/hugo.toml": "[params]\nfromc = 1\nsize = 11\n",
    "content/a.md": TITLED,
}
THEMED = {
    "defaults": {"hugo.toml": _OWN, "themes/A/hugo.toml": _THEME, **_OTHERS},
    "everything": {"hugo.toml": '_merge = "deep"\n' + _OWN, "themes/A/hugo.toml": _THEME, **_OTHERS},
    "new parameters": {
        "hugo.toml": _OWN.replace("[params]", "[params]\n_merge = 'shallow'"),
        "themes/A/hugo.toml": _THEME,
        "themes/A/config/_default/params.toml": "fromdir = 1\nsize = 77\n",
        **_OTHERS,
    },
    "a folder": {
        "hugo.toml": "title = 'Main'\nbaseURL = 'https://example.org'\n",
        "config/_default/hugo.toml": "title = 'Dir'\n[languages.en]\nweight = 1\n[languages.fr]\n",
        "config/_default/params.toml": "a = 1\n[Params.sub]\nb = 2\n",
        "config/_default/params.fr.toml": "a = 2",
        "config/production/params.yaml": "a: 5\nc: 3\n",
        "config/staging/hugo.toml": "title = 'Stag'",
        "content/a.md": TITLED,
    },
}
