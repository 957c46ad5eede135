"""Targets of plans against what was measured: how each stands, where it is going, and what it may be held against."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from zhiheng.core.aligning.goals import asked_as
from zhiheng.core.matching.figures import Likeness, Offered, comparable, figures_like
from zhiheng.core.measuring import Period, Spot
from zhiheng.core.measuring.forecasting import OUTLOOK_WORDS, Forecast, forecast, outlook
from zhiheng.core.measuring.stepping import cumulative, of_step, steps_within, to_day, up_to, window
from zhiheng.core.measuring.targets import STATUS_WORDS, Comparator, Standing, Target, standing
from zhiheng.core.measuring.valuing import exact_of
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.core.values.registers import MONEY_UNITS
from zhiheng.core.values.vocabulary import Vocabulary
from zhiheng.definitions import lexicons
from zhiheng.definitions.figures.units import POINTS, RATES
from zhiheng.directory.models import Area
from zhiheng.directory.queries import organisations_of
from zhiheng.indicators.benchmarks import Asked, Benchmark, benchmarks_of, levels, proposed_level
from zhiheng.indicators.engines import engine
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.models import TargetLink
from zhiheng.indicators.values import Values, current_values
from zhiheng.plans.models import Goal
from zhiheng.plans.wording import asked_words, goal_words
from zhiheng.web.scoping import Scope

TONES = {"met": "good", "on-way": "plain", "behind": "bad", "undecidable": "warn"}
QUARTERS = 12  # back, for a forecast of what has no beginning in the year: a plan of three years looks as far ahead
SECTORS = ("工业", "农业", "服务业", "工程", "建筑业", "旅游业", "环境")
COUNTS = ("count", "sum", "distinct")


class Line(NamedTuple):
    """One target of one area, with what it is held against; `asked` is the target from above where this level asks for more."""

    goal: Goal
    area: Area
    words: str
    asked: str
    indicator: Indicator
    link: TargetLink
    measured: Measured
    over: Period
    standing: Standing
    ahead: Forecast | None
    says: str  # the forecast in words; "" where nothing is said
    benchmark: Benchmark | None = None  # what others published, where that is to be reached

    @property
    def status(self) -> str:
        return STATUS_WORDS[self.standing.status]

    @property
    def tone(self) -> str:
        return TONES[self.standing.status]

    @property
    def why(self) -> str:
        """Why it stands so; on the way, where it should be by now in the indicator's unit."""
        stands, printing = self.standing, self.indicator.printing
        if self.link.benchmark and self.benchmark is None:
            return f"没有同期同单位的{self.link.benchmark}基准"
        if stands.expected is not None:
            return f"{stands.why} {plain(stands.expected, printing.decimals)}{printing.unit}"
        return f"{stands.why}：{self.measured.why}" if self.measured.value is None and self.measured.why else stands.why

    @property
    def gap(self) -> str:
        """How far there is to go, in the indicator's unit; "" where it is reached or cannot be said."""
        gap = self.standing.gap
        unit = POINTS.get(self.indicator.printing.unit, (self.indicator.printing.unit,))[0]
        return f"{plain(gap, self.indicator.printing.decimals)}{unit}" if gap else ""


class Waiting(NamedTuple):
    """A target that nobody has said anything of: what it may be held against."""

    goal: Goal
    words: str
    proposals: list[tuple[Indicator, Likeness]]
    others: list[Indicator]  # whose unit fits, beside the proposed


class TargetsPage(NamedTuple):
    """The targets of an area: those followed, those waiting, those that nothing is held against."""

    lines: list[Line]
    waiting: list[Waiting]
    without: list[TargetLink]

    @property
    def sectors(self) -> list[tuple[str, list[Line]]]:
        """The followed targets by trade, in the order of the plan, those of none last; "" where no trade is named at all."""
        names = dict.fromkeys(line.link.sector for line in self.lines if line.link.sector)
        found = [(name, [line for line in self.lines if line.link.sector == name]) for name in names]
        rest = [line for line in self.lines if not line.link.sector]
        return [*found, *([("不分行业" if found else "", rest)] if rest else [])]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many stand how: word, tone, number."""
        found = [line.standing.status for line in self.lines]
        return [(word, TONES[status], found.count(status)) for status, word in STATUS_WORDS.items()]


def goal_called(scope: Scope, pk: int) -> Goal | None:
    """One target that the office may see, with its link."""
    return Goal.objects.within(scope, reach="below").select_related("plan__area", "item", "link").filter(pk=pk).first()


def goals_of(scope: Scope, area: Area) -> QuerySet[Goal]:
    """The targets of an area's plans that are not left out: those with a number, and those of a benchmark (达到全省平均水平)."""
    found = Goal.objects.within(scope, reach="below").filter(plan__area=area).exclude(stance="leave")
    found = found.exclude(Q(comparator="") & ~Q(link__benchmark__gt="") & ~Q(item__kind="qualitative_target"))
    return found.select_related("plan", "item", "duty", "link__owner").prefetch_related("shares__area")


def names_benchmark(goal: Goal) -> bool:
    """Whether a goal without a number names a benchmark: 达到全省平均水平."""
    return bool(goal.item and goal.item.value.get("benchmark"))


def sector_named(goal: Goal) -> str:
    """The trade that the clause's heading names: 2.工业质量目标. "" for none; a person confirms it."""
    heading = goal.item.section.rsplit("/", 1)[-1] if goal.item else ""
    return next((name for name in SECTORS if name in heading), "")


def targets_page(scope: Scope, area: Area, period: Period, seen: Iterable[Indicator], today: date) -> TargetsPage:
    """Every target of an area, as it stands in a period; `seen` are the indicators that the reader may see."""
    known = {one.id: one for one in seen}
    goals = [goal for goal in goals_of(scope, area) if goal.comparator or hasattr(goal, "link") or names_benchmark(goal)]
    links = [goal.link for goal in goals if hasattr(goal, "link")]
    followed = [link for link in links if link.state == "confirmed" and link.indicator in known]
    waiting = [proposed_for(goal, known.values()) for goal in goals if not hasattr(goal, "link")]
    without = [link for link in links if link.state == "none"]
    return TargetsPage(lines_of(followed, area, period, today), waiting, without)


def lines_of(links: Sequence[TargetLink], area: Area, period: Period, today: date, *, ahead: bool = True) -> list[Line]:
    """The followed targets as they stand; of one shared out below, a line for each area that has its share."""
    known = known_indicators()
    asked = [(link, known[link.indicator], *share) for link in links for share in _shares(link.goal, area)]
    values = _values(asked, period, today, ahead)
    published = benchmarks_of([(link.benchmark, one, where) for link, one, where, _ in asked], period)
    return [
        _line(link, one, where, low, period, today, values, published.get(Asked(link.benchmark, one.id, where.code)))
        for link, one, where, low in asked
    ]


def proposed_for(goal: Goal, known: Iterable[Indicator]) -> Waiting:
    """What a target may be held against: the proposed indicators with the reasons, then all others of its unit."""
    of_benchmark = not goal.comparator
    offered = {one.id: one for one in known if not one.by and (of_benchmark or comparable(goal.unit, one.printing.unit))}
    names = [Offered(one.id, one.name, one.printing.unit, one.aliases) for one in offered.values()]
    unit = "%" if of_benchmark else goal.unit
    found = figures_like(goal.indicator, unit, names, Vocabulary(lexicons().indicators))
    proposed = {like.id for like in found}
    rest = [one for id, one in offered.items() if id not in proposed]
    return Waiting(goal, goal_words(goal), [(offered[like.id], like) for like in found], rest)


def offered_for(goal: Goal) -> dict[str, Any]:
    """What a person may choose beside the indicator, with what the clause itself names."""
    bodies = organisations_of(goal.plan.area)
    level = "" if goal.comparator else proposed_level(goal.indicator)
    return {"bodies": bodies, "levels": levels(), "benchmark": level, "sector": sector_named(goal)}


def target_of(
    goal: Goal, link: TargetLink, indicator: Indicator, low: str, end: date, published: Benchmark | None = None
) -> Target:
    """What the indicator has to reach, in its own unit; `low` is the value where it is another than the goal's.

    Of a link with a benchmark it is what was `published`; None: nothing was, and it cannot be judged.
    """
    if link.benchmark:
        asks: Comparator = "<=" if indicator.printing.down or goal.comparator in ("<=", "<") else ">="
        value, until = published.value if published else None, date(goal.due_year, 12, 31) if goal.due_year else None
        return Target(comparator=asks, low=value, due=until, hold=goal.hold)
    known = Vocabulary(lexicons().indicators).of(goal.indicator)
    factor = Decimal(MONEY_UNITS.get(goal.unit, 1)) / MONEY_UNITS.get(indicator.printing.unit, 1)
    own = goal.stance == "tighten"
    first = _number(low or (goal.own_low if own else goal.low))
    last = _number((goal.own_high if own else goal.high) if goal.comparator == "range" else "")
    baseline, comparator = _number(link.baseline), asked_as(goal.comparator, known)
    if goal.change:
        first = None if baseline is None or first is None else baseline + (-first if comparator in ("<=", "<") else first)
    due = date(goal.due_year, 12, 31) if goal.due_year else goal.duty.due_on if goal.duty else None
    grows = counts_up(indicator) and (due is None or due.year == end.year)
    tolerance = _number(link.tolerance)
    if goal.comparator == "≈" and tolerance is None and first is not None:
        tolerance = abs(first) / 20
    return Target(
        comparator={"=": ">=", "≈": ">="}.get(comparator, comparator),  # type: ignore[arg-type]
        low=None if first is None else first * factor,
        high=None if last is None else last * factor,
        due=due or (date(end.year, 12, 31) if grows else None),
        start=date(end.year, 1, 1) if grows else link.baseline_on,
        baseline=None if baseline is None else baseline * factor,
        tolerance=None if tolerance is None else tolerance * factor,
        hold=goal.hold,
        grows=grows,
    )


def counts_up(indicator: Indicator) -> bool:
    """Whether the figure begins at 0 with its year and grows."""
    counted = indicator.measure is not None and indicator.measure.operation in COUNTS and indicator.each is None
    return indicator.shape == "value" and counted and indicator.time.how == "event" and not indicator.window


def plain(number: Decimal | None, decimals: int) -> str:
    """A number as it is shown beside a figure with so many decimals, half up; two more where that would hide what is left."""
    if number is None:
        return ""
    short, longer = (number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) for places in (decimals, decimals + 2))
    return f"{short if short or not number else longer:f}"


def _shares(goal: Goal, area: Area) -> list[tuple[Area, str]]:
    """Who has to reach which value: the area itself, or those that a goal for each was shared out to."""
    below = [(share.area, share.value) for share in goal.shares.all() if share.area] if goal.stance == "share" else []
    return [(area, ""), *below] if goal.share_by == "sum" or not below else below


_Asked = tuple[TargetLink, Indicator, Area, str]


def _values(asked: Sequence[_Asked], period: Period, today: date, ahead: bool) -> Values:
    """The values now and, for forecasts, before: of what grows by month, of all else by quarter; each group at once."""
    found: Values = {}
    used = engine()
    areas = list({where.pk: where for _, _, where, _ in asked}.values())
    for grows in (True, False):
        wanted = list({one.id: one for _, one, _, _ in asked if counts_up(one) == grows}.values())
        if wanted:
            periods = {one.text: one for one in (_now(grows, period, today), *(_before(grows, period, today) if ahead else ()))}
            found |= current_values(wanted, areas, list(periods.values()), used)
    return found


def _now(grows: bool, period: Period, today: date) -> Period:
    """The period that the actual value is of: of what grows, from the first day of the year."""
    seen = to_day(period, today) if period.start <= today else period
    return cumulative(seen) if grows else period


def _before(grows: bool, period: Period, today: date) -> list[Period]:
    end = min(period.end, today) if period.start <= today else period.end
    if grows:
        year = of_step("year", end)
        return [cumulative(month) for month in steps_within("month", to_day(year, end))]
    return up_to(window(to_day(of_step("year", end), end), "quarter"), QUARTERS)


def _line(
    link: TargetLink, one: Indicator, where: Area, low: str, period: Period, today: date, values: Values,
    published: Benchmark | None = None,
) -> Line:  # fmt: skip
    over = _now(counts_up(one), period, today)
    on = min(period.end, today) if period.start <= today else period.end
    target = target_of(link.goal, link, one, low, on, published)
    measured = values[Spot(one.id, where.code, over.text)]
    seen = _forecast(one, where, target, period, today, values)
    goal = link.goal
    words = f"{where.name} {low}{goal.unit}" if low else goal_words(goal)
    asked = asked_words(goal) if goal.stance == "tighten" or low else ""
    stands = standing(target, exact_of(one, measured), on)
    return Line(goal, where, words, asked, one, link, measured, over, stands, seen, _says(target, seen, one), published)


def _forecast(one: Indicator, where: Area, target: Target, period: Period, today: date, values: Values) -> Forecast | None:
    if target.due is None or target.due <= min(period.end, today):
        return None
    grows = counts_up(one)
    points = []
    for before in _before(grows, period, today):
        seen = values.get(Spot(one.id, where.code, before.text))
        exact = exact_of(one, seen) if seen else None
        if exact is not None:
            points.append((before.end, exact))
    if grows and points and target.start:
        points.append((target.start, Decimal(0)))
    most = RATES.get(one.printing.unit)
    return forecast(points, target.due, least=Decimal(0) if most or grows else None, most=Decimal(most) if most else None)


def _says(target: Target, seen: Forecast | None, one: Indicator) -> str:
    if seen is None or target.due is None:
        return ""
    decimals, unit = one.printing.decimals, one.printing.unit
    value = plain(seen.value, decimals)
    low, high = (plain(number, decimals) for number in (seen.low, seen.high))
    return f"{OUTLOOK_WORDS[outlook(target, seen)]}：{target.due} 约 {value}{unit}（{low}～{high}，按 {seen.points} 期直线）"


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
