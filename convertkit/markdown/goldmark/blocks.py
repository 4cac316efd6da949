"""From block structure to the core AST, as goldmark with Hugo's extensions has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ... import ast
from ...source import Span
from ..commonmark import Step
from . import alerts, attributes, block_attributes, definitions, headings, nodes, tables
from .characters import decoded
from .ids import new_id
from .inlines import Inlines, inlines
from .leaf import Leaf, leaf
from .masks import Marks
from .notes import Notes
from .state import State
from .syntax import Syntax

_FENCE = re.compile("`+|~+")
_BLANK_LINE = re.compile("^[ \t]+$", re.MULTILINE)


class Frame:
    """A container that is open: what it is, and what it holds so far."""

    __slots__ = ("blocks", "noted", "parts", "starts", "step")

    def __init__(self, step: Step) -> None:
        self.step = step
        self.blocks: list[ast.Block] = []
        # Items of a list; terms and definitions of a definition list.
        self.parts: list[Any] = []
        # Where the parts start, and whether a footnote was taken out of one.
        self.starts: list[int] = []
        self.noted = False


class Blocks:
    """Makes the blocks of `steps`. `image` is the text that the steps were found in."""

    def __init__(self, text: str, image: str, *, base: int, syntax: Syntax, state: State, notes: Notes) -> None:
        self.text = text
        self.image = image
        self.base = base
        self.syntax = syntax
        self.options = syntax.options
        self.state = state
        self.notes = notes
        self.marks = Marks({}, {})
        self.containers: list[str] = []
        self.frames: list[Frame] = []
        # Reads the notes; called once, where the first definition stands.
        self.bodies: Callable[[], None] | None = None

    def first_footnote(self) -> None:
        bodies, self.bodies = self.bodies, None
        if bodies:
            bodies()

    def made(
        self, steps: Sequence[Step], part: range, skipped: Mapping[int, int], containers: Sequence[str] = ()
    ) -> list[ast.Block]:
        """The blocks of `part` of the steps, which stands in `containers`.

        `skipped` leads from the index of each footnote definition, to leave out, to the one after its end.
        """
        root = Frame(Step("document", 0, len(self.text)))
        saved = self.frames, self.containers
        self.frames, self.containers = frames, open_containers = [root], [*containers]
        index = part.start
        while index < part.stop:
            if skipped and index in skipped:
                self.first_footnote()
                frames[-1].noted = True
                index = skipped[index]
                continue
            step = steps[index]
            index += 1
            leaf_rule = _LEAVES.get(step.kind)
            if leaf_rule:
                leaf_rule(self, step)
            elif step.kind == "end":
                open_containers.pop()
                self.close(frames.pop())
            else:
                frames.append(Frame(step))
                open_containers.append(step.kind)
        self.frames, self.containers = saved
        return root.blocks

    # ------------------------------------------------------------------ containers

    def close(self, frame: Frame) -> None:
        """Adds the container of `frame` to the one around it."""
        step, outer = frame.step, self.frames[-1]
        if step.kind in {"item", "definition"}:
            outer.parts.append(self.part(frame))
            outer.starts.append(step.start)
            outer.noted = outer.noted or frame.noted
        else:
            outer.blocks.append(self.container(frame, self.span(step.start, step.end)))

    def part(self, frame: Frame) -> Any:
        if frame.step.kind == "item":
            return tuple(frame.blocks)
        if definitions.is_tight(self.image, definitions.colon(self.image, frame.step)):
            return definitions.Definition(definitions.tightened(frame.blocks))
        return definitions.Definition(tuple(frame.blocks))

    def container(self, frame: Frame, at: Span) -> ast.Block:
        kind = frame.step.kind
        if kind in {"bullets", "numbers"} and (frame.noted or any(map(_holds_table, frame.parts))):
            frame.parts = self.tightened(frame)
        if kind == "bullets":
            return ast.BulletList(tuple(frame.parts), at=at)
        if kind == "numbers":
            return ast.OrderedList(self.numbering(frame.step), tuple(frame.parts), at=at)
        if kind == "definitions":
            return ast.DefinitionList(definitions.items(frame.parts), at=at)
        blocks = tuple(frame.blocks)
        return alerts.alert(blocks, at) or ast.BlockQuote(blocks, at=at)

    def tightened(self, frame: Frame) -> list[ast.Blocks]:
        """The items of a list; a blank line before a footnote, a table or a definition list makes it not loose.

        In goldmark these were paragraphs, and what took their place does not know of the blank line.
        """
        blocks = [block for item in frame.parts for block in item[1:] if not isinstance(block, _OF_PARAGRAPHS)]
        later = [block.at.start - self.base for block in blocks if block.at]
        if not all(definitions.is_tight(self.image, start) for start in (*later, *frame.starts[1:])):
            return frame.parts
        return [
            tuple(ast.Plain(block.content, at=block.at) if isinstance(block, ast.Para) else block for block in item)
            for item in frame.parts
        ]

    def numbering(self, step: Step) -> ast.ListAttributes:
        digits = re.compile(r"[ \t]*\d+").match(self.image, step.start)
        mark = self.image[digits.end()] if digits else "."
        return ast.ListAttributes(step.value, "Decimal", "OneParen" if mark == ")" else "Period")

    def span(self, start: int, end: int) -> Span:
        """A block's place, without the blank lines that follow it."""
        text = self.text
        while end > start and text[end - 1] in " \t\n":
            end -= 1
        return Span(start + self.base, end + self.base)

    # ------------------------------------------------------------------ leaves

    def leaf(self, step: Step) -> Leaf:
        return leaf(self.text, step.start, step.end, self.containers, self.base)

    def add(self, block: ast.Block) -> None:
        self.frames[-1].blocks.append(block)

    def inlines(self, content: Leaf, *, checkbox: bool = False) -> ast.Inlines:
        return inlines(content, self.syntax, self.state, self.notes, checkbox=checkbox)

    def opens_item(self) -> bool:
        """Whether what comes next is the first block of a list item."""
        frame = self.frames[-1]
        return frame.step.kind == "item" and not frame.blocks

    def paragraph(self, step: Step) -> None:
        self.paragraph_of(self.leaf(step), tight=step.kind == "run")

    def paragraph_of(self, lines: Leaf, *, tight: bool) -> None:
        """Adds a paragraph, or the table that it is, or both."""
        text = lines.text
        if self.options.table and "\n" in text:
            found = tables.table(lines, definitions=self.options.definition_list)
            if found and not self.is_far_in(lines, found.line + 1):
                self.paragraph_with_table(lines, found, tight=tight)
                return
        if text:
            self.text_of(lines, tight=tight)

    def text_of(self, lines: Leaf, *, tight: bool) -> None:
        """Adds a paragraph that is no table."""
        content = self.inlines(lines, checkbox=self.options.task_list and self.opens_item())
        at = lines.span(0, len(lines.text))
        blocks = self.frames[-1].blocks
        if tight:
            blocks.append(nodes.plain(content, at))
        elif self.syntax.passthrough and any(isinstance(node, ast.Math) for node in content):
            blocks += _split_at_math(content)
        else:
            blocks.append(nodes.para(content, at))

    def is_far_in(self, lines: Leaf, number: int) -> bool:
        """Whether a line outside of containers stands four columns in: then it delimits no table."""
        start = lines.span(at := _line_start(lines, number), at + 1).start - self.base
        blanks = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        return not self.containers and ("\t" in blanks or len(blanks) > 3)

    def paragraph_with_table(self, lines: Leaf, found: tables.Found, *, tight: bool) -> None:
        if found.line:
            self.paragraph_of(lines.cut(0, _line_start(lines, found.line)), tight=tight)
        if not self.add_table(lines, found, tight=tight):
            return
        rest = _lines_from(lines, found.end)
        if rest.text:
            self.paragraph_of(rest, tight=tight)

    def add_table(self, lines: Leaf, found: tables.Found, *, tight: bool) -> bool:
        """Adds a table; False where not all of its rows could be filled up, and these and what follows are a paragraph."""
        width, take = len(found.alignments), self.state.filling.take
        short = next((number for number, row in enumerate(found.rows) if number and not take(width - len(row))), None)
        if short is None:
            self.add(self.table(lines, found))
            return True
        end = found.line + 1 + short
        self.add(self.table(lines, found._replace(end=end, rows=found.rows[:short])))
        self.text_of(_lines_from(lines, end), tight=tight)
        return False

    def table(self, content: Leaf, found: tables.Found) -> ast.Table:
        head, *rows = [self.row(cells, found.alignments) for cells in found.rows]
        start, end = _line_start(content, found.line), _line_start(content, found.end) - 1
        return ast.Table(
            ast.Attr(),
            ast.Caption(),
            tuple(ast.ColSpec(alignment) for alignment in found.alignments),
            ast.TableHead(rows=(head,)),
            (ast.TableBody(rows=tuple(rows)),),
            ast.TableFoot(),
            at=content.span(start, end),
        )

    def row(self, cells: Sequence[Leaf], alignments: Sequence[str]) -> ast.Row:
        out = [ast.Cell(nodes.NO_ATTR, alignments[n], 1, 1, self.cell(cell)) for n, cell in enumerate(cells)]
        # goldmark fills a short row up with cells that have no alignment.
        out += [ast.Cell()] * (len(alignments) - len(cells))
        return ast.Row(nodes.NO_ATTR, tuple(out))

    def cell(self, lines: Leaf) -> ast.Blocks:
        if not lines.text:
            return ()
        content = inlines(lines, self.syntax, self.state, self.notes, cell=True)
        return (nodes.plain(content, lines.span(0, len(lines.text))),)

    def heading(self, step: Step) -> None:
        marks = self.marks
        if (marks.attributes or marks.codes) and (self.applied(step) or self.noted_code(step)):
            return
        whole = self.leaf(step)
        if "\n" in whole.text and self.options.table and self.table_and_rule(whole):
            return
        lines, values = headings.content(whole, with_attributes=self.options.heading_attributes)
        scanner = Inlines(lines, self.syntax, self.state, self.notes, heading=True)
        content = scanner.scan(checkbox=self.options.task_list and self.opens_item())
        attr = attributes.attr(values) if values else nodes.NO_ATTR
        if attr.identifier:
            self.state.ids.add(attr.identifier)
        elif self.options.auto_heading_id and lines.text:
            identifier = new_id(scanner.heading_text(), self.options.auto_heading_id_type, self.state)
            attr = ast.Attr(identifier, attr.classes, attr.attributes)
        self.add(ast.Header(step.value, attr, content, at=whole.span(0, len(whole.text))))

    def noted_code(self, step: Step) -> bool:
        """Whether the heading hides the code that a footnote starts with."""
        start = self.marks.codes.get(step.start)
        if start is None:
            return False
        code = self.text[start : step.end].rstrip("\n")
        self.add(ast.CodeBlock(nodes.NO_ATTR, code, at=self.span(step.start, step.end)))
        return True

    def table_and_rule(self, whole: Leaf) -> bool:
        """A table right above `---`: goldmark takes no table for the text of a heading."""
        lines, mark = headings.underline(whole)
        found = tables.table(lines, definitions=False)
        if not found or found.line:
            return False
        self.add_table(lines, found, tight=False)
        rest = whole.cut(whole.text.rfind("\n") + 1, len(whole.text))
        if mark.startswith("---"):
            self.add(ast.HorizontalRule(at=rest.span(0, len(rest.text))))
        elif mark != "-":
            self.paragraph_of(rest, tight=False)
        else:
            self.add(ast.BulletList(((),), at=rest.span(0, 1)))
        return True

    def term(self, step: Step) -> None:
        for line in self.leaf(step).lines():
            if self.options.auto_definition_term_id:
                self.frames[-1].parts.append(self.identified_term(line))
            else:
                self.frames[-1].parts.append(self.inlines(line))

    def identified_term(self, line: Leaf) -> ast.Inlines:
        """A term in a span with its id; a term itself has no attributes."""
        scanner = Inlines(line, self.syntax, self.state, self.notes, heading=True)
        content = scanner.scan()
        identifier = new_id(scanner.heading_text(), self.options.auto_heading_id_type, self.state, default="id")
        if not identifier:
            return content
        return (ast.Span(ast.Attr(identifier), content, at=line.span(0, len(line.text))),)

    def indented(self, step: Step) -> None:
        self.add(ast.CodeBlock(ast.Attr(), self.code(step), at=self.span(step.start, step.end)))

    def code(self, step: Step) -> str:
        """The text of a code block; in a list goldmark drops the blanks of lines that have nothing else."""
        text = _without_line_end(step.value)
        return _BLANK_LINE.sub("", text) if "item" in self.containers else text

    def fence(self, step: Step) -> None:
        end = self.text.find("\n", step.start)
        first = self.text[step.start : end if end >= 0 else len(self.text)]
        mark = _FENCE.match(first)
        language, values = attributes.of_info(first[mark.end() :].strip() if mark else "")
        classes = (decoded(language),) if language else ()
        attr = ast.Attr("", classes, values)
        self.add(ast.CodeBlock(attr, self.code(step), at=self.span(step.start, step.end)))

    def html(self, step: Step) -> None:
        self.add(ast.RawBlock("html", _without_line_end(step.value), at=self.span(step.start, step.end)))

    def rule(self, step: Step) -> None:
        if not self.applied(step):
            self.add(ast.HorizontalRule(at=self.span(step.start, step.end)))

    def applied(self, step: Step) -> bool:
        """Whether a block stands for attributes; they go to the block right before it, or are lost."""
        found = self.marks.attributes.get(step.start)
        if found is None:
            return False
        blocks = self.frames[-1].blocks
        if blocks and definitions.is_tight(self.image, step.start):
            blocks[-1] = block_attributes.applied(blocks[-1], found.values)
        return True


_LEAVES = {
    "paragraph": Blocks.paragraph,
    "run": Blocks.paragraph,
    "heading": Blocks.heading,
    "term": Blocks.term,
    "indented": Blocks.indented,
    "fence": Blocks.fence,
    "html": Blocks.html,
    "rule": Blocks.rule,
}


_OF_PARAGRAPHS = (ast.Table, ast.DefinitionList)


def _holds_table(item: ast.Blocks) -> bool:
    """Whether an item has a table or a definition list below its first block."""
    return any(isinstance(block, _OF_PARAGRAPHS) for block in item[1:])


def _line_start(content: Leaf, number: int) -> int:
    """The offset of line `number` (from 0) of a leaf; for the line after its last, where that would start."""
    at = 0
    for _ in range(number):
        at = content.text.find("\n", at) + 1 or len(content.text) + 1
    return at


def _lines_from(content: Leaf, number: int) -> Leaf:
    return content.cut(min(_line_start(content, number), len(content.text)), len(content.text))


def _without_line_end(text: str) -> str:
    return text[:-1] if text.endswith("\n") else text


def _split_at_math(nodes: ast.Inlines) -> list[ast.Block]:
    """A paragraph cut where a block of math stands in it; the block is a paragraph of its own."""
    out: list[ast.Block] = []
    part: list[ast.Inline] = []
    for node in (*nodes, None):
        if node is not None and not (isinstance(node, ast.Math) and node.kind == "DisplayMath"):
            part.append(node)
            continue
        if part and isinstance(part[0], ast.SoftBreak | ast.LineBreak):
            del part[0]
        if part and isinstance(part[-1], ast.SoftBreak | ast.LineBreak):
            del part[-1]
        if part:
            out.append(_paragraph(part))
        if node is not None:
            out.append(_paragraph([node]))
        part = []
    return out


def _paragraph(nodes: list[ast.Inline]) -> ast.Para:
    first, last = nodes[0].at, nodes[-1].at
    return ast.Para(tuple(nodes), at=Span(first.start, last.end) if first and last else None)
