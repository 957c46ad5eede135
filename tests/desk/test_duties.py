"""Who must do something in each period is named while it is not done; a return that says none is one."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

import factories
from core.scheduling.making import CASE, OPENED
from zhiheng.accounts.rights import rights_of
from zhiheng.desk.queries import duties
from zhiheng.registers.actions import import_file
from zhiheng.registers.models import Return

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LAST_MONTH = TODAY.replace(day=1) - timedelta(days=1)


@pytest.fixture(autouse=True)
def office_tree(tmp_path, settings):
    """An office whose cases are returned each month."""
    (tmp_path / "registers").mkdir()
    cases = CASE.replace('event = "found_on"', 'event = "found_on"\nreturns = {by = "area", every = "month"}')
    (tmp_path / "registers" / "case.toml").write_text(cases, "utf-8")
    (tmp_path / "registers" / "later.toml").write_text(OPENED, "utf-8")
    settings.DEFINITIONS = tmp_path


def bring(cast: factories.Cast, no: str, found: date, where: str = "county") -> None:
    office, by, area = {
        "county": (cast.office, cast.clerk, "示例县"), "neighbour": (cast.neighbour_office, cast.neighbour, "邻县"),
    }[where]  # fmt: skip
    import_file("case", "案.csv", f"案号,地区,查处日期\r\n{no},{area},{found}".encode("gb18030"), office, by)


def missing(cast: factories.Cast, who: str, area) -> dict[str, list[str]]:
    """By period, who has not returned the cases."""
    kept = duties(rights_of(getattr(cast, who)), area, TODAY).kept
    return {duty.turn.name: duty.missing for duty in kept if duty.register.id == "case"}


def month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def test_the_province_reads_which_counties_have_not_returned_and_when() -> None:
    cast = factories.cast()
    bring(cast, "甲-1", LAST_MONTH)
    assert missing(cast, "province_clerk", cast.province) == {month(LAST_MONTH): ["邻县"], month(TODAY): ["示例县", "邻县"]}
    bring(cast, "乙-1", TODAY, "neighbour")
    assert missing(cast, "province_clerk", cast.province)[month(TODAY)] == ["示例县"]


def test_a_return_that_says_there_was_none_is_a_return() -> None:
    cast = factories.cast()
    bring(cast, "甲-1", TODAY)
    client = cast.client("clerk")
    assert "本期没有，零报告" in client.get("/duties/").content.decode()
    client.post("/duties/", {"register": "case", "day": LAST_MONTH.isoformat()})
    assert missing(cast, "clerk", cast.county) == {month(LAST_MONTH): [], month(TODAY): []}
    client.post("/duties/", {"register": "case", "day": LAST_MONTH.isoformat()})
    assert Return.objects.count() == 1, "said twice is said once"


def test_who_may_only_read_says_nothing_for_the_office() -> None:
    cast = factories.cast()
    bring(cast, "甲-1", TODAY)
    assert cast.client("reader").post("/duties/", {"register": "case", "day": LAST_MONTH.isoformat()}).status_code == 403
    assert cast.client("clerk").post("/duties/", {"register": "later", "day": "2026-01-01"}).status_code == 422
    assert not Return.objects.exists()


def test_a_register_that_nobody_keeps_here_asks_nobody_and_is_named_apart() -> None:
    cast = factories.cast()
    found = duties(rights_of(cast.clerk), cast.county, TODAY)
    assert found.kept == []
    assert "case" in [register.id for register in found.unused]


def test_a_duty_done_in_an_old_row_counts_on_the_day_that_the_row_says(tmp_path) -> None:
    yearly = '[clocks]\ncheck = {name = "复核", every = "1 month", done = "decided_on", who = {who = "case", key = "no"}}'
    path = tmp_path / "registers" / "case.toml"
    path.write_text(CASE.replace("[clocks]", yearly), "utf-8")
    cast = factories.cast()
    long_ago = TODAY - timedelta(days=400)
    for no, decided in (("甲-1", TODAY), ("甲-2", long_ago)):
        rows = f"案号,地区,查处日期,立案日期,决定日期\r\n{no},示例县,{long_ago},{long_ago},{decided}"
        import_file("case", "案.csv", rows.encode("gb18030"), cast.office, cast.clerk)
    assert missing(cast, "clerk", cast.county)[month(TODAY)] == ["甲-2"]
