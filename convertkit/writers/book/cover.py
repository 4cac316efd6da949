"""The cover of a book: a picture that was given, or one made from title and authors, as SVG and as PNG (Pillow)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont, features

from ...metadata import direction
from ...post import Book

WIDTH, HEIGHT = 1200, 1800
_MARGIN = 130
# Grounds on which white text has a contrast of 7 to 1 and more, each with the colour of its band
_COLOURS = (
    ("#1d3557", "#a8c5da"), ("#2b3a2e", "#b7cfa9"), ("#4a2338", "#dcb3c4"), ("#3b2f63", "#c3b5e6"),
    ("#5a2a1b", "#e6bd9f"), ("#14424a", "#9fd0d3"), ("#333a44", "#c2cad4"), ("#4b3a12", "#e0cd94"),
)  # fmt: skip
# Where systems keep their fonts, and which of them have a whole script
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
_FONT_NAMES = ("DejaVuSans.ttf", "NotoSans-Regular.*", "NotoSansCJK-Regular.ttc", "NotoSans*-Regular.*", "Arial*.ttf")


class Line(NamedTuple):
    """A line of the cover: its text, its size, where its baseline begins in pixels from the top left, and its font."""

    text: str
    size: int
    y: int
    font: str


@dataclass(frozen=True)
class Cover:
    """A cover that is made: its colours and its lines."""

    ground: str
    band: str
    lines: tuple[Line, ...]
    right_to_left: bool

    @property
    def drawn(self) -> bool:
        """Whether the picture has the words: fonts of the system have all their signs."""
        return all(line.font for line in self.lines)

    @property
    def svg(self) -> str:
        """What an `<svg>` of 1200 by 1800 shows besides the picture: the words that it lacks, in the reader's own fonts."""
        if self.drawn:
            return ""
        x = WIDTH - _MARGIN if self.right_to_left else _MARGIN
        side = ' direction="rtl"' if self.right_to_left else ""
        texts = "".join(
            f'<text x="{x}" y="{line.y}" font-size="{line.size}"{side}>{escape(line.text)}</text>\n' for line in self.lines
        )
        return f'<g fill="#ffffff" font-family="sans-serif">\n{texts}</g>\n'

    @property
    def band_x(self) -> int:
        return WIDTH - _MARGIN * 3 if self.right_to_left else _MARGIN

    @property
    def png(self) -> bytes:
        """The cover as a picture; without its words where no font of the system has them."""
        image = Image.new("RGB", (WIDTH, HEIGHT), self.ground)
        draw = ImageDraw.Draw(image)
        draw.rectangle((self.band_x, _MARGIN, self.band_x + _MARGIN * 2 - 1, _MARGIN + 17), fill=self.band)
        for line in self.lines if self.drawn else ():
            font = _font(line.font, line.size)
            x = WIDTH - _MARGIN - round(_width(line.text, font)) if self.right_to_left else _MARGIN
            draw.text((x, line.y), line.text, font=font, fill="#ffffff", anchor="ls")
        out = io.BytesIO()
        image.quantize(64).save(out, "PNG", optimize=True)
        return out.getvalue()


def cover(book: Book, site_title: str) -> Cover:
    """The cover of a book: title, authors, and the site where its title is another."""
    number = hashlib.sha256(book.title.encode("utf-8", "replace")).digest()[0] % len(_COLOURS)
    authors = ", ".join(book.authors[:3]) + (" …" if len(book.authors) > 3 else "")
    foot = site_title if site_title != book.title else ""
    whole = _font_of(book.title + authors + foot)
    # One face for all where there is one; many have no Latin letters.
    of_title, of_authors, of_foot = (whole or _font_of(text) for text in (book.title, authors, foot))
    size, titles = _title(book.title, of_title)
    lines = [Line(text, size, 420 + round(at * size * 1.18), of_title) for at, text in enumerate(titles)]
    below = lines[-1].y + 130 if lines else 420
    for at, text in enumerate(_wrapped(authors, of_authors, 54)[:3]):
        lines.append(Line(text, 54, below + at * 70, of_authors))
    if foot:
        lines += [Line(text, 44, HEIGHT - _MARGIN, of_foot) for text in _wrapped(foot, of_foot, 44)[:1]]
    ground, band = _COLOURS[number]
    return Cover(ground, band, tuple(lines), direction(book.language) == "rtl")


def _title(text: str, font: str) -> tuple[int, list[str]]:
    """The title in lines that fit, as large as it can be; of a very long one the first lines."""
    for size in (140, 120, 100, 84, 70):
        lines = _wrapped(text, font, size)
        whole = all(_width(word.strip(), _font(font, size)) <= WIDTH - _MARGIN * 2 for word in _words(text))
        if whole and len(lines) <= (4 if size > 84 else 7):
            return size, lines
    return 70, [*lines[:10], "…"] if len(lines) > 11 else lines


def _wrapped(text: str, font: str, size: int) -> list[str]:
    """`text` in lines that are no wider than the page between its margins."""
    room = WIDTH - _MARGIN * 2
    face = _font(font, size)
    lines: list[str] = []
    for word in _words(text):
        whole = lines[-1] + word if lines else word.lstrip()
        if lines and _width(whole.rstrip(), face) <= room:
            lines[-1] = whole
        else:
            lines += _broken(word.lstrip(), face, room)
    return [line.strip() for line in lines if line.strip()]


def _broken(word: str, face: ImageFont.FreeTypeFont, room: float) -> Iterator[str]:
    """A word that is too wide for a line, in pieces."""
    while _width(word.rstrip(), face) > room and len(word) > 1:
        end = next((at for at in range(len(word) - 1, 1, -1) if _width(word[:at], face) <= room), 1)
        yield word[:end]
        word = word[end:]
    yield word


def _words(text: str) -> list[str]:
    """What a line may be broken between: words with the blank before them, single signs of scripts without blanks."""
    out: list[str] = []
    for sign in " ".join(text.split()):
        wide = "\u2e80" <= sign <= "\uffef"
        if wide or sign == " " or not out or "\u2e80" <= out[-1][-1] <= "\uffef":
            out.append(sign)
        else:
            out[-1] += sign
    return out


# ---------------------------------------------------------------------- fonts


@cache
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    if not path or path == "own":
        found = ImageFont.load_default(size)
        assert isinstance(found, ImageFont.FreeTypeFont)
        return found
    return ImageFont.truetype(path, size)


def _width(text: str, face: ImageFont.FreeTypeFont) -> float:
    return face.getlength(text)


def _font_of(text: str) -> str:
    """A font that has every sign of `text`: Pillow's own (`own`), else the path of one of the system's; empty for none.

    The own one comes first, so that most covers are the same wherever they are made.
    """
    signs = set(text) - set(" \u200c\u200d")
    if _has(_font("own", 20), signs):
        return "own"
    shaped = features.check("raqm")
    if not shaped and any("\u0590" <= sign <= "\u08ff" for sign in signs):
        return ""
    for path in _system_fonts():
        try:
            if _has(ImageFont.truetype(path, 20), signs):
                return path
        except OSError:
            continue
    return ""


def _has(font: ImageFont.FreeTypeFont, signs: set[str]) -> bool:
    """Whether a font has all signs: one that it lacks looks like one that no font has."""
    lacking = bytes(font.getmask("\uffff"))
    return all(bytes(font.getmask(sign)) != lacking for sign in sorted(signs))


@cache
def _system_fonts() -> Sequence[str]:
    found: dict[str, None] = {}
    for name in _FONT_NAMES:
        for folder in _FONT_FOLDERS:
            found.update(dict.fromkeys(str(path) for path in sorted(Path(folder).rglob(name))))
    return tuple(found)
