"""Dialects: the syntax of each site generator, in both directions; they know nothing of targets."""
