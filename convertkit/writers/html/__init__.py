"""HTML: a page, a fragment, a book."""

from .writer import Options, suffixes, write

__all__ = ["Options", "suffixes", "write"]
