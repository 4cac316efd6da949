"""`convertkit formats`: what can be written and read."""

from __future__ import annotations

from .. import registry


def run() -> int:
    """Print a line for each format; the exit code."""
    print("writes")
    for name in registry.names("writers"):
        print(f"  {name:<8} {registry.DESCRIPTIONS.get(name, 'from an installed package')}")
    print("reads")
    for name in registry.names("dialects"):
        print(f"  {name:<8} Markdown" + (f" of {name.capitalize()}" if name != "plain" else " without calls"))
    return 0
