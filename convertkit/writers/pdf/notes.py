"""Notes at the foot of the page: each note of a chapter leaves the end of it for the place where it is called."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

from lxml import etree

from ...wellformed import removed
from ..page.structure import HEADINGS
from ..page.xhtml import Chapter

# Each ends a line.
_BLOCKS = frozenset(("p", "li", "tr", "pre", "figure", *HEADINGS))
# A note floats out of these as a whole only: their own layout leaves no room for one among their lines.
_WHOLE = ("table", "figure", "pre", *HEADINGS)


class Room(NamedTuple):
    """The characters that a page holds, of text and of notes alone."""

    text: int
    notes: int


# Notes that wait for the next page may take so much of it. What is beyond a whole page WeasyPrint 70 prints over the text, or
# loses; and letters tell little of how long a page is.
_MOST = 0.6
# What a note takes beside its letters: the end of its last line
_LINE_END = 50


def notes_fit(page: Chapter, room: Room) -> bool:
    """Whether the notes of a chapter find room at the foot of its pages; pages are reckoned by their letters."""
    lengths: dict[str, float] = {}
    for section in _sections(page.root):
        for note in section.findall("./ol/li"):
            lengths[f"#{note.get('id', '')}"] = len("".join(map(str, note.itertext()))) + _LINE_END
    left, waiting = 1.0, 0.0
    for text, name in _calls(page.root, lengths):
        ahead = text / room.text
        while ahead > left:
            ahead -= left
            left, waiting = 1 - waiting, 0.0
        left -= ahead
        share = lengths.pop(name) / room.notes
        if not waiting and share <= left:
            left -= share
        else:
            waiting += share
        if waiting > _MOST or share > _MOST:
            return False
    return True


def _calls(root: etree._Element, names: Container[str]) -> Iterator[tuple[int, str]]:
    """The first calls of notes: the characters of text before each, from the last one on, and the note's href."""
    seen: set[str] = set()
    text = 0
    sections = set(_sections(root))
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element in sections and event == "start":
            # Notes are no text of the page; their own calls have no place on it.
            return
        if event == "end":
            text += len(element.tail or "") + (_LINE_END if element.tag in _BLOCKS else 0)
            continue
        text += len(element.text or "")
        name = element.get("href", "") if element.tag == "a" else ""
        if name in names and name not in seen:
            seen.add(name)
            yield text, name
            text = 0


def _sections(root: etree._Element) -> list[etree._Element]:
    return [each for each in root.iter("div") if "footnotes" in str(each.get("class", "")).split()]


def notes_to_pages(page: Chapter) -> None:
    """Put every note of a chapter where it is first called, for a style sheet to float it to the foot of the page."""
    for section in _sections(page.root):
        for note in section.findall("./ol/li"):
            call = _call(page.root, str(note.get("id", "")))
            if call is not None:
                _float(note, call)
        if section.find("./ol/li") is None:
            _remove(section)


def _call(root: etree._Element, name: str) -> etree._Element | None:
    """The first link to a note, with the sign around it."""
    for link in root.iter("a"):
        if name and link.get("href") == f"#{name}" and "footnote-ref" in str(link.get("class", "")):
            above = link.getparent()
            return above if above is not None and above.tag == "sup" else link
    return None


def _float(note: etree._Element, call: etree._Element) -> None:
    """Move the content of a list item into an element behind its call."""
    simple = not (note.text or "").strip() and all(child.tag == "p" for child in note)
    whole = next((each for each in call.iterancestors(*_WHOLE) if each.tag in _WHOLE), None)
    inline = simple and whole is None
    out = etree.Element("span" if inline else "div", {"class": "footnote", "id": str(note.get("id"))})
    number = "".join(map(str, call.itertext())).strip()
    back = etree.SubElement(out, "a", {"class": "footnote-number", "href": f"#{call.get('id') or ''}"})
    back.text, back.tail = number, " "
    for link in list(note.iter("a")):
        if "footnote-backref" in str(link.get("class", "")):
            _remove(link)
    _fill(out, note, inline=inline)
    parent = note.getparent()
    if parent is not None:
        parent.remove(note)
    place = call if inline else (whole if whole is not None else _block(call))
    out.tail, place.tail = place.tail, None
    place.addnext(out)


def _fill(out: etree._Element, note: etree._Element, *, inline: bool) -> None:
    out[-1].tail = " " + (note.text or "").strip()
    for number, child in enumerate(list(note)):
        if inline and number == 0:
            # The first paragraph stands beside the number.
            out[-1].tail = " " + (child.text or "").lstrip()
            out.extend(list(child))
            continue
        if inline:
            child.tag = "span"
            child.set("class", "footnote-paragraph")
        child.tail = None
        out.append(child)
    _trim(out)


def _trim(out: etree._Element) -> None:
    """No blanks where the link back stood, at the end of the note."""
    last = out[-1]
    if last.tail:
        last.tail = last.tail.rstrip()
    elif not len(last) and last.text and last.tag in ("p", "span"):
        last.text = last.text.rstrip()


def _block(call: etree._Element) -> etree._Element:
    """The paragraph of a call; a note behind it stands on the same page, or on the next where the paragraph is split."""
    return next(call.iterancestors("p"), call)


def _remove(element: etree._Element) -> None:
    """Remove an element, and the no-break space before it."""
    parent, before = element.getparent(), element.getprevious()
    if before is not None and before.tail:
        before.tail = before.tail.rstrip("\xa0")
    elif before is None and parent is not None and parent.text:
        parent.text = parent.text.rstrip("\xa0")
    removed(element)
