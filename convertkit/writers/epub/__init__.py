"""EPUB 3.3."""

from .writer import Options, suffixes, write

__all__ = ["Options", "suffixes", "write"]
