"""Documents of a grammar of our own: every construct next to every other, from a seeded generator."""

from __future__ import annotations

import random

_INLINE = [
    "a", "b", "word", "foo bar", "*", "**", "***", "_", "__", "~", "~~", "~~~", "`", "``", "[", "]", "(", ")", "](",
    "![", "[a](b)", "[ref]", "[x][ref]", "[^1]", "[^2]", "![^1]", "<http://a.b>", "<", ">", "<<", ">>", '"', '"',
    "'", "'", "''", "---", "--", "...", "....", "\\", "\\*", '\\"', "&amp;", "&copy;", "&#65;", "&", "http://x.y/z",
    "www.a.com", "(www.a.com)", "a@b.cd", "https://a.b/c_d_.", "ftp://x.yz", " ", " ", " ", " ", "\n", "\n", "  \n",
    "\\\n", "é", "“", "。", "日本", "!", "?", ",", ".", ":", "1", "90s", "'s", "'t", "don't", "{#x}", "{.c}", "#", "|",
    "$", "$$", "+", "++", "==", "^", ":smile:", "<!--x-->", "<!x>", "\t", "a_b", "2*3", '](u "t")', "[a]( <b c> 'q')",
    "[x]", "[ ]", "/", "=", "-",
]  # fmt: skip
_DEPTH = 3


class Grammar:
    """Draws documents; the same seed gives the same documents."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def document(self) -> str:
        return self.blocks(0) + "\n"

    def blocks(self, depth: int, count: int = 0, *, tight: bool = False) -> str:
        draw = self.random
        separator = "\n" if tight else draw.choice(["\n\n", "\n\n", "\n\n", "\n"])
        return separator.join(self.block(depth) for _ in range(count or draw.randint(1, 4)))

    def block(self, depth: int) -> str:
        leaves = [
            self.paragraph,
            self.paragraph,
            self.heading,
            self.setext,
            self.rule,
            self.fence,
            self.indented,
            self.html,
        ]
        if depth >= _DEPTH:
            return self.random.choice(leaves)()
        containers = [self.list, self.list, self.list, self.quote, self.quote, self.definition, self.footnote]
        choice = self.random.randint(0, len(leaves) + len(containers) + 1)
        if choice < len(leaves):
            return leaves[choice]()
        choice -= len(leaves)
        if choice < len(containers):
            return containers[choice](depth)
        return self.table() if choice == len(containers) else self.reference()

    # ------------------------------------------------------------------ leaves

    def inline(self, count: int = 0) -> str:
        return "".join(self.random.choice(_INLINE) for _ in range(count or self.random.randint(1, 9)))

    def line(self) -> str:
        return self.inline().replace("\n", " ").strip() or "x"

    def paragraph(self) -> str:
        return "\n".join(self.line() for _ in range(self.random.randint(1, 3)))

    def heading(self) -> str:
        tail = self.random.choice(["", "", " #", " {#i}", " {.c k=v}", " ## {.d}"])
        return "#" * self.random.randint(1, 4) + " " + self.line() + tail

    def setext(self) -> str:
        return self.paragraph() + "\n" + self.random.choice(["===", "---", "-", "="])

    def rule(self) -> str:
        return self.random.choice(["***", "- - -", "___", "---"])

    def fence(self) -> str:
        mark = self.random.choice(["```", "~~~", "````"])
        return mark + self.random.choice(["", "go", " js {a=1}"]) + "\n" + self.paragraph() + "\n" + mark

    def indented(self) -> str:
        return _indented(self.paragraph(), "    ", "    ")

    def html(self) -> str:
        start, end = self.random.choice([("<div>\n", "\n</div>"), ("<!-- c\n", "\n-->"), ("<p>", "</p>")])
        return start + self.paragraph() + end

    def table(self) -> str:
        draw = self.random
        count = draw.randint(1, 3)
        marks = [draw.choice(["---", ":--", "--:", ":-:", " - "]) for _ in range(count)]
        rows = [self.row(max(1, count + draw.choice([0, 0, -1, 1]))) for _ in range(draw.randint(0, 2))]
        return "\n".join([self.row(max(1, count + draw.choice([0, 0, 0, -1, 1]))), "|" + "|".join(marks) + "|", *rows])

    def row(self, count: int) -> str:
        cells = (self.inline(self.random.randint(1, 3)).replace("\n", " ") for _ in range(count))
        return self.random.choice(["", "| "]) + " | ".join(cells) + self.random.choice(["", " |"])

    def reference(self) -> str:
        return self.random.choice(['[ref]: /url "t"', "[x]: <u v>", "[a]: b", "[ref]:\n/u"])

    # ------------------------------------------------------------------ containers

    def list(self, depth: int) -> str:
        draw = self.random
        ordered, tight = draw.random() < 0.3, draw.random() < 0.6
        items = []
        for number in range(1, draw.randint(2, 4)):
            marker = (f"{number}." if ordered else "-") + " " * draw.choice([1, 1, 1, 2, 3])
            body = self.blocks(depth + 1, 1 if tight else draw.randint(1, 2), tight=tight)
            task = draw.choice(["[ ] ", "[x] ", "[X]"]) if draw.random() < 0.2 else ""
            items.append(_indented(task + body, " " * len(marker), marker))
        return ("\n" if tight else "\n\n").join(items)

    def quote(self, depth: int) -> str:
        body = self.blocks(depth + 1, self.random.randint(1, 2))
        if self.random.random() < 0.2:
            body = self.random.choice(["[!NOTE]\n", "[!tip]+ ti\n", "[!warning]"]) + body
        if self.random.random() < 0.2:
            lines = body.split("\n")
            return "\n".join(("> " if not n or self.random.random() < 0.6 else "") + line for n, line in enumerate(lines))
        mark = self.random.choice(["> ", ">"])
        return _indented(body, mark, mark)

    def definition(self, depth: int) -> str:
        gap, more = self.random.choice(["\n", "\n\n"]), self.random.choice(["", "\n: second", "\n\n: third"])
        return self.paragraph() + gap + ":" + _indented(self.blocks(depth + 1, 1), "    ", "   ") + more

    def footnote(self, depth: int) -> str:
        label = self.random.choice(["[^1]: ", "[^2]: ", "[^3]: "])
        return label + _indented(self.blocks(depth + 1, self.random.randint(1, 2)), "    ", "")


def _indented(text: str, indentation: str, first: str) -> str:
    """`text` with `first` before its first line, and `indentation` before each other that is not empty."""
    head, *rest = text.split("\n")
    return "\n".join([first + head, *(indentation + line if line else line for line in rest)])
