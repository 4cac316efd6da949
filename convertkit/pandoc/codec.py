"""Core AST to Pandoc JSON and back, exact both ways.

Derived from the annotations of `convertkit.ast`: a node with one field is `{"t": ..., "c": field}`, with several
`{"t": ..., "c": [fields]}` (pandoc-types 1.23). A meaning travels as a `Div` among blocks and a `Span` among
inlines: its first class is the meaning's name in lower case, its plain fields are attributes where they differ from the
default, its nodes are the content. The attribute `ck` marks it, so that an author's own `Div .details` stays a `Div`.
"""

from __future__ import annotations

from .decoding import decode, decode_blocks, decode_inlines
from .encoding import encode, encode_blocks, encode_inlines
from .shapes import API_VERSION, MARK, CodecError

__all__ = [
    "API_VERSION",
    "MARK",
    "CodecError",
    "decode",
    "decode_blocks",
    "decode_inlines",
    "encode",
    "encode_blocks",
    "encode_inlines",
]
