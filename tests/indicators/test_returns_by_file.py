"""Forms go out as Excel and come back by the dozen: whose each is, what is wrong at which cell, where two disagree."""

import io
import subprocess
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

import factories
from indicators.returned import (
    IN_TIME,
    LATE,
    OWN,
    checks,
    file_of,
    filled,
    handed_in,
    july,
    of,
    permit,
    stands,
)
from zhiheng.core.values.faults import Fault
from zhiheng.indicators.models import Return, ReturnFile, ReviewAction
from zhiheng.indicators.returns import actions
from zhiheng.indicators.returns.handing_out import workbook_of, zip_of

pytestmark = pytest.mark.django_db
COUNTED = {"inspections": "2", "inspection-staff-times": "20", "cases-found": "4", "cases-filed": "2", "fines": "0.5"}
ALL = COUNTED | {key: str(value) for key, value in OWN.items()}


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def take(cast, opened, *files, on=IN_TIME) -> list[str]:
    return [says for _, says in actions.take_back(opened, list(files), cast.province_clerk, arrived_on=on)]


def test_a_file_goes_out_filled_in_and_comes_back_as_a_return(cast):
    opened = july(cast)
    assert take(cast, opened, ("改了名.xlsx", file_of(opened, "示例县"))) == ["示例县：已报，3 项有改动。"]
    one = of(opened)
    assert stands(one) == ALL
    assert (one.state, one.level, one.first_on) == ("accepted", 1, IN_TIME)  # the unit signed on paper
    assert ReviewAction.objects.get().reason == "单位以表格交回，审核在系统外进行"


def test_thirty_files_dragged_in_at_once_are_told_apart(cast):
    for n in range(30):
        factories.area(f"9903{n:02}", f"第{n:02}县", "county", cast.province)
    permit(cast)
    checks(cast, *(f"{n},农资,第{n:02}县,2025-07-02,12,3,2,5000" for n in range(30)))
    opened = actions.open_round("quality-work-monthly", "2025-07", cast.province_office, cast.province_clerk, today=IN_TIME)
    names = [one.name for one in opened.returns.all() if one.name.startswith("第")]
    files = [(f"新建表格({n}).xlsx", file_of(opened, name)) for n, name in enumerate(names[:28])]
    assert [says.split("：")[0] for says in take(cast, opened, *files)] == names[:28]
    page = cast.client("province_clerk").get(f"/indicators/returns/rounds/{opened.pk}/").content.decode()
    assert "还没有报（4）：示例县、邻县、第28县、第29县" in page


def test_a_zip_of_all_and_one_workbook_of_all_are_both_taken_apart(cast):
    opened = july(cast, "1,农资,示例县,2025-07-02,12,3,2,5000", "2,农资,邻县,2025-07-20,8,1,0,0")
    returns = list(opened.returns.all())
    with zipfile.ZipFile(io.BytesIO(zip_of(opened, returns))) as archive:
        assert [name.split()[1] for name in archive.namelist()] == ["示例县", "邻县"]
    said = take(cast, opened, ("全部.xlsx", filled(workbook_of(opened, returns), OWN)))
    assert [says.split("，")[0] for says in said] == ["示例县：已报", "邻县：已报"]


def test_a_file_without_its_marks_is_known_by_the_unit_it_names_and_by_the_names_of_its_items(cast):
    opened = july(cast)
    own = "报送质量工作信息,3,\n电视宣传,0,\n报刊、广播和网络宣传,1,\n"
    lines = f"填报单位：示例县\n项目,本期数,备注\n查处案件数,5宗,补计一宗\n{own}"
    assert take(cast, opened, ("x.csv", lines.encode())) == ["示例县：已报，4 项有改动。"]
    assert stands(of(opened))["cases-found"] == "5"


def test_a_file_of_which_nobody_can_tell_whose_it_is_waits_and_is_named_by_a_person(cast):
    opened = july(cast)
    lines = "项目,本期数\n报送质量工作信息,3\n电视宣传,0\n报刊、广播和网络宣传,1\n"
    assert take(cast, opened, ("表格.csv", lines.encode())) == ["看不出是哪个单位的，请在下面选。"]
    file = ReturnFile.objects.get(state="waits")
    with pytest.raises(Fault, match="M216"):
        actions.name_file(file, 0, cast.province_clerk)
    assert actions.name_file(file, of(opened).pk, cast.province_clerk).startswith("示例县：已报")


def test_a_file_that_says_another_unit_than_its_mark_waits(cast):
    opened = july(cast)
    book = load_workbook(io.BytesIO(file_of(opened, "示例县")))
    book.worksheets[0]["B2"] = "填报单位：邻县"
    out = io.BytesIO()
    book.save(out)
    assert take(cast, opened, ("x.xlsx", out.getvalue())) == ["看不出是哪个单位的，请在下面选。"]


def test_what_is_wrong_is_told_at_its_cell_and_nothing_is_lost(cast):
    opened = july(cast)
    (says,) = take(cast, opened, ("x.xlsx", file_of(opened, "示例县", tv_spots="十来次", cases_found=9, cases_filed=10)))
    assert says.startswith("示例县：值都留下了，还不能报。")
    for part in ("E11“电视宣传”“十来次”不是数", "E7“查处案件数”台账算出 4宗，表里填 9宗", "立案数多于查处案件数"):
        assert part in says
    one = of(opened)
    assert (one.state, stands(one)["tv-spots"], stands(one)["cases-found"]) == ("draft", "十来次", "9")


def test_a_formula_without_its_result_is_told_and_not_taken_for_empty(cast):
    opened = july(cast)
    (says,) = take(cast, opened, ("x.xlsx", file_of(opened, "示例县", tv_spots="=1+2")))
    assert "“电视宣传”这一格是公式，文件里没有存它的结果" in says


def test_a_second_file_that_says_otherwise_waits_for_a_person_cell_by_cell(cast):
    opened = july(cast)
    said = take(cast, opened, ("a.xlsx", file_of(opened, "示例县")), ("b.xlsx", file_of(opened, "示例县", tv_spots=7)))
    assert said[1] == "示例县已经报过（逐级审核中），这份有 1 项不同，请在下面选用哪份。"
    assert stands(of(opened)) == ALL
    file = ReturnFile.objects.get(state="waits")
    page = cast.client("province_clerk").get(f"/indicators/returns/rounds/{opened.pk}/").content.decode()
    assert "<td>电视宣传</td><td data-label=\"现在\">0次</td><td data-label=\"这份表\">7次</td>" in page
    with pytest.raises(Fault, match="M209"):
        actions.use_file(file, cast.province_clerk, "")
    assert actions.use_file(file, cast.province_clerk, "单位来电更正").startswith("示例县：已报")
    assert stands(of(opened))["tv-spots"] == "7"
    with pytest.raises(Fault, match="M217"):
        actions.drop_file(ReturnFile.objects.get(pk=file.pk), cast.province_clerk)


def test_the_same_file_again_changes_nothing(cast):
    opened = july(cast)
    content = file_of(opened, "示例县")
    take(cast, opened, ("a.xlsx", content))
    version = of(opened).version
    assert take(cast, opened, ("a.xlsx", content)) == ["示例县已经报过，这份没有变化。"]
    assert of(opened).version == version


def test_another_period_s_file_is_refused_and_named(cast):
    opened = july(cast)
    june = actions.open_round("quality-work-monthly", "2025-06", cast.province_office, cast.province_clerk, today=IN_TIME)
    (says,) = take(cast, opened, ("六月.xlsx", file_of(june, "示例县")))
    assert "另一期" in says
    assert "M214" in says
    assert not ReturnFile.objects.exists()


def test_a_file_that_is_no_form_and_one_that_is_no_table_keep_no_other_out(cast):
    opened = july(cast)
    said = take(cast, opened, ("a.csv", b"x,y\n1,2\n"), ("b.xlsx", b"PK\x03\x04broken"), ("c.xlsx", file_of(opened, "示例县")))
    assert "M213" in said[0]
    assert "R1" in said[1]
    assert said[2].startswith("示例县：已报")


def test_the_day_on_which_a_file_came_decides_whether_it_is_late(cast):
    opened = july(cast)
    assert take(cast, opened, ("a.xlsx", file_of(opened, "示例县")), on=LATE) == ["示例县：已报，迟报，3 项有改动。"]
    with pytest.raises(Fault, match="M218"):
        take(cast, opened, ("a.xlsx", b""), on=date(2999, 1, 1))


def test_what_was_sent_back_goes_out_with_the_reason_beside_its_item(cast):
    opened = july(cast)
    one = handed_in(of(opened), cast.clerk)
    actions.send_back(one.pk, ["fines"], "与通报不一致", cast.reviewer)
    sheet = load_workbook(io.BytesIO(workbook_of(opened, [of(opened)]))).worksheets[0]
    assert [row[7].value for row in sheet.iter_rows(min_row=4, max_row=9)] == ["退回意见", None, None, None, None, "与通报不一致"]


def test_a_file_re_saved_by_another_program_says_the_same(cast, soffice, tmp_path):
    opened = july(cast)
    (tmp_path / "a.xlsx").write_bytes(file_of(opened, "示例县", fines=(0.55, "含补缴"), problems="一、二\n三"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "xls", "--outdir", tmp_path, tmp_path / "a.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert take(cast, opened, ("a.xls", (tmp_path / "a.xls").read_bytes())) == ["示例县：已报，5 项有改动。"]
    assert stands(of(opened)) == ALL | {"fines": "0.55", "problems": "一、二 三"}


def test_heads_and_counted_cells_are_protected_and_the_cells_to_fill_are_not(cast):
    sheet = load_workbook(io.BytesIO(workbook_of(opened := july(cast), opened.returns.all()))).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert sheet["C5"].protection.locked
    assert not sheet["E5"].protection.locked


def test_a_county_brings_in_its_own_file_and_nobody_else_s(cast):
    opened = july(cast)
    own, other = file_of(opened, "示例县"), file_of(opened, "邻县")
    said = actions.take_back(opened, [("a.xlsx", own), ("b.xlsx", other)], cast.clerk, arrived_on=IN_TIME)
    assert said[0][1].startswith("示例县：已报")
    assert "U401" in said[1][1]
    assert Return.objects.get(area=cast.neighbour_county).version == 0
