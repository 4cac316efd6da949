"""Sphinx: the documentation of convertkit."""

project = "convertkit"
copyright = "The convertkit authors"
extensions = ["myst_parser"]
exclude_patterns = ["example"]
html_theme = "alabaster"
myst_heading_anchors = 3
