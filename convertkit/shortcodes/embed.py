"""Embeds of other sites: each becomes an `Embed` with a page that a reader can open."""

from __future__ import annotations

from urllib.parse import urlsplit

from .. import ast
from ..context import Context
from .arguments import inlines

# How themes call the picture that stands for what is not played yet
_STILLS = ("still", "poster", "thumbnail", "thumb", "preview", "image", "cover")
_OPTIONS = ("start", "end", "class", "autoplay", "controls", "loop", "mute", "poster", "width", "height", "file")


def _embed(  # noqa: PLR0917
    call: ast.Call, context: Context, provider: str, identifier: str, url: str, title: str = ""
) -> ast.Blocks:
    if not identifier and not url:
        hint = "give it the id that it needs"
        context.report.error("CK203", f"shortcode '{call.name}' names nothing", context.place(call.at), hint=hint)
        return ()
    given = tuple((name, call.argument(name)) for name in _OPTIONS if call.value(name) is not None)
    shown = call.argument("title") or title
    still = call.value(*_STILLS)
    # `image=false` asks for none.
    picture = still if isinstance(still, str) else ""
    return (ast.Embed(provider, identifier, url, shown, picture, given, at=call.at),)


def youtube(call: ast.Call, context: Context) -> ast.Blocks:
    """A video of YouTube."""
    name = call.argument("id", 0).strip()
    start = call.argument("start")
    query = f"&t={start}" if start.isdigit() and start != "0" else ""
    return _embed(
        call, context, "youtube", name, f"https://www.youtube.com/watch?v={name}{query}" if name else "", call.argument("label")
    )


def vimeo(call: ast.Call, context: Context) -> ast.Blocks:
    """A video of Vimeo."""
    name = call.argument("id", 0).strip()
    return _embed(call, context, "vimeo", name, f"https://vimeo.com/{name}" if name else "")


def instagram(call: ast.Call, context: Context) -> ast.Blocks:
    """A post on Instagram."""
    name = call.argument("id", 0).strip()
    return _embed(call, context, "instagram", name, f"https://www.instagram.com/p/{name}" if name else "")


def tweet(call: ast.Call, context: Context) -> ast.Blocks:
    """A post on X; old posts name no user."""
    name = call.argument("id", 0).strip()
    user = call.argument("user") or "i"
    if call.value("id") is None and call.value(1) is not None:
        user, name = name, call.argument(1)
    if "/" in name:
        user, name = "i", name.rstrip("/").rsplit("/", 1)[1]
    return _embed(call, context, "x", name, f"https://x.com/{user}/status/{name}" if name else "")


def gist(call: ast.Call, context: Context) -> ast.Blocks:
    """A gist of GitHub: user and id, or one path of both."""
    first, second, file = call.argument("user", 0), call.argument("id", 1), call.argument("file", 2)
    path = f"{first}/{second}" if second and "/" not in first else first
    anchor = f"#file-{file.replace('.', '-').lower()}" if file else ""
    return _embed(call, context, "gist", path, f"https://gist.github.com/{path}{anchor}" if path else "", file)


def media(call: ast.Call, context: Context) -> ast.Blocks:
    """Audio, video or a document from a file."""
    url = call.argument("src", "url", "file", "mp4", "webm", 0)
    # A title has no markup; the caption may have been written with some.
    caption = ast.plain_text(inlines(call.argument("caption"), context)) or call.argument("alt")
    return _embed(call, context, call.name.lower(), "", url, caption)


# Blowfish's cards of repositories: the host of each.
_HOSTS = {
    "github": "https://github.com",
    "gitlab": "https://gitlab.com",
    "codeberg": "https://codeberg.org",
    "gitea": "https://gitea.com",
    "forgejo": "https://v8.next.forgejo.org",
    "huggingface": "https://huggingface.co",
}


def repository(call: ast.Call, context: Context) -> ast.Blocks:
    """A repository: a link to it by name."""
    provider = call.name.lower()
    path = call.argument("repo", "model", "dataset", "projectID", 0)
    host = call.argument("server", "baseURL") or _HOSTS[provider]
    kind = "projects/" if provider == "gitlab" and path.isdigit() else "datasets/" if call.value("dataset") is not None else ""
    return _embed(call, context, provider, path, f"{host.rstrip('/')}/{kind}{path}" if path else "", path)


def map_(call: ast.Call, context: Context) -> ast.Blocks:
    """A map around a point: longitude, latitude, zoom (LoveIt, `mapbox`)."""
    east, north, zoom = call.argument("lng", 0), call.argument("lat", 1), call.argument("zoom", 2, default="10")
    url = f"https://www.openstreetmap.org/?mlat={north}&mlon={east}#map={zoom}/{north}/{east}" if east and north else ""
    return _embed(call, context, "map", f"{north}, {east}" if url else "", url, f"{north}, {east}")


# Music servers of LoveIt's player: what the address of a song is.
_MUSIC = {"netease": "https://music.163.com/#/{}?id={}", "tencent": "https://y.qq.com/n/ryqq/{}Detail/{}"}


def music(call: ast.Call, context: Context) -> ast.Blocks:
    """Music: a file, a page, or server, kind and number (LoveIt, `music`)."""
    url = call.argument("url", "auto") or (call.argument(0) if call.value(1) is None else "")
    server, kind, number = (call.argument(key, place) for place, key in enumerate(("server", "type", "id")))
    if not url and number:
        url = _MUSIC.get(server, "https://" + server + "/{}/{}").format(kind or "song", number)
    return _embed(call, context, "music", "", url, " - ".join(filter(None, (call.argument("artist"), call.argument("name")))))


def frame(call: ast.Call, context: Context) -> ast.Blocks:
    """What another site shows in a frame."""
    name = call.argument("src", "url", "id", "file", "cast", "specUrl", 0)
    templates = {
        "bilibili": "https://www.bilibili.com/video/{}",
        "spotify": "https://open.spotify.com/{}",
        "soundcloud": "https://api.soundcloud.com/tracks/{}",
        "asciinema": "https://asciinema.org/a/{}",
    }
    provider = call.name.lower()
    pattern = templates.get(provider)
    local = urlsplit(name).scheme or name.startswith("/") or "." in name
    url = pattern.format(name) if pattern and name and not local else name
    if provider == "bilibili" and call.value("p") is not None and "?" not in url:
        url += f"?p={call.argument('p')}"
    return _embed(call, context, provider, "" if url == name else name, url)
