"""Word files that come in by the pages: last year's is renewed, a manuscript's comes back and is taken line by line."""

import io
import re
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import factories
from core.writing.renewing.making import accepted, file_of
from publications.test_issuing import ROWS, bring
from publications.test_lifecycle import begun
from publications.test_renewing import EARLIER, SENTENCE, file
from zhiheng.core.writing.papers import text
from zhiheng.publications import queries
from zhiheng.publications.models import Manuscript
from zhiheng.publications.rewriting import last_version, paper_of_version

pytestmark = pytest.mark.django_db
RENEW = "/publications/renew/?area=990100&period=2025H1"


@pytest.fixture
def cast() -> factories.Cast:
    found = factories.cast()
    bring(found, *ROWS, *EARLIER)
    return found


@pytest.fixture
def drafter(cast, client) -> Client:
    client.force_login(cast.drafter)
    return client


def sent(content: bytes, name: str = "去年.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_last_year_s_file_comes_back_as_this_year_s(drafter) -> None:
    answer = drafter.post(RENEW, {"file": sent(file("示例县2024年上半年通报", SENTENCE)), "download": "1"})
    assert answer.status_code == 200
    assert "立案3宗" in accepted(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def test_the_page_lists_what_is_left_with_its_reason(drafter) -> None:
    shown = drafter.post(RENEW, {"file": sent(file(SENTENCE, "发放手册500册。")), "old": "2024H1"}).content.decode()
    assert "6 个数，能换 5 个" in shown
    assert "500册" in shown
    assert drafter.get(RENEW).status_code == 200


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "id_file"), ({"file": "立案3宗".encode()}, "W184"), ({"file": b"x", "old": "2024H9"}, "M101"),
        ({"file": b"PK\x03\x04" + b"0" * 64, "old": "2024H1"}, "R1"), ({"file": SENTENCE.encode(), "old": "2024H1"}, "W180"),
    ],
)  # fmt: skip
def test_what_cannot_be_renewed_says_why(drafter, given, says) -> None:
    body = {key: sent(value) if key == "file" else value for key, value in given.items()}
    answer = drafter.post(RENEW, body)
    assert (answer.status_code, says in answer.content.decode()) == (422, True)


def test_who_only_reads_renews_nothing(cast, client) -> None:
    client.force_login(cast.reader)
    assert client.get(RENEW).status_code == 403


def back_of(one: Manuscript, old: str, new: str) -> bytes:
    paper = paper_of_version(last_version(one))
    document = docx.Document(io.BytesIO(queries.content(paper, "docx")))
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text)
    run.text = run.text.replace(old, new)
    return file_of(document)


def text_now(one: Manuscript) -> str:
    return text(paper_of_version(last_version(one)))


def edited(client: Client, one: Manuscript, old: str, new: str) -> str:
    return client.post(f"/publications/manuscripts/{one.pk}/back/", {"file": sent(back_of(one, old, new))}).content.decode()


def take(client: Client, one: Manuscript, shown: str, way: str, **more: str):  # type: ignore[no-untyped-def]
    ticket = re.search(r'name="ticket" value="([^"]+)"', shown)
    assert ticket
    body = {"ticket": ticket[1], "name": "退回.docx", "take-0": way, **more}
    return client.post(f"/publications/manuscripts/{one.pk}/back/take/", body)


def test_accepted_words_make_the_next_version_and_its_figures_stay_alive(cast, drafter) -> None:
    one = begun(cast)
    before = paper_of_version(last_version(one))
    shown = edited(drafter, one, "出动执法人员", "累计出动执法人员")
    assert "<ins>累计</ins>" in shown
    assert take(drafter, one, shown, "computed").status_code == 302
    last = last_version(one)
    assert (last.number, last.act, last.reason) == (2, "revise", "采纳退回的《退回.docx》")
    assert "累计出动执法人员30人次" in text_now(one)
    assert paper_of_version(last).printed == before.printed
    assert "<del>" in edited(drafter, one, "累计出动", "出动")


@pytest.mark.parametrize(("way", "says"), [("computed", "30人次"), ("hand", "300人次")])
def test_a_number_written_by_hand_is_taken_only_when_a_person_says_so(cast, drafter, way, says) -> None:
    one = begun(cast)
    shown = edited(drafter, one, "30人次", "300人次")
    assert "写的是 300人次，台账算的是 30人次" in shown
    take(drafter, one, shown, way, why="现场会商定")
    assert f"人员{says}" in text_now(one)
    assert ("300人次（台账 30人次），理由：现场会商定" in last_version(one).reason) is (way == "hand")


def test_a_number_by_hand_without_a_reason_is_not_kept(cast, drafter) -> None:
    one = begun(cast)
    answer = take(drafter, one, edited(drafter, one, "30人次", "300人次"), "hand")
    assert (answer.status_code, last_version(one).number) == (422, 1)


def document_of(one: Manuscript, *, number: int = 0) -> Any:
    found = one.versions.get(number=number) if number else last_version(one)
    return docx.Document(io.BytesIO(queries.content(paper_of_version(found), "docx")))


def back(client: Client, one: Manuscript, document: Any) -> str:
    answer = client.post(f"/publications/manuscripts/{one.pk}/back/", {"file": sent(file_of(document))})
    return answer.content.decode()


def paragraph(document: Any, words: str) -> Any:
    return next(one for one in document.paragraphs if words in one.text)


def test_a_paragraph_is_added_one_goes_and_the_title_is_another(cast, drafter) -> None:
    one = begun(cast)
    document = document_of(one)
    body = paragraph(document, "出动执法人员")
    body.insert_paragraph_before("这是领导加的一段。")
    title = paragraph(document, paper_of_version(last_version(one)).title[:4])
    title.runs[0].text = "又" + title.runs[0].text
    shown = back(drafter, one, document)
    assert "新加的一段" in shown
    kinds = re.findall("<h3>(.*?)</h3>", shown)
    ticket = re.search(r'name="ticket" value="([^"]+)"', shown)
    body = {"ticket": ticket[1], "name": "退回.docx"} | {f"take-{at}": "computed" for at in range(len(kinds))}
    assert drafter.post(f"/publications/manuscripts/{one.pk}/back/take/", body).status_code == 302
    said = text_now(one)
    assert said.index("这是领导加的一段。") < said.index("出动执法人员")
    assert paper_of_version(last_version(one)).title.startswith("又")
    again = document_of(one)
    added = paragraph(again, "领导加的")
    added._p.getparent().remove(added._p)
    shown = back(drafter, one, again)
    assert "删去的一段" in shown
    take(drafter, one, shown, "computed")
    assert "领导加的" not in text_now(one)
    assert drafter.post(f"/publications/manuscripts/{one.pk}/refresh/").status_code == 302
    assert "领导加的" not in text_now(one)


def test_what_was_added_stays_when_the_page_of_revising_is_saved(cast, drafter) -> None:
    one = begun(cast)
    document = document_of(one)
    paragraph(document, "出动执法人员").insert_paragraph_before("这是领导加的一段。")
    take(drafter, one, back(drafter, one, document), "computed")
    page = drafter.get(f"/publications/manuscripts/{one.pk}/revise/").content.decode()
    places = dict(re.findall(r'name="(place-\d+)"[^>]*>([^<]*)</textarea>', page))
    seen = re.search(r'name="seen" value="(\d+)"', page)
    drafter.post(f"/publications/manuscripts/{one.pk}/revise/", {**places, "seen": seen[1], "reason": "再看一遍"})
    assert "这是领导加的一段。" in text_now(one)


def test_two_files_made_from_one_version_come_together_and_what_both_changed_is_told(cast, drafter) -> None:
    one = begun(cast)
    first, second = document_of(one), document_of(one)
    for document, words in ((first, "甲改"), (second, "乙改")):
        run = next(run for each in document.paragraphs for run in each.runs if "出动执法人员" in run.text)
        run.text = run.text.replace("出动", f"{words}出动")
    paragraph(second, "乙改").insert_paragraph_before("乙加的一段。")
    second.core_properties.version = "第1稿"
    take(drafter, one, back(drafter, one, first), "computed")
    shown = back(drafter, one, second)
    assert "这份文件是从第 1 稿改的，现在已是第 2 稿" in shown
    assert "第 2 稿已把这一段改成" in shown
    assert "甲改出动" in shown
    take(drafter, one, shown, "computed")
    said = text_now(one)
    assert "乙加的一段。" in said
    assert "甲改出动" in said


def test_the_chosen_words_come_as_a_template_of_the_office(cast, drafter) -> None:
    one = begun(cast)
    shown = edited(drafter, one, "出动执法人员", "累计出动执法人员")
    answer = take(drafter, one, shown, "computed", template="1")
    made = answer.content.decode() if not answer.streaming else b"".join(answer.streaming_content).decode()
    assert made.count("累计出动执法人员{{") == 1
    assert last_version(one).number == 1
    assert "系统自带的文件" in shown


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "另存为不带密码的 .docx"), (b"%PDF-1.7", "PDF"),
        (b"\xff\xd8\xff\xe0", "照片"),
    ],
)
def test_a_file_without_words_to_compare_says_what_to_do(cast, drafter, content, says) -> None:
    answer = drafter.post(f"/publications/manuscripts/{begun(cast).pk}/back/", {"file": sent(content)})
    assert (answer.status_code, says in answer.content.decode()) == (422, True)


def test_nothing_chosen_and_a_ticket_of_another_change_nothing(cast, drafter) -> None:
    one, other = begun(cast), begun(cast)
    shown = edited(drafter, one, "出动执法人员", "派出执法人员")
    assert take(drafter, one, shown, "").status_code == 422
    assert take(drafter, other, shown, "computed").status_code == 422
    assert last_version(one).number == last_version(other).number == 1


def test_a_manuscript_that_moved_on_is_not_overwritten(cast, drafter) -> None:
    one = begun(cast)
    shown = edited(drafter, one, "出动执法人员", "派出执法人员")
    assert take(drafter, one, shown, "computed").status_code == 302
    assert take(drafter, one, shown, "computed").status_code in (302, 422)
    assert last_version(one).number == 2


def test_a_file_that_is_no_word_file_is_refused(cast, drafter) -> None:
    answer = drafter.post(f"/publications/manuscripts/{begun(cast).pk}/back/", {"file": sent(b"x")})
    assert (answer.status_code, "W190" in answer.content.decode()) == (422, True)


def test_another_s_manuscript_is_not_there(cast, client) -> None:
    client.force_login(cast.neighbour)
    assert client.get(f"/publications/manuscripts/{begun(cast).pk}/back/").status_code in (403, 404)
