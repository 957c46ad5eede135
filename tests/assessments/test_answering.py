"""A self-assessment is filled on the page or by sheets, handed in by a named person, and reopened with a reason alone."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

import factories
from assessments.judged import assessment as judged
from zhiheng.assessments import own_sheets
from zhiheng.assessments.actions.answering import hand_in, hand_out_own, reopen, save_own
from zhiheng.assessments.actions.entering import Cell
from zhiheng.assessments.actions.pledging import file_target
from zhiheng.assessments.actions.scoring import keep_files, take_back
from zhiheng.assessments.figured import figures_by_item
from zhiheng.assessments.models import Assessed, Assessment, Judgement
from zhiheng.assessments.own import own_form
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.scorecards import Observed
from zhiheng.history.models import Revision

pytestmark = pytest.mark.django_db
DAY = "2026-11-20"
NAMES = {"规划": "1.1.1", "资金": "1.1.3", "合格率": "1.1.6"}


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def county(cast) -> Assessed:
    """示例县, in a self-assessment that it prepares: its departments are its own."""
    made = judged(cast, stage="self")
    made.assessed.exclude(code="990100").delete()
    Assessment.objects.update(area=cast.county, office=cast.office)
    made.lead_units.all().delete()
    for place, (words, name) in enumerate((("发展改革部门", "县发展改革局"), ("财政部门", "县财政局"))):
        made.lead_units.create(words=words, unit=factories.office(cast.county, name, 20 + place))
    return Assessed.objects.select_related("assessment__area", "area").get(code="990100")


@pytest.fixture
def figure(monkeypatch) -> None:
    """The records give 92.5 %."""
    seen = Observed(subject="990100", indicator="sampling-pass-rate", value=Decimal("92.5"), unit="%")
    given = {("990100", "sampling-pass-rate"): seen}
    for name in ("cards.figures_kept", "own.figures_kept", "figured.figures_of"):
        monkeypatch.setattr(f"zhiheng.assessments.{name}", lambda scheme, assessed, period: given)


def edited(data: bytes, **cells: dict[str, object]) -> bytes:
    """The sheet with cells of columns filled, by item."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.active
    heads = {str(cell.value): cell.column for cell in sheet[4]}
    for row in range(5, sheet.max_row + 1):
        mark = str(sheet.cell(row, 1).value or "")
        for item, said in cells.items():
            if mark.endswith(f"/{NAMES[item]}"):
                for head, value in said.items():
                    sheet.cell(row, heads[head]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def whole(county: Assessed, by) -> bytes:
    return own_sheets.own_sheet(hand_out_own(county, by)[0], DAY)


def back(county: Assessed, by, *files: tuple[str, bytes], agree=()) -> list:
    found = keep_files(county.assessment, files, by, own=True)
    keys = [row.key for file in found for row in file.rows] if agree == "all" else agree
    return take_back(county.assessment, [(one.name, one.digest) for one in found if one.state == "ready"], keys, by, own=True)


def test_the_form_shows_what_the_records_give_and_names_what_is_open(county, figure) -> None:
    form = own_form(county)
    line = next(one for one in form.lines if one.item.id == "1.1.6")
    assert (line.known, line.text, line.open) == ("92.5", "92.5", False)
    assert "1.1.1" in [one.item.id for one in form.missing]


def test_what_is_typed_is_kept_and_a_changed_figure_needs_its_reason(cast, county, figure) -> None:
    cells = [Cell("990100", "1.1.1", "纳入部门规划"), Cell("990100", "1.1.6", "95"), Cell("990100", "1.1.3", "9")]
    done = save_own(county, cells, cast.clerk)
    assert done.written == 1
    assert ["S212" in says or "S240" in says for says in done.refused] == [True, True]
    assert "系统算得 92.5，写的是 95" in done.refused[0]
    assert save_own(county, [Cell("990100", "1.1.6", "95", why="补录 3 批次")], cast.clerk).written == 1
    assert Judgement.objects.get(item="1.1.6").value == 95


def test_a_figure_left_as_it_is_is_no_word_of_ones_own(cast, county, figure) -> None:
    assert save_own(county, [Cell("990100", "1.1.6", "92.50")], cast.clerk).written == 0
    assert not Judgement.objects.exists()


def test_of_two_at_once_the_second_is_told(cast, county, figure) -> None:
    save_own(county, [Cell("990100", "1.1.3", "1")], cast.clerk)
    done = save_own(county, [Cell("990100", "1.1.3", "2", seen=0)], cast.drafter)
    assert "别人改为“1”" in done.refused[0]
    assert Judgement.objects.get().value == 1


def test_each_department_gets_its_items_and_all_sheets_come_back_by_one_drag(cast, county, figure) -> None:
    sheets = hand_out_own(county, cast.clerk)
    assert [str(one.unit or "") for one in sheets] == ["", "县发展改革局", "县财政局"]
    plan, money = (own_sheets.own_sheet(one, DAY) for one in sheets[1:])
    marks = [str(row[0].value) for row in load_workbook(io.BytesIO(money)).active.iter_rows(min_row=5)]
    assert [mark.rpartition("/")[2] for mark in marks if "#" in mark] == ["1.1.3"]
    plan = edited(plan, 规划={"自评结果": "纳入总体规划"})
    money = edited(money, 资金={"自评结果": 2})
    taken = back(county, cast.clerk, ("发改.xlsx", plan), ("财政.xlsx", money))
    assert [one.state for one in taken] == ["taken", "taken"]
    assert {word.item: str(word.unit) for word in Judgement.objects.filter(replaced=False)} == {
        "1.1.1": "县发展改革局", "1.1.3": "县财政局",
    }  # fmt: skip
    again = keep_files(county.assessment, [("再发.xlsx", money)], cast.clerk, own=True)
    assert again[0].state == "again"


def test_a_changed_figure_without_a_reason_stays_out_and_says_in_which_row(cast, county, figure) -> None:
    sent = edited(whole(county, cast.clerk), 合格率={"自评结果": 97}, 资金={"自评结果": 2})
    found = keep_files(county.assessment, [("表.xlsx", sent)], cast.clerk, own=True)
    assert [row.why for row in found[0].wrong] == ["第 11 行：系统算得 92.5，这份写 97，没有写依据。请在“说明”里补上。"]
    back(county, cast.clerk, ("表.xlsx", sent))
    assert [word.item for word in Judgement.objects.all()] == ["1.1.3"]
    told = edited(sent, 合格率={"扣分原因、说明": "国家监督抽查结果另计"})
    back(county, cast.clerk, ("补.xlsx", told))
    assert Judgement.objects.get(item="1.1.6", replaced=False).value == 97


def test_a_word_that_differs_from_one_there_is_asked_and_one_agreed_to_replaces_it(cast, county, figure) -> None:
    sent = edited(whole(county, cast.clerk), 资金={"自评结果": 2})
    save_own(county, [Cell("990100", "1.1.3", "1")], cast.clerk)
    assert [one.state for one in back(county, cast.clerk, ("表.xlsx", sent))] == ["apart"]
    assert Judgement.objects.get(item="1.1.3", replaced=False).value == 1
    back(county, cast.clerk, ("表.xlsx", sent), agree="all")
    assert Judgement.objects.get(item="1.1.3", replaced=False).value == 2


def test_a_sheet_of_another_year_and_a_sheet_for_scores_are_refused(cast, county, figure) -> None:
    sent = whole(county, cast.clerk)
    other = judged(cast, stage="self", year=2023)
    found = keep_files(other, [("去年.xlsx", sent)], cast.province_clerk, own=True)
    assert found[0].state == "refused"
    assert "不是“2023年度质量工作考核”的" in found[0].says
    found = keep_files(county.assessment, [("自评.xlsx", sent)], cast.clerk)
    assert "请到“自评”页交回" in found[0].says
    found = keep_files(county.assessment, [("不是表.xlsx", b"x")], cast.clerk, own=True)
    assert found[0].state == "refused"


def test_it_is_handed_in_by_name_and_not_with_gaps_unless_said_so(cast, county, figure) -> None:
    def refused(**more) -> str:
        with pytest.raises(Fault) as caught:
            hand_in(county, cast.clerk, **({"answers": "周县长", "seen": county.version} | more))
        return caught.value.id

    assert refused() == "S214"
    assert refused(answers=" ", incomplete=True) == "S215"
    assert refused(seen=9, incomplete=True) == "S216"
    Assessment.objects.update(self_until=date(2026, 1, 1))
    done = hand_in(county, cast.clerk, answers="周县长", seen=county.version, incomplete=True)
    assert done.handed_in_by == "周县长"
    told = Revision.objects.get(verb="报自评")
    assert told.after["逾期"].endswith("天")
    assert told.after["缺"] == "6 项"
    assert "S211" in save_own(done, [Cell("990100", "1.1.3", "1")], cast.clerk).refused[0]
    assert refused() == "S211"


def test_it_is_reopened_with_a_reason_and_then_changed_again(cast, county, figure) -> None:
    done = hand_in(county, cast.clerk, answers="周县长", seen=county.version, incomplete=True)
    with pytest.raises(Fault, match="理由"):
        reopen(done, cast.clerk, reason=" ")
    again = reopen(done, cast.clerk, reason="漏填两项")
    assert again.handed_in_at is None
    assert save_own(county, [Cell("990100", "1.1.3", "1")], cast.clerk).written == 1
    Assessment.objects.update(stage="scoring")
    with pytest.raises(Fault, match="不再收自评"):
        hand_in(county, cast.clerk, answers="周县长", seen=county.version + 3, incomplete=True)


def test_a_target_is_filed_replaced_with_a_reason_and_late_ones_are_said_to_be_late(cast, county) -> None:
    Assessment.objects.update(file_until=date(2026, 3, 31))
    first = file_target(county, "1.1.6", cast.clerk, says="95%", basis="质量强县方案", today=date(2026, 3, 1))
    assert (first.value, first.text) == (95, "95")
    with pytest.raises(Fault, match="要写明理由"):
        file_target(county, "1.1.6", cast.clerk, says="93", today=date(2026, 4, 2), seen=first.pk)
    with pytest.raises(Fault, match="刚才有人备案"):
        file_target(county, "1.1.6", cast.clerk, says="93", why="下调", today=date(2026, 4, 2))
    second = file_target(county, "1.1.6", cast.clerk, says="93", why="上级调整", today=date(2026, 4, 2), seen=first.pk)
    first.refresh_from_db()
    assert (first.replaced, second.replaced) == (True, False)
    late = Revision.objects.filter(verb="目标备案").order_by("pk").last()
    assert late.after["逾期"] == "2 天"
    assert file_target(county, "1.1.3", cast.clerk, says="力争全省前三", today=date(2026, 3, 1)).words == "力争全省前三"


def test_what_the_records_give_is_known_by_item(county) -> None:
    assert set(figures_by_item(county)) == {"1.1.6"}
