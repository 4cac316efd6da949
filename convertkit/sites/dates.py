"""Which date of a Hugo post is which: the handlers that `frontmatter` in the config lists, in their order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..metadata import moment, time_zone

# Hugo 0.168, resources/page/pagemeta: what each date is taken from where the config does not say
_DEFAULTS = {
    "date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "lastmod": ("lastmod", "modified", "date", "publishdate", "pubdate", "published"),
    "publishdate": ("publishdate", "pubdate", "published", "date"),
    "expirydate": ("expirydate", "unpublishdate"),
}
# What a file system or a repository says is not the same on two machines: those handlers find nothing.
_ELSEWHERE = frozenset((":filemodtime", ":git"))
# "2024-01-02-name", "2024-01-02 11-12-13-name", "2024-01-02"
_NAMED = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[-_ T](\d\d)-(\d\d)-(\d\d))?(?:[-_ ]+(.*))?$", re.S)


class Dates(NamedTuple):
    """The dates of a post, and the slug that its file's name brings where the date is taken from there."""

    date: dt.datetime | None
    updated: dt.datetime | None
    published: dt.datetime | None
    expires: dt.datetime | None
    slug: str = ""


class Handlers:
    """The handlers of a site."""

    def __init__(self, config: Any, zone: Any) -> None:
        given = config if isinstance(config, Mapping) else {}
        self.chains = {name: _chain(given.get(name), default) for name, default in _DEFAULTS.items()}
        self.zone = time_zone(zone)
        self.custom = any(self.chains[name] != default for name, default in _DEFAULTS.items())

    def dates(self, values: Mapping[str, Any], name: str) -> Dates:
        """The dates of a post whose front matter (keys in lower case) is `values`, in a file of this name."""
        found: dict[str, dt.datetime | None] = {}
        slug = ""
        for key, chain in self.chains.items():
            found[key] = None
            for handler in chain:
                if handler == ":filename":
                    date, rest = self.named(name)
                    slug = rest if date is not None and key == "date" else slug
                    if date is not None and key not in values:
                        values = {**values, key: date}
                else:
                    date = self.moment(values.get(handler))
                if date is not None:
                    found[key] = date
                    break
        return Dates(found["date"], found["lastmod"], found["publishdate"], found["expirydate"], slug)

    def named(self, name: str) -> tuple[dt.datetime | None, str]:
        """The date that begins a file's name, and the rest of the name."""
        match = _NAMED.match(name)
        if match is None:
            return None, ""
        try:
            date = dt.datetime(*(int(part or 0) for part in match.groups()[:6]), tzinfo=self.zone)  # type: ignore[arg-type,misc]
        except ValueError:
            return None, ""
        return date, match[7] or ""

    def moment(self, value: Any) -> dt.datetime | None:
        """A date of front matter, in the site's zone where it names none."""
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            try:
                return dt.datetime.fromtimestamp(value, dt.UTC)
            except (ValueError, OverflowError, OSError):
                return None
        date = moment(value)
        if date is not None and isinstance(value, str) and _NAMED_ZONE.search(value) and not _OFFSET.search(value):
            # Go knows the offsets of no names but those of its own zone.
            return date.replace(tzinfo=dt.UTC)
        return date.replace(tzinfo=self.zone) if date is not None and date.tzinfo is None and self.zone else date


# "MST" in "02 Jan 06 15:04 MST"; "-0700"
_NAMED_ZONE = re.compile(r"[:\d] [A-Z]{3,4}\b")
_OFFSET = re.compile(r"[+-]\d\d:?\d\d\b")


def _chain(given: Any, default: tuple[str, ...]) -> tuple[str, ...]:
    if given is None:
        return default
    names = [str(name).lower() for name in (given if isinstance(given, list) else [given])]
    spread = (part for name in names for part in (default if name == ":default" else (name,)))
    return tuple(name for name in spread if name not in _ELSEWHERE)
