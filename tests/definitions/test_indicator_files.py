"""A file of an indicator says what is counted; what cannot be counted so is refused with file, key and remedy."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.definitions.figures.relations import by_id, unrelated
from zhiheng.definitions.indicators import indicator_from, indicator_on, indicator_texts, indicators
from zhiheng.definitions.registers import registers

HEAD = 'name = "试"\nsource = {document = "某文件", clause = "一"}\n'
LOTS = 'from = "product-sampling"\nmeasure = "count"\n'
RATE = LOTS + 'numerator = {where = {verdict = "合格"}}\ndenominator = {where = {verdict = ["合格", "不合格"]}}\n'
DUE = 'due = {who = "areas", where = {level = "市县"}}\ndone = {from = "work-meeting", key = "area"}\n'
PERCENT = 'print = {unit = "%", decimals = 1, base = "批次"}\n'


def written(folder: Path, text: str, id: str = "mine") -> Path:
    (folder / "indicators").mkdir(exist_ok=True)
    path = folder / "indicators" / f"{id}.toml"
    path.write_text(HEAD + text, "utf-8")
    return path


def read(folder: Path, text: str, id: str = "mine") -> Indicator:
    return indicator_from(written(folder, text, id), registers())


def fault_of(folder: Path, text: str) -> Fault:
    with pytest.raises(Fault) as caught:
        read(folder, text)
    assert caught.value.says.startswith("indicators/mine.toml")
    return caught.value


def faults_between(folder: Path, **texts: str) -> list[Fault]:
    return unrelated(by_id(read(folder, text, id) for id, text in texts.items()))


@pytest.mark.parametrize(
    ("text", "shape", "over"),
    [
        (LOTS + 'print = {unit = "批次"}', "value", ("sum", "sum")),
        ('from = "special-campaign"\nmeasure = "sum found filed"\nprint = {unit = "宗"}', "value", ("sum", "sum")),
        ('from = "product-sampling"\nmeasure = "distinct enterprise"\nprint = {unit = "户"}', "value", ("none", "none")),
        ('from = "brand"\nmeasure = "count"\ntime = "active"\nprint = {unit = "个"}', "value", ("last", "sum")),
        ('from = "energy-evaluation"\n'
         'measure = "sum saved"\n'
         'time = "since 2006-01-01"\n'
         'print = {unit = "万吨标准煤"}', "value", ("last", "sum")),
        ('from = "enforcement-case"\nmeasure = "max fine"\nprint = {unit = "元"}', "value", ("none", "none")),
        ('from = "service-title"\n'
         'measure = "mean score"\n'
         'time = "event reviewed_on"\n'
         'print = {unit = "分"}', "value", ("sum", "sum")),
        (RATE + PERCENT, "rate", ("sum", "sum")),
        (RATE + 'time = "until"\n' + PERCENT, "rate", ("last", "sum")),
        (DUE + 'print = {unit = "个"}', "due", ("none", "none")),
        ('change = {of = "fines", against = "last-year", in = "percent"}\nprint = {unit = "%"}', "change", ("none", "none")),
        ('formula = {op = "ratio", of = ["fines", "cases-filed"]}\nprint = {unit = "万元/宗"}', "formula", ("none", "none")),
        ('rule = {id = "longest-run", of = "fines", with = {step = "year"}}\nprint = {unit = "年"}', "rule", ("none", "none")),
        ('imported = true\n'
         'series = {publisher = "国家统计局", system = "公报"}\n'
         'print = {unit = "%", base = "产值"}', "imported", ("none", "none")),
        ('imported = true\n'
         'series = {publisher = "各市县", system = "年报"}\n'
         'over_area = "sum"\n'
         'print = {unit = "人"}', "imported", ("none", "sum")),
        ('from = "work-meeting"\n'
         'measure = "sum attendees"\n'
         'each = {by = "area", take = ["min", "max"]}\n'
         'print = {unit = "人"}', "value", ("none", "none")),
        ('from = "brand"\n'
         'measure = "count"\n'
         'by = ["class"]\n'
         'value = "share"\n'
         'print = {unit = "%", base = "品牌"}', "value", ("sum", "sum")),
    ],
)  # fmt: skip
def test_each_shape_says_how_it_adds_up(text: str, shape: str, over: tuple[str, str], tmp_path: Path) -> None:
    found = read(tmp_path, text)
    assert (found.shape, (found.over_time, found.over_area)) == (shape, over)


@pytest.mark.parametrize(
    ("text", "kept", "printed"),
    [
        ('from = "nature-reserve"\n'
         'measure = "sum area_m2"\n'
         'time = "active"\n'
         'print = {unit = "万亩", decimals = 1}', "20000000", "3"),
        ('from = "nature-reserve"\nmeasure = "sum area_m2"\ntime = "active"\nprint = {unit = "平方公里"}', "20000000", "20"),
        ('from = "enforcement-case"\nmeasure = "sum fine"\nprint = {unit = "亿元"}', "10000000000", "1"),
        ('from = "quality-incident"\nmeasure = "sum destroyed"\nprint = {unit = "吨"}', "500000", "500"),
    ],
)
def test_a_kept_amount_becomes_the_printed_unit_exactly(text: str, kept: str, printed: str, tmp_path: Path) -> None:
    assert Fraction(kept) / read(tmp_path, text).scale == Fraction(printed)


@pytest.mark.parametrize(
    ("text", "scale", "per"),
    [
        (RATE + PERCENT, 1, 100),
        (RATE + 'print = {unit = "‰", base = "批次"}', 1, 1000),
        ('from = "regulator-staffing"\nnumerator = {measure = "sum staff"}\ndenominator = {measure = "sum entities"}\n'
         'per = 10000\nprint = {unit = "人/万户", base = "户"}', 1, 10_000),
        ('from = "enforcement-case"\nmeasure = "count"\nnumerator = {measure = "sum fine"}\n'
         'print = {unit = "万元/宗", base = "宗"}',
         1_000_000, 1),
        (DUE + 'value = "rate"\nprint = {unit = "%", base = "市县"}', 1, 100),
        (DUE + 'value = "share"\nprint = {unit = "‰", base = "市县"}', 1, 1000),
        ('from = "brand"\nmeasure = "count"\nby = ["class"]\nvalue = "share"\nprint = {unit = "‰", base = "品牌"}', 1, 1000),
    ],
)  # fmt: skip
def test_a_rate_says_what_it_is_multiplied_by(text: str, scale: int, per: int, tmp_path: Path) -> None:
    found = read(tmp_path, text)
    assert (found.scale, found.per) == (Fraction(scale), per)


@pytest.mark.parametrize(
    ("text", "id", "says"),
    [
        (LOTS + 'wehre = {level = "省"}\nprint = {unit = "批次"}', "D202", "是不是“where”"),
        (LOTS + 'where = {levle = "省"}\nprint = {unit = "批次"}', "D202", "是不是“level”"),
        (LOTS + 'where = {level = "部"}\nprint = {unit = "批次"}', "D202", "可用的：国家、省、市、县"),
        (LOTS + 'where = {state = "公示"}\nprint = {unit = "批次"}', "D202", "公告"),
        (LOTS + 'where = {"clock.publsh" = "迟"}\nprint = {unit = "批次"}', "D202", "是不是“clock.publish”"),
        (LOTS + 'where = {"clock.publish" = "晚"}\nprint = {unit = "批次"}', "D202", "未起"),
        (LOTS + 'where = {stratum_size = "多"}\nprint = {unit = "批次"}', "D260", "应为整数"),
        (LOTS + 'where = {sampled_on = {min = "2024-01-01"}}\nprint = {unit = "批次"}', "D260", "应为日期"),
        (LOTS + 'where = {"enterprise.size" = "大"}\nprint = {unit = "批次"}', "D205", "不是引用"),
        (LOTS + 'where = {level = {like = "省"}}\nprint = {unit = "批次"}', "D202", "可用的：not、in"),
        (LOTS + 'where = {stratum_size = {over = {param = "least-lots"}}}\nprint = {unit = "批次"}', "D420", "in_force"),
        (LOTS + 'where = {office = "省局"}\nprint = {unit = "批次"}', "D421", "单位字段"),
        (LOTS + 'where = "level = 省"\nprint = {unit = "批次"}', "D260", "条件应为"),
        ('from = "enforcement-case"\n'
         'measure = "count"\n'
         'where = {"check.reslt" = "立案"}\n'
         'print = {unit = "宗"}', "D202", "是不是“result”"),
        ('from = "enforcement-case"\n'
         'measure = "count"\n'
         'where = {"check.result" = "罚"}\n'
         'print = {unit = "宗"}', "D202", "责令改正"),
        ('from = "enforcement-case"\n'
         'measure = "count"\n'
         'where = {"published.no" = "1"}\n'
         'print = {unit = "宗"}', "D260", "penalty-disclosure"),
        ('measure = "count"\nprint = {unit = "批次"}', "D202", "from"),
        ('from = "product-sampling"\nprint = {unit = "批次"}', "D252", "一个也没有写"),
        (LOTS + 'change = {of = "fines", against = "last-year", in = "percent"}\n'
         'print = {unit = "%"}', "D252", "同时写了 measure、change"),
        ('change = {of = "fines", against = "last-year", in = "percent"}\n'
         'where = {}\n'
         'print = {unit = "%"}', "D252", "不能写“where”"),
        ('change = {of = "fines", against = "去年", in = "percent"}\nprint = {unit = "%"}', "D262", "last-year、previous"),
        (LOTS + 'time = "event no"\nprint = {unit = "批次"}', "D202", "sampled_on"),
        (LOTS + 'time = "active"\nprint = {unit = "批次"}', "D261", "没有写 active"),
        (LOTS + 'time = "since 2024-02-30"\nprint = {unit = "批次"}', "D261", "日历上没有"),
        (LOTS + 'time = "today"\nprint = {unit = "批次"}', "D261", "time 写成了“today”"),
        (LOTS + 'time = "due clock"\nprint = {unit = "批次"}', "D202", "publish"),
        (LOTS + 'window = "week"\nprint = {unit = "批次"}', "D203", "window"),
        (LOTS + 'empty = "zero if filed"\nprint = {unit = "批次"}', "D252", "没有写 returns"),
        (LOTS + 'by = ["stratum_size", "report_file"]\nprint = {unit = "批次"}', "D202", "report_file"),
        (LOTS + 'print = {unit = ""}', "D253", "须写 unit"),
        ('from = "enterprise-title"\nmeasure = "sum fulfilled_percent"\nprint = {unit = "%"}', "D207", "比率不能相加"),
        ('from = "enterprise-title"\nmeasure = "mean fulfilled_percent"\nprint = {unit = "%"}', "D207", "比率不能平均"),
        ('from = "special-campaign"\nmeasure = "sum staff found"\nprint = {unit = "宗"}', "D207", "单位不同"),
        ('from = "special-campaign"\nmeasure = "distinct evidence_shared"\nprint = {unit = "份"}', "D207", "是文件"),
        ('from = "nature-reserve"\nmeasure = "sum area_m2"\ntime = "active"\nprint = {unit = "米"}', "D202", "平方公里"),
        (RATE + 'print = {unit = "%", decimals = 1}', "D253", "没有写 base"),
        (RATE + 'print = {unit = "批次", base = "批次"}', "D253", "比率的单位"),
        (RATE + 'per = 100\n' + PERCENT, "D253", "不用再写 per"),
        ('from = "enforcement-case"\nmeasure = "count"\nnumerator = {measure = "sum fine"}\nprint = {unit = "%", base = "宗"}',
         "D253", "相除不是百分比"),
        ('from = "product-sampling"\n'
         'measure = "distinct enterprise"\n'
         'over_area = "sum"\n'
         'print = {unit = "户"}', "D255", "逐期逐地"),
        ('from = "brand"\n'
         'measure = "count"\n'
         'time = "active"\n'
         'over_time = "sum"\n'
         'print = {unit = "个"}', "D255", "期末数不能按期相加"),
        (RATE + 'over_time = "mean"\n' + PERCENT, "D255", "不取平均"),
        ('due = {who = "areas", where = {level = "地级"}}\n'
         'done = {from = "work-meeting", key = "area"}\n'
         'print = {unit = "个"}', "D202", "市县"),
        ('due = {who = "areas"}\ndone = {from = "work-meeting", key = "units"}\nprint = {unit = "个"}', "D256", "对不上"),
        ('due = {who = "product-sampling"}\n'
         'done = {from = "quality-talk", key = "enterprise"}\n'
         'print = {unit = "户"}', "D256", "须用 key"),
        ('due = {who = "areas", times = "week"}\n'
         'done = {from = "work-meeting", key = "area"}\n'
         'print = {unit = "个"}', "D256", "codes 台账.字段"),
        ('due = {who = "areas"}\nprint = {unit = "个"}', "D252", "缺少“done”"),
        ('due = {who = "areas"}\n'
         'done = {from = "work-meeting", key = "area"}\n'
         'value = "rate"\n'
         'print = {unit = "个"}', "D253", "这是占比"),
        ('rule = {id = "longest", of = "fines"}\nprint = {unit = "年"}', "D202", "是不是“longest-run”"),
        ('from = "brand"\nrule = {id = "rank", of = "fines"}\nprint = {unit = "名"}', "D262", "不写 from"),
        ('rule = {id = "elapsed-months", with = {day = "held_on"}}\nprint = {unit = "个月"}', "D262", "要写 from"),
        ('from = "work-meeting"\n'
         'rule = {id = "elapsed-months", with = {day = "units"}}\n'
         'print = {unit = "个月"}', "D262", "不是单个的 date"),
        ('from = "work-meeting"\nrule = {id = "numbering-gaps"}\nprint = {unit = "期"}', "D202", "number"),
        ('imported = true\nprint = {unit = "%"}', "D252", "缺少“series”"),
        ('imported = true\n'
         'series = {publisher = "国家统计局", system = "公报"}\n'
         'over_area = "sum"\n'
         'print = {unit = "%", base = "产值"}', "D255", "over_area"),
        ('imported = true\n'
         'series = {publisher = "各市县", system = "年报"}\n'
         'over_time = "sum"\n'
         'print = {unit = "人"}', "D252", "over_time"),
        ('formula = {op = "times", of = ["fines", "cases-filed"]}\nprint = {unit = "万元"}', "D203", "op"),
        ('formula = {op = "plus", of = ["fines"]}\nprint = {unit = "万元"}', "D262", "两个指标"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(text: str, id: str, says: str, tmp_path: Path) -> None:
    fault = fault_of(tmp_path, text)
    assert fault.id == id
    assert says in fault.says


def test_a_fault_names_the_line(tmp_path: Path) -> None:
    assert "indicators/mine.toml 第5行" in fault_of(tmp_path, LOTS + 'where = {levle = "省"}\nprint = {unit = "批次"}').says


COUNT = LOTS + 'print = {unit = "批次"}'
OTHER = RATE + 'print = {unit = "%", decimals = 1, base = "户"}'


@pytest.mark.parametrize(
    ("texts", "id", "says"),
    [
        ({
            "one": COUNT + '\nnot_more = "two"',
            "two": 'from = "brand"\nmeasure = "count"\nprint = {unit = "个"}',
        }, "D259", "不能相比"),
        ({"one": COUNT + '\nnot_more = "tow"', "two": COUNT}, "D202", "是不是“two”"),
        ({
            "one": 'change = {of = "two", against = "last-year", in = "points"}\nprint = {unit = "个百分点"}',
            "two": COUNT,
        }, "D259", "没有百分点"),
        ({
            "one": 'change = {of = "two", against = "last-year", in = "points"}\nprint = {unit = "%"}',
            "two": RATE + PERCENT,
        }, "D259", "请写成“个百分点”"),
        ({
            "one": 'change = {of = "two", against = "last-year", in = "amount"}\nprint = {unit = "%"}',
            "two": RATE + PERCENT,
        }, "D259", "变化用百分点"),
        ({
            "one": 'formula = {op = "plus", of = ["two", "six"]}\nprint = {unit = "%"}',
            "two": RATE + PERCENT,
            "six": OTHER,
        }, "D259", "不能相加"),
        ({
            "one": 'formula = {op = "minus", of = ["two", "six"]}\nprint = {unit = "个百分点"}',
            "two": RATE + PERCENT,
            "six": OTHER,
        }, "D259", "不互为补数"),
        ({
            "one": 'formula = {op = "minus", of = ["two", "six"]}\nprint = {unit = "批次"}',
            "two": RATE + PERCENT,
            "six": COUNT,
        }, "D259", "不能加减"),
        ({
            "one": 'formula = {op = "ratio", of = ["two", "six"]}\nprint = {unit = "%"}',
            "two": COUNT,
            "six": COUNT,
        }, "D259", "per = 1"),
        ({
            "one": 'formula = {op = "ratio", of = ["two", "one"]}\nprint = {unit = "倍"}',
            "two": COUNT,
        }, "D259", "请写成“批次/倍”"),
        ({"one": 'formula = {op = "plus", of = ["two", "six"]}\nprint = {unit = "批次"}',
          "two": 'formula = {op = "plus", of = ["one", "six"]}\nprint = {unit = "批次"}', "six": COUNT},
         "D258", "one → two → one"),
        ({
            "one.2020": COUNT + "\nin_force = {from = 2020-01-01}",
            "one.2024": COUNT + "\nin_force = {from = 2024-01-01}",
        }, "D257", "重叠"),
    ],
)  # fmt: skip
def test_indicators_that_do_not_fit_each_other_are_refused(texts: dict[str, str], id: str, says: str, tmp_path: Path) -> None:
    faults = faults_between(tmp_path, **texts)
    assert id in [fault.id for fault in faults]
    assert any(says in fault.says for fault in faults)


def test_rates_of_one_base_are_compared_in_points(tmp_path: Path) -> None:
    minus = 'formula = {op = "minus", of = ["two", "six"]}\nprint = {unit = "个百分点", decimals = 1}'
    assert not faults_between(tmp_path, one=minus, two=RATE + PERCENT, six=RATE + PERCENT)


def test_rates_in_thousandths_differ_in_points_of_a_thousand(tmp_path: Path) -> None:
    rate = RATE + 'print = {unit = "‰", base = "批次"}'
    change = 'change = {of = "two", against = "last-year", in = "points"}\nprint = {unit = "个千分点"}'
    minus = 'formula = {op = "minus", of = ["two", "six"]}\nprint = {unit = "个千分点"}'
    assert not faults_between(tmp_path, one=change, four=minus, two=rate, six=rate)
    assert faults_between(tmp_path, one=minus.replace("千分", "百分"), two=rate, six=rate)


def test_a_file_of_an_office_replaces_ours_and_a_changed_one_is_read_again(tmp_path: Path) -> None:
    path = written(tmp_path, 'from = "donation"\nmeasure = "sum amount"\nprint = {unit = "元"}', "donations")
    assert indicators(tmp_path)["donations"].printing.unit == "元"
    path.write_text(HEAD + 'from = "donation"\nmeasure = "sum amount"\nprint = {unit = "亿元", decimals = 4}', "utf-8")
    assert indicators(tmp_path)["donations"].printing.unit == "亿元"


def test_a_file_of_an_office_that_others_are_computed_from_keeps_its_unit(tmp_path: Path) -> None:
    written(tmp_path, 'from = "special-campaign"\nmeasure = "sum fine"\nprint = {unit = "元"}', "fines")
    with pytest.raises(Fault, match="请写成“元/宗”"):
        indicators(tmp_path)


def test_a_series_that_may_only_be_imported_is_not_computed_by_an_office(tmp_path: Path) -> None:
    written(tmp_path, RATE + PERCENT, "manufacturing-pass-rate")
    with pytest.raises(Fault, match="只能导入公布的数"):
        indicators(tmp_path)


def test_nothing_is_the_complement_of_the_manufacturing_pass_rate(tmp_path: Path) -> None:
    ours = indicators()
    minus = 'formula = {op = "minus", of = ["manufacturing-pass-rate", "sampling-failure-rate"]}\nprint = {unit = "个百分点"}'
    faults = unrelated(by_id([*ours.values(), read(tmp_path, minus)]))
    assert [fault.id for fault in faults] == ["D259"]
    assert ours["manufacturing-pass-rate"].shape == "imported"
    assert not [one.id for one in ours.values() if "manufacturing-pass-rate" in one.uses]


def test_the_text_in_force_on_a_day_is_found(tmp_path: Path) -> None:
    written(tmp_path, COUNT + "\nin_force = {to = 2019-12-31}", "lots")
    written(tmp_path, COUNT.replace("批次", "批") + "\nin_force = {from = 2020-01-01}", "lots.2020")
    assert len(indicator_texts(tmp_path)["lots"]) == 2
    assert indicator_on("lots", date(2019, 6, 1), tmp_path).printing.unit == "批次"
    assert indicator_on("lots", date(2021, 6, 1), tmp_path).printing.unit == "批"
