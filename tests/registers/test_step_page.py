"""The page of a step asks for what the step needs, and takes it."""

from datetime import date

import pytest

import factories
from core.scheduling.making import CASE, OPENED
from zhiheng.registers.actions import Wanted, import_file, take_step
from zhiheng.registers.models import Row, RowStep

pytestmark = pytest.mark.django_db
FILE = "案号,地区,查处日期,立案日期,当事人,主办单位\r\n甲-1,示例县,2026-03-03,,某公司,县市场监管局"


@pytest.fixture(autouse=True)
def office_tree(tmp_path, settings):
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "case.toml").write_text(CASE, "utf-8")
    (tmp_path / "registers" / "later.toml").write_text(OPENED, "utf-8")
    settings.DEFINITIONS = tmp_path


def case(cast: factories.Cast) -> Row:
    import_file("case", "案.csv", FILE.encode("gb18030"), cast.office, cast.clerk)
    return Row.objects.get(register="case")


def address(row: Row, to: str) -> str:
    return f"/registers/case/{row.pk}/step/?to={to}"


def test_a_step_is_taken_on_its_page() -> None:
    cast = factories.cast()
    row, client = case(cast), cast.client("clerk")
    page = client.get(address(row, "查处")).content.decode()
    assert "线索 → 查处" in page
    assert "批准人" not in page.split("<form class=\"panel")[1]
    answer = client.post(address(row, "查处"), {"to": "查处", "version": row.version, "on": "2026-03-04"})
    assert answer.status_code == 302
    assert RowStep.objects.get().on == date(2026, 3, 4)


def test_what_is_lacking_is_said_before_the_step_and_its_button_is_shut() -> None:
    cast = factories.cast()
    row = take_step(case(cast), Wanted(to="查处", on=date(2026, 3, 4)), cast.clerk)
    page = cast.client("clerk").get(address(row, "立案")).content.decode()
    assert "还缺“立案日期”" in page
    assert "disabled" in page
    assert "通知县市场监管局" in page


def test_what_was_typed_stays_when_the_step_is_refused() -> None:
    cast = factories.cast()
    row = take_step(case(cast), Wanted(to="查处", on=date(2026, 3, 4)), cast.clerk)
    asked = {"to": "不予立案", "version": row.version, "on": "2026-03-01", "reason": "情节轻微，已改正"}
    answer = cast.client("clerk").post(address(row, "不予立案"), asked)
    assert answer.status_code == 422
    assert "情节轻微，已改正" in answer.content.decode()
    assert "早于进入“查处”" in answer.content.decode()


def test_another_role_reads_who_takes_the_step_and_cannot() -> None:
    cast = factories.cast()
    row = take_step(case(cast), Wanted(to="查处", on=date(2026, 3, 4)), cast.clerk)
    page = cast.client("drafter").get(address(row, "不予立案")).content.decode()
    assert "由“负责人”办理" in page
    asked = {"to": "不予立案", "version": row.version, "on": "2026-03-05", "reason": "轻微"}
    assert cast.client("drafter").post(address(row, "不予立案"), asked).status_code == 403
    assert cast.client("neighbour").get(address(row, "不予立案")).status_code == 404


def test_a_row_that_somebody_moved_meanwhile_is_shown_as_it_is_now() -> None:
    cast = factories.cast()
    row = case(cast)
    take_step(row, Wanted(to="查处", on=date(2026, 3, 4)), cast.clerk)
    answer = cast.client("clerk").post(address(row, "查处"), {"to": "查处", "version": row.version, "on": "2026-03-04"})
    assert (answer.status_code, answer.url) == (302, f"/registers/case/{row.pk}/")
