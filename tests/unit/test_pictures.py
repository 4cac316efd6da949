"""Pictures of a book: no larger than the limit, in formats that every reader knows."""

from __future__ import annotations

import io
import random
import zipfile

import pikepdf
import pytest
from PIL import Image, ImageCms
from support import png

import convertkit as ck
from convertkit.post import Book
from convertkit.writers.book.cover import cover
from convertkit.writers.pictures import Picture, PictureError, fitted

SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp", "AVIF": ".avif", "BMP": ".bmp"}


def _picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: object) -> Picture:
    out = io.BytesIO()
    color = (200, 30, 60, 90)[: len(Image.new(mode, (1, 1)).getbands())] if mode != "P" else 3
    Image.new(mode, size, color).save(out, kind, **options)
    return Picture(out.getvalue(), f"image/{kind.lower()}", SUFFIXES[kind])


def _opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_what_fits_keeps_its_bytes(kind):
    picture = _picture(kind)
    assert fitted(picture, longest=40, portable=True) is picture
    assert fitted(picture, longest=0, portable=True) is picture


@pytest.mark.parametrize(
    ("kind", "mode", "becomes"),
    [("PNG", "RGB", "PNG"), ("PNG", "RGBA", "PNG"), ("PNG", "P", "PNG"), ("PNG", "I;16", "PNG"), ("GIF", "P", "PNG"),
     ("JPEG", "RGB", "JPEG"), ("JPEG", "L", "JPEG"), ("JPEG", "CMYK", "JPEG")],
)  # fmt: skip
@pytest.mark.parametrize("size", [(400, 200), (200, 400)])
def test_the_longer_side_is_bounded(kind, mode, becomes, size):
    found = fitted(_picture(kind, size, mode), longest=100, portable=True)
    image = _opened(found)
    assert (image.format, max(image.size), min(image.size)) == (becomes, 100, 50)
    assert found.media_type == f"image/{becomes.lower()}" and found.suffix == SUFFIXES[becomes]
    if mode == "RGBA":
        assert image.getpixel((5, 5)) == pytest.approx((200, 30, 60, 90), abs=2)


@pytest.mark.parametrize(
    ("kind", "mode", "options", "becomes"),
    [("WEBP", "RGB", {}, "JPEG"), ("WEBP", "RGBA", {}, "PNG"), ("WEBP", "RGB", {"lossless": True}, "PNG"), ("AVIF", "RGB", {}, "JPEG"),
     ("AVIF", "RGBA", {}, "PNG"), ("BMP", "RGB", {}, "PNG")],
)  # fmt: skip
def test_formats_that_few_readers_have_give_way(kind, mode, options, becomes):
    picture = _picture(kind, mode=mode, **options)
    found = fitted(picture, longest=0, portable=True)
    assert (_opened(found).format, _opened(found).size) == (becomes, (40, 20))
    assert fitted(picture, longest=0, portable=False) is picture


def test_a_photo_stands_upright_and_keeps_its_profile():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = _opened(fitted(_picture("JPEG", (400, 200), exif=exif, icc_profile=profile), longest=100, portable=True))
    assert found.size == (50, 100)
    assert found.info["icc_profile"] == profile
    assert not found.getexif()


def test_a_moving_picture_moves_on():
    frames = [Image.new("RGB", (300, 300), color) for color in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    picture = Picture(out.getvalue(), "image/gif", ".gif")
    assert fitted(picture, longest=100, portable=True) is picture


def test_what_would_fill_the_memory_is_refused():
    cheat = Picture(png(30000, 2)[:16] + (30000).to_bytes(4) * 2 + png(30000, 2)[24:], "image/png", ".png")
    with pytest.raises(PictureError, match="damaged"):
        fitted(cheat, longest=100, portable=True)
    big = io.BytesIO()
    Image.new("1", (12000, 12000)).save(big, "PNG")
    with pytest.raises(PictureError, match="too many pixels"):
        fitted(Picture(big.getvalue(), "image/png", ".png"), longest=100, portable=True)


def test_greys_of_16_bits_become_greys_that_pdf_shows():
    found = _opened(fitted(_picture("PNG", mode="I;16"), longest=100, portable=False))
    assert found.mode == "L"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_pictures_without_their_end_are_refused(kind):
    picture = _picture(kind, (300, 200))
    cut = picture._replace(data=picture.data[: len(picture.data) * 3 // 4])
    with pytest.raises(PictureError, match="cut off"):
        fitted(cut, longest=400, portable=False)
    assert fitted(picture._replace(data=picture.data + b"more"), longest=400, portable=False)


def test_damaged_pictures_are_refused():
    chance = random.Random(3)
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP"):
        picture = _picture(kind, (300, 300))
        for _ in range(15):
            data = bytearray(picture.data[: chance.randrange(8, len(picture.data))])
            for _ in range(chance.randrange(3)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                found = fitted(Picture(bytes(data), picture.media_type, picture.suffix), longest=100, portable=True)
            except PictureError as error:
                assert str(error)
            else:
                assert found.data


@pytest.mark.parametrize(
    ("title", "language"),
    [("Walks", "en"), ("A title so long that it needs many lines " * 6, "en"), ("Donaudampfschifffahrt" * 4, "de"), ("هگزترا", "fa"),
     ("文档与教程的长标题需要换行", "zh-CN"), ("\U0001f600\u0f00", "en"), ("", "en"), ("<&>", "en")],
)  # fmt: skip
def test_every_title_gets_a_cover(title, language):
    made = cover(Book((), title=title, authors=("A", "B", "C", "D"), language=language), "Site")
    assert _opened(Picture(made.png, "", "")).size == (1200, 1800)
    assert made.png == cover(Book((), title=title, authors=("A", "B", "C", "D"), language=language), "Site").png
    assert all(0 < line.y <= 1800 for line in made.lines)
    assert "<&>" not in made.svg


class TestStills:
    """The picture that stands for a video: in the link to it, or as the poster of its player."""

    @pytest.fixture
    def post(self, tmp_path):
        (tmp_path / "hugo.toml").write_text('baseURL = "https://example.org/"\n', encoding="utf-8")
        (tmp_path / "static").mkdir()
        (tmp_path / "static/still.png").write_bytes(png(32, 18, b"\x50\x78\xa0"))
        (tmp_path / "static/film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(64))
        (tmp_path / "content").mkdir()
        path = tmp_path / "content/films.md"
        path.write_text(
            '{{< video src="/film.mp4" poster="/still.png" >}}\n\n{{< youtube id="a" thumbnail="/still.png" >}}\n\n'
            '{{< youtube id="b" thumbnail="/gone.png" >}}\n\n{{< youtube id="c" image=false >}}\n',
            encoding="utf-8",
        )
        return path

    def test_in_a_book(self, post, tmp_path):
        context = ck.Context(site=ck.Site(tmp_path))
        ck.convert(post, tmp_path / "films.epub", context=context)
        with zipfile.ZipFile(tmp_path / "films.epub") as book:
            names = [name for name in book.namelist() if "images/" in name]
            page = next(book.read(name).decode() for name in book.namelist() if name.endswith("films.xhtml"))
        assert sorted(name.rpartition("/")[2] for name in names) == ["film.mp4", "still.png"]
        assert 'poster="images/still.png"' in page
        assert 'v=a"><img src="images/still.png" class="embed-still" alt=""/>Video on YouTube' in page
        assert 'v=b">Video on YouTube' in page
        assert [each.code for each in context.report] == ["CK301"]

    def test_in_a_fragment(self, post, tmp_path):
        ck.convert(post, tmp_path / "films.html", options=ck.html.Options(fragment=True))
        page = (tmp_path / "films.html").read_text(encoding="utf-8")
        assert '<a href="/film.mp4"><img src="/still.png" class="embed-still" alt="">Video</a>' in page


@pytest.mark.parametrize(("limit", "expected"), [(2480, 2480), (0, 3000), (100, 100)])
def test_pictures_of_a_pdf_are_no_larger_than_the_limit(tmp_path, limit, expected):
    (tmp_path / "wide.png").write_bytes(png(3000, 40, b"\x10\x20\x30"))
    (tmp_path / "post.md").write_text("---\ntitle: Wide\n---\n![Wide](wide.png)\n", encoding="utf-8")
    ck.convert(tmp_path / "post.md", tmp_path / "post.pdf", options=ck.pdf.Options(image_max=limit))
    with pikepdf.open(tmp_path / "post.pdf") as book:
        widths = [
            int(each.Width) for each in book.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert widths == [expected]
