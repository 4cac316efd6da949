"""What the config of a Hugo site says, for each of its languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ..config import over
from ..metadata import plain
from . import hugo_mounts
from .plain import Plain, found_in


class Settings(Plain):
    """The settings of a Hugo site; keys of the config are in lower case."""

    def setting(self, dotted: str, default: Any = None, *, language: str = "") -> Any:
        """The value under a dotted key for a language: what its own table says counts first.

        Parameters are those of the default language, other settings those of the whole site, where no language is given.
        """
        keys = dotted.lower().split(".")
        if keys[0] == "params" and not language:
            language = self.default_language
        value = found_in(self.config, keys)
        own = found_in(self.config, ["languages", language, *keys]) if language else None
        if own is None:
            return default if value is None else value
        tables = keys[0] == "params" and isinstance(own, Mapping) and isinstance(value, Mapping)
        return over(value, own) if tables else own

    @property
    def title(self) -> str:
        """The site's title in its default language."""
        return plain(str(self.setting("title", language=self.default_language) or ""))

    @property
    def base_url(self) -> str:
        """Hugo's baseURL, of the default language where each language has its own."""
        return str(self.setting("baseurl", language=self.default_language) or "").rstrip("/")

    @property
    def language(self) -> str:
        """The locale of the default language."""
        default = self.default_language
        own = self.setting(f"languages.{default}.locale") or self.setting(f"languages.{default}.languagecode")
        return str(own or self.setting("locale") or self.setting("languagecode") or default).replace("_", "-")

    @cached_property
    def default_language(self) -> str:
        """Hugo's defaultContentLanguage."""
        given = str(self.setting("defaultcontentlanguage") or "en").lower()
        return given if given in self.all_languages or len(self.languages) != 1 else self.languages[0]

    @cached_property
    def all_languages(self) -> tuple[str, ...]:
        """The keys of the languages, those too that are turned off: files are named for them."""
        found = self.setting("languages")
        return tuple(found) if isinstance(found, Mapping) else ()

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The keys of the languages that are built, by weight."""
        off = {name.lower() for item in hugo_mounts.texts(self.setting("disablelanguages")) for name in item.split()}
        tables = self.setting("languages") if self.all_languages else {}
        kept = []
        for key in self.all_languages:
            table = tables[key] if isinstance(tables[key], Mapping) else {}
            if key not in off and table.get("disabled") is not True:
                weight = table.get("weight") if isinstance(table.get("weight"), int) else 0
                kept.append((not weight, weight or 0, key))
        return tuple(key for _, _, key in sorted(kept))

    @property
    def builds_drafts(self) -> bool:
        """Hugo's buildDrafts."""
        return self.setting("builddrafts") is True

    @property
    def builds_future(self) -> bool:
        """Hugo's buildFuture."""
        return self.setting("buildfuture") is True

    @property
    def builds_expired(self) -> bool:
        """Hugo's buildExpired."""
        return self.setting("buildexpired") is True

    @property
    def links_by_page(self) -> bool:
        """Hugo's own render hook for links looks for pages; a site of several languages has it unless it says otherwise."""
        hook = self.setting("markup.goldmark.renderhooks.link")
        wanted = hook.get("useembedded", hook.get("enabledefault")) if isinstance(hook, Mapping) else None
        if wanted in (None, "auto"):
            return len(self.languages) > 1
        return wanted in (True, "always", "fallback")

    @cached_property
    def multihost(self) -> bool:
        """Whether each language is served at an address of its own."""
        return any(self.setting(f"languages.{key}.baseurl") for key in self.languages)

    @cached_property
    def taxonomies(self) -> tuple[str, ...]:
        """The plural names of the taxonomies, of every language."""
        tables = [self.setting("taxonomies"), *(self.setting(f"languages.{key}.taxonomies") for key in self.all_languages)]
        named = [table for table in tables if isinstance(table, Mapping)]
        if not isinstance(tables[0], Mapping):
            named.insert(0, {"tag": "tags", "category": "categories"})
        return tuple(dict.fromkeys(str(plural).lower() for table in named for plural in table.values() if plural))
