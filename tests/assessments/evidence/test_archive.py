"""The box goes out whole: every file once, names that Windows takes, digests that any tool checks, and none changed unseen."""

import io
import shutil
import subprocess
import zipfile
from datetime import date

import docx
import msgspec.structs
import openpyxl
import pypdfium2
import pytest

import factories
from assessments.evidence.samples import word, zipped
from assessments.evidence.test_adding import box
from zhiheng.assessments.evidence.actions import add_files, file_under
from zhiheng.assessments.evidence.archive import members_of, packed
from zhiheng.assessments.evidence.sheets import box_print, box_sheets, box_word
from zhiheng.cli import main
from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.exhibits_pdf import box_pdf
from zhiheng.documents import originals
from zhiheng.engines.fonts import machine_fonts
from zhiheng.history.models import PersonalRead

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 15)
NAMES = {"封面和目录.docx", "卷内目录.xlsx", "说明.txt", "SHA256SUMS.txt", "SM3SUMS.txt"}


@pytest.fixture(autouse=True)
def own_originals(settings, tmp_path) -> None:
    settings.ORIGINALS = tmp_path / "originals"


@pytest.fixture
def of():
    """A box with one file for two items and one for none."""
    cast = factories.cast()
    found = box(cast)
    came = add_files(found, [("a.docx", io.BytesIO(word())), ('怪"名|*字.docx', io.BytesIO(word("2024年5月1日")))], cast.clerk)
    one = came[0].exhibit.pk
    file_under(found, [(one, "1.1.4", "年度行动计划"), (one, "3.2.4", "奖项办法")], cast.clerk)
    return found


def archived(of) -> bytes:
    return b"".join(packed(of, members_of(of), DAY))


def test_every_file_is_in_it_once_under_its_item_with_its_own_bytes(of) -> None:
    with zipfile.ZipFile(io.BytesIO(archived(of))) as archive:
        names = [name for name in archive.namelist() if name not in NAMES]
        assert [name.split("/")[:2] for name in names] == [
            ["1 组织领导与工作保障", "1.1.4 制定年度行动计划，任务有责任单位和时限"],
            ["未归项", names[1].split("/")[1]],
        ]
        assert names[0].split("/")[2].startswith("1.1.4-1 示例县人民政府办公室关于印发")
        assert archive.read(names[0]) == word()
        assert set(archive.namelist()) >= NAMES
        assert not [name for name in names if set(name) & set('\\:*?"<>|')]


def test_the_same_box_on_the_same_day_is_the_same_archive(of) -> None:
    assert archived(of) == archived(of)


def test_it_is_made_piece_by_piece(of, monkeypatch) -> None:
    monkeypatch.setattr("zhiheng.assessments.evidence.archive._CHUNK", 1000)
    assert max(len(piece) for piece in packed(of, members_of(of), DAY)) < 60_000


def test_a_lost_original_keeps_the_whole_archive_back(of) -> None:
    originals.forget(of.exhibits.first().digest)
    with pytest.raises(Fault) as caught:
        members_of(of)
    assert caught.value.id == "D405"


def test_plain_tools_agree_with_its_lists(of, tmp_path) -> None:
    zipfile.ZipFile(io.BytesIO(archived(of))).extractall(tmp_path / "out")
    for tool in (["sha256sum", "-c", "SHA256SUMS.txt"], ["cksum", "-a", "sm3", "-c", "SM3SUMS.txt"]):
        told = subprocess.run([tool[0], "--help"], capture_output=True).stdout if shutil.which(tool[0]) else b""
        if tool[0].encode() in told and (tool[0] != "cksum" or b"sm3" in told):
            assert subprocess.run(tool, cwd=tmp_path / "out", capture_output=True).returncode == 0, tool


def changed(data: bytes, **more: bytes | None) -> bytes:
    """The archive with members replaced, left out (None) or added; the key is a part of the name."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    for part, content in more.items():
        name = next((name for name in files if part in name), f"{part}.txt")
        if content is None:
            del files[name]
        else:
            files[name] = content
    return zipped(files)


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ({}, 0, "5 个文件与清单一致（SHA-256、SM3）"),
        ({"未归项": b"x"}, 1, "内容改过：未归项/"),
        ({"卷内目录": None}, 1, "缺少：卷内目录.xlsx"),
        ({"夹带": b"x"}, 1, "清单上没有：夹带.txt"),
        ({"SM3SUMS": b""}, 1, "内容改过"),
    ],
)
def test_the_command_says_what_was_altered_is_missing_or_was_added(of, tmp_path, capsys, more, status, says) -> None:
    path = tmp_path / "归档包.zip"
    path.write_bytes(changed(archived(of), **more))
    assert main(["archive", str(path)]) == status
    assert says in capsys.readouterr().out


def test_what_is_no_archive_of_ours_is_refused_with_a_sentence(tmp_path, capsys) -> None:
    for content in (b"PK nothing", zipped({"a.txt": b"a"})):
        path = tmp_path / "x.zip"
        path.write_bytes(content)
        assert main(["archive", str(path)]) == 2
        assert "S226" in capsys.readouterr().err


def test_the_directory_lists_every_number_and_says_where_the_one_copy_lies(of) -> None:
    with zipfile.ZipFile(io.BytesIO(archived(of))) as archive:
        rows = list(openpyxl.load_workbook(io.BytesIO(archive.read("卷内目录.xlsx"))).active.iter_rows(values_only=True))
    assert rows[1] == ("编号", "文号", "责任者", "题名", "日期", "页数", "备注")
    assert [row[0] for row in rows[2:]] == ["1.1.4-1", "3.2.4-1"]
    assert rows[2][1:5] == (
        "示政办发〔2024〕12号", "示例县人民政府办公室", "示例县人民政府办公室关于印发质量强县年度行动计划的通知", "20240301"
    )  # fmt: skip
    assert rows[3][6] == "原件见1.1.4-1"


def test_covers_and_directories_are_one_paper_for_each_item_or_each_aspect(of) -> None:
    by_item = "\n".join(one.text for one in docx.Document(io.BytesIO(box_word(of, DAY))).paragraphs)
    assert by_item.count("卷 内 目 录") == 2
    assert "1.1.4  制定年度行动计划，任务有责任单位和时限" in by_item
    by_aspect = "\n".join(one.text for one in docx.Document(io.BytesIO(box_word(of, DAY, "aspect"))).paragraphs)
    assert "1  组织领导与工作保障" in by_aspect


def test_who_took_originals_or_the_archive_is_in_the_log() -> None:
    cast = factories.cast()
    found = box(cast)
    one = add_files(found, [("a.docx", io.BytesIO(word()))], cast.clerk)[0].exhibit
    client, base = cast.client("province_clerk"), f"/assessments/{found.assessment_id}/evidence/{found.code}/"
    b"".join(client.get(f"{base}{one.pk}/original/").streaming_content)
    packed_box = client.get(f"{base}archive/")
    assert zipfile.ZipFile(io.BytesIO(b"".join(packed_box.streaming_content))).testzip() is None
    assert list(PersonalRead.objects.values_list("field", flat=True).order_by("pk")) == ["佐证原件", "佐证归档包"]


def printed(data: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


def test_covers_and_directories_print_as_pdf_each_cover_on_a_page_before_its_directory(of) -> None:
    pages = printed(box_print(of, DAY))
    bundles = box_sheets(of, DAY).bundles
    assert len(pages) == 2 * len(bundles) > 0
    for place, bundle in enumerate(bundles):
        assert "佐 证 材 料" in pages[2 * place]
        assert f"{len(bundle.lines)} 件" in pages[2 * place]
        assert "卷 内 目 录" in pages[2 * place + 1]
        assert all(line.number in pages[2 * place + 1] for line in bundle.lines)
    assert box_print(of, DAY) == box_print(of, DAY)


def test_a_character_that_no_font_has_is_marked_on_the_print_and_not_left_out(of) -> None:
    sheets = msgspec.structs.replace(box_sheets(of, DAY), owner="示例\U0003134a县")
    pages = printed(box_pdf(sheets, machine_fonts()))
    assert "示例〓县" in pages[0]
    assert "没有字体能印" in pages[-1]
