"""A fault of a definition names the line: the one that a person must look at."""

from pathlib import Path

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.definitions.registers import registers
from zhiheng.definitions.strict import OURS

TEXT = (OURS / "registers" / "special-campaign.toml").read_text("utf-8")
FIELD = next(line for line in TEXT.splitlines() if line.startswith("staff"))


def said(folder: Path, text: str) -> str:
    (folder / "registers").mkdir()
    path = folder / "registers" / "mine.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Fault) as caught:
        registers(folder)
    return caught.value.says


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FIELD, FIELD.replace("type", "tpye")),
        (FIELD, FIELD.replace('"int"', '"integer"')),
        ("event = ", 'event = "staff" # '),
        ("pattern = ", "patern = "),
        (FIELD, FIELD.replace('"int"', '"ref", to = "nowhere"')),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(tmp_path: Path, old: str, new: str) -> None:
    text = TEXT.replace(old, new, 1)
    changed = next(n for n, (a, b) in enumerate(zip(TEXT.splitlines(), text.splitlines(), strict=True), 1) if a != b)
    assert said(tmp_path, text).startswith(f"registers/mine.toml 第{changed}行")


def test_a_key_that_is_missing_is_said_by_its_table(tmp_path: Path) -> None:
    text = TEXT.replace(FIELD, 'staff = {type = "int"}')
    number = text.splitlines().index('staff = {type = "int"}') + 1
    assert said(tmp_path, text).startswith(f"registers/mine.toml 第{number}行 [fields.staff]：缺少“name”")
