"""Outside benchmarks that targets are held against: 全省平均水平 of the same period and unit, as it was published."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.measuring import Period
from zhiheng.core.values.indicators import Indicator
from zhiheng.directory.models import Area
from zhiheng.directory.models.areas import numbers_in
from zhiheng.indicators.imported import OWN, SERIES
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row


class Asked(NamedTuple):
    """The benchmark of a level for an area's figure."""

    level: str
    indicator: str
    area: str


class Benchmark(NamedTuple):
    """What was published; `says` where it comes from, in words."""

    value: Decimal
    says: str
    row: int


def levels() -> tuple[str, ...]:
    """The levels of which benchmarks are kept: 全国, 全省 and so on."""
    return tuple(code.value for code in known_register(SERIES).codes["level"] if code.value != OWN)


def proposed_level(words: str) -> str:
    """The level that a target's words name: 达到全省平均水平. "" for none."""
    return next((level for level in levels() if level in words), "")


def benchmarks_of(asked: Iterable[tuple[str, Indicator, Area]], period: Period) -> Mapping[Asked, Benchmark]:
    """The published values of this very period and of the indicator's own unit; entered for the area, or for one above it.

    None: nothing was published, or in another unit: then the target cannot be judged.
    """
    wanted = [one for one in asked if one[0]]
    if not wanted:
        return {}
    names = {name: one.id for _, one, _ in wanted for name in (one.id, one.name)}
    above = {pk for _, _, area in wanted for pk in numbers_in(area.path)}
    rows = Row.objects.unscoped("published, of areas that the caller may see and those above").filter(
        register=SERIES, status="kept", area__in=above, data__level__in=[one[0] for one in wanted], data__series__in=list(names)
    )
    found: dict[Asked, Benchmark] = {}
    for row in rows.select_related("area").order_by("area__path", "pk"):
        said = row.data
        for level, one, area in wanted:
            fits = said["period"] == period.text and said["unit"] == one.printing.unit and area.path.startswith(row.area.path)
            if fits and said["level"] == level and names[said["series"]] == one.id:
                says = f"{level}{period.name}{said['value']}{said['unit']}（{said['publisher']}）"
                found[Asked(level, one.id, area.code)] = Benchmark(Decimal(said["value"]), says, row.pk)
    return found
