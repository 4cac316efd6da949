"""Lets the tests here import each other and `tests/kramdown_html.py`."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
