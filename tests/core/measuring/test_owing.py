"""Who was due, who did, and who did not: counted with names."""

from datetime import date

import pytest

from core.measuring.making import indicator, lot, value
from zhiheng.core.measuring import DueOne, Given
from zhiheng.core.values.indicators import Done, Due, Time

AREAS = {code: [code, "00"] for code in ("01", "02", "03")} | {"00": ["00"]}
COUNTIES = [DueOne(key=code, area=code, values={"level": "县"}) for code in ("01", "02", "03")]
PROVINCE = DueOne(key="00", area="00", values={"level": "省"})


def due_set(value: str = "", *, times: str = "", part: str = "", **more):
    unit = {"rate": "%", "share": "%"}.get(value, "个")
    return indicator(
        "due", "", unit, per=100 if unit == "%" else 1, value=value,
        due=Due(**{"who": "areas", "where": {"level": "县"}, "times": times, **more}),
        done=Done(register="lots", key=more.get("key", "area"), where={"verdict": "合格"}, part=part),
    )  # fmt: skip


def given(filed=lambda register, area, period: True, objects=None) -> Given:
    return Given(objects={"areas": [*COUNTIES, PROVINCE] if objects is None else objects}, within=AREAS, filed=filed)


def found(wanted, rows, *, area="00", **more):
    return value(wanted, rows, areas=AREAS, area=area, **{"given": given(), **more})


def test_those_who_did_are_counted_and_those_who_did_not_are_named() -> None:
    seen = found(due_set(), [lot(1, "01", verdict="合格"), lot(2, "01", verdict="合格"), lot(3, "02", verdict="不合格")])
    assert (seen.printed, seen.numerator, seen.denominator) == ("1", 1, 3)
    assert (seen.done, seen.missing, seen.rows) == (("01",), ("02", "03"), 2)


@pytest.mark.parametrize(("asked", "printed"), [("done", "1"), ("missing", "2"), ("rate", "33"), ("whole", "1"), ("share", "33")])
def test_every_value_of_a_due_set(asked: str, printed: str) -> None:
    assert found(due_set(asked), [lot(1, "02", verdict="合格")]).printed == printed


def test_who_sent_no_return_stands_apart_from_who_did_nothing() -> None:
    seen = found(due_set(), [lot(1, "01", verdict="合格")], given=given(lambda register, area, period: area == "02"))
    assert (seen.missing, seen.unreported) == (("02", "03"), ("03",))
    assert seen.notes


def test_with_no_row_and_no_return_at_all_nothing_is_known() -> None:
    seen = found(due_set(), [], given=given(lambda register, area, period: False))
    assert (seen.state, seen.value, seen.missing) == ("unknown", None, ("01", "02", "03"))
    assert found(due_set(), []).value == 0  # returns are in: nobody did


def test_where_nobody_was_due_nothing_can_be_said() -> None:
    assert found(due_set(), [], given=given(objects=[PROVINCE])).state == "undecidable"


def test_twelve_visits_in_one_month_do_not_make_every_month() -> None:
    rows = [lot(n, "01", f"2025-03-{n + 1:02}", verdict="合格") for n in range(12)]
    rows += [lot(100 + n, "02", f"2025-{n + 1:02}-01", verdict="合格") for n in range(12)]
    seen = found(due_set("whole", times="month"), rows)
    assert (seen.value, seen.names, len(seen.missing)) == (1, ("02",), 11 + 12)
    assert "01／2025-04" in seen.missing
    assert found(due_set("rate", times="month"), rows).printed == "36"  # 13 of 36


def test_who_exists_only_later_is_not_due_before() -> None:
    objects = [DueOne(key="01", area="01", values={"level": "县"}, since=date(2025, 11, 1))]
    seen = found(due_set("missing", times="month"), [], given=given(objects=objects))
    assert seen.missing == ("01／2025-11", "01／2025-12")


def test_each_value_of_a_list_is_due_once() -> None:
    rows = [lot(n, "01", verdict="合格", kind=kind) for n, kind in enumerate(["电线", "水泥", "食品"])]
    rows.append(lot(4, "02", verdict="合格", kind="电线"))
    seen = found(due_set("whole", times="codes lots.kind", part="kind"), rows)
    assert (seen.value, seen.denominator, seen.missing[:2]) == (1, 3, ("02／水泥", "02／食品"))


def test_due_are_those_with_enough_rows_in_a_register() -> None:
    talks = indicator(
        "talks", "", "家", value="missing",
        due=Due(who="lots", key="firm", where={"verdict": "不合格"}, repeated=2),
        done=Done(register="lots", key="firm", where={"verdict": "合格"}, time=Time()),
    )  # fmt: skip
    rows = [lot(n, "01", verdict="不合格", firm=firm) for n, firm in enumerate(["甲", "甲", "乙", "乙", "丙"])]
    seen = found(talks, [*rows, lot(9, "02", verdict="合格", firm="乙")])
    assert (seen.value, seen.names) == (1, ("甲",))
    assert found(talks, []).state == "unknown"
    assert found(talks, rows[-1:]).value == 0
