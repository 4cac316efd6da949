"""Expand: every call gets its meaning from its handler, inner calls first."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from .. import ast, registry
from ..context import Context
from ..diagnostics import ConvertError, Report
from ..hugo.layouts import shortcode_template
from ..post import Post, Substituted, without_calls
from ..shortcodes.arguments import flat
from ..shortcodes.names import Handler, handler, may_show_text, named, origin, shows_inner, shows_text
from ..shortcodes.own import SETTINGS, TemplateError, is_block
from ..source import Place, Span
from ..walk import replaced, rewrite


def expand(post: Post, context: Context) -> Post:
    """The post with the content of its calls; a call without a handler stays, and is reported (CK202)."""
    if "{{" not in post.source.text and "{%" not in post.source.text:
        return post
    expander = _Expander(context)
    keep = without_calls(post.source, post.substitutions)
    body = rewrite(post.body, dict.fromkeys(_CHANGED, expander.change), keep=keep)
    substitutions = post.substitutions + tuple(dict.fromkeys(expander.resolved))
    return replace(post, body=_paragraphs(body), styles=post.styles + tuple(expander.styles), substitutions=substitutions)


_CHANGED = (
    ast.Shortcode,
    ast.Para,
    ast.Plain,
    ast.Code,
    ast.CodeBlock,
    ast.RawInline,
    ast.RawBlock,
    ast.Link,
    ast.Image,
    ast.BlockQuote,
    ast.BulletList,
    ast.OrderedList,
)
# "<style>a{}</style>" with its attributes
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.S | re.I)


class _Expander:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.styles: list[str] = []
        self.inline: dict[str, str] = {}
        # Calls in strings, with their texts
        self.resolved: list[Substituted] = []

    def change(self, node: ast.Node) -> Any:
        match node:
            case ast.Shortcode() if not node.known:
                return self.expanded(node)
            case ast.Para(content) | ast.Plain(content):
                return _split(node, content)
            case ast.Code() | ast.CodeBlock() | ast.RawInline() | ast.RawBlock() if node.calls:
                return self.with_text(node, ("text",))
            case ast.Link() | ast.Image() if node.calls:
                return self.with_target(node)
            case ast.BlockQuote(content):
                blocks = _paragraphs(content)
                return node if blocks is content else replaced(node, blocks=blocks)
            case ast.BulletList(items=items) | ast.OrderedList(items=items):
                # In a tight list no text is a paragraph.
                loose = any(isinstance(block, ast.Para) for item in items for block in item)
                return _with_items(node, tuple(map(_paragraphs, items))) if loose else node
            case _:
                return node

    # ------------------------------------------------------------------ nodes

    def expanded(self, node: ast.Shortcode) -> ast.Shortcode:
        """The node with what its handler says."""
        call = node.call
        if call.form == "broken":
            return replaced(node, known=True)
        if call.form == "inline" or call.name.endswith(".inline"):
            return replaced(node, content=self.inline_template(call), known=True)
        if call.blocks and shows_inner(call, self.context):
            call = replace(call, blocks=_paragraphs(rewrite(call.blocks, self.change, *_CHANGED), within=True))
        if call.form == "paired" and "{{" in call.inner:
            call = self.with_inner(call)
        found = handler(call, self.context)
        if found is None:
            if not named(call, self.context):
                self.unknown(call)
            return replaced(node, call=call)
        said = len(self.context.report)
        try:
            content = self.said_by(found, call)
        except TemplateError as error:
            self.failed(call, str(error))
            return replaced(node, call=call)
        if content is None:
            return replaced(node, call=call)
        blank = call.form != "paired" and _is_blank(content) and len(self.context.report) == said
        if blank and origin(call, self.context) == "name":
            # What its name means elsewhere has nothing to show here: this site means something else.
            self.unknown(call)
            return replaced(node, call=call)
        return replaced(node, call=call, content=content, known=True)

    def said_by(self, found: Handler, call: ast.Call) -> Any:
        """What a handler makes of a call; None where one that is not ours fails, or returns no nodes (CK215)."""
        context = self.reporting(call)
        if str(getattr(found, "__module__", "")).startswith("convertkit."):
            return tuple(found(call, context))
        problem = "it must return a tuple of blocks or of inlines"
        try:
            content: Any = found(call, context)
        except (ConvertError, TemplateError, RecursionError, MemoryError):
            raise
        except Exception as error:  # code of a site or of a package: the post goes on without it
            content, problem = None, f"{type(error).__name__}: {error}"
        if isinstance(content, tuple | list) and all(isinstance(each, ast.Node) for each in content):
            return tuple(content)
        hint = "its inner text is kept" if call.inner.strip() else "nothing is shown in its place"
        name = getattr(found, "__qualname__", "") or type(found).__name__
        message = f"the handler of '{call.name}' failed ({name}): {problem}"
        self.context.report.error("CK215", message, self.opening(call), hint=hint)
        return None

    def reporting(self, call: ast.Call) -> Context:
        """The context for the handler of a call; where the site's template for it failed, that is all there is to report."""
        made = self.context.made(call)
        if made is None or not made.problem:
            return self.context
        self.failed(call, made.problem, f"what other sites mean by '{call.name}' is shown")
        return replace(self.context, report=Report())

    def unknown(self, call: ast.Call) -> None:
        """Report a call that nothing is known of, or what Hugo said when the site's own template failed."""
        made = self.context.made(call)
        if made is not None and made.problem:
            self.failed(call, made.problem)
            return
        what = "Liquid object" if call.delimiter == "{{" else "Liquid tag" if call.dialect == "jekyll" else "shortcode"
        hint = "its inner text is kept" if call.inner.strip() else "nothing is shown in its place"
        if call.delimiter != "{{":
            hint += f"; say what it means in [shortcodes] of {SETTINGS}"
        if call.dialect == "hugo" and shortcode_template(self.context.site, call.name) is not None:
            hint += ", or run the site's template for it with --render-with hugo"
        self.context.report.warn("CK202", f"unknown {what} '{call.name}'", self.opening(call), hint=hint)

    def failed(self, call: ast.Call, problem: str, hint: str = "") -> None:
        hint = hint or ("its inner text is kept" if call.inner.strip() else "nothing is shown in its place")
        self.context.report.warn("CK213", f"the template of '{call.name}' failed: {problem}", self.opening(call), hint=hint)

    def opening(self, call: ast.Call) -> Place | None:
        """Where the call's opening tag stands."""
        at = call.at
        if at is not None and call.inner_at is not None:
            at = Span(at.start, call.inner_at.start)
        return self.context.place(at)

    def inline_template(self, call: ast.Call) -> ast.Blocks:
        """An inline shortcode: a template of its own, run by Hugo only where `enableInlineShortcodes` is on."""
        place = self.context.place(Span(call.at.start, call.inner_at.start) if call.at and call.inner_at else call.at)
        text = call.inner if call.inner_at is not None else self.inline.get(call.name, "")
        self.inline.setdefault(call.name, text)
        if not self.context.options.inline_shortcodes:
            self.context.report.note(
                "CK207", f"inline shortcode '{call.name}' shows nothing", place, hint="turn it on with --inline-shortcodes"
            )
            return (ast.RawTemplate("go", text, at=call.at),)
        if "{{" in text:
            self.context.report.warn("CK207", f"inline shortcode '{call.name}' has template actions that only Hugo runs", place)
            return (ast.RawTemplate("go", text, at=call.at),)
        self.styles += [style.strip("\n") for style in _STYLE.findall(text)]
        rest = _STYLE.sub("", text).strip()
        rendered: ast.Blocks = (ast.RawBlock("html", rest),) if rest else ()
        return (ast.RawTemplate("go", text, rendered, at=call.at),)

    # ------------------------------------------------------------------ strings

    def with_text(self, node: Any, names: tuple[str, ...]) -> ast.Node:
        """The node with the text of the calls that stand in its strings; those without a meaning stay."""
        changed: dict[str, Any] = {}
        left: list[ast.Call] = []
        for name in names:
            markup = isinstance(node, ast.RawInline | ast.RawBlock)
            text, left_here = self.filled(getattr(node, name), node.calls, markup=markup)
            changed[name] = text
            left += left_here
            if not text.strip() and node.calls and not left_here and isinstance(node, ast.Code | ast.CodeBlock):
                self.hidden(node.calls[0])
        filled: ast.Node = replaced(node, **changed, calls=tuple(left))
        return filled

    def hidden(self, call: ast.Call) -> None:
        """Report code that holds nothing but calls which have no text."""
        if call.dialect == "hugo":
            written = call.lexeme[:3] + "/* … */" + call.lexeme[-3:]
            hint = f"Hugo runs calls in code too; to show the call itself write {written}"
            self.context.report.warn("CK214", f"'{call.name}' in code shows nothing", self.opening(call), hint=hint)

    def with_inner(self, call: ast.Call) -> ast.Call:
        """A call whose inner text is code with the texts of the calls in it; escaped ones stay as they are."""
        as_text = shows_text(call, self.context.theme)
        if call.inner_at is None or call.dialect != "hugo" or not (as_text or may_show_text(call, self.context.theme)):
            return call
        # What is wrong with calls that were read as blocks was said then.
        expander = self if as_text else _Expander(replace(self.context, report=Report()))
        expander.inline = self.inline
        parts = []
        for piece in registry.load("dialects", call.dialect).scan(self.context.source, call.inner_at, Report()):
            if isinstance(piece, str) or piece.call.form == "literal":
                parts.append(piece if isinstance(piece, str) else piece.call.lexeme)
            else:
                parts.append(expander.text_of(piece.call, markup=False) or "")
        return replace(call, inner="".join(parts))

    def with_target(self, node: ast.Link | ast.Image) -> ast.Node:
        # Calls of the address come first; those of the title may be written alike.
        of_url, at = 0, 0
        for call in node.calls:
            at = node.target.url.find(call.lexeme, at)
            if at < 0:
                break
            of_url, at = of_url + 1, at + len(call.lexeme)
        url, left = self.filled(node.target.url, node.calls[:of_url])
        title, more = self.filled(node.target.title, node.calls[of_url:])
        left += more
        return replaced(node, target=ast.Target(url, title), calls=tuple(left))

    def filled(self, text: str, calls: tuple[ast.Call, ...], *, markup: bool = False) -> tuple[str, list[ast.Call]]:
        left: list[ast.Call] = []
        parts: list[str] = []
        at = 0
        for call in calls:
            found = text.find(call.lexeme, at)
            if found < 0:
                continue
            meaning = self.text_of(call, markup=markup)
            if meaning is None:
                left.append(call)
                meaning = call.lexeme
            elif call.at is not None:
                self.resolved.append(Substituted(call.at, meaning, computed=False))
            parts += [text[at:found], meaning]
            at = found + len(call.lexeme)
        return "".join(parts) + text[at:], left

    def text_of(self, call: ast.Call, *, markup: bool) -> str | None:
        """What a call is as text, or as part of raw HTML: a URL, a value; None where it is unknown."""
        node = self.expanded(ast.Shortcode(call, at=call.at))
        if not node.known:
            return None
        content = node.content
        if markup and call.delimiter == "<" and content and isinstance(content[0], ast.Rendered):
            return content[0].html.strip()
        # What a `{{% %}}` made was read as Markdown: "<a href="https://a.org">https://a.org</a>" is a URL.
        text = ast.plain_text(flat(content) if content and not isinstance(content[0], ast.Inline) else content)  # type: ignore[arg-type]
        if not text and content and isinstance(content[0], ast.CodeBlock | ast.RawBlock):
            return content[0].text
        if not text and content and isinstance(content[0], ast.Embed):
            return content[0].url
        return text


def _paragraphs(blocks: ast.Blocks, *, within: bool = False) -> ast.Blocks:
    """`blocks` with a paragraph for each call on lines of its own that is a line of text there.

    The result of `{{% %}}` is Markdown of the page, inner text is too; `within` a call everything is rendered.
    """
    if not any(isinstance(block, ast.Shortcode) for block in blocks):
        return blocks
    return tuple(_paragraph(block, within=within) if isinstance(block, ast.Shortcode) else block for block in blocks)


def _paragraph(node: ast.Shortcode, *, within: bool) -> ast.Shortcode:
    if not node.content or not all(isinstance(child, ast.Inline) and not _stands_alone(child) for child in node.content):
        return node
    inner = any(getattr(block, "content", None) is node.content for block in node.call.blocks)
    if node.call.delimiter != "%" and not inner and not within:
        return node
    line = tuple(child for child in node.content if isinstance(child, ast.Inline))
    return replaced(node, content=(ast.Para(line, at=node.at),))


def _with_items(node: ast.BulletList | ast.OrderedList, items: tuple[ast.Blocks, ...]) -> ast.Node:
    same = all(new is old for new, old in zip(items, node.items, strict=True))
    return node if same else replaced(node, items=items)


def _split(node: ast.Para | ast.Plain, content: ast.Inlines) -> Any:
    """A paragraph that holds calls with block content becomes paragraphs with those blocks between them."""
    if not any(_has_blocks(child) for child in content):
        return node
    out: list[ast.Block] = []
    run: list[ast.Inline] = []
    for child in (*content, None):
        if child is not None and not _has_blocks(child):
            run.append(child)
            continue
        text = ast.trimmed(run)
        if text:
            out.append(replaced(node, content=text, at=_extent(text) or node.at))
        run = []
        if child is not None:
            assert isinstance(child, ast.Shortcode)
            out.append(child)
    return tuple(out)


def _is_blank(content: tuple[ast.Node, ...]) -> bool:
    """Whether a meaning has nothing to show: it is empty, or code without text."""
    return all(isinstance(node, ast.CodeBlock | ast.Code) and not node.text for node in content)


def _has_blocks(node: ast.Inline) -> bool:
    if not isinstance(node, ast.Shortcode):
        return False
    if not node.known:
        return any(not isinstance(block, ast.Para | ast.Plain) for block in node.call.blocks) or len(node.call.blocks) > 1
    return any(not isinstance(child, ast.Inline) or _stands_alone(child) for child in node.content)


def _stands_alone(node: ast.Node) -> bool:
    """Whether a meaning stands among blocks only."""
    return isinstance(node, (*ast.BLOCK_MEANINGS, ast.Include)) or (isinstance(node, ast.Rendered) and is_block(node.html))


def _extent(content: ast.Inlines) -> Span | None:
    places = [node.at for node in content if node.at is not None]
    return Span(places[0].start, places[-1].end) if places else None
