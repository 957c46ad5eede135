"""督办 is counted as it stands, by area and by unit: what was red stays counted in its month, what is due in another is not."""

from datetime import date

import pytest
from django.urls import reverse

import factories
from plans.chasing.building import do, matter
from zhiheng.indicators.queries import measured
from zhiheng.plans.models import Matter

MAY, JUNE = date(2025, 5, 2), date(2025, 6, 3)


@pytest.fixture
def cast(db):
    return factories.cast()


@pytest.fixture
def late(cast) -> Matter:
    """Due on the 20th of May, said to be done in June."""
    one = matter(cast, "逾期补办的事项", "县教育局", due=date(2025, 5, 20), on=MAY)
    do(one, cast, "finish", JUNE, progress="办好了", evidence="报告")
    do(one, cast, "close", JUNE, cast.reviewer, approver="王审核")
    return one


def figure(cast, indicator: str, period: str):
    return measured(cast.county.code, period, [indicator])[indicator]


def test_rates_count_what_was_due_in_the_period(cast, late) -> None:
    good = matter(cast, "按时的事项", "县财政局", due=date(2025, 5, 20), on=MAY)
    do(good, cast, "finish", date(2025, 5, 19), progress="办好了", evidence="报告")
    do(good, cast, "close", date(2025, 5, 20), cast.reviewer, approver="王审核")
    matter(cast, "下个月的事项", "县财政局", due=date(2025, 6, 20), on=MAY)
    matter(cast, "没有下发的事项", "县财政局", due=date(2025, 5, 20), on=MAY, issue=False)
    assert [figure(cast, "matters-due", period)["value"] for period in ("2025-05", "2025-06", "2025")] == [2, 1, 3]
    assert figure(cast, "matters-done-rate", "2025-05")["value"] == 100
    assert figure(cast, "matters-in-time-rate", "2025-05")["value"] == 50
    parts = figure(cast, "matters-in-time-rate-by-unit", "2025-05")["parts"]
    assert {tuple(part["by"]): part["value"] for part in parts} == {("县教育局",): 0, ("县财政局",): 100}


def test_a_month_that_was_red_stays_counted_when_it_is_made_good(cast, late) -> None:
    assert [figure(cast, "chase-red-slips", period)["value"] for period in ("2025-05", "2025-06")] == [1, 1]
    parts = figure(cast, "chase-red-slips-by-unit", "2025")["parts"]
    matter(cast, "平常的事项", "县财政局", due=date(2025, 12, 31), on=date(2025, 8, 4))
    assert figure(cast, "chase-red-slips", "2025-08")["value"] == 0
    assert figure(cast, "chased-months", "2025-08")["value"] == 2  # the other is done and not struck off
    assert [(part["by"], part["value"]) for part in parts] == [(["县教育局"], 2)]


def test_a_unit_with_matters_and_no_red_slip_has_none_and_a_unit_without_matters_is_unknown(cast, late) -> None:
    matter(cast, "平常的事项", "县财政局", due=date(2025, 12, 31), on=date(2025, 5, 4))
    parts = figure(cast, "chase-red-slips-by-unit", "2025-05")["parts"]
    assert {part["by"][0]: part["value"] for part in parts} == {"县教育局": 1, "县财政局": 0}
    assert not [part for part in figure(cast, "chase-red-slips-by-unit", "2024-05").get("parts", ()) if part["value"] is not None]


def test_what_a_later_document_cancels_is_not_due(cast) -> None:
    one = matter(cast, "撤销的事项", "县教育局", due=date(2025, 5, 20), on=MAY)
    do(one, cast, "cancel", date(2025, 5, 9), cast.reviewer, document="县政办〔2025〕8号", reason="并入", approver="李副县长")
    matter(cast, "照办的事项", "县教育局", due=date(2025, 5, 20), on=MAY)
    assert figure(cast, "matters-due", "2025-05")["value"] == 1


def test_a_figure_changes_with_the_next_entry_and_leads_to_the_ledger(cast, late, client) -> None:
    assert figure(cast, "matters-done-rate", "2025-05")["value"] == 100
    do(late, cast, "reopen", date(2025, 6, 5), cast.reviewer, reason="材料不全", approver="李副县长")
    assert figure(cast, "matters-done-rate", "2025-05")["value"] == 0
    client.force_login(cast.clerk)
    asked = {"area": cast.county.code, "period": "2025-05"}
    page = client.get(reverse("indicators:figure", args=["matters-done-rate"]), asked)
    assert reverse("plans:chasing") in page.content.decode()
