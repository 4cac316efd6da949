"""The Markdown of site generators."""

from .writer import generator_path, hugo, jekyll

__all__ = ["generator_path", "hugo", "jekyll"]
