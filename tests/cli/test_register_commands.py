"""The commands over registers, figures and documents: exit status, one line of fault, what they print."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

import factories
from zhiheng.cli import main
from zhiheng.publications.models import Publication
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"
GOOD = "检-1,农资整治,示例县,2025-03-04,10,2,1,3500.50"
ABOUT = ("--area", "990100", "--period", "2025H1")


def sheet(folder: Path, *lines: str) -> str:
    path = folder / "三月.csv"
    path.write_text("\n".join([HEAD, *lines]), "utf-8")
    return str(path)


def fault(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line on standard error of a command that ends with 2."""
    capsys.readouterr()
    assert main(words) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]


def test_a_bad_row_is_named_on_a_dry_run_and_ends_with_1(capsys, tmp_path: Path) -> None:
    factories.cast()
    status = main(["import", "special-campaign", sheet(tmp_path, GOOD.replace("2025-03-04", "昨天")), "--dry-run"])
    assert status == 1
    assert "第2行 D2 检查日期：“昨天”不是日期" in capsys.readouterr().out


def test_a_blocked_import_ends_with_2_and_keeps_nothing(capsys, tmp_path: Path) -> None:
    factories.cast()
    bad = sheet(tmp_path, GOOD, GOOD.replace("检-1", "检-2").replace(",2,1,", ",1,2,"))
    assert fault(capsys, "import", "special-campaign", bad).startswith("G108 三月.csv：2 行中有 1 行")
    assert not Row.objects.exists()


def test_a_person_who_may_not_import_does_not(capsys, tmp_path: Path) -> None:
    factories.cast()
    assert fault(capsys, "import", "special-campaign", sheet(tmp_path, GOOD), "--by", "reader").startswith("U193")
    assert fault(capsys, "import", "special-campaign", sheet(tmp_path, GOOD), "--by", "nobody").startswith("U192")


def test_without_anybody_no_command_changes_records(capsys, tmp_path: Path) -> None:
    assert fault(capsys, "import", "special-campaign", sheet(tmp_path, GOOD)).startswith("U194 还没有用户")


def test_calls_at_fault_say_what_exists(capsys, tmp_path: Path) -> None:
    factories.cast()
    assert "special-campaign" in fault(capsys, "import", "campaigns", sheet(tmp_path, GOOD))
    assert "fines" in fault(capsys, "measure", "fine", *ABOUT)
    assert fault(capsys, "measure", "fines", "--area", "1", "--period", "2025").startswith("M102")
    assert fault(capsys, "measure", "fines", "--area", "990100", "--period", "2025H3").startswith("M101")
    assert fault(capsys, "import", "special-campaign", str(tmp_path / "none.csv")).startswith("G109")


def test_an_unknown_figure_is_null_in_json(capsys) -> None:
    factories.cast()
    assert main(["measure", "fines", *ABOUT, "--format", "json"]) == 0
    figure = json.loads(capsys.readouterr().out)
    assert (figure["value"], figure["numerator"], figure["rows"], figure["state"]) == (None, None, 0, "unknown")


def test_rows_go_out_as_json_lines_csv_and_xlsx(capsysbinary, tmp_path: Path) -> None:
    factories.cast()
    assert main(["import", "special-campaign", sheet(tmp_path, GOOD)]) == 0
    capsysbinary.readouterr()
    assert main(["export", "special-campaign"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["fine"] == 350050
    assert main(["export", "special-campaign", "--format", "csv", *ABOUT]) == 0
    assert "3500.50" in capsysbinary.readouterr().out.decode()
    out = tmp_path / "o.xlsx"
    assert main(["export", "special-campaign", "--output", str(out)]) == 0
    assert load_workbook(io.BytesIO(out.read_bytes())).active["A2"].value == "检-1"


def test_a_bulletin_that_cannot_be_written_is_not_issued(capsys, tmp_path: Path) -> None:
    factories.cast()
    main(["import", "special-campaign", sheet(tmp_path, GOOD)])
    assert fault(capsys, "publish", "inspection-bulletin", *ABOUT, "--output", "x.odt").startswith("B104")
    nowhere = str(tmp_path / "no" / "x.txt")
    assert fault(capsys, "publish", "inspection-bulletin", *ABOUT, "--output", nowhere).startswith("B105")
    assert not Publication.objects.exists()


def test_check_counts_every_definition(capsys) -> None:
    assert main(["check", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["errors"] == []
    assert said["definitions"]["registers"] >= 1
    assert said["systems"]["of"] == 345
