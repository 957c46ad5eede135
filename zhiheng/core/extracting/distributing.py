"""分别: one head over several names or years, given out to several numbers in order."""

import re
from itertools import pairwise

from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.names import changed
from zhiheng.core.extracting.reckoned import Reckoned
from zhiheng.core.extracting.words import Words

_AND = re.compile("、|以及|和|及|(?<!参)与")
_ONLY_AND = re.compile("[、，]?(?:和|及|与|以及)?")


def distribute(words: Words, layout: Layout, deadlines: Deadlines, reckoned: list[Reckoned]) -> None:
    """Give each number after 分别 its own name, or its own year, where there are as many."""
    _complete_levels(words, reckoned)
    k = 0
    while k < len(reckoned):
        run = _run(layout, reckoned, k) if _shares_out(reckoned[k]) else []
        if len(run) > 1:
            before = [item for item in reckoned[max(0, k - len(run)) : k] if _same_sentence(layout, item, run[0])]
            _give_names(words, run) or _give_names_before(before, run) or _give_years(deadlines, run)
        k += max(1, len(run))


def _shares_out(item: Reckoned) -> bool:
    return item.bound.distributive or "分别占" in item.name.root


def _same_sentence(layout: Layout, one: Reckoned, other: Reckoned) -> bool:
    return layout.sentence(one.figure.start) == layout.sentence(other.figure.start)


def _give_names_before(before: list[Reckoned], run: list[Reckoned]) -> bool:
    """甲5件，乙3件，分别增长8%、2%: the changes belong to the things before, in order."""
    names = [(item.name.scope or item.name.subject, item.name.root) for item in before]
    share = run[0].name.head.find("占") if run[0].bound.of_it and names else -1
    of_whole = run[0].name.head[share:] if share >= 0 and run[0].name.head.startswith(names[-1][1]) else ""
    if len(before) != len(run) or not (run[0].name.carried or of_whole) or len(set(names)) < len(names):
        return False
    for item, (scope, root) in zip(run, names, strict=True):
        item.bound.kind, item.bound.verb, item.bound.direction = run[0].bound.kind, run[0].bound.verb, run[0].bound.direction
        item.bound.comparison = run[0].bound.comparison
        item.name.scope, item.name.root, item.name.carried = scope, root + of_whole, True
        item.name.head = changed(run[0].bound, root + of_whole)
    return True


def _complete_levels(words: Words, reckoned: list[Reckoned]) -> None:
    """1个国家级、3个省级质检中心: the first noun ends where the second goes on."""
    for item, following in pairwise(reckoned):
        near = following.figure.start - item.figure.end < 12 and item.name.first and following.name.first
        if near and item.name.head.endswith(("级", "类")) and item.name.head[-1] in following.name.noun:
            item.name.head = item.name.root = _completed(words, item.name.head, following.name.noun)


def _run(layout: Layout, reckoned: list[Reckoned], first: int) -> list[Reckoned]:
    run = [reckoned[first]]
    for k in range(first + 1, len(reckoned)):
        item = reckoned[k]
        between = layout.text[run[-1].figure.end : item.figure.start]
        if len(between) > 3 or not _ONLY_AND.fullmatch(between):
            break
        run.append(item)
    return run


def _give_names(words: Words, run: list[Reckoned]) -> bool:
    root, share, whole = run[0].name.root.partition("分别占")
    parts = _AND.split(root)
    if len(parts) != len(run) or not all(parts):
        return False
    tail = _tail([part for part in parts[:-1] if not words.whole_name.of(part)], parts[-1])
    for item, part in zip(run, parts, strict=True):
        item.bound.kind, item.bound.verb, item.bound.direction = run[0].bound.kind, run[0].bound.verb, run[0].bound.direction
        item.bound.said = run[0].bound.said
        if not item.figure.after:
            item.bound.comparator = run[0].bound.comparator
        item.name.root = _completed(words, part, parts[-1], tail) + share[2:] + whole
        item.name.head = changed(run[0].bound, item.name.root)
        item.name.carried = item.name.first = False
    return True


def _completed(words: Words, part: str, last: str, tail: str = "") -> str:
    """国家级 beside 省级检验中心 is 国家级检验中心."""
    if part == last or words.whole_name.of(part):
        return part
    return part + (tail or _tail([part], last))


def _tail(parts: list[str], last: str) -> str:
    """What the parts share with the last: after the character they end in, else after as many characters."""
    alike = [last[at + 1 :] for part in parts if (at := last.find(part[-1], 1)) >= 0]
    long = [last[len(part) :] for part in parts if len(part) < len(last)]
    return min([tail for tail in alike or long if len(tail) > 1], key=len, default="")


def _give_years(deadlines: Deadlines, run: list[Reckoned]) -> bool:
    sentence = deadlines.layout.sentence(run[0].figure.start)[0]
    mentions = deadlines.within(sentence, run[0].figure.start)
    if len(mentions) != len(run):
        return False
    for item, mention in zip(run, mentions, strict=True):
        item.deadline = deadlines.said(mention)
    return True
