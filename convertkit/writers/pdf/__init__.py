"""Tagged PDF."""

from .writer import Options, suffixes, write

__all__ = ["Options", "suffixes", "write"]
