"""What is wrong with a file is told in a copy of it; the good rows may come without the bad; an import is taken back whole."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision
from zhiheng.registers.actions import import_file, set_status, undo_import
from zhiheng.registers.actions.incoming import run_incoming
from zhiheng.registers.models import Import, Incoming, Row

pytestmark = pytest.mark.django_db
HEAD = ["检查编号", "专项行动", "类别", "地区", "检查日期", "出动人次"]
GOOD = ["检-1", "农资整治", "产品", "示例县", "2025-03-04", 12]
BAD = ["检-2", "农资整治", "家电", "示例县", "2025-02-30", 8]
ADDRESS = "/registers/special-campaign/import/"


def workbook(*rows: list) -> bytes:
    book = Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)
    book.active["A1"].font = Font(name="仿宋", size=16)
    book.active.column_dimensions["B"].width = 33
    book.create_sheet("说明")["A1"] = "请勿改动"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(client: object, content: bytes, act: str = "check", name: str = "检查.xlsx") -> Incoming:
    client.post(ADDRESS, {"file": SimpleUploadedFile(name, content), "act": act})
    return Incoming.objects.order_by("-pk")[0]


def test_the_marked_copy_keeps_formats_and_says_what_is_wrong_in_cells_notes_and_a_column() -> None:
    client = factories.cast().client("clerk")
    one = sent(client, workbook(GOOD, BAD))
    book = load_workbook(io.BytesIO(client.get(f"/registers/incoming/{one.pk}/marked/").content))
    sheet = book["Sheet"]
    assert (sheet["A1"].font.name, sheet.column_dimensions["B"].width, book.sheetnames) == ("仿宋", 33, ["Sheet", "说明"])
    assert sheet["G1"].value == "问题"
    assert "日历上没有" in sheet["G3"].value
    assert sheet["G2"].value is None
    assert "日历上没有" in sheet["E3"].comment.text
    assert sheet["E3"].fill.fgColor.rgb.endswith("F8D0CC")
    assert sheet["E2"].fill.fgColor.rgb == "00000000"


def test_a_csv_gets_a_column() -> None:
    client = factories.cast().client("clerk")
    content = "\n".join(",".join(map(str, row)) for row in (HEAD, GOOD, BAD)).encode()
    one = sent(client, content, name="检查.csv")
    lines = client.get(f"/registers/incoming/{one.pk}/marked/").content.decode("utf-8-sig").splitlines()
    assert lines[0].endswith(",问题")
    assert lines[1].endswith(",")
    assert "日历上没有" in client.get(f"/registers/incoming/{one.pk}/marked/").content.decode()


def test_good_rows_come_in_when_asked_and_the_bad_ones_come_back_as_a_file_that_can_be_sent_again() -> None:
    client = factories.cast().client("clerk")
    one = sent(client, workbook(GOOD, BAD))
    assert not Row.objects.exists()
    client.post(f"/registers/incoming/{one.pk}/act/", {"act": "good"})
    one.refresh_from_db()
    assert (one.state, Row.objects.count(), one.kept.bad) == ("kept", 1, 1)
    book = load_workbook(io.BytesIO(client.get(f"/registers/incoming/{one.pk}/marked/?rows=bad").content))
    assert [cell.value for cell in book.active[2]][:2] == ["检-2", "农资整治"]
    book.active["C2"], book.active["E2"] = "产品", "2025-02-28"
    out = io.BytesIO()
    book.save(out)
    assert sent(client, out.getvalue(), "import").state == "kept"
    assert Row.objects.count() == 2


def test_what_waits_of_one_area_is_seen_by_nobody_of_another() -> None:
    cast = factories.cast()
    one = sent(cast.client("clerk"), workbook(GOOD, BAD))
    for page in ("", "marked/", "columns/"):
        assert cast.client("neighbour").get(f"/registers/incoming/{one.pk}/{page}").status_code == 404
    assert cast.client("neighbour").post(f"/registers/incoming/{one.pk}/act/", {"act": "good"}).status_code == 404
    assert cast.client("reader").get(f"/registers/incoming/{one.pk}/").status_code == 403


def test_a_large_file_is_looked_at_in_the_background_and_once_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhiheng.registers.actions.incoming.SMALL", 10)
    client = factories.cast().client("clerk")
    one = sent(client, workbook(GOOD), "import")
    assert (one.state, Row.objects.count()) == ("waits", 0)
    assert "排队" in client.get(f"/registers/incoming/{one.pk}/").content.decode()
    run_incoming(one.pk)
    run_incoming(one.pk)
    one.refresh_from_db()
    assert (one.state, Row.objects.count(), Import.objects.count()) == ("kept", 1, 1)


def imported(cast: factories.Cast) -> Import:
    content = workbook(GOOD, [*BAD[:2], "产品", "示例县", "2025-02-28", 8])
    return import_file("special-campaign", "检查.xlsx", content, cast.office, cast.clerk).kept


def test_an_import_is_taken_back_as_one_act_with_its_reason() -> None:
    cast = factories.cast()
    kept = imported(cast)
    assert undo_import(kept, "拿错了文件", cast.clerk) == 2
    assert set(Row.objects.values_list("status", flat=True)) == {"void"}
    said = Revision.objects.filter(subject_type="registers.row", verb="作废")
    assert all("拿错了文件" in one.reason for one in said)
    assert len(said) == 2
    with pytest.raises(Fault, match="已经撤销过"):
        undo_import(kept, "又一次", cast.clerk)


def test_an_import_on_which_something_was_built_is_not_taken_back() -> None:
    cast = factories.cast()
    kept = imported(cast)
    set_status(Row.objects.order_by("pk")[0], "void", "与第 12 行重复", cast.clerk)
    with pytest.raises(Fault) as caught:
        undo_import(kept, "拿错了文件", cast.clerk)
    assert caught.value.id == "G132"
    with pytest.raises(Fault, match="没有写理由"):
        undo_import(kept, " ", cast.clerk)


KILLED = """
import os, signal, sys
sys.path.insert(0, "tests")
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = os.environ["TEST_NAME"]
from zhiheng.accounts.models import User
from zhiheng.registers import keeping
from zhiheng.registers.actions import import_file
keeping.BATCH, batches = 1, iter([0, 1])
insert = keeping.insert_all
def insert_or_die(rows):
    insert(rows)
    if rows and next(batches, None) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
keeping.insert_all = insert_or_die
by = User.objects.get(username="clerk")
import_file("special-campaign", "检查.xlsx", open(sys.argv[1], "rb").read(), by.works_for, by)
"""


@pytest.mark.django_db(transaction=True)
def test_a_machine_that_dies_in_mid_import_leaves_nothing_half_and_the_next_run_brings_all(tmp_path: Path) -> None:
    cast = factories.cast()
    content = workbook(*([f"检-{n}", *GOOD[1:]] for n in range(5)))
    (tmp_path / "检查.xlsx").write_bytes(content)
    before = Revision.objects.count()
    environment = {**os.environ, "TEST_NAME": str(connection.settings_dict["NAME"])}
    connection.close()
    command = [sys.executable, "-c", KILLED, str(tmp_path / "检查.xlsx")]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=120, cwd=Path(__file__).parents[2])
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert (Row.objects.count(), Import.objects.count(), Revision.objects.count()) == (0, 0, before)
    report = import_file("special-campaign", "检查.xlsx", content, cast.office, cast.clerk)
    assert (len(report.added), Row.objects.count()) == (5, 5)
