"""Liquid's and Jekyll's filters: each a function of a value and its arguments, by its name.

Those of `BOUND` get the state of the rendering first. A name that stands in neither table is no filter: Jekyll hands the value
on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import arrays, conditions, moments, numbers, strings, urls, words

Filter = Callable[..., Any]
PURE: dict[str, Filter] = {**strings.FILTERS, **words.FILTERS, **numbers.FILTERS, **arrays.FILTERS}
BOUND: dict[str, Filter] = {**moments.FILTERS, **urls.FILTERS, **conditions.FILTERS}
