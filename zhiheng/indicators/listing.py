"""The page of figures: those with records first, by the parts of the work, the rest named below."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from zhiheng.core.measuring import Period
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.topics import TOPICS
from zhiheng.directory.models import Area
from zhiheng.indicators.accepted import returned_indicators
from zhiheng.indicators.elsewhere import sources_in_use
from zhiheng.indicators.imported import SERIES
from zhiheng.indicators.known import known_counted
from zhiheng.indicators.queries import Figure, figures, registers_of
from zhiheng.registers.models import Row
from zhiheng.web.scoping import Scope

OTHER = "其他"


class InUse(NamedTuple):
    """The registers that have rows, and the indicators of which a return that was accepted says something, by id."""

    registers: set[str]
    returned: set[str]


class FiguresPage(NamedTuple):
    """The figures of one part of the work, and what else there is to look at."""

    topics: list[tuple[str, str]]  # (as the address says it, name) of the parts that have records
    topic: str
    words: str
    groups: list[tuple[str, list[Figure]]]  # by register
    without: list[Indicator]  # whose registers have no records at all


def figures_page(
    scope: Scope, area: Area, period: Period, seen: Iterable[Indicator], given: Mapping[str, str]
) -> FiguresPage:
    """The figures whose registers have records: of the part of the work that the address names, or those named by its words."""
    words = given.get("q", "").strip()
    used = in_use()
    with_records, without = [], []
    for one in seen:
        (with_records if rests_on(one, used) else without).append(one)
    topics = sorted({topic_of(one) for one in with_records}, key=place_of)
    counts = Counter(topic_of(one) for one in with_records)
    topic = given.get("topic", "") or max(topics, key=lambda one: counts[one], default="")
    if words:
        shown = [one for one in with_records if _is_called(one, words)]
        without = [one for one in without if _is_called(one, words)]
    else:
        shown = [one for one in with_records if topic_of(one) == topic]
    found = figures(scope, area, period, shown).values() if shown else []
    groups: dict[str, list[Figure]] = {}
    for figure in sorted(found, key=lambda one: bool(one.why_unknown)):
        groups.setdefault(figure.register.name if figure.register else OTHER, []).append(figure)
    return FiguresPage([(one, TOPICS.get(one, OTHER)) for one in topics], topic, words, list(groups.items()), without)


def _is_called(one: Indicator, words: str) -> bool:
    """Whether the words stand in one of its names, whatever their case."""
    return any(words.casefold() in name.casefold() for name in (one.name, *one.aliases))


def with_rows(scope: Scope, area: Area, period: Period, seen: Iterable[Indicator]) -> dict[str, Figure]:
    """The figures of all indicators whose registers have records, by id."""
    used = in_use()
    wanted = [one for one in seen if rests_on(one, used)]
    return figures(scope, area, period, wanted) if wanted else {}


def in_use() -> InUse:
    """What figures can rest on now."""
    return InUse(_registers_in_use(), returned_indicators())


def _registers_in_use() -> set[str]:
    """Those with rows, found one after the other in the index (a count would read every row), and other sources of rows."""
    rows = Row.objects.unscoped("whether there are any, not whose").order_by("register").values_list("register", flat=True)
    found: set[str] = set()
    name = rows.first()
    while name is not None:
        found.add(name)
        name = rows.filter(register__gt=name).first()
    return found | sources_in_use()


def rests_on(indicator: Indicator, used: InUse) -> bool:
    """Whether there is something to count: a row in every register that it needs; of a series, anything that was entered."""
    if indicator.imported:
        return SERIES in used.registers or indicator.id in used.returned
    needed = registers_of(indicator)
    return bool(needed) and all(name in used.registers for name in needed)


def topic_of(indicator: Indicator) -> str:
    """The part of the work that an indicator belongs to: its own, else that of its first register."""
    if indicator.topic:
        return indicator.topic
    first = next(iter(registers_of(indicator)), "")
    return known_counted()[first].topic if first else ""


def place_of(topic: str) -> tuple[int, str]:
    """Where a part of the work stands among them."""
    return int(topic[1:]) if topic[1:].isdigit() else len(TOPICS) + 1, topic
