"""What lies in a folder comes into the registers, and what cannot says why beside it."""

from pathlib import Path

import pytest

import factories
from zhiheng.cli.take import take_all
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
GOOD = "检查编号,专项行动,地区,检查日期\n检-1,农资整治,示例县,2025-03-04\n"


def test_files_of_a_folder_come_in_or_say_why_not(tmp_path: Path) -> None:
    cast, folder = factories.cast(), tmp_path / "special-campaign"
    folder.mkdir()
    (folder / "三月.csv").write_text(GOOD)
    (folder / "四月.csv").write_text(GOOD.replace("检-1", "检-2").replace("03-04", "02-30"))
    (folder / "说明.txt").write_text("不是表格")
    assert take_all(tmp_path, cast.office, cast.clerk) == 1
    assert Row.objects.get().data["no"] == "检-1"
    assert (folder / "已导入" / "三月.csv").exists()
    assert "日历上没有" in (folder / "要处理" / "四月.csv.txt").read_text()
    assert take_all(tmp_path, cast.office, cast.clerk) == 0


def test_a_file_of_the_same_name_replaces_none(tmp_path: Path) -> None:
    cast, folder = factories.cast(), tmp_path / "special-campaign"
    folder.mkdir()
    for _ in range(2):
        (folder / "三月.csv").write_text(GOOD)
        take_all(tmp_path, cast.office, cast.clerk)
    assert len(list((folder / "已导入").iterdir())) == 2
    assert Row.objects.count() == 1
