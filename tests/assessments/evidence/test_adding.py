"""Files come into a box: each kept once, each refused with its own sentence, none lost for another's sake."""

import io
from datetime import date, datetime

import pytest

import factories
from assessments.evidence.samples import page, picture, sheet, with_macros, word, zipped
from assessments.played import assessment
from zhiheng.assessments.evidence.actions import add_files, drop, read_exhibit
from zhiheng.assessments.evidence.telling import titled
from zhiheng.assessments.models import Assessed, Exhibit
from zhiheng.core.values.faults import Fault
from zhiheng.documents import originals
from zhiheng.documents.models import Refusal
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_originals(settings, tmp_path) -> None:
    settings.ORIGINALS = tmp_path


def box(cast: factories.Cast, stage: str = "self") -> Assessed:
    return assessment(cast, stage).assessed.get(code=cast.county.code)


def added(of: Assessed, by: object, **files: bytes) -> dict[str, object]:
    """What became of files named as keywords, _ for a point."""
    sent = [(name.replace("_", "."), io.BytesIO(content)) for name, content in files.items()]
    return {one.name: one for one in add_files(of, sent, by)}


def test_a_word_file_says_its_title_number_issuer_day_and_when_it_was_saved() -> None:
    cast = factories.cast()
    one = added(box(cast), cast.clerk, a_docx=word())["a.docx"].exhibit
    assert one.title == "示例县人民政府办公室关于印发质量强县年度行动计划的通知"
    assert (one.number, one.issuer, one.dated_on) == ("示政办发〔2024〕12号", "示例县人民政府办公室", date(2024, 3, 1))
    assert one.saved_at.date() == date(2024, 3, 1)
    assert originals.read(one.digest, "a.docx") == word()


def test_the_same_file_under_another_name_is_not_kept_twice() -> None:
    cast = factories.cast()
    of = box(cast)
    came = added(of, cast.clerk, a_docx=word(), b_docx=word())
    assert came["b.docx"].says == "同一份文件已在“a.docx”，没有重复收。一份可以归入几项。"
    assert of.exhibits.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("空.pdf", b"", "S220"),
        ("网页.html", b"<html><script>1</script></html>", "S221"),
        ("假的.pdf", word(), "S222"),
        ("假的.docx", b"just text", "S222"),
        ("宏.docx", with_macros(word()), "S223"),
        ("宏.xlsx", with_macros(sheet()), "S223"),
        ("坏.pdf", b"%PDF-1.4 broken", "R105"),
        ("坏.zip", b"PK\3\4 broken", "S224"),
        ("视频.mp4", b"\0\0\0\x18ftypmp42", "R103"),
    ],
)
def test_what_may_not_come_in_is_refused_with_its_sentence_and_the_others_stay(name, content, fault) -> None:
    cast = factories.cast()
    of = box(cast)
    came = add_files(of, [(name, io.BytesIO(content)), ("好.docx", io.BytesIO(word()))], cast.clerk)
    assert [one.state for one in came] == ["refused", "kept"]
    assert fault in came[0].says
    assert name in came[0].says
    assert [one.file_name for one in of.exhibits.all()] == ["好.docx"]


def test_a_file_over_the_limit_is_refused_without_being_read_to_its_end(settings) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= settings.UPLOAD_LIMIT + 1
            self.given += size
            return b"x" * size

    settings.UPLOAD_LIMIT = 1 << 20
    cast = factories.cast()
    file = Endless()
    came = add_files(box(cast), [("很大.pdf", file)], cast.clerk)
    assert "D404" in came[0].says
    assert file.given == settings.UPLOAD_LIMIT + 1


def test_a_marking_of_secrecy_keeps_a_file_out_with_every_byte() -> None:
    cast = factories.cast()
    of = box(cast)
    content = word(lines=("机密★1年", "示例县质量工作情况"))
    assert "D401" in added(of, cast.clerk, a_docx=content)["a.docx"].says
    assert not of.exhibits.exists()
    assert not any(path.is_file() for path in originals.place("ab" * 32).parents[2].rglob("*"))


def test_a_zip_is_opened_its_folders_kept_as_hints_and_nothing_leads_out_of_it() -> None:
    cast = factories.cast()
    of = box(cast)
    files = {
        "1.1.4 计划/a.docx": word(), "../../逃.docx": word("2024年4月1日"), "__MACOSX/._a.docx": b"x",
        "里/再.zip": zipped({"a": b"x"}),
    }  # fmt: skip
    came = add_files(of, [("全部.zip", io.BytesIO(zipped(files)))], cast.clerk)
    assert [(one.name, one.state) for one in came] == [
        ("1.1.4 计划/a.docx", "kept"), ("逃.docx", "kept"), ("里/再.zip", "refused")
    ]  # fmt: skip


def test_a_bomb_in_a_zip_is_not_unpacked() -> None:
    cast = factories.cast()
    came = add_files(box(cast), [("弹.zip", io.BytesIO(zipped({"大.pdf": b"\0" * (30 << 20)})))], cast.clerk)
    assert "疑似压缩炸弹" in came[0].says


def test_a_scan_is_read_in_the_background_and_its_seal_seen(settings) -> None:
    cast = factories.cast()
    of = box(cast)
    came = added(of, cast.clerk, 章_pdf=picture(page("round"), "PDF"))["章.pdf"]
    assert came.says == "已收下，正在后台识读。"
    read_exhibit(came.exhibit.pk)
    one = Exhibit.objects.get()
    assert (one.sealed, one.pages, one.read_at is not None) == ("yes", 1, True)


def test_what_a_scan_shows_to_be_secret_is_gone_and_who_brought_it_is_told(monkeypatch) -> None:
    cast = factories.cast()
    of = box(cast)
    exhibit = added(of, cast.clerk, 章_pdf=picture(page(), "PDF"))["章.pdf"].exhibit

    def secret(found: object) -> None:
        raise Fault("D401", "章.pdf：文件标有“机密”。")

    monkeypatch.setattr("zhiheng.assessments.evidence.actions.reading.refuse_secret_in", secret)
    read_exhibit(exhibit.pk)
    assert not Exhibit.objects.exists()
    assert not originals.place(exhibit.digest).exists()
    assert Refusal.objects.unscoped("in a test").get().sent_by == cast.clerk


def test_a_file_taken_out_comes_back_when_it_is_handed_in_again() -> None:
    cast = factories.cast()
    of = box(cast)
    one = added(of, cast.clerk, a_docx=word())["a.docx"].exhibit
    drop(one, "交错了县", cast.clerk)
    assert added(of, cast.clerk, b_docx=word())["b.docx"].says == "这份文件以前移出过，已放回。"
    assert not Exhibit.objects.get().dropped


def test_who_may_not_fill_and_an_approved_assessment_take_no_files() -> None:
    cast = factories.cast()
    with pytest.raises(NotAllowed):
        added(box(cast), cast.reader, a_docx=word())
    with pytest.raises(NotAllowed):
        added(Assessed.objects.get(code=cast.county.code), cast.neighbour, a_docx=word())
    Assessed.objects.first().assessment.__class__.objects.unscoped("in a test").update(stage="approved")
    with pytest.raises(Fault) as caught:
        added(Assessed.objects.get(code=cast.county.code), cast.clerk, a_docx=word())
    assert caught.value.id == "S225"


def test_an_excel_sheet_with_when_it_was_saved() -> None:
    cast = factories.cast()
    one = added(box(cast), cast.clerk, b_xlsx=sheet())["b.xlsx"].exhibit
    assert one.kind == "xlsx"
    assert isinstance(one.saved_at, datetime)
    assert one.sealed == "unknown"


def test_the_pages_of_a_box_open_and_files_come_in_by_the_form() -> None:
    cast = factories.cast()
    of = box(cast)
    client = cast.client("province_clerk")
    base = f"/assessments/{of.assessment_id}/evidence/"
    file = io.BytesIO(word())
    file.name = "1.1.4-1 行动计划.docx"
    answer = client.post(f"{base}{of.code}/add/", {"files": [file]})
    assert "已收下" in answer.content.decode()
    assert "归入 1.1.4 年度行动计划" in answer.content.decode()
    one = Exhibit.objects.get()
    client.post(f"{base}{of.code}/file/", {"choice": [f"{one.pk}|1.1.4|年度行动计划"]})
    own = [f"{of.code}/{rest}" for rest in ("", "matrix/", f"{one.pk}/", "covers/", "directory/")]
    for path in ("", "gaps/", *own):
        assert client.get(base + path).status_code == 200, path
    assert "1.1.4-1" in client.get(f"{base}{of.code}/matrix/").content.decode()
    original = client.get(f"{base}{of.code}/{one.pk}/original/")
    assert original["Content-Disposition"].startswith("attachment")
    assert b"".join(original.streaming_content) == word()
    assert cast.client("neighbour").get(f"{base}{of.code}/{one.pk}/original/").status_code == 404


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2024年工作总结.pdf", "2024年工作总结"),
        ("1.1.1-1 2024年工作总结.pdf", "2024年工作总结"),
        ("3、2023-2024年度计划.pdf", "2023-2024年度计划"),
        ("1.（2024）工作要点.pdf", "（2024）工作要点"),
        ("1.1.4-12 会议纪要.pdf", "会议纪要"),
        ("20240301 会议纪要.pdf", "会议纪要"),
        ("2024.pdf", "2024"),
    ],
)
def test_a_title_taken_from_the_name_loses_its_number_and_keeps_its_year(name: str, title: str) -> None:
    assert titled(name) == title


class Unread(io.FileIO):
    """A file on disk that fails the test when it is read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError(f"{size} bytes asked")


def test_a_file_of_500_mb_is_refused_before_a_byte_of_it_is_read(tmp_path) -> None:
    cast = factories.cast()
    place = tmp_path / "large.pdf"
    with place.open("wb") as out:
        out.truncate(500 << 20)
    with Unread(place) as sent:
        (came,) = add_files(box(cast), [("录像.pdf", sent)], cast.clerk)
    assert (came.state, came.exhibit) == ("refused", None)
    assert "MB 的上限" in came.says
    assert came.says.endswith("（D404）")
