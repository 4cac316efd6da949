"""The version of convertkit."""

__version__ = "0.1.0"
