"""The small language of patterns, and the one regular expression each becomes: {indicator}要稳在{number}{unit}以上.

A slot {…} takes up what stands there, [ ] may be absent, ( | ) is one of several; all else stands for itself. No slot
repeats and each is bounded, and a slot ends at the first place where what follows it fits: nothing can run away.
"""

import re
from collections.abc import Sequence
from typing import Literal, NoReturn

from msgspec import Struct

from zhiheng.core.extracting.folding import THOUSANDS, one_width
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.faults import Fault

_STOP = "，。；：！？\n"
_ARABIC = rf"\d+(?:{THOUSANDS}\d{{3}})*(?:\.\d+)?"
_CHINESE = "[零〇一二两三四五六七八九十百千]{1,8}(?:点[零〇一二三四五六七八九]{1,4})?"
_NUMBER = rf"(?<![\d.第])(?:{_ARABIC}|{_CHINESE})"
_RANGE = rf"{_NUMBER}(?:[-～—至到]{{1,2}}{_ARABIC})?"
_END = rf"(?:[{_STOP}（）]|\Z)"  # of a slot that ends a pattern
_OPENLY = "\0"  # follows a slot where another open slot does
_NAME = rf"(?:[^{_STOP}\d]|(?<=[A-Za-z.])[\d.])"
OPEN = {  # slots that end where what follows them begins
    "indicator": rf"{_NAME}{{2,40}}?",
    "scope": rf"{_NAME}{{2,20}}?",
    "subject": rf"{_NAME}{{2,40}}?",
    "bodies": r"[^。；：！？\n\d]{2,120}?",
    "helpers": r"[^。；：！？\n\d]{2,120}?",
    "words": rf"[^{_STOP}]{{1,30}}?",
}
CLOSED = {  # slots that their own characters end
    "number": _RANGE,
    "baseline": _NUMBER,
    "year": r"(?<!\d)(?:19|20)\d\d年(?:年?[底末](?!期))?之?以?前?",
}
SLOTS = (*OPEN, *CLOSED, "unit")
_FREE = "words"  # the one slot that may stand more than once, for nothing is taken from it
_LONGEST, _MOST_FORKS, _MOST_SLOTS, _DEEPEST = 120, 6, 8, 3
_TOKEN = re.compile(r"\{(?P<slot>[^{}]*)\}|(?P<mark>[\[\]()|{}])|(?P<plain>[^\[\]()|{}]+)")


class Node(Struct, frozen=True):
    """A piece of a pattern: plain words, a slot, or a fork (its branches; an empty one may be absent)."""

    form: Literal["plain", "slot", "fork"]
    text: str = ""
    branches: tuple[tuple["Node", ...], ...] = ()


class Compiled(Struct, frozen=True):
    """`regex` with a group a slot; `anchors`: a text without any of these words cannot match."""

    regex: re.Pattern[str]
    anchors: tuple[str, ...]
    slots: frozenset[str]


def compiled(pattern: str, words: Words) -> Compiled:
    """The pattern ready to be looked for in folded text.

    Raises: Fault X101: the place in the pattern and its remedy; the caller adds file and rule.
    """
    nodes = _parsed(pattern)
    slots = _slots(nodes)
    for name in slots:
        if name != _FREE and slots.count(name) > 1:
            _refuse(pattern, f"空位 {{{name}}} 出现两次", "只留一个同名的，其余改为 {words}")
    if len(slots) > _MOST_SLOTS or _forks(nodes) > _MOST_FORKS or len(pattern) > _LONGEST:
        _refuse(pattern, "太长或太复杂", f"拆成几条规则：至多{_LONGEST}字、{_MOST_SLOTS}个空位、{_MOST_FORKS}处方括号或圆括号")
    anchors = _anchors(nodes)
    if not anchors:
        _refuse(pattern, "没有一处固定的文字", "写上至少一处必有的文字，如“稳在”")
    opening = nodes[0].form != "plain" and _opens_free(nodes)
    edge = rf"(?:^|(?<=[{_STOP}、（]))" if opening else ""
    return Compiled(re.compile(edge + _Writer(pattern, words).sequence(nodes, _END)), anchors, frozenset(slots))


class _Writer:
    """Writes nodes as a regular expression, from the right, each slot told what follows it."""

    def __init__(self, pattern: str, words: Words) -> None:
        self.pattern = pattern
        self._known = f"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万)?(?:{any_of(words.units)})"
        self._unit = rf"(?:{self._known}|[\u4e00-\u9fffA-Za-z%‰]{{1,6}}?)"
        self._loose = any_of(q.word for q in words.lexicons.qualifiers if q.place == "after")

    def sequence(self, nodes: Sequence[Node], follow: str) -> str:
        return "".join(
            self._one(node, nodes[k + 1 :], follow, nodes[k - 1].text == "number" if k else False) for k, node in enumerate(nodes)
        )

    def _one(self, node: Node, rest: Sequence[Node], follow: str, counted: bool) -> str:
        if node.form == "plain":
            return re.escape(node.text)
        after = self._follow(rest, follow)
        if node.form == "fork":
            return f"(?:{'|'.join(self.sequence(branch, after) for branch in node.branches)})"
        group = f"(?P<{node.text}>" if node.text != _FREE else "(?:"
        if node.text == "number":
            return rf"(?P<percent>百分之)?{group}{CLOSED['number']})(?P<loose>{self._loose})?"
        if node.text in CLOSED:
            return f"{group}{CLOSED[node.text]})"
        if node.text == "unit":
            unit = f"{group}{self._known})" if _OPENLY in after else f"(?>{group}{self._unit})(?={after}))"
            return f"(?(percent)|{unit})" if counted else unit
        if _OPENLY in after:
            _refuse(self.pattern, f"空位 {{{node.text}}} 之后又是一个空位，分不清从哪里断开", "在两者之间写上固定的文字")
        return f"(?>{group}{OPEN[node.text]})(?={after}))"

    def _follow(self, rest: Sequence[Node], follow: str) -> str:
        """What stands directly behind a place: all that is sure there, up to the next slot and with its shape."""
        if not rest:
            return follow
        first = rest[0]
        if first.form == "slot":
            return {"number": f"(?:百分之)?{_RANGE}", "unit": self._known}.get(first.text) or CLOSED.get(first.text, _OPENLY)
        after = self._follow(rest[1:], follow)
        if first.form == "plain":
            return re.escape(first.text) + ("" if _OPENLY in after or after == _END else after)
        return "(?:" + "|".join(self._follow(branch, after) for branch in first.branches) + ")"


def _parsed(pattern: str) -> tuple[Node, ...]:
    """The pieces of a pattern, forks within forks."""
    open_forks: list[tuple[str, list[list[Node]]]] = [("", [[]])]
    for token in _TOKEN.finditer(pattern):
        close, branches = open_forks[-1]
        mark = token["mark"]
        if token["slot"] is not None:
            if token["slot"] not in SLOTS:
                _refuse(pattern, f"没有空位 {{{token['slot']}}}", f"改用：{'、'.join(SLOTS)}")
            branches[-1].append(Node("slot", token["slot"]))
        elif token["plain"]:
            branches[-1].extend([Node("plain", plain)] if (plain := _folded(token["plain"])) else [])
        elif mark in ("[", "("):
            if len(open_forks) > _DEEPEST:
                _refuse(pattern, "括号套得太深", "拆成几条规则")
            open_forks.append(("]" if mark == "[" else ")", [[]]))
        elif mark == "|" and close:
            branches.append([])
        elif mark == close:
            open_forks.pop()
            kept = tuple(tuple(branch) for branch in branches)
            if not all(kept):
                _refuse(pattern, "括号里有一项是空的", "补上文字；可有可无的用方括号 [ ]")
            open_forks[-1][1][-1].append(Node("fork", "", kept if close == ")" else (*kept, ())))
        else:
            _refuse(pattern, f"第{token.start() + 1}个字符“{mark}”没有配对", "补全括号；原文中的括号用全角（）")
    if len(open_forks) > 1:
        _refuse(pattern, "括号没有关上", "补全括号；原文中的括号用全角（）")
    return tuple(open_forks[0][1][0])


def _folded(plain: str) -> str:
    """Words of a pattern as they stand in folded text."""
    return one_width("".join(plain.split()))


def _slots(nodes: Sequence[Node]) -> list[str]:
    return [
        name for node in nodes for name in ([node.text] if node.form == "slot" else [n for b in node.branches for n in _slots(b)])
    ]


def _forks(nodes: Sequence[Node]) -> int:
    return sum(1 + sum(_forks(branch) for branch in node.branches) for node in nodes if node.form == "fork")


def _opens_free(nodes: Sequence[Node]) -> bool:
    """Whether a pattern may begin with a slot that would take up any words before it."""
    first = nodes[0]
    if first.form == "fork":
        return any(_opens_free((*branch, *nodes[1:])) for branch in first.branches if branch or nodes[1:])
    return first.form == "slot" and first.text in OPEN


def _anchors(nodes: Sequence[Node]) -> tuple[str, ...]:
    """Words of which every match holds one; the longest that are certain."""
    found: list[tuple[str, ...]] = []
    for node in nodes:
        if node.form == "plain":
            found.append((node.text,))
        elif node.form == "fork" and all(node.branches):
            each = [_anchors(branch) for branch in node.branches]
            if all(each):
                found.append(tuple(word for words in each for word in words))
    return max(found, key=lambda words: min(map(len, words)), default=())


def _refuse(pattern: str, what: str, remedy: str) -> NoReturn:
    raise Fault("X101", f"pattern“{pattern}”{what}。请{remedy}。")
