"""Whatever arrives, one Chinese sentence names file, cause and remedy, and memory stays bounded."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.formats.making import (
    PARAGRAPHS,
    docx_file,
    encrypted_office_file,
    image_file,
    ofd_file,
    pdf_file,
    repacked,
    set_page,
    xlsx_file,
    zip_file,
)
from zhiheng.core.reading.formats import Limits, extract
from zhiheng.core.values.faults import Fault

WORD = docx_file(lambda document: [document.add_paragraph(text) for text in PARAGRAPHS * 20])
SHEET = xlsx_file(lambda workbook: [workbook.active.append([text, 1, 2.5]) for text in PARAGRAPHS * 20])
PDF = pdf_file([set_page(PARAGRAPHS, 1), set_page(PARAGRAPHS, 2)])
OFD = ofd_file([(30, 40 + 8 * place, 5, text) for place, text in enumerate(PARAGRAPHS)])
IMAGE = image_file(Image.effect_noise((300, 300), 90))
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
    ) + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    b"<w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)  # fmt: skip


@contextmanager
def suppress_known_faults() -> Iterator[None]:
    try:
        yield
    except Fault as refused:
        if refused.id == "R199":
            raise


def fault(data: bytes, name: str, limits: Limits | None = None) -> Fault:
    with pytest.raises(Fault) as caught:
        extract(data, name, limits or Limits())
    said = caught.value.says
    assert name in said
    assert said.endswith("。")
    assert "请" in said
    assert "\n" not in said
    return caught.value


def test_an_empty_file() -> None:
    assert fault(b"", "空.docx").id == "R101"


def test_two_hundred_megabytes() -> None:
    assert fault(bytes(200 * 1024 * 1024), "大.pdf").says.startswith("大.pdf：文件有 200 MB，超过 100 MB")


def test_a_document_with_a_password() -> None:
    assert fault(encrypted_office_file(), "密.docx").id == "R104"
    assert fault(encrypted_office_file(), "密.xlsx").id == "R104"


def test_an_archive_with_a_password() -> None:
    locked = bytearray(zip_file({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := locked.find(mark, start)) >= 0:
            locked[start + place] |= 1
            start += 4
    assert fault(bytes(locked), "密.docx").id == "R104"


@pytest.mark.parametrize(("data", "name"), [(WORD, "断.docx"), (SHEET, "断.xlsx"), (PDF, "断.pdf"), (OFD, "断.ofd")])
def test_a_truncated_file_is_refused_whole(data: bytes, name: str) -> None:
    for share in (0.1, 0.5, 0.9):
        assert fault(data[: int(len(data) * share)], name).id == "R105"


def test_a_zip_bomb_that_says_how_large_it_is() -> None:
    bomb = zip_file({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * (500 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert fault(bomb, "弹.docx").id == "R106"


def test_a_zip_bomb_that_lies_about_its_size() -> None:
    bomb = bytearray(zip_file({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * (60 * 1024 * 1024)}))
    entry = bomb.rfind(b"PK\x01\x02")
    bomb[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    tracemalloc.start()
    assert fault(bytes(bomb), "弹.docx").id in ("R105", "R106")
    assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    tracemalloc.stop()


def test_an_archive_of_very_many_members() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(60):
            archive.writestr(f"word/{number}.xml", b"<a/>")
        archive.writestr("[Content_Types].xml", b"<Types/>")
    assert fault(stream.getvalue(), "多.docx", Limits(members=50)).id == "R106"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_an_xml_entity_bomb(encoding: str) -> None:
    content = ENTITIES.decode().encode(encoding)
    assert fault(repacked(WORD, word__document_dot_xml=content), "弹.docx").id == "R107"
    assert fault(repacked(SHEET, xl__workbook_dot_xml=content), "弹.xlsx").id == "R107"
    assert fault(repacked(OFD, OFD_dot_xml=content), "弹.ofd").id == "R107"


@pytest.mark.parametrize("styles", [b"<a", b'<a><numFmt numFmtId="x" formatCode="0%"/></a>'])
def test_a_sheet_whose_styles_are_broken_is_damaged(styles: bytes) -> None:
    assert fault(repacked(SHEET, xl__styles_dot_xml=styles), "坏.xlsx").id == "R105"


def test_an_image_of_too_many_pixels() -> None:
    assert fault(image_file(Image.new("1", (30_000, 30_000))), "炸.png").id == "R114"
    assert fault(image_file(Image.new("1", (9_200, 9_200))), "炸.png").id == "R114"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_a_truncated_image(kind: str) -> None:
    data = image_file(Image.effect_noise((400, 400), 90).convert("RGB"), kind)
    assert fault(data[: len(data) // 3], f"断.{kind.lower()}").id == "R105"


@pytest.mark.parametrize(
    ("data", "name", "remedy"),
    [
        (zip_file({"甲.txt": b"1"}), "来文.zip", "解压"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "来文.rar", "解压"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "照片.heic", r"\.jpg"),
        (b"MZ" + bytes(200), "来文.exe", "选错"),
        (zip_file({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<a/>"}), "汇报.pptx", "PDF"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "导出.xls", r"\.xlsx"),
    ],
)
def test_what_is_no_document_is_refused_with_the_way_out(data: bytes, name: str, remedy: str) -> None:
    refused = fault(data, name)
    assert refused.id == "R103"
    assert remedy.replace("\\", "") in refused.says


@pytest.mark.parametrize("name", ["方案.docx", "方案.pdf", "方案.xlsx"])
def test_a_text_with_a_wrong_extension_is_read_as_text_and_said(name: str) -> None:
    read = extract("到2027年合格率达到98%以上。".encode(), name)
    assert read.text == "到2027年合格率达到98%以上。"
    assert "内容其实是纯文本" in read.notes[0]


@pytest.mark.parametrize("name", ["方案.txt", "方案.pdf", "方案", "方案.doc"])
def test_a_document_with_a_wrong_extension_is_read_as_what_it_is(name: str) -> None:
    read = extract(WORD, name)
    assert read.text.startswith(PARAGRAPHS[0])
    assert bool(read.notes) == ("." in name)


def test_an_empty_document_has_no_text() -> None:
    assert fault(docx_file(lambda document: None), "空.docx").id == "R111"
    assert fault(b" \r\n\t ", "空.txt").id == "R111"


def test_an_error_of_the_program_is_one_sentence_and_logged(monkeypatch, caplog) -> None:
    from zhiheng.core.reading.formats import plain

    monkeypatch.setattr(plain, "read", lambda *arguments: 1 // 0)
    assert fault("正文".encode(), "通知.txt").id == "R199"
    assert "ZeroDivisionError" in caplog.text


@settings(max_examples=60)
@given(
    st.sampled_from([(WORD, "甲.docx"), (SHEET, "甲.xlsx"), (PDF, "甲.pdf"), (OFD, "甲.ofd"), (IMAGE, "甲.png")]),
    st.floats(min_value=0, max_value=0.999),
    st.integers(min_value=0, max_value=255),
)
def test_a_damaged_byte_never_shows_a_librarys_own_error(file: tuple[bytes, str], where: float, value: int) -> None:
    data, name = bytearray(file[0]), file[1]
    data[int(len(data) * where)] = value
    with suppress_known_faults():
        extract(bytes(data), name)
