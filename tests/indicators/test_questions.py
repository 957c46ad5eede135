"""Figures that look odd are asked of the unit whose they are, answered and closed by named persons."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

import factories
from zhiheng.core.measuring import period_from
from zhiheng.core.sealing import CHINA
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area
from zhiheng.directory.queries import scope_of
from zhiheng.indicators import looking
from zhiheng.indicators.asking import answer, ask, close, questions_of
from zhiheng.indicators.known import known_indicator
from zhiheng.indicators.models import Look
from zhiheng.indicators.wondering import odd_things
from zhiheng.registers.actions import import_file, set_status
from zhiheng.registers.models import Row
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db
HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"
HALF = period_from("2025H1")
COUNT, STAFF = "inspections", "inspection-staff-times"


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def rows(cast, **counts: int) -> None:
    """So many inspections in each half-year: H2025_1=3."""
    lines = []
    for half, count in counts.items():
        year, month = half[1:5], {"1": "03", "2": "09"}[half[-1]]
        lines += [f"{half}-{n},农资,示例县,{year}-{month}-{n % 28 + 1:02},10,2,1,0" for n in range(count)]
    content = "\n".join([HEAD, *lines]).encode()
    assert not import_file("special-campaign", "a.csv", content, cast.office, cast.clerk).blocked


def void(cast, no: str) -> None:
    set_status(Row.objects.get(register="special-campaign", data__no=no), "void", "重复", cast.clerk)


def asked(cast, *indicators: str, by=None):
    found = ask([known_indicator(id) for id in indicators or (COUNT,)], cast.county, HALF, by or cast.clerk)
    return found, questions_of(scope_of(cast.county), cast.county, HALF)


def test_a_count_that_grew_more_than_chance_is_asked_about_once(cast) -> None:
    rows(cast, H2024_1=5, H2025_1=30)
    done, [question] = asked(cast)
    assert (done.new, question.kind, question.state) == (1, "jump", "open")
    assert "上年同期是 5次" in question.words
    assert asked(cast)[0].new == 0


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_figures_are_measured(cast, monkeypatch) -> None:
    rows(cast, H2024_1=5, H2025_1=30)
    locked = []

    def measuring(*said):
        locked.append(connection.in_atomic_block)
        return odd_things(*said)

    monkeypatch.setattr("zhiheng.indicators.asking.odd_things", measuring)
    assert asked(cast)[0].new == 1
    assert locked == [False], "who signs in meanwhile would wait for the figures"


def test_what_is_usual_is_not_asked_about(cast) -> None:
    rows(cast, H2024_1=20, H2024_2=22, H2025_1=24)
    assert asked(cast)[1] == []


def test_a_series_that_stops_is_asked_about(cast) -> None:
    rows(cast, H2023_2=3, H2024_1=3, H2024_2=3)
    assert [one.kind for one in asked(cast)[1]] == ["stopped"]


def test_a_question_whose_cause_went_away_is_closed_by_nobody_and_another_value_is_asked_anew(cast) -> None:
    rows(cast, H2024_1=5, H2025_1=30)
    asked(cast)
    rows(cast, H2025_1=31)
    done, found = asked(cast)
    assert (done.new, done.gone) == (1, 1)
    assert [(one.seen, one.state, one.closed_by) for one in found] == [("31", "open", None), ("30", "closed", None)]


def test_a_value_that_comes_back_is_asked_about_again_unless_a_person_had_closed_it(cast) -> None:
    rows(cast, H2024_1=5, H2025_1=30)
    asked(cast)
    rows(cast, H2025_1=31)
    [now, _] = asked(cast)[1]
    answer(now, "录入无误", cast.clerk)
    close(now, cast.reviewer)
    void(cast, "H2025_1-30")
    done, found = asked(cast)
    assert (done.new, done.gone, done.open) == (1, 0, 1)
    assert [(one.seen, one.state, one.answer) for one in found] == [("30", "open", ""), ("31", "closed", "录入无误")]


def test_a_figure_that_was_given_in_words_is_no_contradiction(cast) -> None:
    rows(cast, H2025_1=3)
    given = {"to": "省局", "form": "月报", "reason": "电话催要", "figures": [COUNT]}
    assert cast.client("clerk").post("/indicators/give/?area=990100&period=2025H1", given).status_code == 302
    row = Row.objects.get(register="reported-figure")
    row.data |= {"value": None, "unit": None, "text_value": "三次"}
    row.save()
    assert asked(cast)[1] == []
    page = cast.client("clerk").get(f"/indicators/{COUNT}/?area=990100&period=2025H1").content.decode()
    assert "三次" in page
    assert "None" not in page


def test_an_area_that_is_no_more_is_not_asked_why_it_stopped(cast) -> None:
    rows(cast, H2023_2=3, H2024_1=3, H2024_2=3)
    Area.objects.filter(pk=cast.county.pk).update(until=date(2025, 1, 1))
    found = ask([known_indicator(COUNT)], cast.province, HALF, cast.province_clerk)
    assert [one.area for one in questions_of(scope_of(cast.province), cast.province, HALF)] == [cast.province]
    assert found.new == 1


def test_an_answer_comes_before_the_end_and_both_carry_names(cast) -> None:
    rows(cast, H2024_1=5, H2025_1=30)
    [question] = asked(cast)[1]
    with pytest.raises(Fault, match="M413"):
        close(question, cast.clerk)
    with pytest.raises(Fault, match="M411"):
        answer(question, " ", cast.clerk)
    answer(question, "三月集中整治，录入无误", cast.clerk)
    close(question, cast.reviewer)
    [question] = asked(cast)[1]
    assert (question.state, question.answered_by, question.closed_by) == ("closed", cast.clerk, cast.reviewer)
    with pytest.raises(Fault, match="M412"):
        answer(question, "再改", cast.clerk)


def test_who_only_reads_asks_and_answers_nothing(cast) -> None:
    with pytest.raises(NotAllowed):
        asked(cast, by=cast.reader)
    rows(cast, H2024_1=5, H2025_1=30)
    [question] = asked(cast)[1]
    address = f"/indicators/questions/{question.pk}/answer/"
    assert cast.client("reader").post(address, {"answer": "好"}).status_code == 403
    assert cast.client("neighbour").post(address, {"answer": "好"}).status_code == 404


def test_the_page_has_figures_looked_at_in_the_background_shows_what_was_found_and_takes_answers(cast) -> None:
    rows(cast, H2024_1=5, H2025_1=30)
    clerk, wanted = cast.client("clerk"), {"area": "990100", "period": "2025H1"}
    assert "正在核对" in clerk.post("/indicators/questions/ask/", wanted, follow=True).content.decode()
    look = Look.objects.get()
    looking.look_in_background.call(look.pk)
    look.refresh_from_db()
    shown = clerk.get("/indicators/questions/", wanted).content.decode()
    assert "上年同期是 5次，这一期是 30次" in shown
    assert f"{timezone.localtime(look.looked_at):%Y-%m-%d %H:%M} 核对过" in shown
    [question] = questions_of(scope_of(cast.county), cast.county, HALF)[:1]
    shown = clerk.post(f"/indicators/questions/{question.pk}/answer/", {"answer": "录入无误"}, follow=True).content.decode()
    assert "录入无误" in shown
    assert "办结" in shown
    clerk.post(f"/indicators/questions/{question.pk}/close/")
    question.refresh_from_db()
    assert question.state == "closed"


def test_a_look_that_waits_is_asked_for_once_and_by_who_may(cast) -> None:
    with pytest.raises(NotAllowed):
        looking.look_again(cast.county, HALF, cast.reader)
    first, again = (looking.look_again(cast.county, HALF, cast.clerk) for _ in range(2))
    assert (first, first.asked_at) == (again, again.asked_at)


def test_looks_are_taken_again_when_rows_changed_and_no_sooner_than_an_hour_later(cast) -> None:
    rows(cast, H2024_1=5, H2025_1=6)
    start = datetime(2025, 8, 1, 9, tzinfo=CHINA)
    assert taken(start) == [("990000", "2025Q2"), ("990100", "2025Q2"), ("990200", "2025Q2")]
    assert taken(start + timedelta(hours=2)) == [], "nothing has changed"
    rows(cast, H2025_1=30)
    assert len(taken(start + timedelta(hours=4))) == 3
    rows(cast, H2025_1=31)
    assert taken(start + timedelta(hours=4, minutes=30)) == []


def test_a_quarter_is_looked_at_without_being_asked_for_when_its_rows_have_had_time_to_come_in(cast) -> None:
    rows(cast, H2025_1=6)
    assert {period for _, period in taken(datetime(2025, 7, 15, 9, tzinfo=CHINA))} == {"2025Q1"}


def taken(now: datetime) -> list[tuple[str, str]]:
    """The looks that the background takes at a moment."""
    looking.look_where_moved(now)
    return list(Look.objects.filter(looked_at=now).order_by("area__code").values_list("area__code", "period"))


def test_what_was_given_otherwise_is_asked_about(cast) -> None:
    rows(cast, H2025_1=3)
    clerk = cast.client("clerk")
    given = {"to": "省局", "form": "月报", "reason": "电话催要", "figures": [COUNT]}
    assert clerk.post("/indicators/give/?area=990100&period=2025H1", given).status_code == 302
    assert asked(cast)[1] == []
    rows(cast, H2025_1=4)
    [question] = asked(cast)[1]
    assert (question.kind, "报给省局的是 3次" in question.words) == ("contradiction", True)
