"""What a post is called in URLs: permalink patterns of Hugo and Jekyll, names as Hugo writes them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from .metadata import Metadata


def expand_permalink(pattern: str, path: Path, metadata: Metadata, slug: str, sections: str) -> str:
    """A permalink pattern of Hugo or Jekyll with its `:tokens` filled in."""
    date = metadata.date
    section = sections.split("/", maxsplit=1)[0]
    values = {
        "slug": slug,
        "title": urlize(metadata.title) if metadata.title and "_posts" not in path.parts else slug,
        "slugorfilename": slug,
        "slugorcontentbasename": slug,
        "contentbasename": urlize(path.stem),
        "filename": urlize(path.stem),
        "name": urlize(path.stem),
        "section": section,
        "sections": sections,
        "categories": "/".join(urlize(category) for category in metadata.categories),
        "year": f"{date:%Y}" if date else "",
        "month": f"{date:%m}" if date else "",
        "i_month": str(date.month) if date else "",
        "monthname": f"{date:%B}".lower() if date else "",
        "day": f"{date:%d}" if date else "",
        "i_day": str(date.day) if date else "",
        "y_day": f"{date:%j}" if date else "",
        "yearday": str(date.timetuple().tm_yday) if date else "",
        "short_year": f"{date:%y}" if date else "",
        "week": f"{date:%V}" if date else "",
        "short_day": f"{date:%a}" if date else "",
    }
    # ":year", ":slug", ":sections[1:]"
    filled = re.sub(r":([a-z_]+)(?:\[[^\]]*\])?", lambda match: values.get(match[1], match[0]), pattern)
    return re.sub("/{2,}", "/", "/" + filled)


def urlize(text: str) -> str:
    """`text` as Hugo writes it in a path: lower case, blanks to `-`, no signs besides `-_.~+`, letters kept."""
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text).lower().strip():
        if char.isalnum() or char in "-_.~+" or unicodedata.category(char).startswith("M"):
            out.append(char)
        elif char.isspace() or char == "/":
            out.append("-")
    return re.sub("-{2,}", "-", "".join(out)).strip("-") if out else ""
