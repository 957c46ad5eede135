"""分别: one head over several names or years, given out to several numbers in order."""

import re
from itertools import pairwise

from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.names import changed
from zhiheng.core.extracting.reckoned import Reckoned
from zhiheng.core.extracting.words import Words

_AND = re.compile("、|以及|(?<![饱总调缓])和(?![谐平美])|(?<![普涉惠波危推])及(?![时格早])|(?<!参)与")
_LISTED = re.compile("、")
_ONLY_AND = re.compile("[、，]?(?:和|及|与|以及)?")


def distribute(words: Words, layout: Layout, deadlines: Deadlines, reckoned: list[Reckoned]) -> None:
    """Give each number after 分别 its own name, or its own year, where there are as many."""
    _complete_levels(words, reckoned)
    _share_predicates(layout, reckoned)
    k = 0
    while k < len(reckoned):
        run = _run(layout, reckoned, k) if _shares_out(reckoned[k]) or _lists_measures(words, reckoned[k]) else []
        if len(run) > 1:
            before = [item for item in reckoned[max(0, k - len(run)) : k] if _same_sentence(layout, item, run[0])]
            given = _give_names(words, run) or _give_names_by_group(words, layout, run) or _give_names_before(before, run)
            if not given:
                _give_years(deadlines, run)
                _give_change(run)
        k += max(1, len(run))


def _give_change(run: list[Reckoned]) -> None:
    """240和260，分别高出20%和30%: each is a change as the first is."""
    for item in run[1:]:
        if run[0].bound.kind == "change" and item.name.carried and item.figure.unit == run[0].figure.unit:
            item.bound.kind, item.bound.verb, item.bound.direction = "change", run[0].bound.verb, run[0].bound.direction
            item.bound.comparison = run[0].bound.comparison
            item.name.head = changed(item.bound, item.name.root)


def _shares_out(item: Reckoned) -> bool:
    return item.bound.distributive or "分别占" in item.name.root


def _lists_measures(words: Words, item: Reckoned) -> bool:
    """供水、供气普及率超过98%、85%: as many measures as numbers are shared out without 分别."""
    return item.bound.said and bool(_AND.search(item.name.root)) and bool(words.whole_name.of(item.name.root))


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
        item.bound.kind, item.bound.verb, item.bound.direction = (
            run[0].bound.kind,
            run[0].bound.verb,
            run[0].bound.direction,
        )
        item.bound.comparison = run[0].bound.comparison
        item.name.scope, item.name.root, item.name.carried = scope, root + of_whole, True
        item.name.head = changed(run[0].bound, root + of_whole)
    return True


def _complete_levels(words: Words, reckoned: list[Reckoned]) -> None:
    """1个国家级、3个省级质检中心: the first noun ends where the second goes on."""
    for item, following in pairwise(reckoned):
        near = following.figure.start - item.figure.end < 12 and item.name.first and following.name.first
        if near and item.name.head.endswith(("级", "类")) and item.name.head[-1] in following.name.noun:
            item.name.head = item.name.root = _completed(words, [item.name.head, following.name.noun])[0]


def _share_predicates(layout: Layout, reckoned: list[Reckoned]) -> None:
    """2家企业、5个产品入选全国名录: what is said of the second is said of the first."""
    for item, following in pairwise(reckoned):
        between = layout.text[item.figure.end : following.figure.start]
        if following.name.predicate and between == f"{item.name.noun}、" and item.name.first and not item.name.predicate:
            item.name.predicate = following.name.predicate
            item.name.head, item.name.short = (
                following.name.predicate + name for name in (item.name.head, item.name.short or item.name.head)
            )
            item.name.root = item.name.head


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
    for item, name in zip(run, _completed(words, parts), strict=True):
        _give(item, run[0], name + share[2:] + whole)
    return True


def _give_names_by_group(words: Words, layout: Layout, run: list[Reckoned]) -> bool:
    """稻谷、小麦自给率和肉类、禽蛋自给率分别达到95%和80%、90%: 和 parts the names as it parts the numbers."""
    groups = [[run[0]]]
    for before, item in pairwise(run):
        if "和" in layout.text[before.figure.end : item.figure.start]:
            groups.append([])
        groups[-1].append(item)
    names = run[0].name.root.split("和")
    listed = [_LISTED.split(name) for name in names]
    if len(groups) < 2 or len(groups) != len(names) or not run[0].name.root:
        return False
    if any(len(group) not in (1, len(parts)) for group, parts in zip(groups, listed, strict=True)):
        return False
    for group, name, parts in zip(groups, names, listed, strict=True):
        for item, own in zip(group, [name] if len(group) == 1 else _completed(words, parts), strict=True):
            _give(item, run[0], own)
    return True


def _give(item: Reckoned, first: Reckoned, name: str) -> None:
    """Binds a number as the first one of its list is bound, under a name of its own; its quote holds the name."""
    item.bound.kind, item.bound.verb, item.bound.direction = (
        first.bound.kind,
        first.bound.verb,
        first.bound.direction,
    )
    item.bound.said = first.bound.said
    if not item.figure.after:
        item.bound.comparator = first.bound.comparator
    item.name.root = name
    item.name.head = changed(first.bound, name)
    item.name.start = first.name.start
    item.name.carried = item.name.first = False


def _completed(words: Words, parts: list[str]) -> list[str]:
    """国家级、省级检验中心 are 国家级检验中心 and 省级检验中心; 农村供水、污水处理率 are both 农村."""
    *others, last = parts
    open_ones = [part for part in others if not words.whole_name.of(part)]
    place, last_place = words.scope_or_place.match(parts[0]), words.scope_or_place.match(last)
    if place and last_place and place[0] == parts[0]:
        tail = last[last_place.end() :]  # 城镇、农村居民收入
    else:
        tail = _tail(words, open_ones, last) if open_ones else ""
    named = [part + tail if part in open_ones else part for part in others] + [last]
    front = place[0] if place and place[0] != parts[0] and not last_place else ""
    return [name if name.startswith(front) else front + name for name in named]


def _tail(words: Words, parts: list[str], last: str) -> str:
    """What the parts share with the last: after the character they end in, a measure, or what is longer than they are."""
    alike = [last[at + 1 :] for part in parts if (at := last.find(part[-1], 1)) >= 0]
    shared = words.shared_tail.of(last[2:])
    long = [last[len(part) :] for part in parts if len(part) < len(last)]
    for tails in (alike, [shared], long):
        if told := [tail for tail in tails if len(tail) > 1]:
            return min(told, key=len)
    return ""


def _give_years(deadlines: Deadlines, run: list[Reckoned]) -> bool:
    sentence = deadlines.layout.sentence(run[0].figure.start)[0]
    mentions = deadlines.within(sentence, run[0].figure.start)
    if len(mentions) != len(run):
        return False
    for item, mention in zip(run, mentions, strict=True):
        item.deadline = deadlines.said(mention)
    return True
