"""Random rows and random questions about them, within what definitions may say."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from engines.gathering.office import CASES, CHECKS, STATES, Row, case, check, period
from zhiheng.core.values.gathering import KeyQuestion, Question
from zhiheng.core.values.indicators import Measure, Part, Time

FIRST = date(2024, 11, 1)
KINDS, WORDS, UNITS, FIRMS = ("食品", "合同", "建材"), ("甲", "乙", "it's 100%?"), ("一局", "二局", "三局"), (1, 2, 3, 7)
AREA_CODES = ("460105", "460106", "460202")
CLOCK = ("未起", "在限", "中止", "按时", "迟", "逾期")
days = st.integers(0, 300).map(lambda number: FIRST + timedelta(days=number))
decimals = st.sampled_from([Decimal("0.1"), Decimal("2.5"), Decimal(3)]) | st.integers(-3_000_000, 9_000_000_000_000).map(
    lambda number: Decimal(f"{Decimal(number).scaleb(-6).normalize():f}")  # as it is kept: no trailing zeros
)
whole = st.integers(0, 5) | st.sampled_from([-7, 10**13])
PERIODS = [
    "2025-01", "2025-02", "2025Q1", "2024Q4", "2025H1", "2025", "2024", "A2025", "2025-01-01..2025-07-25",
    "2025-03-15..2025-03-15",
]  # fmt: skip


def maybe(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | values


def filled(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


reached = st.dictionaries(st.sampled_from(STATES), days, max_size=3)
clock = st.dictionaries(st.sampled_from(["start", "due", "stop", "paused"]), days, max_size=4)


@st.composite
def cases(draw: st.DrawFn) -> list[Row]:
    """Rows of CASES, their ids in no order of days."""
    fields = st.fixed_dictionaries({
        "on": maybe(days), "area": st.sampled_from(AREA_CODES), "kind": maybe(st.sampled_from(KINDS)),
        "note": maybe(st.sampled_from(WORDS)), "fine": maybe(whole), "lost": maybe(whole), "people": maybe(st.integers(0, 4)),
        "share": maybe(decimals), "weight": maybe(decimals), "agreed": maybe(st.booleans()),
        "firm": maybe(st.sampled_from(FIRMS)),
        "firms": maybe(st.lists(st.sampled_from(FIRMS), min_size=1, unique=True)),
        "units": maybe(st.lists(st.sampled_from(UNITS), min_size=1, unique=True)),
        "check": maybe(st.sampled_from(["K1", "K2", "K9"])), "ended_on": maybe(days), "withdrawn_on": maybe(days),
        "state": st.sampled_from(STATES), "reached": reached, "decide": clock,
    })  # fmt: skip
    found = draw(st.lists(fields, max_size=14))
    return [case(number, values.pop("area"), values.pop("on"), **filled(values)) for number, values in enumerate(found, start=1)]


@st.composite
def checks(draw: st.DrawFn) -> list[Row]:
    """Rows of CHECKS: K1 and K2; K9 is nowhere."""
    fields = st.fixed_dictionaries({
        "result": maybe(st.sampled_from(["合格", "立案"])), "staff": maybe(st.integers(1, 3)),
        "state": st.sampled_from(["登记", "结案"]),
        "units": maybe(st.lists(st.sampled_from(UNITS), min_size=1, unique=True)),
        "reached": st.dictionaries(st.sampled_from(["登记", "结案"]), days, max_size=2),
    })  # fmt: skip
    return [check(number, **filled(draw(fields))) for number in (1, 2)]


CONSTANTS: dict[str, st.SearchStrategy] = {
    "kind": st.sampled_from(KINDS), "note": st.sampled_from(WORDS), "fine": whole, "people": st.integers(0, 4),
    "share": decimals | whole, "weight": decimals, "firm": st.sampled_from(FIRMS), "firms": st.sampled_from(FIRMS),
    "units": st.sampled_from(UNITS), "found_on": days.map(str), "ended_on": days.map(str), "check.result": st.just("合格"),
    "check.staff": st.integers(1, 3), "check.units": st.sampled_from(UNITS), "check.state": st.sampled_from(["登记", "结案"]),
    "state": st.sampled_from(STATES), "reached.立案": days.map(str), "clock.decide": st.sampled_from(CLOCK),
    "area": st.sampled_from(AREA_CODES),
}  # fmt: skip
OTHERS = {
    "fine": ["lost", "people", "share"], "share": ["weight", "fine"], "found_on": ["ended_on", "reached.立案"],
    "kind": ["note", "state"], "firms": ["firm", "people"], "units": ["note"], "firm": ["people"], "check.staff": ["people"],
    "ended_on": ["withdrawn_on"],
}  # fmt: skip
TRUTHS = ["agreed", "late", "check.ends-after", "check.checked-well"]


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, Any]:
    """One line of a condition."""
    name = draw(st.sampled_from([*CONSTANTS, *TRUTHS]))
    if name in TRUTHS:
        return name, draw(st.booleans() | st.just({"filled": True}) | st.just({"filled": False}) | st.just({"not": False}))
    constant = CONSTANTS[name]
    ordered = st.sampled_from(["not", "min", "max", "over", "under"])
    right = constant | st.sampled_from(OTHERS[name]).map(lambda other: {"field": other}) if name in OTHERS else constant
    operators = st.dictionaries(ordered, right, min_size=1, max_size=2)
    return name, draw(
        constant | st.lists(constant, max_size=3) | operators | st.fixed_dictionaries({"filled": st.booleans()})
        | st.fixed_dictionaries({"in": st.lists(constant, max_size=2)})
    )  # fmt: skip


tables = st.lists(lines(), max_size=3).map(dict)
conditions = tables | st.lists(tables, max_size=3)
sums = st.sampled_from(
    [("fine",), ("fine", "lost"), ("share",), ("share", "people"), ("units",), ("fine", "firms"), ("weight", "share")]
)
measures = st.one_of(
    st.just(Measure(operation="count")),
    sums.map(lambda fields: Measure(operation="sum", fields=fields)),
    st.sampled_from([("firm",), ("firms",), ("firm", "units"), ("kind", "note"), ("check.result",)]).map(
        lambda fields: Measure(operation="distinct", fields=fields)
    ),
)
alone = st.builds(
    Measure,
    operation=st.sampled_from(["min", "max", "mean", "last"]),
    fields=st.sampled_from(["fine", "share", "people", "check.staff"]).map(lambda name: (name,)),
)
parts = st.builds(Part, where=conditions, measure=maybe(measures))
times = st.sampled_from([
    Time(), Time(), Time(field="ended_on"), Time(how="active"), Time(how="until"), Time(how="until", field="ended_on"),
    Time(how="since", since=date(2025, 1, 15)), Time(how="due", field="decide"),
])  # fmt: skip
BY = [
    (), ("kind",), ("units",), ("agreed", "kind"), ("state",), ("firms", "firm"), ("share",), ("area", "check.result"),
    ("found_on",),
]  # fmt: skip


@st.composite
def questions(draw: st.DrawFn) -> Question:
    rated = draw(st.booleans())
    return Question(
        register=CASES, references={"check": CHECKS}, where=draw(conditions), time=draw(times), by=draw(st.sampled_from(BY)),
        measure=draw(measures if rated else measures | alone),
        numerator=draw(maybe(parts)) if rated else None, denominator=draw(maybe(parts)) if rated else None,
    )  # fmt: skip


key_questions = st.builds(
    KeyQuestion, register=st.just(CASES), references=st.just({"check": CHECKS}), where=conditions, time=times,
    key=st.sampled_from(["area", "firm", "firms", "kind", "check.result", "found_on"]),
    part=st.sampled_from(["", "kind", "units", "people"]),
    step=st.sampled_from(["", "day", "month", "quarter", "year"]),
)  # fmt: skip
areas = st.dictionaries(st.sampled_from(AREA_CODES), st.lists(st.sampled_from(["46", "4601", "甲组"]), unique=True))
periods = st.lists(st.sampled_from([period(text) for text in PERIODS]), min_size=1, max_size=4, unique=True)
