"""From a figure to its records: the rows behind it, its revisions, and what it is computed from."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import QuerySet

from zhiheng.core.measuring import Period, planned
from zhiheng.core.measuring.planning import Catalogue
from zhiheng.core.values.gathering import KeyQuestion, Question
from zhiheng.core.values.indicators import Indicator, Measure
from zhiheng.core.values.registers import Register
from zhiheng.directory.models import Area
from zhiheng.directory.queries import enterprise_names
from zhiheng.indicators.accepted import Accepted, accepted_figures
from zhiheng.indicators.closures import closure
from zhiheng.indicators.elsewhere import CHASED, GROUPS, ROWS
from zhiheng.indicators.engines import Engine, engine
from zhiheng.indicators.giving import Earlier, given_before
from zhiheng.indicators.imported import published_rows
from zhiheng.indicators.known import known_counted, known_indicators
from zhiheng.indicators.models import Observation
from zhiheng.indicators.queries import Figure, figures
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.queries.lists import listed
from zhiheng.registers.queries.rows import Cell, cell_of
from zhiheng.web.scoping import Scope, at_or_below

PAGE = 50
MANY = 900  # names looked up at once


class Behind(NamedTuple):
    """One kind of rows behind a figure: where they are listed, and what they are to it."""

    part: str  # as the address says it: base, numerator, denominator, done, due
    name: str
    register: Register


class Line(NamedTuple):
    row: Row
    cells: list[Cell]


class RowsBehind(NamedTuple):
    """One page of the rows behind a figure."""

    behind: Behind
    heads: list[str]
    lines: list[Line]
    after: int  # the address of the next page, 0 where there is none


def behind(indicator: Indicator) -> list[Behind]:
    """The kinds of rows of registers that an indicator counts itself."""
    registers = known_counted()
    if elsewhere(indicator):
        return []
    if indicator.due and indicator.done:
        due = [Behind("due", "应做的记录", registers[indicator.due.who])] if indicator.due.key else []
        return [Behind("done", "已做的记录", registers[indicator.done.register]), *due]
    if not indicator.register:
        return []
    register = registers[indicator.register]
    if indicator.shape == "rate":
        return [Behind("numerator", "分子的记录", register), Behind("denominator", "分母的记录", register)]
    return [Behind("base", "记录", register)]


def elsewhere(indicator: Indicator) -> bool:
    """Whether what it counts stands on the pages of leading groups or of 督办, and in no register."""
    return any(name in ROWS for name in indicator.registers)


def rows_behind(indicator: Indicator, part: str, area: Area, period: Period, scope: Scope, after: int = 0) -> RowsBehind | None:
    """One page of the rows behind a figure, by id; None where the indicator has no such part."""
    found = next((one for one in behind(indicator) if one.part == part), None)
    if found is None:
        return None
    ids = _ids(indicator, part, area, period, engine(), after)
    rows = Row.objects.within(scope, reach="below").filter(pk__in=ids[:PAGE]).select_related("area").order_by("pk")
    names = names_in(found.register, [row.data for row in rows])
    columns = listed(found.register)
    lines = [Line(row, [cell_of(found.register, key, row, names) for key in columns]) for row in rows]
    heads = [found.register.fields[key].head for key in columns]
    return RowsBehind(found, heads, lines, ids[PAGE - 1] if len(ids) > PAGE else 0)


def _ids(indicator: Indicator, part: str, area: Area, period: Period, by: Engine, after: int) -> list[int]:
    """One more than a page of the rows of a part, by id."""
    plan = planned([indicator], Catalogue(known_indicators(), known_counted()), [area.code], [period])
    needed = plan.needed[-1]
    ask = plan.asks[needed.asks[part if part in ("done", "due") else "rows"]]
    question, side = ask.question, part
    if isinstance(question, KeyQuestion):
        question, side = _counting(question), "base"
    found: set[int] = set()
    for over in ask.periods:
        found |= set(by.gatherer.row_ids(question, closure([area]), over, side, after=after, limit=PAGE + 1))
    return sorted(found)[: PAGE + 1]


def rows_counted(indicator: Indicator, area: Area, period: Period) -> set[int]:
    """The rows that a figure counts, by id: all of them."""
    found: set[int] = set()
    after, by = 0, engine()
    while ids := _ids(indicator, "base", area, period, by, after)[:PAGE]:
        found |= set(ids)
        after = ids[-1]
    return found


def _counting(asked: KeyQuestion) -> Question:
    return Question(
        register=asked.register, references=asked.references, where=asked.where, measure=Measure(operation="count"),
        time=asked.time,
    )  # fmt: skip


def components(figure: Figure, scope: Scope, area: Area, period: Period, by: Engine) -> list[Figure]:
    """The figures that one is computed from, of the same area and period."""
    wanted = [known_indicators()[name] for name in dict.fromkeys(figure.indicator.uses)]
    return list(figures(scope, area, period, wanted, by).values()) if wanted else []


def revisions(indicator: str, area: Area, period: Period) -> QuerySet[Observation]:
    """Every value that was kept of a figure, the newest first."""
    kept = Observation.objects.unscoped("of an area that the caller may see")
    same = kept.filter(indicator=indicator, area=area, start=period.start, end=period.end)
    return same.select_related("run").order_by("-revision")



class Entered(NamedTuple):
    """What was entered of a figure that nobody here counts: rows of the register of outside series, and items of returns."""

    published: list[Row]
    accepted: list[Accepted]
    names: Mapping[str, str]  # of the areas that returned, by code

    @property
    def lines(self) -> list[tuple[str, Accepted]]:
        """What was accepted, with the name of who returned it."""
        return [(self.names[one.area], one) for one in self.accepted]


def entered(indicator: Indicator, area: Area, period: Period) -> Entered:
    """What the figure of an area and a period was taken from; of the areas below it, too, where they are added up."""
    if not indicator.imported:
        return Entered([], [], {})
    areas = [area]
    if indicator.over_area == "sum":
        areas = list(Area.objects.filter(at_or_below(area.path, "path")).order_by("code"))
    return Entered(
        published=list(published_rows([indicator], areas, [period])),
        accepted=accepted_figures([indicator], areas, [period]),
        names={one.code: one.name for one in areas},
    )


class Source(NamedTuple):
    """All that a figure rests on, and all that rests on it."""

    figure: Figure
    behind: list[Behind]
    entered: Entered
    components: list[Figure]
    revisions: list[Observation]
    given: list[Earlier]
    area: Area
    period: Period
    names: Mapping[str, str]  # of areas and firms that the value lists by code or number

    def named(self, key: str) -> str:
        """One who is counted or missing, as people call them: 白鹭市 for 990300, 白鹭市／2025-03 for a month of it."""
        who, slash, part = key.partition("／")
        return f"{self.names.get(who, who)}{slash}{part}"

    @property
    def of_groups(self) -> bool:
        """Whether its records are leading groups."""
        return any(name in GROUPS for name in self.figure.indicator.registers)

    @property
    def of_chased(self) -> bool:
        """Whether its records are matters of 督办."""
        return any(name in CHASED for name in self.figure.indicator.registers)

    @property
    def lists(self) -> list[tuple[str, str]]:
        """What the value lists, each with its head."""
        seen = self.figure.measured
        unreported = "其中未报的" if seen.missing else "没有报的"
        heads = {"已做的": seen.done, "没有做的": seen.missing, unreported: seen.unreported}
        if seen.names not in heads.values():
            heads["名单"] = seen.names
        return [(head, "、".join(map(self.named, said))) for head, said in heads.items() if said]


def source(indicator: Indicator, scope: Scope, area: Area, period: Period) -> Source:
    """Where the figure of an area and a period comes from, and whom it was given to."""
    by = engine()
    figure = figures(scope, area, period, [indicator], by)[indicator.id]
    kept = list(revisions(indicator.id, area, period))
    given = given_before([figure], area, period).get(indicator.id, [])
    said, names = entered(indicator, area, period), names_listed([figure])
    used = components(figure, scope, area, period, by)
    return Source(figure, behind(indicator), said, used, kept, given, area, period, names)


def names_listed(figures: Iterable[Figure]) -> dict[str, str]:
    """What the areas and firms are called that some values list by code or number."""
    listed: set[str] = set()
    firms: set[int] = set()
    for figure in figures:
        seen = figure.measured
        keys = {key.partition("／")[0] for key in (*seen.names, *seen.done, *seen.missing, *seen.unreported)}
        listed |= keys
        firms |= {int(key) for key in keys if key.isdigit()} if _lists_firms(figure.indicator) else set()
    if not listed:
        return {}
    areas = Area.objects.filter(code__in=listed) if len(listed) <= MANY else Area.objects.all()
    found = dict(areas.values_list("code", "name"))
    return found | {str(number): name for number, name in enterprise_names(firms).items()}


def _lists_firms(indicator: Indicator) -> bool:
    if indicator.due is None:
        return False
    key = known_counted()[indicator.due.who].fields.get(indicator.due.key) if indicator.due.key else None
    return indicator.due.who == "enterprises" or (key is not None and key.type == "enterprise")
