"""Pictures of other sites, fetched where the caller allows it (`--allow-network`)."""

from __future__ import annotations

import http.client
from typing import Any
from urllib import request
from urllib.parse import urlsplit

from ..version import __version__

_SECONDS = 20
_SCHEMES = ("http", "https")


class _Redirects(request.HTTPRedirectHandler):
    """Redirects stay on the web: urllib would follow one to FTP too."""

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str) -> Any:  # noqa: PLR0917 -- as urllib calls it
        if urlsplit(newurl).scheme.lower() not in _SCHEMES:
            raise OSError(f"it leads to '{newurl[:80]}'")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetched(url: str, *, most: int) -> bytes:
    """The bytes at `url`, of http or https.

    Raises OSError with the reason where there are none, or more than `most`.
    """
    address = f"https:{url}" if url.startswith("//") else url
    if urlsplit(address).scheme.lower() not in _SCHEMES:
        raise OSError("only http and https are fetched")
    # No handler of files, FTP or data: nothing but the web can be reached.
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler,
        request.UnknownHandler,
        request.HTTPHandler,
        request.HTTPSHandler,
        request.HTTPDefaultErrorHandler,
        _Redirects,
        request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    asked = request.Request(address, headers={"User-Agent": f"convertkit/{__version__}", "Accept": "image/*"})  # noqa: S310 -- the scheme is one of the web
    try:
        with opener.open(asked, timeout=_SECONDS) as answer:
            data: bytes = answer.read(most + 1)
    except (http.client.HTTPException, ValueError) as error:
        raise OSError(str(error) or type(error).__name__) from error
    if len(data) > most:
        raise OSError(f"it has more than {most // 1_000_000} MB")
    return data
