"""The amounts in the words of a duty: 不少于2000批次, 每年2次, 7日内."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.aligning.goals import AT_MOST
from zhiheng.core.values.carrying import CarryingWords
from zhiheng.core.values.lexicons import Unit
from zhiheng.core.values.scales import factor, parts_of

_DAY = "日(?=[以之]?内)"  # elsewhere 7日 is a date
_FEW = {char: Decimal(number) for number, chars in enumerate(("", "一", "二两", *"三四五六七八九十")) for char in chars}
_SHARED = frozenset({"things", "batches", "persons", "visits", "money", "area", "mass", "volume", "workload"})


class Amount(NamedTuple):
    """An amount as it binds: at least, or at most."""

    comparator: str
    value: Decimal
    unit: str
    printed: str

    def measured_in(self, unit: str) -> Decimal:
        """The value in another unit of its kind."""
        times = factor(self.unit, unit)
        return self.value if times is None else self.value * times.numerator / times.denominator


class Amounts:
    """The units and the words that bind, ready for reading. Built once for many texts."""

    def __init__(self, words: CarryingWords) -> None:
        levels = [row for row in words.comparators if row.kind == "level"]
        self._comparators = {row.word: row.comparator for row in levels}
        self._dimensions = {unit.word: unit.dimension for unit in words.measures}
        before, after = (_any_of([row.word for row in levels if row.place == place]) for place in ("before", "after"))
        self._durations = frozenset(unit.word for unit in words.measures if unit.dimension in ("duration", "workdays"))
        self._amount = re.compile(
            rf"(?<![第\d.])(?P<before>{before})?"
            rf"(?:(?P<value>\d+(?:\.\d+)?)(?P<unit>[万亿]?(?:{_units(words.measures)}|{_DAY}))"
            rf"|(?P<few>[一二两三四五六七八九十])(?P<times>[次遍轮]))(?P<after>{after})?"
        )

    def of(self, text: str) -> Iterator[Amount]:
        """The amounts in the order of the text; of a span of time only one that binds (7日内): else it is a date."""
        for found in self._amount.finditer(text):
            word = found["before"] or found["after"] or ""
            unit = found["unit"] or found["times"]
            if unit in self._durations and not word:
                continue
            value = _FEW[found["few"]] if found["few"] else Decimal(found["value"])
            comparator = self._comparators.get(word, ">=")
            yield Amount("<=" if comparator in AT_MOST else ">=", value, unit, found[0])

    def shared_out(self, unit: str) -> bool:
        """Whether an amount above is made up of those below (批次, 万元); a share or a span of time is each level's own."""
        return self._dimensions.get(parts_of(unit)[0], self._dimensions.get(unit)) in _SHARED


def _units(measures: Sequence[Unit]) -> str:
    return _any_of([unit.word for unit in measures])


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
