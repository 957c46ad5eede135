"""Definition files are read strictly: what is wrong is named with file, key and remedy."""

from datetime import date
from pathlib import Path

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.definitions.indicators import indicator_from, indicators
from zhiheng.definitions.proving import proved
from zhiheng.definitions.registers import register_from, register_on, registers
from zhiheng.definitions.strict import OURS

REGISTER = (OURS / "registers" / "special-campaign.toml").read_text("utf-8")
INDICATOR = (OURS / "indicators" / "fines.toml").read_text("utf-8")


def fault_of(folder: Path, text: str, kind: str = "registers") -> Fault:
    path = folder / kind / "mine.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    with pytest.raises(Fault) as caught:
        register_from(path) if kind == "registers" else indicator_from(path, registers())
    assert caught.value.says.startswith(f"{kind}/mine.toml")
    return caught.value


def test_every_definition_of_ours_loads() -> None:
    assert "special-campaign" in registers()
    assert {"inspections", "inspection-staff-times", "cases-found", "cases-filed", "fines"} <= set(indicators())


@pytest.mark.parametrize(
    ("old", "new", "id", "says"),
    [
        ("pattern =", "patern =", "D202", "是不是“pattern”"),
        ("[fields]", "[fields", "D201", "第"),
        ("required = true", "requierd = true", "D202", "[fields.no]：不认识“requierd”。是不是“required”？"),
        ('type = "int"', 'type = "integer"', "D203", "[fields.staff]：“type”"),
        ('key = ["area", "no"]', 'key = ["area", "number"]', "D202", "不认识“number”"),
        ('key = ["area", "no"]', "key = []", "D204", "key 是空的"),
        ('event = "checked_on"', 'event = "staff"', "D204", "应当是 date"),
        ('kind = ["产品"', 'lead = ["产品"', "D204", "code 类型"),
        ('max = {field = "found"}', 'max = {field = "fuond"}', "D202", "是不是“found”"),
        ('max = {field = "found"}', 'most = {field = "found"}', "D202", "不认识“most”"),
        ("filled = true", "filled = 1", "D205", "filled 用 true"),
        ('max = {field = "found"}', 'max = {field = "area.level"}', "D205", "“area”不是引用"),
        ('max = {field = "found"}', 'max = {param = "found"}', "D420", "不能写 param"),
        ('max = {field = "found"}', "max = {}", "D202", "不认识“”"),
        ("filed = {filled = true}", 'kind = "产吕"', "D202", "kind：不认识“产吕”。可用的：产品、"),
        ('min = 0, unit = "人次"', 'derive = "over", of = ["found", "filed"]', "D202", "derive：不认识“over”"),
        ('row = "一次专项检查"', "", "D203", "缺少“row”"),
    ],
)
def test_a_wrong_register_says_where_and_what(old: str, new: str, id: str, says: str, tmp_path: Path) -> None:
    assert old in REGISTER
    fault = fault_of(tmp_path, REGISTER.replace(old, new, 1))
    assert fault.id == id
    assert says in fault.says


@pytest.mark.parametrize(
    ("old", "new", "id", "says"),
    [
        ('from = "special-campaign"', 'from = "special-campain"', "D202", "是不是“special-campaign”"),
        ('"sum fine"', '"sum fines"', "D202", "是不是“fine”"),
        ('"sum fine"', '"sum campaign"', "D207", "不能相加"),
        ('"sum fine"', '"median fine"', "D207", "请写成 count"),
        ('"sum fine"', '"sum staff"', "D253", "单位是“人次”，却写成“万元”"),
        ('unit = "万元"', 'unit = "美元"', "D202", "可用的：元、万元、亿元"),
        ("decimals = 2", "decimal = 2", "D202", "[print]"),
    ],
)
def test_a_wrong_indicator_says_where_and_what(old: str, new: str, id: str, says: str, tmp_path: Path) -> None:
    assert old in INDICATOR
    fault = fault_of(tmp_path, INDICATOR.replace(old, new, 1), "indicators")
    assert fault.id == id
    assert says in fault.says


def test_an_office_s_own_file_replaces_ours_and_adds_new_registers(tmp_path: Path) -> None:
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "special-campaign.toml").write_text(REGISTER.replace("一次专项检查", "一次联合检查"), "utf-8")
    (tmp_path / "registers" / "campaign-2027.toml").write_text(REGISTER, "utf-8")
    found = registers(tmp_path)
    assert found["special-campaign"].row == "一次联合检查"
    assert "campaign-2027" in found


SUM = '{} = {{name = "{}", type = "int", derive = "plus", of = ["{}"]}}\n'
SMALL = """name = "甲台账"
row = "一行"
pattern = "register"
key = ["no"]
source = {document = "000"}
[fields]
no = {name = "编号", type = "text"}
"""


def loaded(folder: Path, **texts: str) -> dict[str, Register]:
    (folder / "registers").mkdir()
    for id, text in texts.items():
        (folder / "registers" / f"{id}.toml").write_text(text, "utf-8")
    return registers(folder)


def test_a_register_has_an_area_even_where_the_file_names_none(tmp_path: Path) -> None:
    assert list(loaded(tmp_path, small=SMALL)["small"].fields) == ["area", "no"]


@pytest.mark.parametrize(
    ("a", "b", "id", "says"),
    [
        ('up = {name = "上级", type = "ref", to = "nowhere"}', "", "D202", "不认识“nowhere”"),
        ('up = {name = "上级", type = "ref", to = "b"}', 'up = {name = "上级", type = "ref", to = "a"}', "D232", "a → b → a"),
        (SUM.format("x", "和", "y") + SUM.format("y", "差", "x"), "", "D232", "x → y → x"),
    ],
)  # fmt: skip
def test_definitions_that_go_in_a_circle_are_refused(tmp_path: Path, a: str, b: str, id: str, says: str) -> None:
    keyed = SMALL.replace('["no"]', '["no", "up"]') if b else SMALL
    with pytest.raises(Fault) as caught:
        loaded(tmp_path, a=keyed + a, b=(keyed if b else SMALL) + b)
    assert (caught.value.id, says in caught.value.says) == (id, True)


def test_two_texts_of_a_register_follow_each_other(tmp_path: Path) -> None:
    old = SMALL.replace("[fields]", "[in_force]\nto = 2024-12-31\n[fields]")
    new = SMALL.replace("甲台账", "甲台账（新）").replace("[fields]", "[in_force]\nfrom = 2025-01-01\n[fields]")
    assert loaded(tmp_path, small=old, **{"small.2025": new})["small"].name == "甲台账（新）"
    assert register_on("small", date(2024, 6, 1), tmp_path).name == "甲台账"
    (tmp_path / "registers" / "small.toml").write_text(SMALL, "utf-8")
    assert any(error.startswith("D231 registers/small") for error in proved(tmp_path).errors)


def test_a_personal_field_is_never_public(tmp_path: Path) -> None:
    public = 'public = {fields = ["who"]}\n[fields]\nwho = {name = "来件人", type = "text", personal = "办理"}'
    shown = SMALL.replace("[fields]", public)
    with pytest.raises(Fault) as caught:
        loaded(tmp_path, small=shown)
    assert (caught.value.id, "“who”不合规则：个人信息不能作编号" in caught.value.says) == ("D204", True)


def test_the_rows_a_clock_is_for_are_named_by_fields_the_register_has(tmp_path: Path) -> None:
    clock = 'on = {name = "日期", type = "date"}\n[clocks]\nact = {start = "on", limit = "3 d", where = {kinds = "急"}}\n'
    with pytest.raises(Fault) as caught:
        loaded(tmp_path, small=SMALL + clock)
    assert (caught.value.id, "[clocks.act] where" in caught.value.says) == ("D202", True)


def test_how_long_a_row_stays_public_is_a_span(tmp_path: Path) -> None:
    shown = SMALL.replace("[fields]", 'public = {fields = ["no"], for = "三年"}\n[fields]')
    with pytest.raises(Fault) as caught:
        loaded(tmp_path, small=shown)
    assert (caught.value.id, "public.for：“三年”不是时长" in caught.value.says) == ("D233", True)
