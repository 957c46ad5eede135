"""From the text of a template to its tree. Jinja2 reads the holes and statements; a short list of what it finds is taken over,
everything else is a fault with its line: a template prints figures, it is not a program.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, cast

from jinja2 import Environment, TemplateSyntaxError, nodes

from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.templates.arguments import called
from zhiheng.core.writing.templates.asking import WORDS, Asked
from zhiheng.core.writing.templates.calling import Call, Each
from zhiheng.core.writing.templates.calls import Drawn
from zhiheng.core.writing.templates.calls_of_rows import CountRows, Groups, ListTable, OfRow, RowCell, RowList
from zhiheng.core.writing.templates.functions import FUNCTIONS
from zhiheng.core.writing.templates.head import HOLE, WORD, Head, cells_of, head_and_body, texts_of
from zhiheng.core.writing.templates.outline import refuse_unprintable
from zhiheng.core.writing.templates.placeholders import is_placeholder
from zhiheng.core.writing.templates.tables import RowTable
from zhiheng.core.writing.templates.tree import (
    AllOf,
    AnyOf,
    Comparison,
    Hole,
    If,
    Limit,
    Loop,
    Node,
    Not,
    Place,
    Template,
    Test,
    Text,
    Word,
)

LONGEST = 200_000  # characters of a template
_JINJA = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)  # noqa: S701 never rendered
_TAG_AT_END = re.compile(r"^(?!\s*(?:\{%(?:(?!%\}).)*%\}\s*)+$)(.*[^-+])%\}[ \t]*$", re.MULTILINE)


def parsed(text: str, file: str = "模板") -> Template:
    """The template, proved by itself; see checking.py for what its figures must be.

    Raises: Fault W120 its head · W121 what is no text, hole, condition or loop · W123 an unknown word · W150, W151 a call ·
            W155–W157 its Markdown · W158 it is too long, or holds characters that nobody can see.
    """
    if len(text) > LONGEST:
        raise Fault("W158", f"{file}：模板有 {len(text)} 个字符，最多 {LONGEST} 个。请拆成几个模板。")
    if hidden := next((at for at, each in enumerate(text) if is_placeholder(each)), None):
        line = text[:hidden].count("\n") + 1
        raise Fault("W158", f"{file} 第{line}行：有一个看不见的自造字符（U+{ord(text[hidden]):X}）。请删去后重新输入这一处。")
    head, body = head_and_body(text, file)
    reader = _Reader(file, body)
    tree = reader.tree(_syntax(body, file).body)
    _refuse_unknown_words(head, file)
    refuse_unprintable(_JINJA, body, file)
    calls = [*((RowCell(column=column), 1) for column in cells_of(head, text)), *reader.calls]
    return Template(file=file, text=text, head=head, nodes=tree, calls=tuple(calls), asked=_asked(calls))


def _refuse_unknown_words(head: Head, file: str) -> None:
    where = f"{file}：+++ 之间"
    for text in texts_of(head):
        for hole in WORD.finditer(text):
            if hole[1] not in WORDS:
                raise _unknown_word(hole[1], where, WORDS)
        if "{{" in (left := HOLE.sub("", text)):
            allowed = "{{ area }} 这样的词和 {{ row(\"栏目\") }}"
            raise Fault("W123", f"{where}：看不懂“{left.strip()[:40]}”。这里只能印 {allowed}。请改正。")


def _unknown_word(name: str, where: str, known: Sequence[str]) -> Fault:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"是不是“{near[0]}”？" if near else ""
    return Fault("W123", f"{where}：不认识“{name}”。{hint}可用的词：{'、'.join(known)}。请改正。")


def _syntax(body: str, file: str) -> nodes.Template:
    """A line of tags alone leaves no empty line; a tag that ends a line of text does not swallow the line's end."""
    try:
        return _JINJA.parse(_TAG_AT_END.sub(r"\1+%}", body))
    except TemplateSyntaxError as problem:
        raise _not_understood(file, body, problem.lineno) from None
    except RecursionError:
        raise Fault("W121", f"{file}：条件或循环一层套一层，套得太深。请拆开写。") from None


def _not_understood(file: str, body: str, line: int) -> Fault:
    lines = body.split("\n")
    shown = lines[line - 1].strip()[:60] if 0 < line <= len(lines) else ""
    return Fault("W121", f"{file} 第{line}行：看不懂“{shown}”。请照 docs/methods/templates.md 改正；要印花括号，用全角的｛｝。")


class _Reader:
    """Takes over what Jinja2 found, piece by piece; `calls` are all calls met, with their lines."""

    def __init__(self, file: str, body: str) -> None:
        self.file, self.body = file, body
        self.calls: list[tuple[Call, int]] = []
        self._items: list[str] = []  # of the loops around
        self._turns: Counter[str] = Counter()

    def tree(self, found: list[nodes.Node]) -> tuple[Node, ...]:
        return tuple(node for each in found for node in self._node(each))

    def _node(self, found: nodes.Node) -> Iterator[Node]:
        match found:
            case nodes.Output():
                for each in found.nodes:
                    yield self._printed(each)
            case nodes.If():
                branches: list[tuple[Test | None, tuple[Node, ...]]] = []
                for branch in (found, *found.elif_):
                    branches.append((self._test(branch.test), self.tree(branch.body)))
                if found.else_:
                    branches.append((None, self.tree(found.else_)))
                yield If(tuple(branches))
            case nodes.For():
                yield self._loop(found)
            case _:
                raise _not_understood(self.file, self.body, found.lineno)

    def _loop(self, found: nodes.For) -> Loop:
        if found.test or found.recursive or not isinstance(found.target, nodes.Name):
            raise _not_understood(self.file, self.body, found.lineno)
        name = found.target.name
        if name in (*WORDS, *FUNCTIONS, *self._items, "loop"):
            raise Fault("W123", f"{self.file} 第{found.lineno}行：“{name}”已有别的意思。请换一个名字，例如 one。")
        over = self._hole(found.iter, "loop")
        otherwise = self.tree(found.else_)
        self._items.append(name)
        body = self.tree(found.body)
        self._items.pop()
        return Loop(name, over, body, otherwise)

    def _printed(self, found: nodes.Node) -> Node:
        match found:
            case nodes.TemplateData():
                return Text(found.data)
            case nodes.Name():
                return self._word(found)
            case nodes.Getattr(node=nodes.Name(name="loop"), attr="index") if self._items:
                return Word("loop.index", item=True)
        return self._hole(found, "print", "block")

    def _word(self, found: nodes.Name) -> Word:
        if found.name in self._items:
            return Word(found.name, item=True)
        if found.name in WORDS:
            return Word(found.name)
        raise _unknown_word(found.name, f"{self.file} 第{found.lineno}行", [*WORDS, *self._items])

    def _hole(self, found: nodes.Node, *roles: str) -> Hole:
        call = self._call(found, *roles)
        asked = as_typed(cast(nodes.Call, found))
        self._turns[asked] += 1
        return Hole(call, asked, self._turns[asked], found.lineno)

    def _call(self, found: nodes.Node, *roles: str) -> Call:
        """Raises: Fault W121: it is no call, or one that does not belong here."""
        if not isinstance(found, nodes.Call) or not isinstance(found.node, nodes.Name) or found.dyn_args or found.dyn_kwargs:
            raise _not_understood(self.file, self.body, found.lineno)
        where = f"{self.file} 第{found.lineno}行"
        given = [self._constant(one) for one in found.args]
        named = [(one.key, self._constant(one.value)) for one in found.kwargs]
        call = called(found.node.name, given, named, where)
        if not call.roles.intersection(roles):
            raise Fault("W121", f"{where}：{found.node.name}( ) 不能用在这里。请照 docs/methods/templates.md 里的写法改正。")
        self.calls.append((call, found.lineno))
        return call

    def _constant(self, found: nodes.Node) -> Any:
        match found:
            case nodes.Const(value=str() | bool() | int() | float()):
                return found.value
            case nodes.List() | nodes.Tuple():
                return tuple(self._constant(one) for one in found.items)
            case nodes.Dict():
                return {self._constant(one.key): self._constant(one.value) for one in found.items}
            case nodes.Neg(node=nodes.Const(value=int() | float())):
                return -found.node.value  # type: ignore[attr-defined]
            case nodes.Name() if found.name in self._items:
                return Each(found.name)
        raise _not_understood(self.file, self.body, found.lineno)

    def _test(self, found: nodes.Node) -> Test:
        match found:
            case nodes.And():
                return AllOf((self._test(found.left), self._test(found.right)))
            case nodes.Or():
                return AnyOf((self._test(found.left), self._test(found.right)))
            case nodes.Not():
                return Not(self._test(found.node))
            case nodes.Compare(ops=[operand]) if operand.op in ("eq", "ne", "gt", "gteq", "lt", "lteq"):
                return Comparison(self._number(found.expr), cast(Any, operand.op), self._number(operand.expr))
            case nodes.Getattr(node=nodes.Name(name="loop"), attr="first" | "last") if self._items:
                return Place(cast(Any, found.attr))
        return self._call(found, "test")

    def _number(self, found: nodes.Node) -> Call | Limit:
        match found:
            case nodes.Neg(node=nodes.Const(value=int() | float())):
                return Limit(-Decimal(str(found.node.value)))  # type: ignore[attr-defined]
            case nodes.Const(value=bool()):
                raise _not_understood(self.file, self.body, found.lineno)
            case nodes.Const(value=int() | float()):
                return Limit(Decimal(str(found.value)))
        return self._call(found, "number")


def as_typed(found: nodes.Call) -> str:
    """A call as it would be typed, whatever quotes and spaces stand in the template."""
    said = [_typed(one) for one in found.args]
    said += [f"{one.key}={_typed(one.value)}" for one in found.kwargs]
    return f"{cast(nodes.Name, found.node).name}({', '.join(said)})"


def _typed(found: nodes.Node) -> str:
    match found:
        case nodes.Const(value=str()):
            return f'"{found.value}"'
        case nodes.Const(value=bool()):
            return "true" if found.value else "false"
        case nodes.Const():
            return str(found.value)
        case nodes.List() | nodes.Tuple():
            return f"[{', '.join(_typed(one) for one in found.items)}]"
        case nodes.Dict():
            return f"{{{', '.join(f'{_typed(one.key)}: {_typed(one.value)}' for one in found.items)}}}"
        case nodes.Neg():
            return f"-{_typed(found.node)}"
        case nodes.Name():
            return found.name
    return ""


def _asked(calls: Sequence[tuple[Call, int]]) -> Asked:
    return Asked(
        figures=tuple(dict.fromkeys(ask for call, _ in calls for ask in call.asks)),
        rows=tuple(dict.fromkeys(call.rows for call, _ in calls if isinstance(call, RowTable))),
        charts=tuple(dict.fromkeys(call.chart for call, _ in calls if isinstance(call, Drawn))),
        columns=tuple(dict.fromkeys(call.column for call, _ in calls if isinstance(call, OfRow) and not call.of)),
        lists=tuple(dict.fromkeys(call.list for call, _ in calls if isinstance(call, RowList | Groups | CountRows | ListTable))),
    )
