"""Pictures as every reader shows them: no larger than a limit, in a format that old readers know too (Pillow)."""

from __future__ import annotations

import io
import struct
import warnings
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
# Formats that EPUB readers and PDF do not all have
_RARE = ("image/webp", "image/avif", "image/bmp")
_QUALITY = 86
_WRONG = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError, Image.DecompressionBombWarning)


class PictureError(ValueError):
    """A picture that cannot be decoded; the message says why."""


class Picture(NamedTuple):
    """A picture: its bytes, media type and suffix."""

    data: bytes
    media_type: str
    suffix: str


def fitted(picture: Picture, *, longest: int, portable: bool) -> Picture:
    """The picture with its longer side at most `longest` pixels (0: as it is); `portable` turns WebP, AVIF and BMP into JPEG,
    or into PNG where something shines through or nothing may be lost.

    One that fits already keeps its bytes, and so does an animated GIF. Raises PictureError where it cannot be decoded, or
    would fill the memory (Pillow's own limit, 90 million pixels).
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(picture.data), formats=_FORMATS) as image:
                return _fitted(picture, image, longest, portable=portable)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise PictureError("it has too many pixels") from error
        except UnidentifiedImageError as error:
            raise PictureError("it is damaged") from error
        except _WRONG as error:
            raise PictureError(str(error)[:80] or "it is damaged") from error


def _fitted(picture: Picture, image: Image.Image, longest: int, *, portable: bool) -> Picture:
    moving = getattr(image, "is_animated", False)
    rare = portable and picture.media_type in _RARE
    large = 0 < longest < max(image.size) and not (moving and not rare)
    # Greys of 16 bits are black in a PDF of WeasyPrint 70.
    deep = image.mode.startswith("I")
    if _is_cut_off(picture):
        raise PictureError("it is cut off")
    if not rare and not large and not deep:
        return picture
    lossless = picture.media_type == "image/webp" and picture.data[12:16] == b"VP8L"
    image.load()
    opaque = not image.has_transparency_data
    shown: Image.Image = image
    if deep:
        # Nothing scales them either.
        shown = image.point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode in ("P", "1", "PA"):
        # A palette has no colours between its own.
        shown = image.convert("RGB" if opaque else "RGBA")
    if large:
        shown.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(shown) or shown
    photo = picture.media_type in ("image/jpeg", "image/webp", "image/avif") and opaque and not lossless
    return _saved(upright, photo=photo)


def _is_cut_off(picture: Picture) -> bool:
    """Whether the end of a file is missing; pixels that are never looked at would not tell."""
    end = {"image/jpeg": b"\xff\xd9", "image/png": b"IEND"}.get(picture.media_type)
    # The thumbnail in a JPEG has an end of its own, in the first half; some cameras write on behind the picture.
    return end is not None and picture.data.find(end, len(picture.data) // 2) < 0


def _saved(image: Image.Image, *, photo: bool) -> Picture:
    out = io.BytesIO()
    profile = image.info.get("icc_profile")
    if photo:
        if image.mode not in ("L", "RGB"):
            # The profile is that of the other colours.
            image, profile = image.convert("RGB"), None
        image.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True, icc_profile=profile, exif=b"")
        return Picture(out.getvalue(), "image/jpeg", ".jpg")
    if image.mode in ("CMYK", "YCbCr", "LAB", "HSV", "F"):
        image, profile = image.convert("RGB"), None
    image.save(out, "PNG", icc_profile=profile, exif=b"")
    return Picture(out.getvalue(), "image/png", ".png")
