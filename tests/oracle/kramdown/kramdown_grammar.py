"""Random texts: of pieces of inline and of block syntax, and posts with changes."""

from __future__ import annotations

import random
from collections.abc import Sequence

_SPAN = (
    "a|b|c d|*|**|_|__|***|`|``|[|]|(u)|[x]|![|](u)|\n|\n\n| |  |    |- |* |1. |> |# |\n- |\n  - |\n    |\n> |\n# |\n1. |"
    "\n---\n|\n===\n|\n```\n|~~|\n^\n|{:.x}|\n{:.x}\n|{: #i}|<b>|</b>|<br>|<div>|</div>|\n<div>\n|\n</div>\n|"
    '\n<div markdown="1">\n|<p>|</p>|<!-- c -->|<http://a.b>|<a@b.c>|&amp;|&|\'|"|--|---|...|<<|>>|$$|\\|\\*|\\\n|  \n|'
    "[^1]|\n[^1]: n\n|\n[x]: /u 't'\n|\n*[HT]: hy\n|HT|\n: d|\nT\n: d\n|\t|\n\t|é|中|s |80s|1|!|(|)|.|,|<code>|</code>|"
    "<span>|</span>|{:toc}|[ ] |- [x] a|'s|<pre>|</pre>|\"a\"|'a'|*a*|_b_|`c`|**d**|[e](f)|~~g~~|$$h$$"
).split("|") + ["|", "| ", " |", "\n|", "\n|---|---|\n", "| a | b |\n"]
_LINES = [
    line + "\n"
    for line in (
        "a b;# h;- a;- b;  c;    d;;;> q;1. e;   f;* g;  - n;    - m;```;~~~;---;| x | y |;|---|---|;<div>;</div>;"
        '<div markdown="1">;<p>t</p>;^;{:.k};: d;T;$$z$$;[^1]: n;w[^1];[x]: u;[x] y;\tt;  ;<!-- c -->;===;- - -;<b>i</b>;'
        "      deep;- [ ] t;   - o; - p;{::comment};{:/comment};1. ;-;- "
    ).split(";")
]


def spans(source: random.Random) -> str:
    """Pieces of inline syntax in any order."""
    return "".join(source.choice(_SPAN) for _ in range(source.randint(2, 14))) + "\n"


def lines(source: random.Random) -> str:
    """Lines of block syntax in any order."""
    return "".join(source.choice(_LINES) for _ in range(source.randint(2, 9)))


def mutated(source: random.Random, posts: Sequence[str]) -> str:
    """Some lines of a post, with lines put in, taken out, indented, exchanged."""
    text = source.choice(posts)
    start = source.randrange(max(1, len(text) - 900))
    found = text[start : start + source.randint(100, 900)].split("\n")
    for _ in range(source.randint(1, 4)):
        at, other = source.randrange(len(found)), source.randrange(len(found))
        match source.randrange(5):
            case 0:
                found.insert(at, source.choice(_LINES).rstrip("\n"))
            case 1:
                found[at : at + 1] = []
                found = found or [""]
            case 2:
                column = source.randint(0, len(found[at]))
                found[at] = found[at][:column] + source.choice(_SPAN).strip("\n") + found[at][column:]
            case 3:
                found[at] = " " * source.randint(1, 5) + found[at]
            case _:
                found[at], found[other] = found[other], found[at]
    return "\n".join(found) + "\n"
