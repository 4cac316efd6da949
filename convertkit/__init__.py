"""convertkit: posts of Hugo and Jekyll to EPUB, PDF, HTML and each other's Markdown.

Nothing is imported before it is used: `import convertkit` costs about as much as the interpreter's own modules.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from . import ast
    from .api import Site, convert, read, shortcode, write
    from .ast import Attr, Blocks, Call, Inlines
    from .context import Context
    from .context import Options as ReadOptions
    from .diagnostics import ConvertError, Diagnostic, Report, Severity
    from .post import Post
    from .source import Source
    from .walk import find, rewrite
    from .writers.artifact import Artifact
    from .writers.epub import writer as epub
    from .writers.html import writer as html
    from .writers.pdf import writer as pdf


_HOMES = {
    "ast": "ast",
    "Site": "api:Site",
    "convert": "api:convert",
    "read": "api:read",
    "shortcode": "api:shortcode",
    "write": "api:write",
    "Attr": "ast:Attr",
    "Blocks": "ast:Blocks",
    "Call": "ast:Call",
    "Inlines": "ast:Inlines",
    "Context": "context:Context",
    "ReadOptions": "context:Options",
    "ConvertError": "diagnostics:ConvertError",
    "Diagnostic": "diagnostics:Diagnostic",
    "Report": "diagnostics:Report",
    "Severity": "diagnostics:Severity",
    "Post": "post:Post",
    "Source": "source:Source",
    "find": "walk:find",
    "rewrite": "walk:rewrite",
    "Artifact": "writers.artifact:Artifact",
    "epub": "writers.epub",
    "html": "writers.html",
    "pdf": "writers.pdf",
}

__all__ = [
    "Artifact",
    "Attr",
    "Blocks",
    "Call",
    "Context",
    "ConvertError",
    "Diagnostic",
    "Inlines",
    "Post",
    "ReadOptions",
    "Report",
    "Severity",
    "Site",
    "Source",
    "__version__",
    "ast",
    "convert",
    "epub",
    "find",
    "html",
    "pdf",
    "read",
    "rewrite",
    "shortcode",
    "write",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = home.partition(":")
    loaded = import_module(f"{__name__}.{module}")
    value = getattr(loaded, attribute) if attribute else loaded
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(__all__))
