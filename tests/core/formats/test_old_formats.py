"""Formats of old programs: through LibreOffice where it is, else with a remedy."""

import subprocess
from pathlib import Path

import pytest

from core.formats.making import PARAGRAPHS, docx_file, xlsx_file
from zhiheng.core.reading.formats import extract, old
from zhiheng.core.values.faults import Fault


@pytest.fixture(scope="module")
def saved_as(soffice: str, tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("old")

    def save(data: bytes, extension: str, to: str) -> bytes:
        (folder / f"in.{extension}").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        places = ["--outdir", str(folder / "out"), str(folder / f"in.{extension}")]
        command = [soffice, "--headless", profile, "--convert-to", to, *places]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "out" / f"in.{to}").read_bytes()

    return save


@pytest.mark.parametrize(("to", "name"), [("doc", "方案.doc"), ("doc", "方案.wps"), ("rtf", "方案.rtf"), ("odt", "方案.odt")])
def test_an_old_document_reads_as_the_new_one_does(saved_as, to: str, name: str) -> None:
    data = docx_file(lambda document: [document.add_paragraph(text) for text in PARAGRAPHS])
    read = extract(saved_as(data, "docx", to), name)
    assert read.text.split("\n") == list(PARAGRAPHS)
    assert read.notes == ("旧格式文件，经 LibreOffice 转换后读取。",)


@pytest.mark.parametrize(("to", "name"), [("xls", "台账.xls"), ("xls", "台账.et"), ("ods", "台账.ods")])
def test_an_old_spreadsheet_keeps_its_percentages(saved_as, to: str, name: str) -> None:
    def write(workbook) -> None:
        workbook.active.append(["批次", 820, "合格率", 0.879])
        workbook.active["D1"].number_format = "0.0%"

    assert extract(saved_as(xlsx_file(write), "xlsx", to), name).text == "批次\t820\t合格率\t87.9%"


def test_without_libreoffice_the_remedy_is_said(saved_as, monkeypatch) -> None:
    data = saved_as(docx_file(lambda document: document.add_paragraph("正文")), "docx", "doc")
    monkeypatch.setattr(old.shutil, "which", lambda name: None)
    with pytest.raises(Fault, match=r"R115 方案\.doc：.*LibreOffice.*请另存为 \.docx"):
        extract(data, "方案.doc")


def test_without_libreoffice_an_xls_is_read_with_a_warning(saved_as, monkeypatch) -> None:
    data = saved_as(xlsx_file(lambda workbook: workbook.active.append(["合格率", 0.879])), "xlsx", "xls")
    monkeypatch.setattr(old.shutil, "which", lambda name: None)
    read = extract(data, "台账.xls")
    assert read.text == "合格率\t0.879"
    assert "百分比" in read.notes[0]
