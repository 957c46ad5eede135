"""The page for those who write a definition says what the loader takes, and what it shows is so."""

import re
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import fields

from zhiheng.core.checking.cells import kept_value
from zhiheng.core.values import lifecycles, registers
from zhiheng.definitions.clocks import ClockTable, CountedLimit, DatedLimit
from zhiheng.definitions.conditions import OPERATORS
from zhiheng.definitions.registers import DERIVED, RegisterFile, register_from
from zhiheng.definitions.registers import registers as all_registers

PAGE = (Path(__file__).parents[2] / "docs" / "methods" / "registers.md").read_text("utf-8")
EXAMPLE = re.search(r"```toml example\n(.*?)```", PAGE, re.S)[1]
WRITTEN = (
    RegisterFile, registers.Field, registers.Code, registers.RowCheck, registers.Summed, registers.Agreed, registers.Apart,
    registers.Public, registers.Sharing, registers.Returns, registers.Source, registers.Force, lifecycles.Step,
    lifecycles.Opening, lifecycles.Lifecycle, ClockTable, DatedLimit, CountedLimit,
)  # fmt: skip
TYPED = re.findall(r"^\| (\w+) \| ([^|]+) \| ([^|]+) \|$", PAGE.split("| type | typed | kept |")[1], re.M)


def test_the_example_of_the_page_loads_beside_our_registers(tmp_path: Path) -> None:
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "example.toml").write_text(EXAMPLE, "utf-8")
    assert all_registers(tmp_path)["example"].name == "示例检查台账"


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.__name__)
def test_every_key_that_a_file_may_hold_stands_on_the_page(table: type[Struct]) -> None:
    missing = [field.encode_name for field in fields(table) if not re.search(rf"\b{field.encode_name}\b", PAGE)]
    assert not missing


def test_every_type_operator_and_reckoning_stands_on_the_page() -> None:
    types = registers.FieldType.__args__
    assert [word for word in (*types, *OPERATORS, *DERIVED) if not re.search(rf"\b{word}\b", PAGE)] == []


@pytest.mark.parametrize(("kind", "typed", "kept"), TYPED)
def test_a_cell_is_kept_as_the_page_says(tmp_path: Path, kind: str, typed: str, kept: str) -> None:
    (tmp_path / "example.toml").write_text(EXAMPLE, "utf-8")
    register = register_from(tmp_path / "example.toml")
    key = next(key for key, field in register.fields.items() if field.type == kind and not field.many and not field.derive)
    value, _ = kept_value(register.fields[key], typed.strip(), codes=register.codes.get(key, ()), unit="")
    assert str(value).lower() == kept.strip()
