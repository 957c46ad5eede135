"""Goals without a number: what is to improve, and the level it is measured against."""

import re
from bisect import bisect_left
from functools import cache, partial

from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.weighing import Weights
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.reading import QualitativeTarget

_BENCHMARK = re.compile(
    r"(?:达到|处于|保持|进入|位居|接近|优于|高于|走在|不低于)(?P<level>[\u4e00-\u9fff]{0,12}?(?:平均水平|先进水平|领先水平|领先|水平|前列|行列|标准|要求))"
)
_ALL = re.compile(r"全覆盖|全部(?=[\u4e00-\u9fff])|清零|零增长|动态清零|零(?:发生|死亡|事故)(?!率)")
_CLAUSE = re.compile(r"[^，；。：！？\n]+")
_FIGURE = re.compile(r"\d|百分之")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOAL = 3.0
_SHORTEST, _LONGEST = 5, 80


def qualitative_targets(words: Words, layout: Layout, deadlines: Deadlines) -> list[QualitativeTarget]:
    """Clauses that promise without a number, in goal sections and under a date (到2020年，…)."""
    found = []
    weight = cache(partial(words.weight, "goal_section"))
    for start, end in layout.paragraphs():
        goal_section = weight(layout.section(start) or "") >= _GOAL
        horizons = [mention.start for mention in deadlines.within(start, end) if mention.form == "horizon"]
        if (not goal_section and not horizons) or layout.in_heading(start):
            continue
        for a, b in layout.sentences(start, end):
            if goal_section or bisect_left(horizons, a) < bisect_left(horizons, b):
                found.extend(_in_sentence(words, layout, deadlines, a, b))
    return found


def _in_sentence(words: Words, layout: Layout, deadlines: Deadlines, start: int, end: int) -> list[QualitativeTarget]:
    found = []
    for clause in _CLAUSE.finditer(layout.text, start, end):
        text = clause[0]
        if not _SHORTEST <= len(text) <= _LONGEST or (_FIGURE.search(text) and _FIGURE.search(_YEAR.sub("", text))):
            continue
        level = _BENCHMARK.search(text)
        whole = _ALL.search(text)
        vague = words.hits("vague", text)
        if not (level or whole or vague):
            continue
        deadline, _ = deadlines.of(clause.start(), clause.end())
        first, last, quote = layout.folded.raw(clause.start(), clause.end())
        found.append(
            QualitativeTarget(
                section=layout.section(clause.start()),
                quote=quote,
                start=first,
                end=last,
                confidence=words.once(Weights).weigh("worded", [] if level or len(vague) > 1 else ["vague"])[0],
                flags=[] if deadline else ["未写明时限"],
                text=text,
                benchmark=level["level"] if level else whole[0] if whole else None,
                deadline=deadline,
            )
        )
    return found
