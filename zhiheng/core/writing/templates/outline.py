"""Proves the Markdown of a template before any value is known: what a document cannot print is a fault with its line."""

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import Environment
from markdown_it.token import Token

from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.templates.functions import FUNCTIONS
from zhiheng.core.writing.templates.markdown import BOLD, markdown
from zhiheng.core.writing.templates.placeholders import placeholder

_WORD, _PRINTED, _BLOCK = (placeholder(number) for number in range(3))



class _Skeleton(NamedTuple):
    """The text with one character for each hole, line by line as in the template; the lines that stand in statements."""

    text: str
    inside: frozenset[int]


def refuse_unprintable(jinja: Environment, body: str, file: str) -> None:
    """Raises: Fault W155 Markdown that has no place in a document · W156 no title, or several · W157 a table in a sentence."""
    skeleton = _skeleton(jinja, body)
    titles, holder = [], ""
    for token, line in _placed(markdown().parse(skeleton.text)):
        where = f"{file} 第{line}行"
        if token.type == "bullet_list_open":
            raise Fault("W155", f"{where}：公文里没有圆点列表。请写成段落，或用 1. 2. 编号。")
        if token.type == "inline" and _marks_of_bold(token) % 2:
            raise Fault("W155", f"{where}：加粗的 ** 没有成对。请补上或删去一个；要印星号，写成 \\*。")
        if token.type == "heading_open" and token.tag == "h6":
            raise Fault("W155", f"{where}：标题最多四级，从 ## 到 #####。请改小一级。")
        if token.type == "heading_open" and token.tag == "h1":
            titles.append(line)
        if token.type == "inline" and not _stands_alone(token.content, holder):
            raise Fault("W157", f"{where}：表和图要单独成段，不能放在句子、标题或表格里。请移到单独的一行，前后空行。")
        holder = token.type
    _refuse_odd_titles(titles, skeleton, file)


def _marks_of_bold(inline: Token) -> int:
    return sum(child.content.count(BOLD) for child in inline.children or () if child.type == "text")


def _stands_alone(content: str, holder: str) -> bool:
    """Whether each table or chart has a line of a paragraph to itself."""
    lines = [line.strip() for line in content.split("\n") if _BLOCK in line]
    return not lines or (holder == "paragraph_open" and set(lines) == {_BLOCK})


def _refuse_odd_titles(titles: list[int], skeleton: _Skeleton, file: str) -> None:
    if len(titles) != 1:
        at = titles[1] if titles else 1
        raise Fault("W156", f"{file} 第{at}行：要有且只有一个标题，以“# ”开头，现在有 {len(titles)} 个。请改正；下级标题用 ##。")
    line = titles[0]
    said = skeleton.text.split("\n")[line - 1]
    if line in skeleton.inside or _PRINTED in said or _BLOCK in said:
        words = "文字、{{ area }} 这样的词和 row( )"
        raise Fault("W156", f"{file} 第{line}行：标题里只用{words}，不放数，不放在条件和循环里。请改正。")


def _placed(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Every token, those inside a line too, with its line."""
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        yield token, line
        for child in token.children or ():
            yield child, line


def _skeleton(jinja: Environment, body: str) -> _Skeleton:
    text: list[str] = []
    inside: set[int] = set()
    hole: list[str] = []
    depth, line, opened = 0, 1, ""
    for _, kind, value in jinja.lex(body):
        line += value.count("\n")
        text.append(value if kind == "data" else "\n" * value.count("\n"))
        match kind:
            case "variable_begin" | "block_begin":
                opened, hole = kind, []
            case "variable_end":
                text.append(_hole(hole))
                opened = ""
            case "block_end":
                depth += _deeper(hole)
                opened = ""
            case "name" | "operator" if opened:
                hole.append(value)
        if depth:
            inside.add(line)
    return _Skeleton("".join(text), frozenset(inside))


def _hole(said: list[str]) -> str:
    if said[1:2] != ["("] or said[0] in ("blank", "row"):
        return _WORD
    return _BLOCK if "block" in FUNCTIONS[said[0]].roles else _PRINTED


def _deeper(said: list[str]) -> int:
    return {"if": 1, "for": 1, "endif": -1, "endfor": -1}.get(said[0] if said else "", 0)
