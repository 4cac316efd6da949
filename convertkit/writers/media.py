"""Audio and video of a post as files of its book."""

from __future__ import annotations

from urllib.parse import unquote

from lxml import etree

from .assets import Assets


def playable(root: etree._Element, assets: Assets) -> set[etree._Element]:
    """The players in `root` whose files are the site's own, with their sources; each names the book's file.

    A player without such a file is left as it is.
    """
    kept: set[etree._Element] = set()
    for player in list(root.iter("audio", "video")):
        sources = [player, *player.iter("source")]
        urls = {each.get("src") for each in sources if each.get("src")}
        found = {each: assets.media(unquote(url), str(player.tag)) for each in sources if (url := each.get("src"))}
        if not any(found.values()):
            continue
        for each, asset in found.items():
            if asset is not None:
                each.set("src", asset.url)
            elif each is player:
                del each.attrib["src"]
        _stripped(player, assets)
        for link in list(player.iter("a")):
            # Who cannot play the file has no use for a link to it, which leads to the site.
            if link.get("href") in urls:
                link.tag = "span"
                link.attrib.clear()
        for each in list(player.iter("source")):
            if found.get(each) is None:
                player.remove(each)
        kept.update((player, *player.iter("source")))
    return kept


def _stripped(player: etree._Element, assets: Assets) -> None:
    """The player without what starts it by itself, with controls, with a poster that the book has."""
    for name in ("autoplay", "loop", "muted", "preload"):
        if name in player.attrib:
            del player.attrib[name]
    player.set("controls", "controls")
    for source in player.iter("source"):
        for name in set(map(str, source.attrib)) - {"src"}:
            del source.attrib[name]
    url = str(player.attrib.pop("poster", ""))
    poster = assets.of_url(unquote(url)) if url else None
    if poster is not None:
        player.set("poster", poster.url)
