"""The desk shows what is due, overdue, returned and expiring, of the asker's reach; as many queries for much as for little."""

from datetime import timedelta

import pytest
from django.utils import timezone

import factories
from core.scheduling.making import CASE, OPENED
from zhiheng.registers.actions import Wanted, import_file, see_notices, take_step
from zhiheng.registers.models import Notice, Row

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
HEAD = "案号,地区,查处日期,立案日期,有效期至,授予日期,当事人,主办单位"
SENT_BACK = '{from = "查处", to = "退回补充", who = "chief", reason = true},\n'


@pytest.fixture(autouse=True)
def office_tree(tmp_path, settings):
    """An office with registers of its own; one of cases, which can be sent back."""
    (tmp_path / "registers").mkdir()
    cases = CASE.replace('{from = "立案", to = "听证"', SENT_BACK + '{from = "立案", to = "听证"', 1)
    (tmp_path / "registers" / "case.toml").write_text(cases, "utf-8")
    (tmp_path / "registers" / "later.toml").write_text(OPENED, "utf-8")
    settings.DEFINITIONS = tmp_path
    return tmp_path


def bring(cast: factories.Cast, *lines: str, by=None) -> list[Row]:
    """Cases from a file: each line is 案号,查处日期,立案日期,有效期至."""
    cells = [line.split(",") for line in lines]
    full = [f"{no},示例县,{found},{filed},{until},,某公司,县某某局" for no, found, filed, until in cells]
    import_file("case", "案.csv", "\r\n".join([HEAD, *full]).encode("gb18030"), cast.office, by or cast.clerk)
    return list(Row.objects.filter(register="case").order_by("pk"))


def page(cast: factories.Cast, who: str = "clerk", address: str = "/") -> str:
    return cast.client(who).get(address).content.decode()


def ago(days: int):
    return TODAY - timedelta(days=days)


def test_what_is_overdue_says_by_how_many_days_and_which_clock() -> None:
    cast = factories.cast()
    bring(cast, f"甲-1,{ago(40)},,")
    shown = page(cast)
    assert "逾期 39 天" in shown, "the 24 hours from the day it was found"
    assert "甲-1" in shown


def test_what_is_done_or_void_waits_no_longer() -> None:
    cast = factories.cast()
    (row,) = bring(cast, f"甲-1,{ago(3)},{ago(2)},")
    row = take_step(row, Wanted(to="查处", on=ago(2)), cast.clerk)
    take_step(row, Wanted(to="不予立案", on=ago(1), reason="情节轻微"), cast.clerk)
    assert "甲-1" not in page(cast)
    bring(cast, f"乙-1,{ago(3)},,")
    Row.objects.filter(key__endswith="乙-1").update(status="void")
    assert "乙-1" not in page(cast)


def test_what_was_sent_back_is_shown_as_such() -> None:
    cast = factories.cast()
    (row,) = bring(cast, f"甲-1,{ago(3)},,")
    row = take_step(row, Wanted(to="查处", on=ago(2)), cast.clerk)
    take_step(row, Wanted(to="退回补充", on=ago(1), reason="材料不全"), cast.clerk)
    shown = page(cast)
    assert 'id="due-returned"' in shown
    assert "退回补充" in shown


def test_what_expires_within_its_time_of_reminding_is_shown() -> None:
    cast = factories.cast()
    bring(cast, f"甲-1,,,{TODAY + timedelta(days=20)}", f"乙-1,,,{TODAY + timedelta(days=200)}")
    shown = page(cast)
    assert "20 天后到期" in shown
    assert "乙-1" not in shown


def test_mine_are_those_i_entered_my_units_those_it_reports_and_my_areas_all() -> None:
    cast = factories.cast()
    bring(cast, f"甲-1,{ago(3)},,", by=cast.drafter)
    assert "甲-1" in page(cast, "clerk")
    assert "甲-1" not in page(cast, "clerk", "/?whose=me")
    assert "甲-1" in page(cast, "drafter", "/?whose=me")
    assert "甲-1" not in page(cast, "province_clerk")
    assert "甲-1" in page(cast, "province_clerk", "/?whose=area")
    assert "甲-1" not in page(cast, "neighbour", "/?whose=area")


def test_a_full_desk_asks_the_database_as_often_as_a_nearly_empty_one(django_assert_num_queries) -> None:
    cast = factories.cast()
    client = cast.client("clerk")
    bring(cast, *(f"甲-{n},{ago(n + 2)},,{TODAY + timedelta(days=n)}" for n in range(9)))
    client.get("/")
    for address in ("/", "/calendar/", "/reminder/", "/notices/", "/duties/"):
        with_nine = _queries(client, address)
        bring(cast, *(f"乙-{n},{ago(n + 2)},,{TODAY + timedelta(days=n)}" for n in range(60)))
        assert _queries(client, address) == with_nine, address


def _queries(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_month_shows_days_off_what_is_due_and_years_that_nobody_arranged() -> None:
    cast = factories.cast()
    bring(cast, "甲-1,2008-09-25,,")
    shown = page(cast, address="/calendar/?day=2008-09-26")
    assert "国办发明电〔2007〕52号" in shown
    assert "休 国庆节" in shown
    assert "甲-1" in shown
    assert "未载入2030年放假安排" in page(cast, address="/calendar/?day=2030-05-01")
    for odd in ("2008-02-30", "x", "9999-12-31", "0001-01-01", "%00"):
        assert cast.client("clerk").get(f"/calendar/?day={odd}").status_code == 200


def test_a_year_of_due_days_goes_into_a_calendar_program() -> None:
    cast = factories.cast()
    bring(cast, f"甲-1,{TODAY},,")
    answer = cast.client("clerk").get("/calendar/file/")
    lines = answer.content.decode().split("\r\n")
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"DTSTART;VALUE=DATE:{TODAY + timedelta(days=1):%Y%m%d}" in lines
    assert any(line.startswith("SUMMARY:甲-1") for line in lines)
    assert max(len(line.encode()) for line in lines) <= 75


def test_who_cannot_sign_in_is_told_by_a_list_and_what_was_handed_on_leaves_it() -> None:
    cast = factories.cast()
    (row,) = bring(cast, f"甲-1,{ago(3)},{ago(2)},")
    row = take_step(row, Wanted(to="查处", on=ago(2)), cast.clerk)
    take_step(row, Wanted(to="立案", on=ago(1)), cast.clerk)
    assert "县某某局" in page(cast, address="/notices/")
    assert "县某某局" in page(cast, address="/reminder/")
    assert "县某某局" not in page(cast, "neighbour", "/notices/")
    notice = Notice.objects.get()
    cast.client("neighbour").post("/notices/", {"notice": [notice.pk]})
    assert Notice.objects.get().seen_at is None
    cast.client("clerk").post("/notices/", {"notice": [notice.pk, "x", "99999999999999999999"]})
    assert Notice.objects.get().seen_by == cast.clerk
    assert "县某某局" not in page(cast, address="/notices/")


def test_a_notice_once_seen_stays_seen_by_the_first() -> None:
    cast = factories.cast()
    (row,) = bring(cast, f"甲-1,{ago(3)},{ago(2)},")
    notice = Notice.objects.create(area=cast.county, unit=cast.office, to="县市场监管局", row=row, text="甲", at=timezone.now())
    see_notices([notice], cast.clerk)
    see_notices([notice], cast.reviewer)
    assert Notice.objects.get().seen_by == cast.clerk
