"""Which indicators a target may mean, with the reasons; a person decides.

Source: docs/methods/targets.md
"""

from collections.abc import Iterable

from msgspec import Struct
from rapidfuzz import fuzz

from zhiheng.core.values.registers import MONEY_UNITS
from zhiheng.core.values.vocabulary import Vocabulary

LEAST = 60  # of 100: less alike is not proposed
MOST = 5  # proposals
RATES = ("%", "‰", "个百分点", "百分点")


class Offered(Struct, frozen=True):
    """An indicator that may be meant."""

    id: str
    name: str
    unit: str
    aliases: tuple[str, ...] = ()


class Likeness(Struct, frozen=True):
    """How alike a target and an indicator are, of 100, and why."""

    id: str
    score: int
    reasons: tuple[str, ...]


def figures_like(name: str, unit: str, offered: Iterable[Offered], vocabulary: Vocabulary) -> list[Likeness]:
    """The indicators that a target may mean, the most alike first; those of another kind of unit never.

    Shape: at most MOST; none below LEAST. Equals stand in the order in which they were offered.
    """
    found = [like for one in offered if (like := _likeness(name, unit, one, vocabulary)) and like.score >= LEAST]
    return sorted(found, key=lambda like: -like.score)[:MOST]


def comparable(unit: str, other: str) -> bool:
    """Whether numbers of the two units can be held against each other: one unit, money and money, or counts (家, 个)."""
    if unit == other:
        return True
    if unit in MONEY_UNITS or other in MONEY_UNITS:
        return unit in MONEY_UNITS and other in MONEY_UNITS
    return not ({unit, other} & {*RATES, ""}) and "/" not in unit + other and len(unit) == len(other) == 1


def _likeness(name: str, unit: str, one: Offered, vocabulary: Vocabulary) -> Likeness | None:
    if not comparable(unit, one.unit):
        return None
    score, reason = max(_alike(name, other, vocabulary) for other in (one.name, *one.aliases))
    same = unit == one.unit
    said = f"单位相同：{unit}" if same else f"单位不同：目标是{unit}，指标是{one.unit}"
    return Likeness(one.id, score if same else score - 10, (reason, said))


def _alike(name: str, other: str, vocabulary: Vocabulary) -> tuple[int, str]:
    if name == other:
        return 100, f"名称相同：{other}"
    if vocabulary.same(name, other):
        return 95, f"词表里是同一个指标：{other}"
    score = round(fuzz.ratio(name, other))
    known = vocabulary.of(name)
    if known is not None and known is vocabulary.of(other):
        return max(70, min(90, score)), f"词表里都是“{known.name}”，限定不同：{other}"
    return min(90, score), f"名称相近：{other}"
