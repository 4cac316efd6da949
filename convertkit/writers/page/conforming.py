"""Raw HTML, and what templates of themes make, as HTML 5 without errors that everybody can read."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import quote, urlsplit

from lxml import etree

from ...wellformed import text_of, without
from .colors import legible
from .structure import structured

# Combining signs as the accents that MathML's operator dictionary has for them
_ACCENTS = dict(zip("̀́̂̃̄̅̆̇̈̊̌⃗", "`´^~¯¯˘˙¨˚ˇ→", strict=True))
_NUMBERS = {"start": r"-?\d{1,9}", "value": r"-?\d{1,9}", "span": r"[1-9]\d{0,2}"}
# ISO 639-1; a longer code is taken at its word.
_LANGUAGES = frozenset(
    re.findall(
        r"\w+",
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
        "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu "
        "ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na "
        "nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so "
        "sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ",
    )
)
_FOCUSED = ("a", "input", "summary", "audio", "video", "details", "label")


def conform(root: etree._Element, *, live: bool) -> None:
    """Put right what validators and readers of screens object to, in place; no text is lost.

    `live` is for a page that a browser shows; else it is for a book.
    """
    structured(root)
    for element in root.iter():
        if callable(element.tag):
            continue
        tag = str(element.tag)
        if element.keys() not in ([], ["class"]):
            _values(element, tag)
            _roles(element, tag)
            legible(element, live=live)
        if tag == "aside" and element.get("role") is None:
            # A note of the text, no part of the page
            element.set("role", "note")
        elif tag == "a":
            _link(element)
        elif tag == "img" and element.get("alt") is None:
            element.set("alt", "")
        elif tag == "time":
            _time(element)
        elif tag == "bdo" and element.get("dir") is None:
            element.tag = "span"
        elif tag == "mo" and element.text in _ACCENTS:
            element.text = _ACCENTS[element.text]
        elif tag == "math":
            _formula(element)


def _values(element: etree._Element, tag: str) -> None:
    """Attributes whose value is none that they may have go."""
    for name, value in [(str(key), str(value)) for key, value in element.items()]:
        if name in ("href", "src", "poster"):
            _set(element, name, valid_url(value))
        elif name == "lang":
            _set(element, name, language_tag(value) or None)
        elif _is_wrong(name, value, tag):
            without(element, name)
    if tag != "li" or next((each.tag for each in element.iterancestors("ul", "ol")), "") != "ol":
        without(element, "value")


def _is_wrong(name: str, value: str, tag: str) -> bool:
    if name in _NUMBERS:
        return not re.fullmatch(_NUMBERS[name], value.strip())
    if name in ("width", "height"):
        return tag in ("img", "video") and not value.isdigit()
    if name == "dir":
        return value.lower() not in ("ltr", "rtl", "auto")
    return name == "cite" or (name == "datetime" and tag in ("ins", "del") and not _is_moment(value))


def _set(element: etree._Element, name: str, value: str | None) -> None:
    if value is None:
        without(element, name)
    else:
        element.set(name, value)


def language_tag(text: str) -> str:
    """A BCP 47 tag of a language, a script and a region; empty where `text` names no language."""
    parts = text.strip().replace("_", "-").split("-")
    first = parts[0].lower()
    if first not in _LANGUAGES and not re.fullmatch(r"[a-z]{3}", first):
        return ""
    out = [first]
    for pattern in (r"[A-Za-z]{4}", r"[A-Za-z]{2}|\d{3}"):
        if len(parts) > len(out) and re.fullmatch(pattern, parts[len(out)]):
            out.append(parts[len(out)])
    return "-".join(out)


def valid_url(text: str) -> str | None:
    """A URL without signs that a URL cannot hold (RFC 3986); None where it cannot be read."""
    # As a browser reads them (WHATWG URL, special authority slashes): "https:///a.org", "http:/a.org"
    text = re.sub(r"\A(https?|ftp):/+", r"\1://", text.strip(), flags=re.I)
    try:
        parts = urlsplit(text)
        assert parts.port is None or parts.port >= 0
    except ValueError:
        return None
    if parts.scheme == "data":
        return text
    if parts.scheme in ("http", "https", "ftp") and not parts.netloc:
        return None
    if parts.netloc and not re.fullmatch(r"[^\s<>\"'`{}|\\^%]+", parts.netloc):
        return None
    start = text.find(parts.netloc) + len(parts.netloc) if parts.netloc else 0
    rest, mark, fragment = text[start:].partition("#")
    return text[:start] + _quoted(rest) + mark + _quoted(fragment)


def _quoted(text: str) -> str:
    # "%" that begins no escape
    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text), safe="%/:=&?~+!$,;'@()*-._")


def _roles(element: etree._Element, tag: str) -> None:
    """Roles and states of widgets say what no script makes true; what names or hides something stays where it may."""
    label = element.get("aria-label", "").strip()
    role = element.get("role", "")
    named = role in ("img", "group") and label and tag in ("div", "span")
    if role and not (named or role == "note" or role.startswith("doc-")):
        without(element, "role")
        role = ""
    for name in [str(name) for name in element.attrib if str(name).startswith("aria-")]:
        hides = name == "aria-hidden" and element.get(name) == "true" and not _focused(element)
        names = name == "aria-label" and label and (role or tag in ("audio", "video") or element.get("href"))
        if not (hides or names):
            without(element, name)


def _focused(element: etree._Element) -> bool:
    return any(str(inner.tag) in _FOCUSED for inner in element.iter(*_FOCUSED))


def _link(link: etree._Element) -> None:
    """A link that says where it leads; an anchor has nothing of a link."""
    href = link.get("href")
    if href is None:
        without(link, "target", "rel", "hreflang", "type", "download", "aria-label")
        return
    said = text_of(link) or link.get("aria-label") or any(image.get("alt") for image in link.iter("img"))
    if said:
        return
    name = link.get("title") or re.sub(r"^\w+:(//)?", "", href).rstrip("/") or href
    if not name:
        link.tag = "span"
        without(link, "href")
    elif len(link):
        link.set("aria-label", name)
    else:
        link.text = name


def _time(element: etree._Element) -> None:
    given = element.get("datetime")
    if not _is_moment(given if given is not None else text_of(element)):
        element.tag = "span"
        without(element, "datetime")


def _is_moment(text: str) -> bool:
    try:
        dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return False
    return bool(re.match(r"\d{4}-\d\d-\d\d", text.strip()))


def _formula(math: etree._Element) -> None:
    """A formula with its source as words, for readers that do not know MathML."""
    source = next((each.text for each in math.iter("annotation") if each.text), None) or text_of(math)
    if not math.get("alttext"):
        math.set("alttext", " ".join(source.split()))
