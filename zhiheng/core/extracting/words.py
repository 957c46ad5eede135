"""The word lists, compiled once into the patterns that the parser uses."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, cast

from zhiheng.core.extracting.endings import Endings
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.lexicons import ComparatorWord, Lexicons, Unit

Built = TypeVar("Built")


_SCALES = {
    "": 1, "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7, "百万": 10**6,
    "十万": 10**5, "万": 10**4,
}  # fmt: skip


class Words:
    """Everything that depends on the lexicons only."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicons = lexicons
        self._built: dict[object, object] = {}
        self.units: dict[str, Unit] = {unit.word: unit for unit in lexicons.units}
        self.before: dict[str, ComparatorWord] = {c.word: c for c in lexicons.comparators if c.place == "before"}
        self.loosening = {word.word for word in lexicons.qualifiers if word.place == "before"}
        self.after: dict[str, ComparatorWord] = {c.word: c for c in lexicons.comparators if c.place == "after"}
        self.senses: dict[str, dict[str, float]] = {}
        for cue in lexicons.cues:
            self.senses.setdefault(cue.sense, {})[cue.word] = cue.weight
        self.verbs = {verb.word: verb.sense for verb in lexicons.verbs}
        self.heads = frozenset(head.word for head in lexicons.heads)
        self.plans = {plan.word: plan for plan in lexicons.plan_periods}

        self.comparator_start = re.compile(any_of(self.before))
        self.comparator_end = Endings(self.before)
        verb = any_of(self.verbs)
        self.verb_start = re.compile(f"(?:{verb})(?:[、和及并](?:{verb}))*[了着]?")
        done = any_of(word for word, sense in self.verbs.items() if len(word) > 1 and sense != "make")
        self.acted = re.compile(
            r"(?P<subject>[^，。；]{2,30}?)(?P<marker>共|已|先后|累计|全年|总共)*"
            rf"(?P<verb>{done})[了着]?(?P<object>[^，。；]{{2,}})$"
        )
        self.acted_by = re.compile(
            rf"(?P<subject>[^，。；]{{2,30}}?)(?P<marker>共|已|先后|累计|全年|总共)+(?P<verb>{done})[了着]?(?P<object>[^，。；]{{2,}})$"
        )
        self.predicate_start = re.compile(f"(?!{any_of(self.senses['noun_start'])})(?:{any_of(self.senses['predicate'])})")
        self.verb_end = re.compile(f"(?P<verb>{any_of(self.verbs)})[了着]?$")
        self.leadin_start = re.compile(f"(?:{any_of(self.senses['leadin'])})")
        self.scope_start = re.compile(f"(?:{any_of(self.senses['scope'])})")
        self.scope_end = Endings(self.senses["scope"])
        self.filler_end = Endings(self.senses["filler"])
        self.noun_tail = Endings(self.senses["noun_tail"])
        self.whole_name = Endings(self.senses["whole_name"])
        self.compared_end = re.compile(
            rf"(?:(?:比|较|与)(?:{any_of(self.senses['compared_with'])}|(?:19|20)\d\d年(?:底|末|同期)?"
            rf"|“?(?:{any_of(self.plans)})”?(?:期?末|时期|规划末)?)(?:（[^（）]{{1,24}}）)?(?:[上下]限值?)?(?:相比|比)?"
            r"|(?:是|为|相当于)(?:19|20)\d\d年(?:底|末)?的|同比|环比)(?:均|又|再|分别)?$"
        )
        self.place_end = Endings(self.senses["place_end"])
        self.head_end = Endings(self.heads)
        self.shared_tail = Endings(self.senses["shared_tail"])
        self.scope_or_place = re.compile(any_of([*self.senses["scope"], *self.senses["place_end"]]))
        self.imperative = re.compile(any_of(self.senses["imperative"]))
        said_of = any_of(self.senses["said_of"])
        self.said_of = re.compile(f"(?P<noun>[^的，、和及]{{2,12}}?)(?:已|均|都|全部)*(?P<said>(?:{said_of}).*)")
        self.described_end = Endings(self.senses["described"])
        self.goal_noun = re.compile(any_of(self.senses["goal_noun"]))
        self.head = re.compile(any_of(self.heads))
        self._cues = {
            sense: re.compile(any_of([*words, *self.senses.get(f"{sense}_not", ())])) for sense, words in self.senses.items()
        }

    def unit(self, printed: str) -> tuple[Unit, int] | None:
        """A unit of measure as it is printed, and what the 万 or 亿 before it stands for."""
        for scale, times in _SCALES.items():
            if printed.startswith(scale) and (unit := self.units.get(printed[len(scale) :])):
                return unit, times
        return None

    def once(self, make: Callable[["Words"], Built]) -> Built:
        """What is made from these words, made once: patterns are costly to compile."""
        if make not in self._built:
            self._built[make] = make(self)
        return cast(Built, self._built[make])

    def hits(self, sense: str, text: str) -> set[str]:
        """The cues of a sense that the text holds, but for those inside a word that only looks like one (公共 is not 共)."""
        found = self._cues[sense].findall(text)
        return set(found).intersection(self.senses[sense]) if found else set()

    def weight(self, sense: str, text: str) -> float:
        """Their weights added; each cue once."""
        return sum(self.senses[sense][hit] for hit in self.hits(sense, text))


@lru_cache(maxsize=8)  # more than one set only where lines are tried out
def words_of(lexicons: Lexicons) -> Words:
    """The compiled words of a set of lexicons."""
    return Words(lexicons)
