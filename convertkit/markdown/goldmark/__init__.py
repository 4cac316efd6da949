"""Markdown as Hugo's goldmark 1.8.6 reads it, with the extensions that a site's configuration turns on."""

from .config import COMMONMARK, Options, options, unsafe
from .ids import heading_id
from .reader import read
from .state import State

__all__ = ["COMMONMARK", "Options", "State", "heading_id", "options", "read", "unsafe"]
