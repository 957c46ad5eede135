"""What proves an entry is kept byte for byte and shown with it; what may not be kept is refused and nothing is entered."""

import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import zhiheng.definitions.chasing as defined
from plans.chasing.building import DAY, do, matter
from plans.chasing.test_rounds import filled, take
from zhiheng.core.macros import carries_macros
from zhiheng.core.values.faults import Fault
from zhiheng.history.queries import timeline
from zhiheng.plans.chasing import actions, rounds
from zhiheng.plans.models import Matter, MatterProof

REPORT = ("检验报告.txt", "检验报告：60批次合格".encode())


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


@pytest.fixture
def one(cast):
    return matter(cast)


def test_a_file_stands_with_its_entry_and_comes_back_as_it_was(cast, one) -> None:
    do(one, cast, "report", date(2026, 11, 10), progress="一半", proofs=[REPORT, REPORT])
    proof = MatterProof.objects.get()
    assert (proof.name, proof.digest) == ("检验报告.txt", hashlib.sha256(REPORT[1]).hexdigest())
    clerk = cast.client("clerk")
    assert "检验报告.txt" in clerk.get(f"/plans/chasing/{one.pk}/").content.decode()
    answer = clerk.get(f"/plans/chasing/{one.pk}/proofs/{proof.pk}/")
    assert answer.content == REPORT[1]
    assert "attachment" in answer["Content-Disposition"]
    assert timeline(one).filter(verb="上传佐证").exists()
    assert cast.client("neighbour").get(f"/plans/chasing/{one.pk}/proofs/{proof.pk}/").status_code == 404


def test_a_file_alone_proves_that_it_is_done(cast, one) -> None:
    with pytest.raises(Fault, match="P177"):
        do(one, cast, "finish", DAY, progress="办好了")
    entry = do(one, cast, "finish", DAY, progress="办好了", proofs=[REPORT])
    assert (entry.state, entry.evidence) == ("待复核", "检验报告.txt")


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (("表.xlsx", archive("xl/workbook.xml", "xl/vbaProject.bin")), "P192"),
        (("老表.xls", bytes.fromhex("D0CF11E0A1B11AE1") + "_VBA_PROJECT".encode("utf-16-le")), "P192"),
        (("空.txt", b""), "P193"),
        (("密.txt", "机密★5年\n会议材料".encode()), "D401"),
    ],
)
def test_what_may_not_be_kept_is_refused_and_nothing_is_entered(cast, one, file, fault) -> None:
    with pytest.raises(Fault, match=fault):
        do(one, cast, "report", DAY, progress="一半", proofs=[REPORT, file])
    assert not MatterProof.objects.exists()
    assert one.entries.count() == 1


def test_a_file_above_the_limit_is_refused(cast, one, settings) -> None:
    settings.UPLOAD_LIMIT = 8
    with pytest.raises(Fault, match="D404"):
        do(one, cast, "report", DAY, progress="一半", proofs=[REPORT])
    assert not MatterProof.objects.exists()


def test_macros_are_known_by_content_and_not_by_name() -> None:
    assert carries_macros(archive("ppt/vbaProject.bin"))
    assert not carries_macros(archive("word/document.xml"))
    assert not carries_macros(b"PK\x03\x04broken")


def test_the_page_takes_files_and_keeps_what_was_typed_where_it_refuses(cast, one) -> None:
    page = f"/plans/chasing/{one.pk}/act/"
    said = {"act": "report", "version": one.version, "report-progress": "已抽检30批次"}
    bad = SimpleUploadedFile("表.xlsx", archive("xl/vbaProject.bin"))
    answer = cast.client("clerk").post(page, said | {"proof": bad})
    assert answer.status_code == 422
    assert "有宏" in answer.content.decode()
    assert "已抽检30批次" in answer.content.decode()
    answer = cast.client("clerk").post(page, said | {"proof": SimpleUploadedFile(*REPORT)})
    assert answer.status_code == 302
    assert MatterProof.objects.get().entry.progress == "已抽检30批次"


def test_where_the_definition_asks_for_a_file_nothing_is_done_without_one(cast, one, settings, tmp_path) -> None:
    text = (Path(defined.__file__).parent / "chasing" / "chasing.toml").read_text("utf-8")
    folder = tmp_path / "chasing"
    folder.mkdir()
    asked = text.replace('needs = ["progress", "evidence"]', 'needs = ["progress", "evidence", "proof"]')
    (folder / "chasing.toml").write_text(asked, encoding="utf-8")
    settings.DEFINITIONS = tmp_path
    with pytest.raises(Fault, match="佐证文件"):
        do(one, cast, "finish", DAY, progress="办好了", evidence="报告")
    opened = actions.open_round(cast.office, "2026-11", date(2026, 11, 28), cast.clerk)
    sheet = rounds.sheets_of(opened, date(2026, 11, 24))["县教育局"]
    (taken,) = take(opened, cast, filled(sheet, 本期进展="办好了", 是否办结="是", 佐证="报告"))
    assert "没有佐证文件" in taken.says
    assert Matter.objects.get(pk=one.pk).state == "办理中"
    assert do(one, cast, "finish", date(2026, 11, 24), progress="办好了", proofs=[REPORT]).state == "待复核"
