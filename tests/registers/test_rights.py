"""An act in the registers asks for the right itself: whoever calls it, from a page or not."""

from datetime import date

import pytest

import factories
from core.scheduling.making import CASE, OPENED
from zhiheng.accounts.models import Membership, User
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


@pytest.fixture
def township(cast):
    """A drafter of the county whose role holds over one township alone, and a row of each."""
    area = factories.area("990101", "示例镇", "township", cast.county)
    heads = FILE.splitlines()[0]
    content = f"{heads}\r\n县-1,示例县,2026-03-03,,某公司,县市场监管局\r\n镇-1,示例镇,2026-03-03,,某公司,县市场监管局"
    import_file("case", "案.csv", content.encode(), cast.office, cast.clerk)
    user = factories.person("of-township", "驻镇人员", cast.office, "drafter")
    user.memberships.update(area=area)
    client = type(cast.client("clerk"))()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_whose_role_holds_over_one_township_meets_only_its_rows_anywhere(cast, township):
    page = township.get("/registers/case/").content.decode()
    assert "镇-1" in page
    assert "县-1" not in page
    listed = township.get("/registers/").content.decode()
    assert 'class="number">1<' in listed
    for address in ("export/?format=csv", "export/?format=jsonl", "print/"):
        text = township.get(f"/registers/case/{address}").getvalue().decode()
        assert ("镇-1" in text, "县-1" in text) == (True, False), address
    other = Row.objects.get(register="case", data__no="县-1")
    for address in ("", "change/", "step/?to=查处"):
        assert township.get(f"/registers/case/{other.pk}/{address}").status_code == 404
    assert township.get("/registers/case/?area=990100").status_code == 404


def test_whose_role_holds_over_one_township_types_in_no_row_of_another_area(cast, township):
    given = {"f.no": "县-2", "f.area": "示例县", "f.found_on": "2026-03-04", "f.party": "某公司"}
    refused = township.post("/registers/case/add/", given)
    assert "示例县" in refused.content.decode()
    assert refused.status_code == 422
    assert not Row.objects.filter(register="case", data__no="县-2").exists()
    assert "示例镇" in township.get("/registers/case/add/").content.decode()  # filled in already
    township.post("/registers/case/add/", given | {"f.no": "镇-2", "f.area": "示例镇"})
    assert Row.objects.filter(register="case", data__no="镇-2", area__code="990101").exists()


def test_what_belongs_to_the_whole_office_is_not_for_whom_one_township_is(township):
    assert {township.get(page).status_code for page in ("/documents/", "/plans/", "/publications/", "/directory/")} == {403}
    assert {township.get(page).status_code for page in ("/", "/registers/", "/indicators/")} == {200}


def test_whose_role_holds_over_one_township_brings_in_its_rows_and_no_others(cast, township):
    by = User.objects.get(username="of-township")
    own = FILE.replace("甲-1", "镇-3").replace("示例县", "示例镇")
    other = FILE.replace("甲-1", "县-3")
    assert import_file("case", "镇.csv", own.encode(), cast.office, by).kept.area.code == "990101"
    refused = import_file("case", "县.csv", other.encode(), cast.office, by)
    assert refused.blocked
    assert refused.kept is None
    assert not Row.objects.filter(register="case", data__no="县-3").exists()
