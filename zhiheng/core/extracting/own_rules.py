"""The rules that a person wrote, over what the grammar found: a match makes an item, changes one or takes one away."""

import re
from typing import TypeVar

from msgspec import UNSET, Struct, structs

from zhiheng.core.extracting.bodies import Bodies
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.matched import mechanism_of, number_of, statistic_of, target_of, task_of
from zhiheng.core.extracting.patterns import Compiled, compiled
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.own_rules import OwnRule
from zhiheng.core.values.reading import Item, Items, Statistic, Target

AnyItem = TypeVar("AnyItem", bound=Item)
_LISTS = {"duty": "tasks", "mechanism": "mechanisms"}


class Match(Struct, frozen=True):
    """Where a rule's pattern stands in the folded text and in the raw one."""

    rule: OwnRule
    slots: re.Match[str]
    start: int  # in the raw text
    end: int


class OwnRules:
    """Applies rules; compiled for one set of words. Raises: Fault X101 for a pattern that is none."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.bodies = words.once(Bodies)
        self._rules = [(rule, pattern_of(rule, words)) for rule in words.lexicons.own_rules]
        anchors = {anchor for _, pattern in self._rules for anchor in pattern.anchors}
        self._anchor = re.compile(any_of(anchors))
        self._beside = {  # rules with an anchor that can overlap this one, which is then passed over
            anchor: {k for k, (_, pattern) in enumerate(self._rules) if set(anchor) & set("".join(pattern.anchors))}
            for anchor in anchors
        }

    def matches(self, layout: Layout) -> list[Match]:
        """Every match, in order; where two overlap, that of the rule before. Costs a single look where no anchor stands."""
        found: list[Match] = []
        within: dict[tuple[int, int], set[int]] = {}
        end = 0
        for hit in self._anchor.finditer(layout.text):
            if hit.start() >= end:
                start, upto = layout.sentence(hit.start())
                start, end = max(start, end), upto
                rules = within.setdefault((start, end), set())
            rules |= self._beside[hit[0]]
        for (start, end), rules in within.items():
            found += self._in_sentence(layout, start, end, sorted(rules))
        return found

    def _in_sentence(self, layout: Layout, start: int, end: int, rules: list[int]) -> list[Match]:
        text, found = layout.text[start:end], list[Match]()
        for rule, pattern in map(self._rules.__getitem__, rules):
            if not any(anchor in text for anchor in pattern.anchors):
                continue
            for slots in pattern.regex.finditer(layout.text, start, end):
                first, last, _ = layout.folded.raw(slots.start(), slots.end())
                apart = all(last <= other.start or other.end <= first for other in found)
                if apart and self._names_bodies(slots):
                    found.append(Match(rule, slots, first, last))
        return sorted(found, key=lambda match: match.start)

    def apply(self, items: Items, layout: Layout, deadlines: Deadlines) -> None:
        """What the rules make of the items that the grammar found."""
        for match in self.matches(layout):
            if match.rule.kind == "neither":
                _take_away(items, match, layout)
            elif match.rule.kind in _LISTS:
                self._make(items, match, layout, deadlines)
            else:
                self._measure(items, match, layout, deadlines)

    def _measure(self, items: Items, match: Match, layout: Layout, deadlines: Deadlines) -> None:
        """A target or statistic takes the place of what was read of the same number."""
        number = number_of(match.slots)
        there = _taken_figures(items, match, layout)
        before = min(there, key=lambda item: (item.value != number, item.end - item.start), default=None)
        if match.rule.kind == "target":
            made = target_of(self.words, layout, deadlines, match.rule, match.slots, before)
            items.targets = _with(items.targets, made) if made else items.targets
        else:
            told = statistic_of(self.words, layout, deadlines, match.rule, match.slots, before)
            items.statistics = _with(items.statistics, told) if told else items.statistics

    def _make(self, items: Items, match: Match, layout: Layout, deadlines: Deadlines) -> None:
        """A duty or mechanism takes the place of what the grammar found there."""
        if match.rule.kind == "duty":
            items.tasks = [item for item in items.tasks if not _shares_half(item, match)]
            items.tasks = _with(items.tasks, task_of(self.bodies, layout, deadlines, match.rule, match.slots))
        else:
            items.mechanisms = [item for item in items.mechanisms if not _shares_half(item, match)]
            items.mechanisms = _with(items.mechanisms, mechanism_of(self.words, layout, match.rule, match.slots))

    def _names_bodies(self, slots: re.Match[str]) -> bool:
        """Whether what fills {bodies} and {helpers} are names of units."""
        groups = slots.groupdict()
        listed = [said for name in ("bodies", "helpers") if (said := groups.get(name))]
        return all(self.bodies.is_body(name) for said in listed for name in self.bodies.split(said)[0])


def pattern_of(rule: OwnRule, words: Words) -> Compiled:
    """The compiled pattern of a rule. Raises: Fault X101 with file and rule."""
    try:
        return compiled(rule.pattern, words)
    except Fault as fault:
        raise Fault(fault.id, f"{rule.file} [{rule.id}]：{fault.says}") from None


def _take_away(items: Items, match: Match, layout: Layout) -> None:
    """Nothing is read in a match: neither its numbers nor what lies in it for the greater part."""
    _taken_figures(items, match, layout)
    for field in structs.fields(Items):
        kept = [item for item in getattr(items, field.name) if not _covers(match, item)]
        setattr(items, field.name, kept)


def _taken_figures(items: Items, match: Match, layout: Layout) -> list[Target | Statistic]:
    """What was read of the number of a match, or lies within the match, taken out of the items."""
    number, at = number_of(match.slots), match.start
    if number is not None:
        at = layout.folded.raw(*match.slots.span("number"))[0]

    def of_it(item: Target | Statistic) -> bool:
        holds = item.start <= at < item.end and item.value == number
        return holds or (match.start <= item.start and item.end <= match.end)

    read: list[Target | Statistic] = [*items.targets, *items.statistics]
    items.targets = [item for item in items.targets if not of_it(item)]
    items.statistics = [item for item in items.statistics if not of_it(item)]
    return [item for item in read if of_it(item)]


def _covers(match: Match, item: Item) -> bool:
    return 2 * (min(item.end, match.end) - max(item.start, match.start)) >= item.end - item.start


def _shares_half(item: Item, match: Match) -> bool:
    """Whether the grammar found an item in the words of a match, or in words that hold the match."""
    shared = min(item.end, match.end) - max(item.start, match.start)
    return item.by_rule is UNSET and shared > 0 and 2 * shared >= min(item.end - item.start, match.end - match.start)


def _with(items: list[AnyItem], made: AnyItem) -> list[AnyItem]:
    return sorted([*items, made], key=lambda item: (item.start, item.end))
