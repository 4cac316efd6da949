"""Files that go with a page: images of the site, named once, cleaned where they could run something."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from .. import ast, registry
from ..context import Context
from ..passes.images import reference
from ..source import Place

# A picture of more than this is no picture of a post.
_MOST_BYTES = 64_000_000
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"GIF87a", "image/gif", ".gif"),
    (b"GIF89a", "image/gif", ".gif"),
    (b"BM", "image/bmp", ".bmp"),
)


@dataclass(frozen=True)
class Asset:
    """A file of an artifact: its name there, its bytes, its media type."""

    name: str
    data: bytes
    media_type: str

    @property
    def url(self) -> str:
        """The name as a URL: a folder may be called "with blank.assets"."""
        return quote(self.name)

    @property
    def data_url(self) -> str:
        """The file as a URL that holds it."""
        return data_url(self.data, self.media_type)


def data_url(data: bytes, media_type: str) -> str:
    """A URL that holds `data` (RFC 2397)."""
    return f"data:{media_type.replace(' ', '')};base64,{base64.b64encode(data).decode('ascii')}"


@dataclass
class Assets:
    """The assets of one artifact; equal content is kept once. `folder` comes before every name."""

    context: Context
    folder: str = ""
    # Pixels of the longer side of a picture; 0 leaves each as it is
    longest: int = 0
    # Whether WebP, AVIF and BMP give way to JPEG and PNG
    portable: bool = False
    by_path: dict[str, Asset | None] = field(default_factory=dict)
    by_digest: dict[str, Asset] = field(default_factory=dict)
    # The names of all assets, and these in lower case: a file system may not tell "A.png" from "a.png"
    names: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def image(self, node: ast.Image) -> Asset | None:
        """The asset of an image whose file was found; None where there is none that can be shown."""
        found = node.reference
        if found is not None and found.kind == "url":
            return self.remote(node) if self.context.options.allow_network else None
        if found is None or not found.resolved:
            return None
        path = found.resolved
        if path not in self.by_path:
            self.by_path[path] = self._loaded(Path(path), node)
        return self.by_path[path]

    def remote(self, node: ast.Image) -> Asset | None:
        """The asset of a picture of another site, fetched once; None where it cannot be (CK309)."""
        url = node.target.url
        if url.lower().startswith("data:"):
            return None
        if url not in self.by_path:
            place = self.context.place(node.at) or self.context.place_of(url)
            try:
                data = registry.load("engines", "remote")(url, most=_MOST_BYTES)
            except OSError as error:
                hint = "a link leads to it; download it into the site to show it"
                reason = getattr(error, "reason", None) or error
                self.context.report.warn("CK309", f"cannot fetch '{url[:80]}': {reason}", place, hint=hint)
                data = None
            name = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
            self.by_path[url] = self._of_bytes(data, name or "image", place) if data is not None else None
        return self.by_path[url]

    def of_url(self, url: str) -> Asset | None:
        """The asset of a picture in raw HTML or in a theme's shortcode, by its URL; None where there is none to show."""
        found = reference(url, self.context.place_of(url), self.context)
        return self.image(ast.Image(ast.Attr(), (), ast.Target(url), reference=found))

    def file(self, path: Path) -> Asset | None:
        """The asset of an image file of the site."""
        key = str(path)
        if key not in self.by_path:
            self.by_path[key] = self._loaded(path, None)
        return self.by_path[key]

    def made(self, stem: str, suffix: str, data: bytes, kind: str) -> Asset:
        """The asset of bytes that are no file of the site."""
        return self._named(stem, suffix, data, kind)

    def _loaded(self, path: Path, node: ast.Image | None) -> Asset | None:
        place = self.context.place(node.at) if node is not None else None
        try:
            size = path.stat().st_size
            data = path.read_bytes() if 0 < size <= _MOST_BYTES else b""
        except OSError:
            data = b""
        return self._of_bytes(data, path.name, place)

    def _of_bytes(self, data: bytes, name: str, place: Place | None) -> Asset | None:
        """The asset of the bytes of a picture that is called `name`."""
        found = media_type(data)
        if found is None:
            self.context.report.warn("CK305", f"not an image: '{name}'", place, hint="PNG, JPEG, GIF, WebP, AVIF, SVG")
            return None
        kind, suffix = found
        if kind == "image/svg+xml":
            cleaned = registry.load("engines", "svg")(data)
            if cleaned is None:
                self.context.report.warn("CK305", f"SVG cannot be read: '{name}'", place, hint="it is not well-formed")
                return None
            data, removed = cleaned
            if removed:
                self.context.report.warn(
                    "CK306", f"removed from the SVG '{name}': {', '.join(removed)}", place, hint="an SVG may not run scripts"
                )
        elif self.longest or self.portable:
            pictures = registry.load("engines", "pictures")
            try:
                data, kind, suffix = pictures.fitted(
                    pictures.Picture(data, kind, suffix), longest=self.longest, portable=self.portable
                )
            except pictures.PictureError as error:
                self.context.report.warn("CK307", f"picture cannot be read: '{name}': {error}", place)
                return None
        return self._named(PurePosixPath(name).stem, suffix, data, kind)

    def media(self, url: str, player: str) -> Asset | None:
        """The asset of audio or video (`player`) by the URL of its file in the post in hand; None where it stays a link.

        CK308 for a file of the site that is none, or of a kind that readers of EPUB need not play.
        """
        if urlsplit(url).scheme or url.startswith("//"):
            return None
        try:
            found = self.context.site.find(url, self.context.path)
        except PermissionError:
            found = None
        key = f"{player} {found.path}" if found is not None else ""
        if found is None or key in self.by_path:
            return self.by_path.get(key)
        size = found.path.stat().st_size
        data = found.path.read_bytes() if 0 < size <= _MOST_BYTES else b""
        kind = sound_or_film(data, player)
        if kind is None:
            hint = "MP3, AAC and Opus for sound, MP4 and WebM for film, up to 64 MB"
            self.context.report.warn("CK308", f"'{found.path.name}' is not embedded, a link leads to it", hint=hint)
        self.by_path[key] = self._named(found.path.stem, kind[1], data, kind[0]) if kind is not None else None
        return self.by_path[key]

    def _named(self, stem: str, suffix: str, data: bytes, kind: str) -> Asset:
        digest = hashlib.sha256(data).hexdigest()
        if digest in self.by_digest:
            return self.by_digest[digest]
        safe = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.") or "image"
        name, number = f"{self.folder}{safe}{suffix}", 1
        while name.lower() in self.taken:
            number += 1
            name = f"{self.folder}{safe}-{number}{suffix}"
        asset = Asset(name, data, kind)
        self.by_digest[digest] = asset
        self.names.add(name)
        self.taken.add(name.lower())
        return asset

    def __iter__(self) -> object:
        return iter(self.by_digest.values())


def media_type(data: bytes) -> tuple[str, str] | None:
    """Media type and suffix by what the bytes are, whatever the file is called; None for no image."""
    for signature, kind, suffix in _SIGNATURES:
        if data.startswith(signature):
            return kind, suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", ".webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "image/avif", ".avif"
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in data[:65536].lower():
        return "image/svg+xml", ".svg"
    return None


def sound_or_film(data: bytes, player: str) -> tuple[str, str] | None:
    """Media type and suffix of audio or video (`player`) that EPUB 3.3 has among its core media types, or plays; else None."""
    if data.startswith(b"ID3") or (len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2):
        return "audio/mpeg", ".mp3"
    if data[:4] == b"OggS" and b"OpusHead" in data[:64]:
        return "audio/ogg ; codecs=opus", ".opus"
    if data[4:8] == b"ftyp":
        return ("audio/mp4", ".m4a") if player == "audio" else ("video/mp4", ".mp4")
    if data.startswith(b"\x1a\x45\xdf\xa3") and player == "video":
        return "video/webm", ".webm"
    return None
