"""Pictures of other sites: fetched where the caller allows it, and nothing else is."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from support import png

import convertkit as ck
from convertkit.writers.remote import fetched

_PICTURE = png(8, 8, b"\x20\x40\x60")


class _Handler(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/a.png")
            self.end_headers()
        elif self.path in ("/a.png", "/b.png"):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(_PICTURE)
        elif self.path == "/text.png":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>not a picture</html>")
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    _Handler.asked = []
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _book(tmp_path: Path, text: str, *, allowed: bool) -> tuple[str, list[str], list[str]]:
    """The chapter, the names of the pictures, the codes of the diagnostics."""
    (tmp_path / "post.md").write_text(f"---\ntitle: Post\n---\n{text}\n", encoding="utf-8")
    context = ck.Context(site=ck.Site(tmp_path), options=ck.ReadOptions(allow_network=allowed))
    ck.convert(tmp_path / "post.md", tmp_path / "post.epub", context=context)
    with zipfile.ZipFile(tmp_path / "post.epub") as book:
        page = next(book.read(name).decode() for name in book.namelist() if name.endswith("post.xhtml"))
        names = [name.rpartition("/")[2] for name in book.namelist() if "/images/" in name]
    return page, names, [each.code for each in context.report]


def test_nothing_is_fetched_unless_it_is_allowed(tmp_path, host):
    page, names, codes = _book(tmp_path, f"![A]({host}/a.png)", allowed=False)
    assert _Handler.asked == []
    assert names == []
    assert f'href="{host}/a.png"' in page
    assert codes == ["CK405"]


def test_pictures_are_fetched_once_and_embedded(tmp_path, host):
    text = f'![A]({host}/a.png) ![B]({host}/a.png)\n\n<img src="{host}/b.png" alt="C">\n\n![D]({host}/moved)'
    page, names, codes = _book(tmp_path, text, allowed=True)
    assert sorted(_Handler.asked) == ["/a.png", "/a.png", "/b.png", "/moved"]
    assert names == ["a.png"]
    assert page.count('src="images/a.png"') == 4
    assert codes == []


@pytest.mark.parametrize(("path", "code"), [("/gone.png", "CK309"), ("/text.png", "CK305"), ("/away", "CK309")])
def test_what_is_no_picture_is_a_link(tmp_path, host, path, code):
    page, names, codes = _book(tmp_path, f"![A]({host}{path})", allowed=True)
    assert names == []
    assert f'href="{host}{path}"' in page
    assert codes == [code]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/a", "data:image/png;base64,AA", "/etc/passwd"])
def test_only_the_web_is_reached(url):
    with pytest.raises(OSError, match="only http and https"):
        fetched(url, most=1000)


def test_a_picture_that_is_too_large(host):
    with pytest.raises(OSError, match="more than"):
        fetched(f"{host}/a.png", most=10)


def test_a_server_that_is_not_there():
    with pytest.raises(OSError, match="refused"):
        fetched("http://127.0.0.1:1/a.png", most=1000)
