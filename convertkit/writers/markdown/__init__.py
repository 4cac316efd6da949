"""The Markdown of site generators."""

from .writer import hugo, jekyll

__all__ = ["hugo", "jekyll"]
