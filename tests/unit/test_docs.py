"""What the documentation promises is there."""

from __future__ import annotations

import re

from support import CHECKOUT


def test_every_code_is_documented_and_every_documented_code_is_used():
    documented = set(re.findall(r"^\| (CK\d{3}) ", (CHECKOUT / "docs/diagnostics.md").read_text("utf-8"), re.M))
    source = "".join(path.read_text("utf-8") for path in (CHECKOUT / "convertkit").rglob("*.py"))
    used = set(re.findall(r'"(CK\d{3})"', source))
    assert used == documented


def test_every_public_name_is_there():
    import convertkit as ck

    for name in ck.__all__:
        assert getattr(ck, name) is not None
    assert set(ck.__all__) == {
        "Artifact",
        "Attr",
        "Blocks",
        "Call",
        "Context",
        "ConvertError",
        "Diagnostic",
        "Inlines",
        "Post",
        "ReadOptions",
        "Report",
        "Severity",
        "Site",
        "Source",
        "__version__",
        "ast",
        "convert",
        "epub",
        "find",
        "html",
        "pdf",
        "read",
        "rewrite",
        "shortcode",
        "write",
    }
