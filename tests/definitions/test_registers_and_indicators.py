"""Definition files are read strictly: what is wrong is named with file, key and remedy."""

from pathlib import Path

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.definitions.indicators import indicator_from, indicators
from zhiheng.definitions.registers import register_from, registers
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
        ('"sum fine"', '"mean fine"', "D207", "请写成 count"),
        ('"sum fine"', '"sum staff"', "D207", "单位是“人次”，却写成“万元”"),
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
