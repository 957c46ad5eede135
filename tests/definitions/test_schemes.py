"""A scheme's file is read whole or refused with its file, place and remedy."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from core.scoring.making import RATE, small_text
from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Scheme
from zhiheng.core.values.ways import WAYS
from zhiheng.definitions.assessing.ways import way_from
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.proving import proved
from zhiheng.definitions.registers import counted
from zhiheng.definitions.schemes import clashing, scheme_called, scheme_for, scheme_of, schemes, schemes_by_id

VISIT = '"1.1.2" = {name = "核查", worth = 4, by = "visit"}'
PRAISE = '[[consequences]]\nsays = "表扬"\nfirst = 3\n'
CALLED = '[[consequences]]\nsays = "整改"\ngrade = "C"\n'
VETO = '[vetoes.x]\nname = "否决"\n'


LEVEL = VETO + 'when = {incident = ["质量责任事故"], level = ["特大"]}\n'


def banded(*bands: str) -> str:
    return RATE.replace("linear = {zero = 80, full = 90}", f"bands = [{', '.join(bands)}]")


def read(text: str) -> Scheme:
    return scheme_of(Path("schemes/small.toml"), text, indicators(), counted())


def refused(text: str) -> Fault:
    with pytest.raises(Fault) as caught:
        read(text)
    return caught.value


def test_the_provincial_form_has_five_aspects_sixteen_points_and_seventy_five_contents() -> None:
    scheme = scheme_called("provincial-2022")
    assert (len(scheme.aspects), len(scheme.points), len(scheme.items), scheme.total) == (5, 16, 75, 100)
    assert scheme.calendar == "year"
    assert all(item.lead for item in scheme.items)
    assert len({item.name for item in scheme.items}) == 75
    assert len({item.of for item in scheme.items if item.by == "computed"}) == sum(item.by == "computed" for item in scheme.items)


def test_the_schemes_that_others_rely_on_are_here_and_say_what_is_unconfirmed() -> None:
    wanted = "provincial-2022 national-2013 quality-county county-township member-units provincial-pass-fail quality-award"
    assert set(schemes()) >= set(wanted.split())
    for scheme in schemes().values():
        assert scheme.source.document
        assert scheme.unconfirmed
        assert all(item.source.document for item in scheme.items)
        assert set(scheme.missing) >= {item.by for item in scheme.items}


def test_the_measure_of_2013_is_closed_and_runs_from_july_to_june() -> None:
    period = period_from("A2015")
    assert scheme_for("national-2013", period.start, period.end, "A2015").id == "national-2013"
    for said, id in (("A2025", "D457"), ("2015", "D462"), ("A2013", "D457")):
        period = period_from(said)
        with pytest.raises(Fault) as caught:
            scheme_for("national-2013", period.start, period.end, said)
        assert caught.value.id == id


def test_the_quality_award_has_the_points_of_the_edition_of_2012() -> None:
    scheme = scheme_called("quality-award")
    assert [str(level.worth) for level in scheme.aspects.values()] == ["110", "90", "90", "130", "100", "80", "400"]
    assert (len(scheme.items), scheme.total) == (23, 1000)


def test_points_are_exact_whether_written_as_numbers_or_as_text() -> None:
    assert read(small_text(RATE.replace("worth = 6", "worth = 5.9"), VISIT.replace("worth = 4", 'worth = "4.1"')))


def test_the_example_is_sound() -> None:
    assert read(small_text(RATE, VISIT)).items[1].by == "visit"


@pytest.mark.parametrize(
    ("text", "id", "says"),
    [
        (small_text(RATE), "D451", "要点 1.1 要点写的是 10 分，下面各项合计 6 分"),
        (small_text(RATE, VISIT).replace("worth = 10", "worth = 9", 1), "D451", "方面 1 方面写的是 9 分，下面各项合计 10 分"),
        (small_text(RATE, VISIT).replace("total = 10", "total = 11"), "D451", "总分写的是 11 分"),
        (small_text(banded("{from = 90, score = 6}, {below = 80, score = 0}"), VISIT), "D452", "80 至 90 之间没有档"),
        (small_text(banded("{from = 80, score = 6}, {below = 90, score = 0}"), VISIT), "D452", "重叠"),
        (small_text(banded("{from = 80, score = 6}"), VISIT), "D452", "最低一档不写 from"),
        (small_text(RATE, VISIT).replace("to = 89}", "to = 88}"), "D466", "中间有空"),
        (small_text(RATE, VISIT).replace("decimals = 0\nround", "decimals = 1\nround"), "D466", "保留 1 位时中间有空"),
        (small_text(RATE, VISIT).replace("to = 89}", "to = 90}"), "D466", "重叠"),
        (small_text(RATE, VISIT, after=VETO + 'when = {incident = ["外星人"]}\ngrade = "C"'), "D453", "没有“外星人”这个类别"),
        (small_text(RATE, VISIT, after=LEVEL + 'grade = "C"'), "D453", "级别"),
        (small_text(RATE, VISIT, after=VETO + 'when = {indicator = "incidentz"}\ngrade = "C"'), "D467", "incidentz"),
        (small_text(RATE, VISIT, after=VETO + 'when = {indicator = "incidents"}\ngrade = "E"'), "D464", "没有“E”这个等次"),
        (small_text(RATE, VISIT, after=VETO + 'when = {}\ngrade = "C"'), "D464", "只写一个"),
        (small_text(RATE, VISIT, after=VETO + 'when = {of = "1.2", under = 60}\ngrade = "C"'), "D202", "不认识“1.2”"),
        (small_text(RATE.replace("sampling-pass-rate", "sampling-rate"), VISIT), "D454", "没有“sampling-rate”这个指标"),
        (small_text(RATE.replace('"%"', '"‰"'), VISIT), "D455", "单位是“%”，这里写的是“‰”"),
        (small_text(RATE, VISIT).replace(', visit = "zero"', ""), "D458", "缺数据"),
        (small_text(RATE.replace('by = "comp', 'missing = "base", by = "comp'), VISIT), "D458", "没有写 base"),
        (small_text(RATE.replace("linear =", "line ="), VISIT), "D202", "是不是“linear”"),
        (small_text(RATE.replace("linear = {zero = 80, full = 90}", ""), VISIT), "D459", "现在有 0 种"),
        (small_text(RATE.replace("full = 90", "full = 80"), VISIT), "D459", "零分线和满分线相同"),
        (small_text(RATE.replace('of = "sampling-pass-rate", ', ""), VISIT), "D468", "指标编号"),
        (small_text(RATE.replace("{linear = {zero = 80, full = 90}}", "{given = {}}"), VISIT), "D459", "不能用 given"),
        (small_text(RATE.replace("sampling-pass-rate", "incidents").replace("%", "起"), VISIT), "D461", "越少越好"),
        (small_text(banded("{from = 90, score = 7}, {below = 90, score = 0}"), VISIT), "D463", "最多给 7 分"),
        (small_text(RATE, VISIT.replace("1.1.2", "1.2.2")), "D460", "内容“1.2.2”不在任何要点之下"),
        (small_text(RATE, VISIT, points='"1.2" = {name = "空", worth = 0}'), "D460", "下面没有内容"),
        (small_text(RATE, VISIT, more="bonus_most = 3"), "D465", "要么都写"),
        (small_text(RATE, VISIT, after='[[consequences]]\nsays = "整改"\nlast = 3\nwithin = "soon"'), "D464", "看不懂"),
        (small_text(RATE, VISIT, after=PRAISE + 'grades = ["E"]'), "D464", "没有“E”这个等次"),
        (small_text(RATE, VISIT, after=CALLED + 'grades = ["C"]'), "D464", "不能再写 grades"),
        (small_text(RATE, VISIT, after=PRAISE + CALLED), "D464", "同时得到“表扬”和“整改”，互相矛盾"),
        (small_text(RATE, VISIT, after=PRAISE + 'grades = ["A", "C"]\n' + CALLED), "D464", "请给“表扬”写上 grades，不含“C”"),
        (small_text(RATE, VISIT, more='colour = "red"'), "D202", "不认识“colour”"),
        (small_text(RATE, VISIT.replace("worth = 4", 'worth = 4, kind = "penalty"'), more="penalty_most = 4"), "D468", "扣分项"),
        (small_text(RATE, VISIT.replace("worth = 4", "worth = -4")), "D469", "应大于 0"),
        (small_text(RATE, VISIT).replace("decimals = 2", "decimals = 12"), "D470", "应为 0 至 4"),
        (small_text(total="0"), "D460", "一项内容也没有"),
    ],
)
def test_a_file_that_cannot_be_scored_by_is_refused(text: str, id: str, says: str) -> None:
    fault = refused(text)
    assert (fault.id, says in fault.says) == (id, True), str(fault)
    assert fault.says.startswith("schemes/small.toml")


def test_a_fault_names_the_line_of_the_item() -> None:
    text = small_text(RATE, VISIT.replace('by = "visit"', 'by = "visitor"'))
    line = next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith('"1.1.2"'))
    assert refused(text).says.startswith(f'schemes/small.toml 第{line}行 [items."1.1.2"]')


def test_every_way_that_the_guide_shows_is_read() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "own-schemes.md").read_text("utf-8")
    shown = [tomllib.loads(found)["how"] for found in re.findall(r"`(how = \{.*\})`", guide)]
    assert {next(iter(how)) for how in shown} == set(WAYS)
    for how in shown:
        assert way_from(how, Path("schemes/guide.toml"), "items")
    example = guide.partition("```toml\n")[2].partition("```")[0]
    scheme = small_text(RATE, VISIT).replace('[grading]\ndecimals = 0\nround = "half-up"\n', "").replace("1 = {name", "2 = {name")
    scheme = re.sub(r"(?m)^bands = .*\n", "", scheme).replace('"1.1', '"2.1')
    assert [veto.id for veto in read(scheme + example).vetoes] == ["regional", "safety"]


def test_points_must_add_up_in_every_group() -> None:
    other = RATE.replace("worth = 6", 'worth = 6, worth_in = {"镇" = 5}')
    text = small_text(other, VISIT, more='groups = {"县" = "县", "镇" = "镇"}')
    assert "（镇组）写的是 10 分，下面各项合计 9 分" in refused(text).says


@pytest.mark.parametrize(
    ("first", "second", "clashes"),
    [
        ("{from = 2022-01-01, to = 2023-12-31}", "{from = 2024-01-01}", False),
        ("{from = 2022-01-01, to = 2024-06-30}", "{from = 2024-07-01}", True),
        ("{from = 2022-01-01, to = 2024-06-30}", "{from = 2025-01-01}", False),
        ("{from = 2022-01-01}", "{from = 2024-01-01}", True),
        ("{from = 2022-01-01, to = 2023-12-31}", "{from = 2024-03-01}", False),
    ],
)
def test_two_texts_in_one_assessment_year_are_refused(first: str, second: str, clashes: bool) -> None:
    text = small_text(RATE, VISIT)
    texts = [read(text.replace("{from = 2024-01-01}", force)) for force in (first, second)]
    assert [fault.id for fault in clashing(schemes_by_id(texts))] == (["D456"] if clashes else [])


def test_a_text_that_begins_within_a_year_does_not_judge_that_year(tmp_path: Path) -> None:
    (tmp_path / "schemes").mkdir()
    text = small_text(RATE, VISIT).replace("{from = 2024-01-01}", "{from = 2024-03-01}")
    (tmp_path / "schemes" / "ours.toml").write_text(text, "utf-8")
    with pytest.raises(Fault) as caught:
        scheme_for("ours", date(2024, 1, 1), date(2024, 12, 31), "2024", tmp_path)
    assert caught.value.id == "D457"
    assert scheme_for("ours", date(2025, 1, 1), date(2025, 12, 31), "2025", tmp_path).name == "小方案"


def test_an_office_replaces_a_scheme_of_ours_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "schemes").mkdir()
    (tmp_path / "schemes" / "member-units.toml").write_text(small_text(RATE, VISIT), "utf-8")
    assert scheme_called("member-units", tmp_path).name == "小方案"
    with pytest.raises(Fault, match="provincial-2022"):
        scheme_called("provincial-2020", tmp_path)


def test_the_check_counts_schemes_and_tells_what_is_wrong_with_an_offices(tmp_path: Path) -> None:
    assert proved().definitions["schemes"] == len(schemes())
    (tmp_path / "schemes").mkdir()
    (tmp_path / "schemes" / "ours.toml").write_text(small_text(RATE), "utf-8")
    assert [error[:4] for error in proved(tmp_path).errors] == ["D451"]
