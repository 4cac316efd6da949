"""Style sheets as style attributes, for mail and feeds (css-inline)."""

from __future__ import annotations

import css_inline


def inlined(html: str, sheet: str, *, fragment: bool) -> str:
    """A page or a fragment whose elements carry the declarations of `sheet` that apply to them; nothing is loaded."""
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
    if fragment:
        return inliner.inline_fragment(html, sheet).strip()
    return css_inline.CSSInliner(load_remote_stylesheets=False, extra_css=sheet).inline(html)
