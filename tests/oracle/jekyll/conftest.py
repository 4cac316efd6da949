"""Lets the tests here import each other, the comparison of kramdown's HTML and `tests/kramdown_html.py`."""

import sys
from pathlib import Path

_HERE = Path(__file__).parent
sys.path[:0] = [str(_HERE), str(_HERE.parent / "kramdown"), str(_HERE.parents[1])]
