"""An act in the registers asks for the right itself: whoever calls it, from a page or not."""

from datetime import date

import pytest

import factories
from core.scheduling.making import CASE, OPENED
from zhiheng.accounts.models import Membership
from zhiheng.core.scheduling import Turn
from zhiheng.history.models import Revision
from zhiheng.registers.actions import Wanted, file_return, import_file, set_status, take_step
from zhiheng.registers.models import Row
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db
FILE = "案号,地区,查处日期,立案日期,当事人,主办单位\r\n甲-1,示例县,2026-03-03,,某公司,县市场监管局"


@pytest.fixture(autouse=True)
def office_tree(tmp_path, settings):
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "case.toml").write_text(CASE, "utf-8")
    (tmp_path / "registers" / "later.toml").write_text(OPENED, "utf-8")
    settings.DEFINITIONS = tmp_path


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def row(cast):
    import_file("case", "案.csv", FILE.encode("gb18030"), cast.office, cast.clerk)
    return Row.objects.get(register="case")


ACTS = {
    "import": lambda cast, row, by: import_file("case", "x.csv", FILE.replace("甲-1", "甲-2").encode(), cast.office, by),
    "void": lambda cast, row, by: set_status(row, "void", "重复", by),
    "step": lambda cast, row, by: take_step(row, Wanted(to="查处", on=date(2026, 3, 4)), by),
    "return": lambda cast, row, by: file_return("special-campaign", cast.office, Turn(date(2026, 1, 1), date(2026, 1, 31)), by),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["reader", "neighbour"])
def test_an_act_by_whom_the_right_is_not_raises_and_changes_nothing(cast, row, act, who):
    before = Revision.objects.count()
    with pytest.raises(NotAllowed):
        ACTS[act](cast, row, getattr(cast, who))
    row.refresh_from_db()
    assert (row.status, row.state, Revision.objects.count()) == ("kept", "线索", before)


@pytest.mark.parametrize("act", ["import", "void", "step"])
def test_a_right_that_has_been_taken_back_gives_nothing(cast, row, act):
    Membership.objects.filter(user=cast.clerk).update(ended_at=factories.A_MOMENT)
    with pytest.raises(NotAllowed):
        ACTS[act](cast, row, cast.clerk)


def test_a_step_is_taken_by_whom_the_lifecycle_names_and_by_no_other(cast, row):
    with pytest.raises(NotAllowed):
        ACTS["step"](cast, row, cast.reviewer)  # who takes the chief's steps
    assert ACTS["step"](cast, row, cast.drafter).state == "查处"  # who takes the clerk's
