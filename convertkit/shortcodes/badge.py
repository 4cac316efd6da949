"""Small things in a line: badges, icons, keys, buttons."""

from __future__ import annotations

from .. import ast
from ..context import Context
from .arguments import flat, inlines
from .links import page_file, page_metadata


def badge(call: ast.Call, context: Context) -> ast.Inlines:
    """A label."""
    # What Book calls a value, others write between the tags.
    inner = ast.plain_text(flat(call.blocks)) or call.text.strip() or call.argument("value")
    title = call.argument("title")
    text = call.argument("content", "text", "label", 0) or (f"{title}: {inner}" if title and inner else title or inner)
    if not text:
        return ()
    return (ast.Badge(text, call.argument("type", "color", "style"), call.argument("link", "href"), at=call.at),)


def icon(call: ast.Call, context: Context) -> ast.Inlines:
    """A picture of an icon font: it has a name and no text."""
    name = call.argument("name", "icon", "vendor", 0)
    return (ast.Icon(name, at=call.at),)


def keyboard(call: ast.Call, context: Context) -> ast.Inlines:
    """A key."""
    return (ast.Keyboard(call.argument("key", "text", 0) or call.text.strip(), at=call.at),)


def link(call: ast.Call, context: Context) -> ast.Inlines:
    """A link that a call writes: of LoveIt (`href content title`), or of a page by its path and name."""
    url = call.argument("href", "url", "path", 0)
    text = inlines(call.argument("content", "name", "text", 1), context) or flat(call.blocks) or (ast.Str(url),)
    title = call.argument("title", 2)
    return (ast.Link(ast.Attr(), text, ast.Target(url.strip(), title), at=call.at),) if url else text


def article(call: ast.Call, context: Context) -> ast.Inlines:
    """A link to another article of the site by its title (Blowfish and Congo, `article link="/docs/welcome/"`)."""
    url = call.argument("link", "href", "url", 0).strip()
    found = page_file(url, context)
    title = page_metadata(found, context).title if found is not None else ""
    text = inlines(title, context) or (ast.Str(url),)
    return (ast.Link(ast.Attr(), text, ast.Target(url), at=call.at),) if url else ()


def person(call: ast.Call, context: Context) -> ast.Inlines:
    """A person by name, with a link where there is one."""
    url, name = call.argument("url", 0), call.argument("name", 1) or call.argument("nick", 2)
    shown = (ast.Str(name or url),)
    return (ast.Link(ast.Attr(), shown, ast.Target(url, call.argument("text", 3)), at=call.at),) if url else shown


def keywords(call: ast.Call, context: Context) -> ast.Inlines:
    """A keyword of Blowfish: a label, whose text has no markup."""
    text = ast.plain_text(flat(call.blocks)) or call.text.strip()
    return (ast.Badge(text, at=call.at),) if text else ()


def button(call: ast.Call, context: Context) -> ast.Inlines:
    """A button that leads somewhere: a link."""
    text = flat(call.blocks) or inlines(call.argument("text", "title", "label", 1, 0), context)
    url = call.argument("href", "link", "relref", "url", "src")
    attr = ast.Attr("", ("button",))
    return (ast.Link(attr, text or (ast.Str(url),), ast.Target(url), at=call.at),) if url else text
