"""Liquid as Jekyll runs it (python-liquid): what a tag or an object of a post renders to, before Markdown is read."""

from .documents import Library
from .post import TEXT_TAGS, Liquid, library

__all__ = ["TEXT_TAGS", "Library", "Liquid", "library"]
