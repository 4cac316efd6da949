"""Readers: a file of some format to posts."""
