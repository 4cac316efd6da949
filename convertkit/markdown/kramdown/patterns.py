"""The regular expressions of kramdown's syntax; each has a text that it matches.

They were written from the documentation and by trying the program. All are used anchored at a position
(`pattern.match(text, position)`) unless the comment says "search". In Ruby `\\d`, `\\s` and `\\w` are ASCII: so they are here.
"""

from __future__ import annotations

import re

WHITE = " \t\r\n\f\v"  # what Ruby's strip takes; Python's would take U+00A0 too

# ---------------------------------------------------------------------------- lines

# "  \n\n": blank lines
BLANK = re.compile(r"(?:[ \t\r\f\v]*\n)+")
# "    a\n", "  \ta\n": a further line of code
CODE_LINE = re.compile(r"(?: {4}| {0,3}\t)[^\n]*[^\s][^\n]*\n")
# "    a\n": the first line of code, also behind blank lines
CODE_START = re.compile(r"(?: {4}|\t)[^\n]*[^\s][^\n]*\n")
# "    x": the indentation of code that goes
CODE_INDENT = re.compile(r" {4}|\t")
# "```ruby\n": the first line of a fence of GFM
FENCE = re.compile(
    r" {0,3}(?P<fence>~{3,}+|`{3,}+)(?P<blank>[^\S\n]*+)(?P<word>(?P<language>[^\s?]++)?(?:\?\S*+)?)[^\S\n]*+\n", re.A
)
# "~~~ ruby\n": that of plain kramdown
TILDE_FENCE = re.compile(r"(?P<fence>~{3,}+)(?P<blank>[^\S\n]*+)(?P<word>(?P<language>[^\s?]++)?(?:\?\S*+)?)[^\S\n]*+\n", re.A)
# "```\n", "~~~~`\n": the last line of a fence of GFM, by its mark (search)
FENCE_ENDS = {mark: re.compile(r"^ {0,3}(" + mark + r"{3,}+)[~`]*+[^\S\n]*+\n", re.M | re.A) for mark in "~`"}
# "~~~\n": that of plain kramdown (search)
TILDE_FENCE_END = re.compile(r"^(~{3,}+)[^\S\n]*+\n", re.M | re.A)
# "> ": the mark of a quote
QUOTE = re.compile(r" {0,3}> ?")
# "## A title ##\n" of GFM: a blank must follow the marks
ATX = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>[^ \t\n][^\n]*)\n")
# "##A title\n" of plain kramdown
ATX_PLAIN = re.compile(r"(?P<marks>#{1,6})[ \t]*(?P<title>[^ \t#\n][^\n]*)\n")
# "a title ##": the closing marks of GFM (search)
ATX_CLOSE = re.compile(r"(?<=[^ \t])[ \t]+#+$")
# "a title##": those of plain kramdown (search)
ATX_CLOSE_PLAIN = re.compile(r"(?<![\\# \t])[ \t]*#+$")
# "A title\n=====\n"
SETEXT = re.compile(r" {0,3}(?P<title>[^ \t\n][^\n]*)\n(?P<mark>[-=])[-=]*[^\S\n]*\n")
# "a title {#place}" (search)
HEADER_ID = re.compile(r"[ \t]+\{#(?P<id>[^\s{}#]+)\}[ \t]*$")
# "* * *\n", "-----\n"
RULE = re.compile(r" {0,3}(?P<mark>[*_-])[ \t]*(?P=mark)[ \t]*(?P=mark)(?:[ \t]|(?P=mark))*\n")
# "^\n": the end of a block
EOB = re.compile(r"\^[^\S\n]*\n")

# ---------------------------------------------------------------------------- attribute lists and extensions

# ".x #y key='v'": inside of an attribute list; `\}` stands for a brace
_IAL_BODY = r"(?:[^}\\]++|\\.)++"
# "{: .x}\n"
BLOCK_IAL = re.compile(r" {0,3}\{:(?![:/])(?P<body>" + _IAL_BODY + r")\}[^\S\n]*\n")
# "{:name: .x}\n"
ALD = re.compile(r" {0,3}\{:(?P<name>\w[\w:-]*):(?P<body>" + _IAL_BODY + r")\}[^\S\n]*\n", re.A)
# "{:.x}" after a span
SPAN_IAL = re.compile(r"\{:(?![:/])(?P<body>(?:[^}\\]++|\\.)++)\}", re.S)
# "{::options k='v' /}", "{::comment}": the opening of an extension
EXTENSION = re.compile(r"\{::(?P<name>\w+)(?P<body>(?:[^}\\]|\\.)*?)(?P<closed>/)?\}", re.A | re.S)
# "{::comment}\n": the same on a line of its own
BLOCK_EXTENSION = re.compile(r" {0,3}\{::(?P<name>\w+)(?P<body>(?:[^}\\\n]|\\.)*?)(?P<closed>/)?\}[^\S\n]*\n", re.A)
# ".class#id", "key='value'", "reference": the parts of an attribute list, with white space between; others mean nothing
IAL_PART = re.compile(
    r"(?P<key>\w[\w-]*)=(?P<quote>[\"'])(?P<value>(?:\\.|[^\\])*?)(?P=quote)(?=\s|\}|$)"
    r"|(?P<marks>(?:\#[A-Za-z][\w:-]*|\.[^\s.#}]+)+)(?=\s|$)"
    r"|(?P<reference>\w[\w:-]*)(?=\s|$)"
    r"|\S+",
    re.A | re.S,
)
# "{:standalone}" at the end of a paragraph (search)
STANDALONE = re.compile(r"\{:(?:[^}]*\s)?standalone(?:\s[^}]*)?\}\s*$")
# ".class", "#id"
IAL_MARK = re.compile(r"(?P<mark>[.#])(?P<name>[^.#]+)")

# ---------------------------------------------------------------------------- lists

# "- ", "* a": a mark, and one of tab, bar, blank (kramdown's class takes the bar too)
BULLET = re.compile(r" {0,3}[+*-][\t| ]")
# "12. a"
NUMBER = re.compile(r" {0,3}\d+\.[\t| ]", re.A)
# "*", "12.", ":": the marks of items, to build patterns of
BULLET_MARK, NUMBER_MARK, DEFINITION_MARK = r"[+*-]", r"\d+\.", ":"
# "  - " or "1. ": the mark of any list, GFM's paragraph end
ANY_ITEM = re.compile(r" {0,3}(?:[+*-]|\d+\.)[\t| ]", re.A)
# ": a", " :\ta": the mark of a definition
DEFINITION = re.compile(r" {0,3}:[\t| ]")
# "{:.x} text": the attribute list of an item
ITEM_IAL = re.compile(r"[ \t]*\{:(?![:/])(?P<body>" + _IAL_BODY + r")\}[ \t]*")
# "[ ] task", "[x] done"
TASK = re.compile(r"[ \t\n]*\[(?P<mark>[ xX])\][ \t]")

# ---------------------------------------------------------------------------- definitions

# "[^name]: text\n"
FOOTNOTE_DEFINITION = re.compile(r" {0,3}\[\^(?P<name>\w[\w:-]*)\]:(?P<body>[^\n]*)\n", re.A)
# "    more": the indentation of a footnote's lines
NOTE_INDENT = re.compile(r" {4}| {0,3}\t")
# "[id]: <url> 'title'\n"; the title may stand on the next line
LINK_DEFINITION = re.compile(
    r" {0,3}\[(?P<id>[^\n\]]+)\]:[ \t]*(?:<(?P<angle>[^\n]*?)>|(?P<url>[^\s\"'][^\n]*?|[^\n]*?\S[^\n]*?))"
    r"(?:(?:[ \t]*?\n|[ \t]+?)[ \t]*?(?P<quote>[\"'])(?P<title>[^\n]+?)(?P=quote))?[ \t]*\n"
)
# "*[HTML]: Hyper Text\n"
ABBREVIATION = re.compile(r" {0,3}\*\[(?P<word>[^\n]+?)\]:(?P<title>[^\n]*)\n")

# ---------------------------------------------------------------------------- math and tables

# "$$\na\n$$\n"; with a backslash before it is a paragraph
MATH_BLOCK = re.compile(r" {0,3}(?P<escaped>\\)?\$\$(?P<math>(?:(?!\$\$).)*)\$\$[ \t]*\n", re.S)
# "$$a$$": what begins and ends math in a paragraph
MATH = ("$$", "$$")
# "|---|:-:|\n": between parts
TABLE_RULE = re.compile(r"[ ]{0,3}(?P<rule>\|?[+|: \t-]*-[+|: \t-]*)\n")
# "|===|\n": before the foot
TABLE_FOOT = re.compile(r"[ ]{0,3}\|?[+|: \t=]*=[+|: \t=]*\n")
# ":-:": one column of a rule (search)
COLUMN = re.compile(r"[ \t]*(?P<left>:)?-+(?P<right>:)?[ \t]*")

# ---------------------------------------------------------------------------- markup

_S = r"[ \t\r\n\f\v]"
# "div", "o:p", "été": the name of a tag
_NAME = r"[^\W\d][\w.:-]*"
# ' class="x" y': attributes; a value may lack its quotes
_ATTRIBUTES = rf"(?:{_S}+(?:[^\W\d]|:)[\w.:-]*(?:{_S}*={_S}*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*"
# "<div class='x'>", "<br/>"
OPEN_TAG = re.compile(r"<(?P<name>" + _NAME + r")(?P<attributes>" + _ATTRIBUTES + rf"){_S}*(?P<closed>/)?>")
# "<div": how a start tag begins
TAG_START = re.compile(r"<(?P<name>" + _NAME + r")")
# "</div>"
CLOSE_TAG = re.compile(r"</(?P<name>" + _NAME + r")\s*>")
# " class='x'": one attribute (search)
ATTRIBUTE = re.compile(r"\s((?:[^\W\d]|:)[\w.:-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
# "<!-- a -->", "<?php x ?>", "<![CDATA[a]]>": what begins and ends what is no element
COMMENT, INSTRUCTION, CDATA = ("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")


def character_data(text: str) -> str:
    """The text of `<![CDATA[text]]>`."""
    return text.removeprefix(CDATA[0]).removesuffix(CDATA[1])


# "</script>": the end of an element whose content is not markup, by its name
RAW_END = {name: re.compile(rf"</{name}\s*>", re.I) for name in ("script", "style")}
# "  \n": what may follow a block of markup on its line
REST_OF_LINE = re.compile(r"[ \t]*\n")
# "&amp;", "&#8212;", "&#x2014;"
ENTITY = re.compile(r"&(?:(?P<name>[A-Za-z][\w:]*)|#(?P<decimal>\d+)|#[xX](?P<hex>[\da-fA-F]+));", re.A)
