"""The tag tree of a PDF, put right where HTML and CSS cannot reach (PDF/UA-1, ISO 14289-1)."""

from __future__ import annotations

from typing import Any


def finished(document: Any, pdf: Any) -> None:
    """The last step before the file is written."""
