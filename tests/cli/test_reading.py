"""`zhiheng read`, as a program beside it would call it."""

import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from zhiheng.cli import main
from zhiheng.cli.columns import Column, table, width, wrapped

PLAN = """示例县人民政府关于开展质量提升行动的实施意见
为加快建设质量强县，现提出如下意见。
一、主要目标
（一）提高产品质量
到2027年，主要农产品例行监测合格率达到98.5%以上，规模以上工业企业产品监督抽查合格率不低于95%，新增绿色食品12个。\
（牵头单位：县市场监管局，责任单位：县农业农村局、县工业和信息化局等）
（二）夯实质量基础
到2027年，制定团体标准8项以上。（责任单位：县市场监管局）
示例县人民政府
2025年3月12日
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "意见.txt"
    path.write_text(PLAN, "utf-8")
    return path


def run(*words: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "zhiheng.cli", *map(str, words)], input=stdin, capture_output=True, timeout=120)


def test_a_document_is_one_json_object_of_the_contract(plan: Path, capfdbinary) -> None:
    assert main(["read", str(plan)]) == 0
    reading = json.loads(capfdbinary.readouterr().out)
    assert reading["schema"] == "reading/1"
    assert reading["source"]["name"] == "意见.txt"
    assert reading["raw"] is None
    assert {target["value"] for target in reading["targets"]} == {98.5, 95, 12, 8}
    assert all(PLAN[task["start"] : task["end"]] == task["quote"] for task in reading["tasks"])


def test_the_raw_text_comes_on_request_and_for_files_of_pages(plan: Path, capfdbinary) -> None:
    from core.formats.making import pdf_file, set_page

    pdf = plan.with_suffix(".pdf")
    pdf.write_bytes(pdf_file([set_page(PLAN.splitlines(), 1)]))
    assert main(["read", str(plan), str(pdf), "--with-raw"]) == 0
    assert main(["read", str(pdf)]) == 0
    text, page, again = map(json.loads, capfdbinary.readouterr().out.splitlines())
    assert text["raw"] == PLAN
    assert page["raw"] == again["raw"]
    assert page["source"]["pages"] == 1


def test_several_documents_are_json_lines_and_a_bad_one_does_not_stop_them(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "空.docx").write_bytes(b"")
    done = run("read", plan, tmp_path / "空.docx", plan)
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 2
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("R101 空.docx：文件是空的")


@pytest.mark.parametrize(
    ("words", "id", "says"),
    [
        (["read", "没有.txt"], "R122", "没有.txt"),
        (["read", "."], "R121", "文件夹"),
        (["read"], "U191", "zhiheng read --help"),
        (["read", "a.txt", "--format", "xml"], "U191", "--format"),
        ([], "U191", "--help"),
        (["nonsense"], "U191", "nonsense"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_two(words: list[str], id: str, says: str, capfd) -> None:
    assert main(words) == 2
    out, err = capfd.readouterr()
    assert not out
    [line] = err.splitlines()
    assert line.startswith(id + " ")
    assert says in line


def test_a_file_too_large_is_not_loaded(tmp_path: Path, capfd) -> None:
    with (tmp_path / "大.pdf").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert main(["read", str(tmp_path / "大.pdf")]) == 2
    assert capfd.readouterr().err.startswith("R102 大.pdf：文件有 200 MB")


def test_reading_needs_no_platform_and_writes_nothing(plan: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from zhiheng.cli import main\n"
        f"sys.exit(main(['read', {str(plan)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, timeout=60)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["意见.txt"]


def test_a_task_table_goes_to_a_folder(plan: Path, tmp_path: Path) -> None:
    assert main(["read", str(plan), "--format", "xlsx", "--output", str(tmp_path / "出")]) == 0
    sheet = openpyxl.load_workbook(tmp_path / "出" / "意见.xlsx").active
    said = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert "县市场监管局" in said
    assert any("98.5" in text for text in said)


def test_a_task_table_goes_alone_into_a_pipe(plan: Path) -> None:
    done = run("read", plan, "--format", "xlsx")
    assert openpyxl.load_workbook(io.BytesIO(done.stdout)).active.max_row > 3
    assert run("read", plan, plan, "--format", "xlsx").stderr.startswith(b"R120")


def test_sources_of_one_name_become_two_files(plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "另" / "意见.txt"
    other.parent.mkdir()
    other.write_text(PLAN, "utf-8")
    assert main(["read", str(plan), str(other), "--output", str(tmp_path / "出")]) == 0
    assert sorted(path.name for path in (tmp_path / "出").iterdir()) == ["意见-2.json", "意见.json"]


def test_a_page_for_the_terminal_never_replaces_its_source(plan: Path) -> None:
    assert main(["read", str(plan), "--format", "table", "--output", str(plan.parent)]) == 0
    assert plan.read_text("utf-8") == PLAN
    assert "【目标】" in (plan.parent / "意见-2.txt").read_text("utf-8")


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_a_page_fits_its_terminal(plan: Path, columns: int, monkeypatch, capfd) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(["read", str(plan), "--format", "table"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "示例县人民政府关于开展质量提升行动的实施意见"
    assert max(map(width, lines)) <= columns + 2  # a closing mark may hang over
    assert any("≥98.5%" in line and "2027年" in line for line in lines)


def test_columns_stand_under_one_another() -> None:
    lines = table((Column("指标"), Column("值", right=True)), [("合格率", "98.5%"), ("ISO 9001", "12个")], 60)
    assert lines == ["指标      值", "────────  ─────", "合格率    98.5%", "ISO 9001   12个"]


def test_wrapping_counts_wide_characters_and_starts_no_line_with_a_stop() -> None:
    assert wrapped("监督抽查合格率，达到98.5%以上", 14) == ["监督抽查合格率，", "达到98.5%以上"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_a_command_is_a_module_with_register(capfd) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--help"])
    assert done.value.code == 0
    assert "read" in capfd.readouterr().out


@pytest.mark.shared
def test_every_seed_is_read(shared: Path, capfdbinary) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    assert main(["read", *map(str, seeds)]) == 0
    readings = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert len(readings) == 5
    for seed, reading in zip(seeds, readings, strict=True):
        raw = seed.read_bytes().decode("utf-8-sig")
        held = (item for kind in ("targets", "tasks", "statistics", "mechanisms", "rules") for item in reading[kind])
        assert all(raw[item["start"] : item["end"]] == item["quote"] for item in held)
