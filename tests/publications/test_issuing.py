"""A bulletin goes out under a person's name, whole and kept; every figure in it opens to its rows."""

import pytest

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision
from zhiheng.publications.actions import publish
from zhiheng.publications.models import Publication
from zhiheng.registers.actions import import_file
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"
ROWS = ["1,农资,示例县,2025-01-05,10,2,1,5000", "2,农资,示例县,2025-06-30,20,3,2,6000.50"]
ADDRESS = "/publications/write/inspection-bulletin/"


def with_rows(*lines: str) -> factories.Cast:
    cast = factories.cast()
    bring(cast, *lines)
    return cast


def bring(cast: factories.Cast, *lines: str) -> None:
    report = import_file("special-campaign", "a.csv", "\n".join([HEAD, *lines]).encode(), cast.office, cast.clerk)
    assert not report.blocked


def issue(cast: factories.Cast, **changes) -> Publication:
    given = {"area": "990100", "period": "2025H1", "office": cast.office, "by": cast.clerk}
    return publish("inspection-bulletin", **(given | changes))


def test_a_bulletin_prints_its_figures_with_unit() -> None:
    issued = issue(with_rows(*ROWS))
    assert issued.title == "示例县质量工作检查情况通报"
    assert "2025年上半年，示例县共组织专项检查2次，出动执法人员30人次，" in issued.text
    printed = {figure["indicator"]: (figure["printed"], figure["value"]) for figure in issued.figures}
    assert printed["inspections"] == ("2次", "2")
    assert printed["fines"] == ("1.10万元", "1.10005")


def test_who_issued_it_and_the_text_as_it_was_are_kept() -> None:
    cast = with_rows(*ROWS)
    issued = issue(cast)
    assert (issued.issued_by, issued.office) == (cast.clerk, cast.office)
    assert Revision.objects.filter(verb="印发", by_name="张经办", subject_id=issued.pk).exists()


def test_nothing_goes_out_without_a_named_person() -> None:
    cast = with_rows(*ROWS)
    with pytest.raises(Fault, match="B101"):
        issue(cast, by=None)
    assert not Publication.objects.exists()


def test_a_figure_without_rows_cannot_go_out_as_zero() -> None:
    cast = with_rows(*ROWS)
    with pytest.raises(Fault, match="B102"):
        issue(cast, period="2024")
    page = cast.client("clerk").get(f"{ADDRESS}?period=2024").content.decode()
    assert page.count("暂无数据</a>") == 5
    assert "的名义印发" not in page


def test_a_figure_with_empty_cells_cannot_go_out() -> None:
    with pytest.raises(Fault, match="“罚款金额”有 1 行没有填"):
        issue(with_rows(ROWS[0], "2,农资,示例县,2025-06-30,20,3,2,"))


def test_a_county_issues_nothing_for_its_neighbour() -> None:
    with pytest.raises(Fault, match="B103"):
        issue(with_rows(*ROWS), area="990200")


def test_the_same_text_is_issued_once() -> None:
    cast = with_rows(*ROWS)
    assert issue(cast) == issue(cast)


def test_an_issued_text_stays_and_says_when_the_records_have_moved_on() -> None:
    cast = with_rows(*ROWS)
    issued = issue(cast)
    bring(cast, "3,农资,示例县,2025-03-03,5,0,0,0")
    page = cast.client("clerk").get(f"/publications/{issued.pk}/")
    compared = {line.indicator: (line.issued, line.now, line.same) for line in page.context["compared"]}
    assert compared["inspections"] == ("2次", "3次", False)
    assert compared["fines"] == ("1.10万元", "1.10万元", True)
    assert page.content.decode().count("已有变动") == 2
    assert cast.client("clerk").get(f"/publications/{issued.pk}/txt/").content.decode() == issued.text


def test_every_figure_of_the_text_links_to_its_source() -> None:
    cast = with_rows(*ROWS)
    client = cast.client("clerk")
    page = client.get(f"/publications/{issue(cast).pk}/").content.decode()
    for name in ("inspections", "inspection-staff-times", "cases-found", "cases-filed", "fines"):
        address = f"/indicators/{name}/?area=990100&period=2025H1"
        assert address in page.replace("&amp;", "&")
        assert client.get(address).context["open"].measured.rows == 2


def test_issuing_through_the_page() -> None:
    cast = with_rows(*ROWS)
    client = cast.client("clerk")
    assert "以 张经办 的名义印发" in client.get(f"{ADDRESS}?period=2025H1").content.decode()
    assert client.post(f"{ADDRESS}issue/?area=990100&period=2025H1").status_code == 302
    assert Publication.objects.get().period == "2025H1"


def test_a_period_that_does_not_exist_is_not_silently_another() -> None:
    cast = with_rows(*ROWS)
    assert cast.client("clerk").post(f"{ADDRESS}issue/?area=990100&period=2025H3").status_code == 422
    assert not Publication.objects.exists()


@pytest.mark.parametrize("who", ["reader", "reviewer"])
def test_who_may_not_draft_sees_but_does_not_issue(who: str) -> None:
    cast = with_rows(*ROWS)
    client = cast.client(who)
    assert "的名义印发" not in client.get(f"{ADDRESS}?period=2025H1").content.decode()
    assert client.post(f"{ADDRESS}issue/?area=990100&period=2025H1").status_code == 403


def test_a_neighbour_does_not_see_what_a_county_issued() -> None:
    cast = with_rows(*ROWS)
    issued = issue(cast)
    for address in (f"/publications/{issued.pk}/", f"/publications/{issued.pk}/txt/"):
        assert cast.client("neighbour").get(address).status_code == 404
    assert cast.client("province_clerk").get("/publications/").context["page"].paginator.count == 1


def test_an_issued_document_is_one_row_of_the_register_of_bulletins() -> None:
    cast = with_rows(*ROWS)
    issued = issue(cast)
    issue(cast)
    row = Row.objects.get(register="official-bulletin")
    assert (row.data["kind"], row.data["issue_no"], row.data["publication"]) == ("检查通报", 1, str(issued.pk))
