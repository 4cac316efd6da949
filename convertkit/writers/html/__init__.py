"""HTML: a page, a fragment, a book."""

from .writer import Options, page, suffixes, write

__all__ = ["Options", "page", "suffixes", "write"]
