"""Experts: who was asked, who does not judge whom, how far blind scores lie apart, who may see which."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from zhiheng.assessments.models import Assessed, Assessment, Judgement, Recusal, Sheet
from zhiheng.assessments.scoring.asking import word_in_short
from zhiheng.core.scoring import plain, rule_in_words
from zhiheng.core.values.schemes import Item
from zhiheng.core.values.ways import Given

ENOUGH = 4  # characters of a name that tell one employer from another


class Proposed(NamedTuple):
    """Somebody who had better not judge one of the assessed, and why."""

    assessed: Assessed
    scorer: str
    why: str


class ExpertLine(NamedTuple):
    """One item of one of the assessed as experts see it. `words` are the blind scores that count, by expert."""

    assessed: Assessed
    item: Item
    asked: tuple[str, ...]
    words: Mapping[str, Judgement]
    set_aside: int
    consensus: Judgement | None
    site: Judgement | None

    @property
    def left(self) -> int:
        """How many of those asked have not scored it."""
        return sum(name not in self.words for name in self.asked)

    @property
    def complete(self) -> bool:
        """Whether everybody who was asked has scored it: from then on all may see all."""
        return bool(self.asked) and not self.left

    @property
    def open(self) -> bool:
        """Whether blind scores may be seen by others."""
        return self.complete or self.consensus is not None

    @property
    def values(self) -> list[Decimal]:
        return [word.value for word in self.words.values() if word.value is not None]

    @property
    def apart(self) -> Decimal:
        """The highest less the lowest."""
        return max(self.values) - min(self.values) if self.values else Decimal(0)

    @property
    def beyond(self) -> bool:
        """Whether the scheme asks for a consensus."""
        limit = self.item.how.spread if isinstance(self.item.how, Given) else None
        return limit is not None and self.apart > limit

    @property
    def to_agree(self) -> bool:
        """Whether a consensus is due and not there."""
        return self.complete and self.beyond and self.consensus is None

    @property
    def mean(self) -> str:
        if not self.values:
            return ""
        return plain(round(sum(self.values, Decimal(0)) / len(self.values), 2))

    @property
    def rule(self) -> str:
        return rule_in_words(self.item, self.assessed.group)

    @property
    def consensus_words(self) -> str:
        return word_in_short(self.consensus)

    @property
    def site_words(self) -> str:
        return word_in_short(self.site)

    def shown_to(self, name: str) -> list[tuple[str, str]]:
        """The scores that somebody may see: all once all are there, her own before."""
        words = sorted(self.words.items())
        return [(who, word_in_short(word)) for who, word in words if self.open or bare(who) == bare(name)]


class Tally(NamedTuple):
    """One of the assessed: its lines, those all asked experts have scored, those that wait for a consensus."""

    assessed: Assessed
    lines: int
    complete: int
    to_agree: int


class Turnout(NamedTuple):
    """One expert: her sheet, how many cells she is asked about and has said."""

    sheet: Sheet
    asked: int
    done: int

    @property
    def left(self) -> int:
        return self.asked - self.done


def bare(scorer: str) -> str:
    """The name without the employer behind it."""
    return scorer.replace("(", "（").partition("（")[0].strip()


def employer(scorer: str) -> str:
    """What stands in brackets behind a name; "" for nothing."""
    return scorer.replace("(", "（").replace(")", "）").partition("（")[2].rstrip("）").strip()


def lines_of(assessment: Assessment, only: Assessed | None = None) -> list[ExpertLine]:
    """The experts' items of those assessed, in the order of the scheme."""
    assessed = [only] if only else list(assessment.assessed.all())
    experts = list(assessment.sheets.filter(kind="expert", stage="blind").order_by("pk").values_list("scorer", flat=True))
    recused = _recused(assessed)
    words: dict[tuple[int, str, str], dict[str, Judgement]] = defaultdict(dict)
    said = Judgement.objects.filter(assessed__in=[one.pk for one in assessed], side="expert", replaced=False)
    for word in said.order_by("pk"):
        words[word.assessed_id, word.item, word.stage][word.scorer] = word
    items, lines = [item for item in assessment.as_opened.items if item.by == "expert"], []
    for one in assessed:
        asked = tuple(name for name in experts if name not in recused[one.pk])
        for item in (each for each in items if each.asked_of(one.group)):
            blind = words[one.pk, item.id, "blind"]
            counted = {name: word for name, word in blind.items() if name not in recused[one.pk]}
            lines.append(
                ExpertLine(
                    one, item, asked, counted, len(blind) - len(counted),
                    next(iter(words[one.pk, item.id, "consensus"].values()), None),
                    next(iter(words[one.pk, item.id, "site"].values()), None),
                )
            )  # fmt: skip
    return lines


def _recused(assessed: Sequence[Assessed]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for owner, scorer in Recusal.objects.filter(assessed__in=[one.pk for one in assessed]).values_list("assessed_id", "scorer"):
        found[owner].add(scorer)
    return found


def tallies(lines: Sequence[ExpertLine]) -> list[Tally]:
    """One for each of the assessed, in their order; `lines` as `lines_of` gives them."""
    found = []
    for assessed, some in groupby(lines, key=attrgetter("assessed")):
        own = list(some)
        found.append(Tally(assessed, len(own), sum(line.complete for line in own), sum(line.to_agree for line in own)))
    return found


def turnouts(assessment: Assessment, lines: Sequence[ExpertLine]) -> list[Turnout]:
    """One for each expert, in the order in which they were asked."""
    sheets = assessment.sheets.filter(kind="expert", stage="blind").order_by("pk")
    asked: dict[str, int] = defaultdict(int)
    done: dict[str, int] = defaultdict(int)
    for line in lines:
        for name in line.asked:
            asked[name] += 1
            done[name] += name in line.words
    return [Turnout(sheet, asked[sheet.scorer], done[sheet.scorer]) for sheet in sheets]


def proposed(assessment: Assessment) -> list[Proposed]:
    """Experts who work for one of the assessed, or in it, and have not been set aside."""
    assessed = list(assessment.assessed.select_related("unit", "enterprise"))
    recused = _recused(assessed)
    found = []
    for scorer in assessment.sheets.filter(kind="expert", stage="blind").order_by("pk").values_list("scorer", flat=True):
        place = employer(scorer)
        for one in assessed if place else ():
            if scorer not in recused[one.pk] and _is_of(place, one):
                found.append(Proposed(one, scorer, f"所在单位是“{place}”，与{one.name}有关系"))
    return found


def _is_of(place: str, one: Assessed) -> bool:
    names = {one.name, *((one.unit.aliases or []) if one.unit else [])}
    return any(
        place == name or (min(len(place), len(name)) >= ENOUGH and (place in name or name in place))
        or (one.area_id is not None and place.startswith(name))
        for name in names if name
    )  # fmt: skip
