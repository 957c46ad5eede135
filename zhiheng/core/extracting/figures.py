"""From the scan to targets and statistics: every figure named, bound, dated and judged."""

import re
from bisect import bisect_right
from itertools import groupby

from zhiheng.core.extracting.comparators import Binding, binding
from zhiheng.core.extracting.counting import COUNTED, Name
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.distributing import distribute
from zhiheng.core.extracting.judging import Judge
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.names import Namer
from zhiheng.core.extracting.numbers import Figure, Scanner
from zhiheng.core.extracting.reckoned import Reckoned
from zhiheng.core.extracting.topics import keep_topic
from zhiheng.core.extracting.words import Words

_NAMELESS = {"things": "数量", "persons": "人数", "visits": "人次", "times": "次数", "money": "金额", "share": "比例"}
_PRICE_FROM = re.compile(r"起(?:[，。；\n]|$)")
_COMPANY = 50  # characters before a unit in which its company may stand
_LIMIT_AT_MOST = 30  # characters from what sets a limit to the limit
_LIMITED = re.compile(r"(?:标准(?:规定|要求|限值|指标|值)|规定值|限量值?|限值)（[^（）]{0,12}$")  # 比标准规定（不低于99.6%）
_DEFINING = ("的标准", "的规定", "的规格", "直径", "口径")
_COMPARED = re.compile(
    r"(?:与|同|比|较)[^，。；]{2,12}相比，?[^，。；\d]{0,8}$|比标准[^，。；（]{0,4}(?:（[^（）]{1,24}）)?[^，。；\d]{0,6}$"
)
_OPENING = re.compile("(?:与|同|比|较)[^，。；]{2,12}相比")
_PLACED = re.compile(r"前$|\d号$")
_RANKED = ("最高", "最低")
_SIZES = {"money", "area", "mass", "volume", "length", "power", "energy"}
_NAME_AT_MOST = 40  # characters
_SUM_OF_LIST = re.compile("[^。；]*(?:包括|包含|涵盖)[^。；：]*[、，][^。；]*(?:共|共计|合计|总计)")
_SIZED = re.compile("超过|超|达到|达|不低于")


def reckon(words: Words, layout: Layout, deadlines: Deadlines, judge: Judge, taken: list[tuple[int, int]]) -> list[Reckoned]:
    """Every figure of the text that measures something, in order; `taken` are cells of the cleaned text read already."""
    cells = [start for start, _ in sorted(taken)]
    ends = [end for _, end in sorted(taken)]
    namer = Namer(words, layout, deadlines)
    figures = [
        figure
        for figure in words.once(Scanner).figures(layout.text)
        if _measures(words, layout, figure) and not _taken(layout, figure, cells, ends)
    ]
    lasts = _last_listed(layout, figures)
    found: list[Reckoned] = []
    for k, figure in enumerate(figures):
        following = figures[k + 1] if k + 1 < len(figures) else None
        previous = found[-1] if found else None
        left = namer.left_edge(figure, previous.figure.end if previous else 0)
        bound = binding(words, layout.text[left : figure.start], figure)
        if _inside_a_name(words, layout, figures, k, lasts[k], bound):
            continue
        near = previous if previous and _goes_on(layout, previous.figure, figure) else None
        name = namer.name(
            figure,
            bound,
            left,
            following.start if following else len(layout.text),
            near.name if near else None,
        )
        name.head = name.head or namer.topic(figure) or (_NAMELESS.get(figure.dimension, "") if bound.worded else "")
        name.root = name.root or name.head
        if not bound.rest and figure.dimension in ("share", "batches"):
            name.subject = namer.bracketed_noun(left) or name.subject  # 电线（12.5%）、灶具（10.3%）
        if previous and not name.verb and _taken_apart(layout, figure):
            name.part_of = previous.name.part_of or previous.name.verb or ""
        if near:
            _share_indicator(words, figure, name, bound, near)
            _tell_what_is_sized(near.name.root, name)
            _name_a_sum(layout, figure, name, near)
        own = name.subject or name.scope or name.first or name.verb
        if near and near.name.acted and figure.dimension == "money" and not own:
            name.subject, name.acted = near.name.subject, True  # 甲企业实现产值5亿元，利润1亿元
        if not name.head:
            continue
        keep_topic(words, layout, figure, name, near)
        deadline, mention = deadlines.of(figure.start, figure.end)
        verdict = judge.verdict(figure, bound, mention, bool(deadline and deadline.inherited))
        item = Reckoned(figure=figure, bound=bound, name=name, verdict=verdict, deadline=deadline)
        if bound.kind == "change" and not bound.comparison:
            bound.comparison = _compared_with(layout, figure)
        if near and near.bound.from_baseline and isinstance(near.figure.value, int | float):
            item.baseline, item.name.start = near.figure.value, near.name.start
        found.append(item)
    distribute(words, layout, deadlines, found)
    for _, same in groupby(found, key=lambda item: layout.sentence(item.figure.start)):
        sentence = list(same)
        for item, verdict in zip(sentence, judge.settle([item.verdict for item in sentence]), strict=True):
            item.verdict = verdict
    for _, alike in groupby(found, key=lambda item: layout.paragraph(item.figure.start)):
        paragraph = list(alike)
        for item, verdict in zip(paragraph, judge.go_along([item.verdict for item in paragraph]), strict=True):
            item.verdict = verdict
    return found


def _compared_with(layout: Layout, figure: Figure) -> str | None:
    """What the sentence opens with: 与2022年相比，合格率提高…"""
    opening = _OPENING.match(layout.text, layout.sentence(figure.start)[0], figure.start)
    return opening[0] if opening else None


def _goes_on(layout: Layout, before: Figure, figure: Figure) -> bool:
    """In one sentence, or in the next where it opens with a comparison (与上年相比，下降…)."""
    sentence = layout.sentence(figure.start)
    if layout.sentence(before.start) == sentence:
        return True
    return sentence[0] - before.end <= 1 and bool(_COMPARED.match(layout.text, sentence[0], figure.start))


def _tell_what_is_sized(before: str, name: Name) -> None:
    """产值超百亿元企业5家、超50亿元企业10家: the second name goes without 产值."""
    size = _SIZED.match(name.head)
    at = before.find(size[0]) if size else -1
    if at > 0 and name.head[-2:] == before[-2:]:
        name.head = name.root = before[:at] + name.head


def _name_a_sum(layout: Layout, figure: Figure, name: Name, near: Reckoned) -> None:
    """对3大类产品进行抽查，包括水泥、门窗，瓷砖共60批次: the sum of a list is of what the list makes up."""
    if _SUM_OF_LIST.fullmatch(layout.text, near.figure.end, figure.start):
        name.head = name.root = near.name.root
        name.short, name.subject, name.carried = near.name.short, near.name.subject, True


def _taken_apart(layout: Layout, figure: Figure) -> bool:
    return layout.text.startswith("其中", layout.sentence(figure.start)[0])


def _share_indicator(words: Words, figure: Figure, name: Name, bound: Binding, near: Reckoned) -> None:
    """城镇达到90%，农村达到80%: the second name is a scope of the first."""
    if name.carried or figure.unit != near.figure.unit or name.verb or name.head == near.name.head:
        return
    rank = name.head in words.senses["rank"]
    nameless = figure.dimension == "share" and bound.kind == "level" and not words.whole_name.of(name.head)
    place = bound.said and words.place_end.of(name.head)
    alike = near.name.root.find(name.head[-2:])
    rest = near.name.root[alike + 2 :] if alike >= 0 else ""  # 城镇居民人均收入3.2万元，农村居民1.6万元
    parallel = rest and figure.dimension not in COUNTED
    if rank or ((place or parallel or (nameless and words.whole_name.of(near.name.root))) and len(name.head) <= 12):
        name.scope, name.head, name.carried = name.head, rest or near.name.root, True
        name.root = name.head


def _taken(layout: Layout, figure: Figure, starts: list[int], ends: list[int]) -> bool:
    if not starts:
        return False
    at = layout.folded.old(figure.start)
    k = bisect_right(starts, at) - 1
    return k >= 0 and at < ends[k]


def _measures(words: Words, layout: Layout, figure: Figure) -> bool:
    """Not a part of a name, a title, a date or a price, and with the company that its unit asks for."""
    if layout.in_name(figure.start, figure.end) or _PLACED.search(layout.text, max(0, figure.start - 3), figure.start):
        return False  # 前10位 is a place, 59号3栋 an address
    if figure.unit and _PRICE_FROM.match(layout.text, figure.end, figure.end + 2):
        return False
    if layout.text.rfind("（", max(0, figure.start - _LIMIT_AT_MOST), figure.start) >= 0 and _LIMITED.search(
        layout.text, max(0, figure.start - _LIMIT_AT_MOST), figure.start
    ):
        return False
    if layout.text.startswith(_DEFINING, figure.end) or layout.text[figure.start - 1 : figure.start] in "×*/=":
        return False
    if layout.text.startswith("方面", figure.end):
        return False
    behind = layout.text[figure.end : figure.end + 1]
    if figure.unit == "%" and layout.text[figure.start - 2 : figure.start] in _RANKED and behind.isalpha():
        return False  # 收入最低20%人口 are people, not a share
    known = words.unit(figure.unit)
    if known and known[0].only_with:
        start, end = layout.sentence(figure.start)[0], layout.clause(figure.end)[1]
        near = layout.text[max(start, figure.start - _COMPANY) : min(end, figure.end + 20)]
        return any(word in near for word in known[0].only_with)
    return True


def _inside_a_name(words: Words, layout: Layout, figures: list[Figure], k: int, last: int, bound: Binding) -> bool:
    """将70%的降雨消纳的面积达到20%, 产值超5亿元企业达到30家: the first number is part of a name."""
    figure = figures[k]
    if bound.said and _describes(words, layout, figure, bound):
        return True
    if last + 1 == len(figures):
        return False
    end, following = figures[last].end, figures[last + 1]
    between = layout.text[end : following.start]
    if not (between.startswith("的") or between in words.heads) or len(between) >= _NAME_AT_MOST:
        return False
    if layout.clause(figure.start) != layout.clause(following.start):
        return False
    if figure.dimension == "share" and not bound.said and not figure.after:
        return following.dimension == "share"
    sized = figure.dimension in _SIZES or bound.said or figure.after
    return bool(sized) and figure.dimension not in COUNTED and following.dimension in COUNTED


def _last_listed(layout: Layout, figures: list[Figure]) -> list[int]:
    """For each figure the last of the list that it stands in."""
    lasts = list(range(len(figures)))
    for k in range(len(figures) - 2, -1, -1):
        if _listed(layout, figures[k], figures[k + 1]):
            lasts[k] = lasts[k + 1]
    return lasts


def _describes(words: Words, layout: Layout, figure: Figure, bound: Binding) -> bool:
    """厚度不足0.02毫米的薄膜, 规格为250克: a size by which a thing is known, not one that is measured."""
    if words.described_end.of(bound.rest):
        return True
    goal = words.goal_noun.match(layout.text, figure.end + 1)
    return layout.text[figure.end : figure.end + 1] == "的" and figure.dimension in _SIZES and not goal


def _listed(layout: Layout, figure: Figure, after: Figure) -> bool:
    return figure.unit == after.unit and layout.text[figure.end : after.start] in ("、", "和", "或")
