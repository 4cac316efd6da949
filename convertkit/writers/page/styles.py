"""Style sheets that a post brings: parsed, and without what reaches outside of the page."""

from __future__ import annotations

import re

import tinycss2


def safe_style(text: str) -> str:
    """A style sheet without `@import`, without declarations that name other files, and without `</style`."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    kept = [_kept(rule) for rule in rules]
    return "\n".join(rule for rule in kept if rule).replace("</", "<\\/")


def _kept(rule: tinycss2.ast.Node) -> str:
    if rule.type == "qualified-rule":
        body = _declarations(rule.content)
        return f"{tinycss2.serialize(rule.prelude).strip()} {{ {body} }}" if body else ""
    if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer", "container") and rule.content:
        inner = [_kept(child) for child in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)]
        text = "\n".join(child for child in inner if child)
        return f"@{rule.at_keyword} {tinycss2.serialize(rule.prelude).strip()} {{ {text} }}" if text else ""
    if rule.type == "at-rule" and rule.lower_at_keyword == "keyframes" and rule.content:
        return str(rule.serialize()) if "url(" not in rule.serialize().lower() else ""
    return ""


def _declarations(content: list[tinycss2.ast.Node]) -> str:
    out = []
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if item.type != "declaration":
            continue
        value = tinycss2.serialize(item.value).strip()
        # "url(https://x/y.png)", "expression(...)", "image-set(...)": what loads or runs something
        if re.search(r"(url|expression|image-set|src)\s*\(", value, re.I) or item.lower_name in ("behavior", "-moz-binding"):
            continue
        out.append(f"{item.name}: {value}{' !important' if item.important else ''}")
    return "; ".join(out)
