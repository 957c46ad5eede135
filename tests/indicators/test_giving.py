"""Every figure given to anybody is remembered; what contradicts an earlier one is seen before it leaves."""

import pytest
from django.utils import timezone

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.publications.actions import publish
from zhiheng.registers.actions import import_file
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"
ADDRESS = "/indicators/give/?area=990100&period=2025H1"
MONTHLY = {"to": "省局质量处", "form": "质量工作月报", "reason": "省局电话通知", "figures": ["cases-found", "fines"]}


def with_rows(*lines: str) -> factories.Cast:
    cast = factories.cast()
    bring(cast, *lines)
    return cast


def bring(cast: factories.Cast, *lines: str) -> None:
    assert not import_file("special-campaign", "a.csv", "\n".join([HEAD, *lines]).encode(), cast.office, cast.clerk).blocked


def given() -> list[tuple[str, str, str]]:
    rows = Row.objects.filter(register="reported-figure").order_by("pk")
    return [(row.data["given_to"], row.data["figure"], row.data["value"]) for row in rows]


def test_a_figure_of_a_period_that_runs_is_cut_off_on_the_day_it_is_given() -> None:
    cast = with_rows("1,农资,示例县,2025-01-05,10,2,1,5000")
    year = timezone.localdate().year
    bring(cast, f"2,农资,示例县,{year}-01-01,10,2,1,5000")
    assert cast.client("clerk").post(f"/indicators/give/?area=990100&period={year}", MONTHLY).status_code == 302
    row = Row.objects.filter(register="reported-figure").first()
    assert row.data["cutoff_on"] == row.data["given_on"] == timezone.localdate().isoformat()


def test_what_is_given_is_remembered_once() -> None:
    cast = with_rows("1,农资,示例县,2025-01-05,10,2,1,5000")
    for _ in range(2):
        assert cast.client("clerk").post(ADDRESS, MONTHLY).status_code == 302
    assert given() == [("省局质量处", "查处案件数", "2"), ("省局质量处", "罚款金额", "0.5")]
    row = Row.objects.filter(register="reported-figure").first()
    assert (row.state, row.locked, row.data["cutoff_on"], row.data["period"]) == ("报出", True, "2025-06-30", "2025H1")


def test_a_figure_that_has_changed_since_leaves_only_with_its_reason() -> None:
    cast = with_rows("1,农资,示例县,2025-01-05,10,2,1,5000")
    clerk = cast.client("clerk")
    clerk.post(ADDRESS, MONTHLY | {"figures": ["cases-found"]})
    bring(cast, "2,农资,示例县,2025-02-05,10,3,1,5000")
    assert "不一致" in clerk.get(ADDRESS).content.decode()
    refused = clerk.post(ADDRESS, MONTHLY | {"to": "县政府办", "figures": ["cases-found"], "reason": ""})
    assert refused.status_code == 422
    assert "另有：2" in refused.content.decode()
    assert len(given()) == 1
    assert clerk.post(ADDRESS, MONTHLY | {"to": "县政府办", "figures": ["cases-found"], "reason": "补计一宗"}).status_code == 302
    assert given()[-1] == ("县政府办", "查处案件数", "5")


def test_a_form_without_a_permit_needs_its_ground() -> None:
    cast = with_rows("1,农资,示例县,2025-01-05,10,2,1,5000")
    refused = cast.client("clerk").post(ADDRESS, MONTHLY | {"reason": ""})
    assert "没有准入编号" in refused.content.decode()
    assert not given()


def test_a_published_document_s_figures_are_remembered_and_compared() -> None:
    cast = with_rows("1,农资,示例县,2025-01-05,10,2,1,5000")
    about = {"area": "990100", "period": "2025H1", "office": cast.office, "by": cast.clerk}
    publish("inspection-bulletin", **about)
    assert len(given()) == 5
    bring(cast, "2,农资,示例县,2025-02-05,10,3,1,5000")
    with pytest.raises(Fault, match="B107"):
        publish("inspection-bulletin", **about)
    page = cast.client("clerk").get("/publications/write/inspection-bulletin/?area=990100&period=2025H1").content.decode()
    assert "与已报数据不一致" in page
    publish("inspection-bulletin", **about, reason="补计一宗")
    assert len(given()) == 10


def test_who_may_not_give_gives_nothing() -> None:
    cast = with_rows("1,农资,示例县,2025-01-05,10,2,1,5000")
    assert cast.client("reader").post(ADDRESS, MONTHLY).status_code == 403
    assert not given()


def test_an_unknown_figure_is_not_offered() -> None:
    cast = with_rows("1,农资,示例县,2025-01-05,10,2,1,")
    page = cast.client("clerk").get(ADDRESS).content.decode()
    assert "give-fines" not in page
