"""A score is explained down to the rows and the clause it rests on, and what is supposed of it is never kept."""

import io
import re
from decimal import Decimal

import openpyxl
import pytest

import factories
from assessments import played
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.explaining.asking import meant
from zhiheng.assessments.explaining.ranks import edges
from zhiheng.assessments.explaining.remembering import standing_now
from zhiheng.assessments.explaining.whatif import what_if
from zhiheng.assessments.freezing import frozen
from zhiheng.assessments.inputs import inputs_of
from zhiheng.assessments.models import Assessed, Exhibit, ExhibitUse, Judgement, LeadUnit, Recusal, Result
from zhiheng.history.models import Revision
from zhiheng.registers import actions as registers
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


@pytest.fixture
def year(cast):
    """Both counties, told apart by what was said of one item."""
    made = played.assessment(cast)
    first, second = made.assessed.order_by("code")
    by = {"by": cast.province_clerk, "unit": cast.province_office}
    played.said(first, "1.1.2", 2, **by, why="会议纪要两份", file_name="部门评分表.xlsx")
    played.said(second, "1.1.2", 1, **by)
    return made


def address(year, rest: str = "") -> str:
    return f"/assessments/{year.pk}/{rest}"


def text_of(cast, where: str, who: str = "province_clerk") -> str:
    answer = cast.client(who).get(where)
    assert answer.status_code == 200, (where, answer.status_code)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def incident(cast) -> Row:
    said = {"no": "事-1", "area": "示例县", "kind": "区域性质量安全事件", "level": "重大", "happened_on": "2024-06-30"}
    return registers.add_row(known_register("quality-incident"), registers.Typed(said), cast.office, cast.clerk).row


# ── The scorecard ──


def test_a_scorecard_says_of_each_item_what_was_had_of_what_and_in_what_state(cast, year):
    page = text_of(cast, address(year, "cards/990100/"))
    card = standing_of(year).card("990100")
    assert f"{card.adjusted}" in page
    assert "1.1.2党委、政府年内专题研究质量工作" in page
    assert "没有数据" in page
    assert "已计分" in page
    for item in year.as_opened.items:
        assert item.name in page


def test_an_item_that_persons_scored_says_who_when_why_and_on_which_sheet(cast, year):
    page = text_of(cast, address(year, "cards/990100/"))
    assert "部门评分：2次，省市场监管局 2026-11-20 09:30 由孙省局录入，出自《部门评分表.xlsx》。理由：会议纪要两份 计入" in page


def test_a_computed_item_opens_its_figure_and_the_rows_of_it(cast, year):
    page = cast.client("province_clerk").get(address(year, "cards/990100/")).content.decode()
    figure = "/indicators/sampling-pass-rate/?area=990100&amp;period=2024"
    rows = "/indicators/sampling-pass-rate/rows/denominator/?area=990100&amp;period=2024"
    for link in (figure, rows):
        assert f'href="{link}"' in page
        assert cast.client("province_clerk").get(link.replace("&amp;", "&")).status_code == 200


def test_evidence_on_hand_is_named_with_its_number(cast, year):
    first = year.assessed.get(code="990100")
    file = Exhibit.objects.create(
        assessed=first, digest="1" * 64, file_name="纪要.pdf", kind="pdf", size=9, title="质量工作会议纪要",
        number="示府纪〔2024〕3号", by=cast.province_clerk, at=factories.A_MOMENT,
    )  # fmt: skip
    ExhibitUse.objects.create(exhibit=file, item="1.1.2", piece="会议纪要", position=1)
    assert "1.1.2-1 质量工作会议纪要（示府纪〔2024〕3号）" in text_of(cast, address(year, "cards/990100/"))


def test_a_veto_says_why_and_leads_to_the_record(cast, year):
    row = incident(cast)
    page = cast.client("province_clerk").get(address(year, "cards/990100/")).content.decode()
    assert f"/registers/quality-incident/{row.pk}/" in page
    assert "定为 D" in page
    assert f"/registers/quality-incident/{row.pk}/" not in (
        cast.client("province_clerk").get(address(year, "cards/990200/")).content.decode()
    )


def test_what_no_source_confirms_is_marked(cast, year):
    assert "待核实" in text_of(cast, address(year, "cards/990100/"))


def test_the_workbook_of_a_card_has_every_item_with_real_numbers(cast, year):
    answer = cast.client("province_clerk").get(address(year, "cards/990100/?form=xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    found = {row[0]: row for row in sheet.iter_rows(min_row=3, values_only=True)}
    card = standing_of(year).card("990100")
    for one in card.items:
        assert Decimal(str(found[one.id][3])) == one.score
    assert "专题研究" in found["1.1.2"][1]


def test_an_approved_result_is_shown_as_it_was_frozen_whatever_comes_later(cast, year):
    played.said(year.assessed.get(code="990100"), "1.1.4", 0, cast.province_clerk)
    standing = standing_of(year)
    kept = frozen(standing.scheme, inputs_of("2024", standing.subjects, standing.findings), "sha256")
    names = ("scheme_digest", "inputs", "inputs_digest", "cards", "digest", "digest_name", "code")
    given = {name: getattr(kept, name) for name in names}
    result = Result.objects.create(
        assessment=year, scheme_kept=kept.scheme, **given, approver="陈某某", approved_by=cast.province_clerk,
        approved_at=factories.A_MOMENT,
    )  # fmt: skip
    before = standing.card("990100").adjusted
    played.said(year.assessed.get(code="990100"), "1.1.5", 0, cast.province_clerk)
    page = text_of(cast, address(year, "cards/990100/"))
    assert "已冻结" in page
    assert "由陈某某审定" in page
    assert f"总分{before}" in page
    assert f"总分{standing_of(year).card('990100').adjusted}" in text_of(cast, address(year, "cards/990100/?side=final"))
    changed = result.cards.replace(f'"adjusted":{before}', '"adjusted":88.88', 1)
    Result.objects.filter(pk=result.pk).update(cards=changed, digest="1" * 64)
    assert "总分88.88" in text_of(cast, address(year, "cards/990100/")), "what was kept is shown, not what is reckoned"


def test_who_is_not_assessed_has_no_card(cast, year):
    assert cast.client("province_clerk").get(address(year, "cards/999999/")).status_code == 404
    assert cast.client("neighbour").get(address(year, "cards/990100/")).status_code == 404, "another county's"


# ── What is remembered ──


def same(year, side="final") -> bool:
    return standing_now(year, side) == standing_of(year, side)


def test_what_is_remembered_is_never_older_than_the_records(cast, year):
    first = year.assessed.get(code="990100")
    seen = [standing_now(year, "final")]

    def changed() -> bool:
        assert same(year)
        seen.append(standing_now(year, "final"))
        return seen[-1] != seen[-2]

    assert standing_now(year, "final") is seen[0], "nothing changed: nothing is reckoned again"
    word = played.said(first, "1.1.3", 0, cast.province_clerk, answer="专段部署")
    assert changed()
    Judgement.objects.filter(pk=word.pk).update(replaced=True)
    assert changed()
    row = incident(cast)
    assert changed()
    registers.set_status(row, "void", "重复登记", cast.clerk)
    assert changed()
    file = Exhibit.objects.create(
        assessed=first, digest="1" * 64, file_name="x.pdf", kind="pdf", size=9, title="甲", by=cast.clerk, at=factories.A_MOMENT
    )
    ExhibitUse.objects.create(exhibit=file, item="1.1.2", piece="会议纪要")
    assert changed()
    Exhibit.objects.filter(pk=file.pk).update(dropped=True)
    assert changed()
    played.said(first, "5.1.1", 80, cast.province_clerk, scorer="甲", sample=500, side="survey")
    changed()
    Recusal.objects.create(assessed=first, scorer="甲", why="亲属", by=cast.clerk, at=factories.A_MOMENT)
    assert changed()
    Assessed.objects.filter(pk=first.pk).update(name="示例县（更名）")
    assert changed()


def test_a_word_of_another_side_moves_no_card_that_does_not_hear_it(cast, year):
    before = standing_now(year, "self")
    played.said(year.assessed.first(), "1.1.4", 1, cast.province_clerk)
    assert standing_now(year, "self") is before


# ── Ranks ──


def test_the_ranking_names_all_their_ties_and_the_first_and_last(cast, year):
    page = text_of(cast, address(year, "ranking/"))
    assert "示例县" in page
    assert "邻县" in page
    assert "前三" in page
    Judgement.objects.all().update(replaced=True)
    assert "与邻县并列" in text_of(cast, address(year, "ranking/"))


def test_the_ranking_is_filtered_and_sorted(cast, year):
    assert "邻县" not in text_of(cast, address(year, "ranking/?q=示例县")).split("共 1 个")[1]
    assert "共 0 个" in text_of(cast, address(year, "ranking/?grade=A"))
    for sort in ("code", "raw", "missing", "aspect-2", "nothing"):
        assert "共 2 个" in text_of(cast, address(year, f"ranking/?sort={sort}"))


def test_the_ranking_goes_out_as_a_workbook(cast, year):
    answer = cast.client("province_clerk").get(address(year, "ranking/?form=xlsx"))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(min_row=3, values_only=True))
    assert [row[1] for row in rows] == ["示例县", "邻县"]
    assert [row[0] for row in rows] == [1, 2]


def test_first_and_last_take_in_who_ties_at_the_edge(cast, year):
    Judgement.objects.all().update(replaced=True)
    [(_, first, last)] = edges(meant(year), 1)
    assert len(first) == len(last) == 2


# ── What if ──


def test_a_value_moved_says_who_passes_whom_and_keeps_nothing(cast, year):
    before = Judgement.objects.count(), Revision.objects.count()
    where = address(year, "what-if/?who=990200&of=1.1.2&value=9")
    Judgement.objects.filter(assessed__code="990100").update(value=1)
    played.said(year.assessed.get(code="990100"), "1.1.4", 9, cast.province_clerk)
    assert "邻县 1.1.2 党委、政府年内专题研究质量工作：改为 9次" in text_of(cast, where)
    assert (Judgement.objects.count() - 1, Revision.objects.count()) == before


def test_what_is_supposed_is_what_scoring_again_would_give(cast, year):
    page = what_if(meant(year), {"who": "990200", "of": "1.1.2", "value": "2"})
    played.said(year.assessed.get(code="990200"), "1.1.2", 2, cast.province_clerk)
    Judgement.objects.filter(assessed__code="990200", value=1).update(replaced=True)
    again = {card.subject: (card.adjusted, card.grade, card.rank) for card in standing_of(year).cards}
    assert page.answer is not None
    for shift in page.answer.shifts:
        moved = shift.moved
        assert (moved.total[1], moved.grade[1], moved.rank[1]) == again[moved.subject]
    assert page.answer.own.places == 1


def test_points_moved_change_the_totals_of_all(cast, year):
    page = what_if(meant(year), {"item": "1.1.2", "worth": "15"})
    assert page.answer.says == ["1.1.2 党委、政府年内专题研究质量工作：分值由 1.5 改为 15 分"]
    assert page.answer.count == 2


def test_one_may_be_named_instead_of_numbered(year):
    assert what_if(meant(year), {"who": "邻县"}).card.subject == "990200"


@pytest.mark.parametrize(
    ("asked", "id"),
    [
        ({"worth": "3"}, "S280"),
        ({"of": "1.1.2", "value": "3"}, "S281"),
        ({"item": "1.1.2", "worth": "三"}, "S282"),
        ({"item": "1.1.2", "worth": "NaN"}, "S282"),
        ({"item": "1.1.2", "worth": "1e9999"}, "S282"),
        ({"who": "990100", "of": "2.1.1", "value": "101"}, "S283"),
        ({"who": "990100", "of": "1.1.2", "value": "-1"}, "S283"),
        ({"who": "990100", "of": "1.1.1", "value": "也许"}, "S102"),
        ({"item": "1.1.2", "worth": "-2"}, "S111"),
    ],
)
def test_what_cannot_be_supposed_is_said_and_the_page_stays(cast, year, asked, id):
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    assert f"（{id}）" in text_of(cast, address(year, f"what-if/?{query}"))


# ── What can be gained, and the leader's page ──


def test_points_to_gain_name_the_offices_unit_and_say_what_lacks_data(cast, year):
    LeadUnit.objects.create(assessment=year, words="政府办公室", unit=cast.province_office)
    page = text_of(cast, address(year, "cards/990200/gains/"))
    assert "省市场监管局" in page
    assert "由 1次 到 2次" in page
    assert "先补上数据或评分" in page


def test_the_leaders_page_says_standing_what_pulls_down_and_what_to_do(cast, year):
    page = text_of(cast, address(year, "cards/990200/leader/"))
    for head in ("拉低总分的", "先做什么", "督办", "没有数据", "上一期"):
        assert head in page


def test_a_rank_that_missing_data_leave_open_is_told_as_a_band(cast, year):
    page = text_of(cast, address(year, "cards/990100/leader/"))
    assert "第 1—2 名之间" in page


def test_the_page_of_a_figure_says_which_items_it_serves(cast, year):
    page = cast.client("province_clerk").get("/indicators/sampling-pass-rate/?area=990100&period=2024").content.decode()
    assert "用在哪些考核里" in page
    assert f"/assessments/{year.pk}/cards/990100/#i2.1.1" in page
    other = cast.client("province_clerk").get("/indicators/sampling-pass-rate/?area=990100&period=2023").content.decode()
    assert "用在哪些考核里" not in other


@pytest.mark.parametrize("rest", ["ranking/", "what-if/", "cards/990100/", "cards/990100/gains/", "cards/990100/leader/"])
@pytest.mark.parametrize("side", ["self", "department", "final", "nothing"])
def test_every_side_has_its_pages(cast, year, rest, side):
    assert cast.client("province_clerk").get(address(year, f"{rest}?side={side}")).status_code == 200
