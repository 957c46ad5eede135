import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import SkipFile
from django.urls import reverse

from zhiheng.core.values.faults import Fault
from zhiheng.documents import actions, originals
from zhiheng.documents.models import Document, Refusal
from zhiheng.history.models import Revision

TEXT = "示例省质量工作意见\n到2027年，产品质量合格率达到95%以上。\n".encode()


def send(client, *files, **fields):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("documents:add"), {"files": sent, **fields})


def test_an_original_is_kept_byte_for_byte_under_its_digest(cast):
    document, was_there = actions.add_document(cast.office, "意见.txt", io.BytesIO(TEXT), cast.clerk)
    assert not was_there
    assert originals.read(document.digest, "原件") == TEXT
    assert originals.place(document.digest).parent.parent.name == document.digest[:2]


def test_the_same_file_twice_is_one_document(cast):
    first, _ = actions.add_document(cast.office, "意见.txt", TEXT, cast.clerk)
    second, was_there = actions.add_document(cast.office, "换了名字.txt", TEXT, cast.drafter)
    assert (second, was_there) == (first, True)
    page = send(cast.client("clerk"), ("意见.txt", TEXT))
    assert "已经在系统里了" in page.content.decode()
    assert Document.objects.count() == 1


def test_sending_a_file_again_puts_a_lost_original_back(cast):
    document, _ = actions.add_document(cast.office, "意见.txt", TEXT, cast.clerk)
    originals.forget(document.digest)
    actions.add_document(cast.office, "意见.txt", TEXT, cast.clerk)
    assert originals.read(document.digest, "原件") == TEXT


def test_two_areas_may_have_the_same_file(cast):
    first, _ = actions.add_document(cast.office, "意见.txt", TEXT, cast.clerk)
    second, was_there = actions.add_document(cast.neighbour_office, "意见.txt", TEXT, cast.neighbour)
    assert not was_there
    assert second.digest == first.digest


def test_one_bad_file_keeps_no_good_one_out(cast):
    page = send(cast.client("clerk"), ("空.txt", b""), ("意见.txt", TEXT), ("坏.docx", b"PK\x03\x04 cut off"))
    says = page.content.decode()
    assert "空.txt：文件是空的" in says
    assert "坏.docx：" in says
    assert [d.name for d in Document.objects.all()] == ["意见.txt"]


def test_a_file_over_the_limit_is_refused_in_one_sentence_and_others_stay(cast, settings):
    settings.UPLOAD_LIMIT = 1000
    page = send(cast.client("clerk"), ("大.pdf", b"%PDF-1.4" + b"x" * 300_000), ("意见.txt", TEXT))
    assert "大.pdf：文件超过" in page.content.decode()
    assert [d.name for d in Document.objects.all()] == ["意见.txt"]


def test_a_large_upload_is_let_go_while_it_arrives(cast, settings):
    """No upload handler behind the limit sees more than the limit."""
    from zhiheng.documents.uploads import LimitedUploadHandler

    settings.UPLOAD_LIMIT = 100
    handler = LimitedUploadHandler()
    handler.request = type("Request", (), {})()
    handler.new_file("files", "大.pdf", "application/pdf", None)
    assert handler.receive_data_chunk(b"x" * 100, 0) == b"x" * 100
    with pytest.raises(SkipFile):
        handler.receive_data_chunk(b"x", 100)
    assert handler.request.too_large == ["大.pdf"]


@pytest.mark.parametrize("mark", ["绝密★长期", "机密★1年", "秘密", "密级：机密"])
def test_a_marking_of_secrecy_is_refused_and_nothing_is_kept(cast, originals, mark):
    with pytest.raises(Fault, match="非涉密系统") as refused:
        actions.add_document(cast.office, "方案.txt", f"{mark}\n示例省某方案\n正文。\n".encode(), cast.clerk)
    assert "请按保密规定" in refused.value.says
    assert not Document.objects.exists()
    assert not [path for path in originals.rglob("*") if path.is_file()]


def test_words_of_secrecy_in_a_sentence_are_no_marking(cast):
    text = "示例省质量工作意见\n保护企业商业秘密和国家秘密，依法管理。\n".encode()
    assert actions.add_document(cast.office, "意见.txt", text, cast.clerk)[0].pk


def test_a_scan_that_turns_out_secret_leaves_only_the_notice(cast, originals, monkeypatch):
    from zhiheng.core.values.extracted import Extracted
    from zhiheng.documents.actions import reading

    document, _ = actions.add_document(cast.office, "扫描.pdf", b"%PDF-1.4 a scan", cast.clerk)
    seen = Extracted(name="扫描.pdf", sha256="", text="机密★1年\n某方案\n", plain=False, recognised=True)
    monkeypatch.setattr(reading, "open_file", lambda data, name: seen)
    actions.read_document(document.pk)
    assert not Document.objects.exists()
    assert not [path for path in originals.rglob("*") if path.is_file()]
    notice = Refusal.objects.get()
    assert notice.name == "扫描.pdf"
    assert "某方案" not in notice.says
    assert not any("某方案" in str((r.before, r.after, r.reason)) for r in Revision.objects.all())
    page = cast.client("clerk").get(reverse("documents:list")).content.decode()
    assert "标有“机密★1年”" in page
    assert "标有" not in cast.client("drafter").get(reverse("documents:list")).content.decode()
    cast.client("clerk").post(reverse("documents:dismiss", args=[notice.pk]))
    assert not Refusal.objects.exists()


def test_a_path_in_a_file_name_is_cut(cast):
    for name in ("../../etc/意见.txt", r"C:\文件\意见.txt", "/意见.txt"):
        document, _ = actions.add_document(cast.office, name, TEXT + name.encode(), cast.clerk)
        assert document.name == "意见.txt"


def test_a_very_long_name_is_shortened_with_its_extension(cast):
    document, _ = actions.add_document(cast.office, "质" * 400 + ".txt", TEXT, cast.clerk)
    assert len(document.name) <= 200
    assert document.name.endswith(".txt")


def test_pasted_text_becomes_a_text_document(cast):
    send(cast.client("clerk"), pasted="示例市通知\n到2027年，合格率达到95%。")
    document = Document.objects.get()
    assert document.name == "示例市通知.txt"
    assert originals.read(document.digest, "原件").decode() == "示例市通知\n到2027年，合格率达到95%。"


def test_nothing_sent_is_said(cast):
    assert "没有收到文件" in cast.client("clerk").post(reverse("documents:add")).content.decode()


def test_the_adding_page_says_that_the_system_is_not_for_secrets(cast):
    page = cast.client("clerk").get(reverse("documents:add")).content.decode()
    assert "本系统为非涉密系统，严禁处理、传输国家秘密和工作秘密" in page


def test_a_write_that_breaks_off_leaves_no_original(cast, originals, monkeypatch):
    import os

    def broken(*args):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="disk full"):
        actions.add_document(cast.office, "意见.txt", TEXT, cast.clerk)
    assert not [path for path in originals.rglob("*") if path.is_file()]
    assert not Document.objects.exists()


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    return packed.getvalue()


def entities():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", '<!DOCTYPE x [<!ENTITY a "aaaa">]><Relationships>&a;</Relationships>')
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><w>&a;</w>')
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("炸弹.docx", bomb),
        ("实体.docx", entities),
        ("断.docx", lambda: bomb()[:2000]),
        ("空字节.txt", lambda: b"\x00\x01" * 50 + "质量".encode()),
        ("其实是文字.docx", lambda: "这只是文字。".encode()),
    ],
)
def test_bad_input_gets_one_sentence_or_is_read_as_what_it_is(cast, name, content):
    data = content()
    page = send(cast.client("clerk"), (name, data)).content.decode()
    kept = Document.objects.first()
    assert kept is not None or f"{name}：" in page
    assert "Traceback" not in page
    if kept is None:
        assert page.count("message-error") == 1


def test_html_with_scripts_is_never_echoed_unescaped(cast, added):
    page = "<html><body><p>质量 &lt;script&gt;alert(1)&lt;/script&gt;</p><script>alert(2)</script></body></html>"
    document = added("<b>页.html", page.encode())
    client = cast.client("clerk")
    for name in ("documents:show", "documents:review"):
        page = client.get(reverse(name, args=[document.pk])).content.decode()
        assert "<script>alert" not in page
        assert "<b>页" not in page
    original = client.get(reverse("documents:original", args=[document.pk]))
    assert original["Content-Disposition"].startswith("attachment;")
    assert original["X-Content-Type-Options"] == "nosniff"
    assert original["Content-Type"] == "application/octet-stream"
    assert original.content.startswith(b"<html>")
