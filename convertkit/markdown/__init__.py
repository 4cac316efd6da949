"""Markdown as the site generators read it."""
