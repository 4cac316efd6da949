"""Random templates of Liquid, the same for a seed: objects through filters, conditions, loops, blanks."""

from __future__ import annotations

import random

_VALUES = ['"a b"', '""', '"Ground, control"', '" x "', '"3"', '"4.5"', '"<b>é</b>"', '"2024-03-05"', "'it\"s'"]
_VALUES += """
0 7 -2.5 true false nil page.title page.list page.map page.none page.when page.day site.posts.first.title site.posts.first.date site.data.towers
site.data.towers[1].height site.data.towers[0].tags site.ratio site.empty_list site.posts.size site.title.size
site.data.towers.first.name (1..4) site.author.langs site.collections.first.label
""".split()
_ITEMS = (
    "page.list",
    "site.data.towers",
    "site.posts",
    "site.author.langs",
    "site.boats",
    "(1..3)",
    "site.empty_list",
    "page.none",
    "page.map",
)
_FILTERS = """
upcase downcase capitalize strip lstrip rstrip escape escape_once xml_escape cgi_escape url_encode strip_html strip_newlines newline_to_br
size first last reverse uniq compact jsonify inspect slugify number_of_words normalize_whitespace to_integer abs ceil floor round
append:"z" prepend:'y' plus:2 minus:1.5 times:3 divided_by:2 modulo:3 at_least:3 at_most:5 truncate:5 truncatewords:1 slice:1 slice:-2,2
split:"," split:"" split:"," join join:"-" sort sort_natural map:"name" map:"title" where:"lit",true where:"height",9 group_by:"lit"
replace:"a","b" remove:"a" default:"d" push:"q" pop shift unshift:1 concat:page.list date:"%d.%m.%Y" date:"%-d_%^b" relative_url
date_to_string date_to_xmlschema array_to_sentence_string slugify:"pretty" sort:"height" sort:"name","last" nosuch url_decode
where_exp:"t","t.height>10" find:"name","east" round:1 uri_escape absolute_url
""".split()
_OPERATORS = ("==", "!=", "<", ">", "<=", ">=", "contains")


def template(seed: int) -> str:
    """A template of one line."""
    chance = random.Random(seed)
    return "".join(_part(chance, 0) for _ in range(chance.randint(1, 4)))


def _value(chance: random.Random) -> str:
    value = chance.choice(_VALUES)
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        name, _, given = chance.choice(_FILTERS).partition(":")
        value += f" | {name}" + (f": {given}" if given else "")
    return value


def _dashes(chance: random.Random) -> tuple[str, str]:
    return chance.choice(("", "", "", "-")), chance.choice(("", "", "", "-"))


def _tag(chance: random.Random, text: str) -> str:
    before, after = _dashes(chance)
    return f"{{%{before} {text} {after}%}}"


def _condition(chance: random.Random) -> str:
    def one() -> str:
        left = chance.choice(_VALUES)
        return (
            left if chance.random() < 0.4 else f"{left} {chance.choice(_OPERATORS)} {chance.choice([*_VALUES, 'empty', 'blank'])}"
        )

    return one() if chance.random() < 0.6 else f"{one()} {chance.choice(('and', 'or'))} {one()}"


def _part(chance: random.Random, depth: int) -> str:
    inner = (lambda: "".join(_part(chance, depth + 1) for _ in range(chance.randint(0, 2)))) if depth < 3 else (lambda: "x")
    match chance.randint(0, 9 if depth < 3 else 3):
        case 0:
            return chance.choice((" ", "  a ", "b", "\t", " c"))
        case 1 | 2 | 3:
            before, after = _dashes(chance)
            return f"{{{{{before} {_value(chance)} {after}}}}}"
        case 4:
            middle = _tag(chance, "else") + inner() if chance.random() < 0.5 else ""
            return _tag(chance, f"if {_condition(chance)}") + inner() + middle + _tag(chance, "endif")
        case 5:
            return _tag(chance, f"unless {_condition(chance)}") + inner() + _tag(chance, "endunless")
        case 6:
            more = chance.choice(("", "", " limit: 2", " offset: 1", " reversed", " limit:1 offset:1"))
            body = inner() + chance.choice(
                ("{{ i }}", "{{ i.name }}", "{{ forloop.index }}", "{% cycle 'a', 'b' %}", "{{ i[0] }}")
            )
            return _tag(chance, f"for i in {chance.choice(_ITEMS)}{more}") + body + _tag(chance, "endfor")
        case 7:
            return _tag(chance, f"assign v = {_value(chance)}") + "{{ v }}"
        case 8:
            return _tag(chance, "capture v") + inner() + _tag(chance, "endcapture") + "[{{ v }}]"
        case _:
            value = chance.choice(_VALUES)
            cases = _tag(chance, f"when {chance.choice(_VALUES)}") + inner() + _tag(chance, "else") + inner()
            return _tag(chance, f"case {value}") + cases + _tag(chance, "endcase")
