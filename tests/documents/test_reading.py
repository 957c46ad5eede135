from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.documents import actions, originals, queries
from zhiheng.documents.actions import reading
from zhiheng.documents.models import Document, Item


def test_a_document_is_read_into_texts_and_items_that_quote_the_raw_text(policy):
    assert policy.state == "read"
    assert policy.title == "示例省质量提升三年行动方案"
    kinds = set(policy.items.values_list("kind", flat=True))
    assert {"target", "task"} <= kinds
    for item in policy.items.all():
        assert policy.content.raw[item.start : item.end] == item.quote
        assert item.state == "pending"


def test_adding_puts_the_reading_in_the_queue_once(cast):
    actions.add_document(cast.office, "意见.txt", "质量意见\n正文。".encode(), cast.clerk)
    assert DBTaskResult.objects.count() == 1


def test_two_workers_read_a_document_once(policy, monkeypatch):
    monkeypatch.setattr(reading, "open_file", lambda *args: pytest.fail("read a second time"))
    actions.read_document(policy.pk)


def test_a_failed_reading_says_why_and_can_be_run_again(cast):
    document, _ = actions.add_document(cast.office, "坏.pdf", b"%PDF-1.4 broken", cast.clerk)
    actions.read_document(document.pk)
    document.refresh_from_db()
    assert document.state == "failed"
    assert document.fault_says.startswith("坏.pdf：")
    client = cast.client("clerk")
    page = client.get(reverse("documents:show", args=[document.pk])).content.decode()
    assert document.fault_says in page
    assert "重新识读" in page
    client.post(reverse("documents:read-again", args=[document.pk]))
    document.refresh_from_db()
    assert (document.state, document.fault_says) == ("waiting", "")


def test_an_error_of_the_program_is_said_and_the_original_stays(cast, monkeypatch):
    document, _ = actions.add_document(cast.office, "意见.txt", "质量意见\n正文。".encode(), cast.clerk)
    monkeypatch.setattr(reading, "understand_closely", lambda *args, **more: 1 / 0)
    actions.read_document(document.pk)
    document.refresh_from_db()
    assert document.state == "failed"
    assert "识读时程序出错（ZeroDivisionError）" in document.fault_says
    assert originals.place(document.digest).exists()


def test_a_missing_original_is_said(cast):
    document, _ = actions.add_document(cast.office, "意见.txt", "质量意见\n正文。".encode(), cast.clerk)
    originals.forget(document.digest)
    actions.read_document(document.pk)
    document.refresh_from_db()
    assert "原件不在存放目录里" in document.fault_says


def test_a_worker_that_died_leaves_a_document_that_can_be_read_again(cast):
    document, _ = actions.add_document(cast.office, "意见.txt", "质量意见\n正文。".encode(), cast.clerk)
    silent = timezone.now() - timedelta(minutes=5)
    Document.objects.filter(pk=document.pk).update(state="reading", started_at=silent, alive_at=silent)
    client = cast.client("clerk")
    assert "识读中断了" in client.get(reverse("documents:show", args=[document.pk])).content.decode()
    client.post(reverse("documents:read-again", args=[document.pk]))
    actions.read_document(document.pk)
    document.refresh_from_db()
    assert document.state == "read"


def test_a_document_that_is_being_read_is_not_started_twice(cast):
    document, _ = actions.add_document(cast.office, "意见.txt", "质量意见\n正文。".encode(), cast.clerk)
    Document.objects.filter(pk=document.pk).update(state="reading", alive_at=timezone.now())
    document.refresh_from_db()
    with pytest.raises(Fault, match="正在识读"):
        actions.read_again(document, cast.clerk)


def test_progress_counts_pages_and_says_what_is_left(cast):
    document, _ = actions.add_document(cast.office, "意见.txt", "质量意见\n正文。".encode(), cast.clerk)
    started = timezone.now() - timedelta(seconds=30)
    Document.objects.filter(pk=document.pk).update(state="reading", started_at=started, alive_at=timezone.now())
    reading._report_page(document.pk, 4, 10)
    page = cast.client("clerk").get(reverse("documents:progress", args=[document.pk])).content.decode()
    assert "第 4 页，共 10 页" in page
    assert "约剩" in page
    assert 'hx-trigger="every' in page


def test_every_page_of_a_scan_moves_the_progress_bar(cast, tmp_path, monkeypatch):
    from PIL import Image

    from zhiheng.core.reading.formats import recognising
    from zhiheng.core.reading.formats.page import Page

    pages = [Image.new("RGB", (200, 300), "white") for _ in range(3)]
    pages[0].save(tmp_path / "scan.tiff", save_all=True, append_images=pages[1:])
    document, _ = actions.add_document(cast.office, "扫描.tiff", (tmp_path / "scan.tiff").read_bytes(), cast.clerk)
    said = []
    monkeypatch.setattr(reading, "_report", lambda pk, percent, says, **more: said.append((percent, says)))
    monkeypatch.setattr(recognising, "page_on", lambda image, number, *dpi: Page(number=number, lines=()))
    actions.read_document(document.pk)
    assert [says for _, says in said[1:]] == ["第 1 页，共 3 页", "第 2 页，共 3 页", "第 3 页，共 3 页"]
    assert [percent for percent, _ in said] == sorted(percent for percent, _ in said)
    document.refresh_from_db()
    assert document.fault_says.startswith("扫描.tiff：没有认出文字")


def test_the_progress_fragment_stops_asking_once_the_reading_has_ended(cast, policy):
    fragment = cast.client("clerk").get(reverse("documents:progress", args=[policy.pk])).content.decode()
    assert "hx-trigger" not in fragment
    assert "去核对" in fragment
    whole = cast.client("clerk").get(reverse("documents:show", args=[policy.pk])).content.decode()
    assert fragment.strip() in whole


def test_a_queue_that_nobody_serves_is_said(cast):
    document, _ = actions.add_document(cast.office, "意见.txt", "质量意见\n正文。".encode(), cast.clerk)
    assert not queries.progress(document)["idle"]
    document.queued_at = timezone.now() - timedelta(minutes=2)
    assert queries.progress(document)["idle"]


def read_again(document, by):
    actions.read_again(document, by)
    actions.read_document(document.pk)
    document.refresh_from_db()


def test_reading_again_keeps_every_decision(cast, policy):
    target, other = policy.items.filter(kind="target")[:2]
    task = policy.items.filter(kind="task")[0]
    actions.edit_item(target, "target", target.value | {"value": 97}, cast.clerk)
    actions.reject_item(other, cast.clerk)
    actions.accept_item(task, cast.clerk)
    start = policy.content.text.index("组织企业对标达标")
    added = actions.add_item(policy, "qualitative_target", start, start + 8, {"text": "对标达标"}, cast.clerk)
    before = policy.items.count()
    read_again(policy, cast.clerk)
    assert policy.items.count() == before
    states = dict(policy.items.values_list("pk", "state"))
    assert (states[target.pk], states[other.pk], states[task.pk], states[added.pk]) == (
        "accepted", "rejected", "accepted", "accepted",
    )  # fmt: skip
    assert policy.items.get(pk=target.pk).value["value"] == 97


def test_an_accepted_item_that_the_reader_no_longer_finds_stays(cast, policy, monkeypatch):
    kept = actions.accept_item(policy.items.filter(kind="target")[0], cast.clerk)
    from zhiheng.core import understand_closely

    def finds_nothing(*args, **more):
        found, cleaned = understand_closely(*args, **more)
        found.targets.clear()
        return found, cleaned

    monkeypatch.setattr(reading, "understand_closely", finds_nothing)
    read_again(policy, cast.clerk)
    assert list(policy.items.filter(kind="target")) == [kept]


def test_a_kept_item_moves_with_its_quote_when_the_raw_text_changes(cast, policy, monkeypatch):
    kept = actions.accept_item(policy.items.filter(kind="target")[0], cast.clerk)
    from zhiheng.core import open_file

    def with_a_new_head(data, name):
        return open_file("（此件公开发布）\n".encode() + data, name)

    monkeypatch.setattr(reading, "open_file", with_a_new_head)
    read_again(policy, cast.clerk)
    moved = Item.objects.get(pk=kept.pk)
    policy.content.refresh_from_db()
    assert moved.state == "accepted"
    assert moved.start == kept.start + 9
    assert policy.content.raw[moved.start : moved.end] == moved.quote


def test_a_text_of_five_million_characters_is_shown_in_parts(cast):
    raw = "".join(f"第{n}条 各地要加强质量监督，健全质量工作机制，推动质量提升。\n" for n in range(160_000))
    assert len(raw) > 5_000_000
    document = factories.document(cast.office, cast.clerk, raw)
    page = cast.client("clerk").get(reverse("documents:review", args=[document.pk]))
    assert "第 1 部分，共" in page.content.decode()
    assert len(page.content) < 500_000
