"""Entry points of installed packages. Finding them reads the metadata of every package, so only a miss of the registry and
`--help` may.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

from .diagnostics import ConvertError, Diagnostic, Severity


def load(group: str, name: str) -> Any:
    """The plugin `name` of `group`.

    Raises KeyError where no installed package has it, ConvertError (CK510) where the package cannot be loaded.
    """
    for point in entry_points(group=f"convertkit.{group}", name=name):
        try:
            return point.load()
        except Exception as error:  # whatever goes wrong in a package while it is imported is the package's
            package = f"package '{point.dist.name}'" if point.dist is not None else "package"
            message = f"the {package} cannot be loaded for '{name}' of convertkit.{group}: {type(error).__name__}: {error}"
            hint = f"update the package, or remove it; its entry point is {point.value}"
            raise ConvertError(Diagnostic("CK510", message, None, Severity.ERROR, hint)) from error
    raise KeyError(name)


def names(group: str) -> list[str]:
    """The names of `group` that installed packages bring, sorted."""
    return sorted({point.name for point in entry_points(group=f"convertkit.{group}")})
