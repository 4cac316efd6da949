"""The body of a page as we read it, in kramdown's manner, to compare with Jekyll's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import kramdown_dom
import kramdown_html

from convertkit import ast, registry
from convertkit.context import Context
from convertkit.diagnostics import Report
from convertkit.markdown import kramdown
from convertkit.passes.expand import expand
from convertkit.site import Site
from convertkit.source import Source
from convertkit.walk import rewrite


def ours(path: Path, site: Site) -> str:
    """The HTML of a post after its calls have their meaning; what a pass of the links or of a writer does is not in it."""
    context = Context(site=site, report=Report())
    source = Source.of_bytes(path.read_bytes(), name=path.name, path=path)
    post = registry.load("readers", "markdown").read(source, context)
    context = Context(site=site, report=Report(), source=source, front_matter=post.front_matter, metadata=post.metadata)
    body = rewrite(expand(post, context).body, _plain)
    options = kramdown.options(site.config)
    return kramdown_html.render(body, footnote_nr=options.footnote_nr, toc_levels=options.toc_levels)


def _plain(node: ast.Node) -> Any:
    match node:
        case ast.Shortcode(_, content) | ast.Substitution(value=content) | ast.RawTemplate(rendered=content):
            return content
        case ast.Include(blocks=content):
            return content
        case ast.Literal(text):
            return ast.Str(text)
        case _:
            return node


def same(mine: str, theirs: str) -> bool:
    """Whether two pieces of HTML show the same; how code is coloured, and the frame that Jekyll puts around it, do not count."""
    return kramdown_dom.canonical(_bare(mine)) == kramdown_dom.canonical(_bare(theirs))


def _bare(html: str) -> str:
    html = html.replace('<figure class="highlight">', "").replace("</pre></figure>", "</pre>")
    return re.sub(r' data-lang="[^"]*"', "", html)
