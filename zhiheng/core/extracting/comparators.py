"""How a number binds: the words directly before it, peeled off from the right, and those after it."""

import re

from msgspec import Struct

from zhiheng.core.extracting.numbers import Figure
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.reading import Comparator, Kind

_ACHIEVED = ("完成", "实现")
_GROWN = re.compile(
    "(?:增长|增加|提高|提升|上升|扩大|发展|下降|减少|降低|缩短|压缩|压减|增|降)(?:到|至)(?:19|20)\\d\\d年(?:底|末)?的$"
)
_COMPARING = re.compile("[比较与是为于]")  # no comparison is without one of these
_AGAINST = re.compile("(?:比|较)(?!重|例|率|为|大|快|强|多)[^，。；、]{2,14}")
_BASELINE = re.compile(r"(?:由|从)(?:[^，。；、]{0,10}?的)?$")


class Binding(Struct, kw_only=True):
    """What the words around a number say. `rest` is the text before them."""

    rest: str
    comparator: Comparator = "="
    said: bool = False  # a comparator word stands there
    worded: bool = False  # it stands before the number
    firm: bool = False  # 不低于, 至少: said of what must be, seldom of what was
    hold: bool = False
    kind: Kind = "level"
    direction: str = ""
    verb: str | None = None
    comparison: str | None = None
    qualifier: str | None = None
    from_baseline: bool = False  # the number is where a change starts: 由80%提高到95%
    distributive: bool = False  # 分别
    of_it: bool = False  # directly after 的
    scope: str | None = None  # 全省 directly before the number


def binding(words: Words, before: str, figure: Figure) -> Binding:
    """Peel comparator words and fillers off the end of `before`, and add what follows the figure."""
    bound = Binding(rest=before, qualifier=figure.qualifier)
    for _ in range(8):
        rest = bound.rest.rstrip("、 ")
        compared = words.compared_end.search(rest) if _COMPARING.search(rest) else None
        start = _BASELINE.search(rest) if rest.endswith(("由", "从", "的")) else None
        grown = _GROWN.search(rest) if rest.endswith("的") else None
        word = words.comparator_end.of(rest)
        filler = words.filler_end.of(rest)
        scope = words.scope_end.of(rest)
        if scope and not words.noun_tail.of(rest):
            bound.scope, bound.rest = scope, rest.removesuffix(scope)
        elif grown:
            bound.said, bound.rest = True, rest[: grown.start()]
        elif compared:
            bound.comparison, bound.rest = compared[0].removesuffix("分别"), rest[: compared.start()]
            bound.distributive |= compared[0].endswith("分别")
        elif start and not bound.said:
            bound.from_baseline, bound.rest = True, rest[: start.start()]
        elif words.noun_tail.of(rest) and len(filler) < 2:
            break
        elif word and (len(word) > 1 or len(filler) < 2):
            _take(words, bound, word)
            bound.rest = rest.removesuffix(word)
        elif rest.endswith(_ACHIEVED) and words.whole_name.of(rest[:-2].removesuffix("累计")):
            bound.rest = rest[:-2].removesuffix("累计")
        elif filler:
            bound.distributive |= filler == "分别"
            bound.rest = rest.removesuffix(filler)
        else:
            break
    against = _AGAINST.fullmatch(bound.rest) if bound.kind == "change" and not bound.comparison else None
    if against:
        bound.comparison, bound.rest = bound.rest, ""  # 比邻县高2个百分点
    if "分别" in bound.rest and (done := words.verb_end.search(bound.rest)) and bound.rest[: done.start()].endswith("分别"):
        bound.distributive = True  # “甲标准”、“乙品牌”分别新增5项和9项
        bound.rest = done["verb"] + bound.rest[: done.start()].removesuffix("分别")
    if bound.rest.endswith("的"):
        bound.of_it, bound.rest = True, bound.rest[:-1]
    if figure.after:
        _after(words, bound, figure)
    if isinstance(figure.value, list):
        bound.comparator = "range"
    if figure.dimension == "points" or (figure.unit == "倍" and bound.direction):
        bound.kind = "change"
    return bound


def _take(words: Words, bound: Binding, word: str) -> None:
    found = words.before[word]
    if word in words.loosening:
        bound.qualifier = bound.qualifier or word
    if not bound.said:
        bound.comparator = found.comparator
        bound.firm = word.startswith(("不", "至少", "最低", "≥", "≤"))
        bound.kind = found.kind
        bound.comparison = bound.comparison or ("同比" if word.startswith("同比") else None)
        bound.direction = found.direction
        bound.verb = word if found.kind == "change" or found.direction else None
        bound.said = bound.worded = True
    elif found.kind == "change" and bound.kind == "level" and not bound.direction:
        bound.kind, bound.direction, bound.verb = "change", found.direction, word
    bound.distributive |= "分别" in word
    bound.hold |= found.hold


def _after(words: Words, bound: Binding, figure: Figure) -> None:
    after = words.after[figure.after or ""]
    bound.qualifier = bound.qualifier or figure.after
    if after.comparator == "<=" and bound.comparator == ">=" and not bound.hold and bound.said and bound.direction == "up":
        return
    bound.comparator = after.comparator
    bound.said = True
