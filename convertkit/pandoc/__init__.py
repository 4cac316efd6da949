"""Pandoc behind one door: warm workers, and the codec between the core AST and Pandoc's JSON."""
