"""The page of seals: for the auditor alone, true about what was found, and the same after a reload."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

import factories
from history.conftest import sql
from zhiheng.history import auditing
from zhiheng.history.models import DailyRoot, Revision, Verification
from zhiheng.history.roots import close_days


@pytest.fixture
def auditor(cast):
    """A client of the audit administrator."""
    client = Client()
    client.force_login(
        factories.person("auditor", "周审计", cast.office, "audit"), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def verify(auditor) -> str:
    auditor.post("/seals/verify/")
    auditing.verify_in_background.call(Verification.objects.get().pk)
    return auditor.get("/seals/").content.decode()


def test_the_pages_of_seals_are_the_auditors(cast, rows, auditor):
    for page in ("", "verification/", "roots.txt", "changes/1/"):
        assert auditor.get(f"/seals/{page}").status_code == 200
        assert cast.client("reader").get(f"/seals/{page}").status_code == 403


def test_a_sound_verification_says_how_much_was_verified(rows, auditor):
    page = verify(auditor)
    assert "完好" in page
    assert "4 件现有内容" in page


def test_what_was_altered_stands_on_the_page_by_its_name(rows, auditor):
    sql("UPDATE registers_row SET status = 'void' WHERE id = %s", rows[2].pk)
    page = verify(auditor)
    assert "发现问题" in page
    assert "的“检-3”与改动记录不符" in page


def test_two_who_ask_at_once_wait_for_one_verification(rows, auditor):
    for _ in range(2):
        auditor.post("/seals/verify/")
    assert DBTaskResult.objects.filter(task_path=auditing.verify_in_background.module_path).count() == 1


def test_an_entry_says_whether_it_is_as_it_was_sealed_and_not_its_values(rows, auditor):
    page = auditor.get("/seals/changes/2/").content.decode()
    assert "与封存时一致" in page
    assert Revision.objects.get(seq=2).digest in page
    assert "350000" not in page
    assert "3500.00" not in page
    sql("UPDATE history_revision SET reason = '另有原因' WHERE seq = 2")
    assert "与封存时不一致" in auditor.get("/seals/changes/2/").content.decode()


def test_there_is_no_page_of_an_entry_that_is_not_there(rows, auditor):
    assert auditor.get("/seals/changes/99/").status_code == 404
    assert auditor.get("/seals/others/1/").status_code == 404


def test_a_root_typed_from_paper_is_recognised(rows, auditor):
    close_days(timezone.now() + timedelta(days=1))
    root = DailyRoot.objects.get()
    assert "日根相符" in auditor.get("/seals/", {"root": root.groups[:35].upper()}).content.decode()
    assert "没有一天的日根是这个" in auditor.get("/seals/", {"root": "0" * 64}).content.decode()
    assert "H121" in auditor.get("/seals/", {"root": "一张纸"}).content.decode()
    assert root.root in auditor.get("/seals/roots.txt").content.decode()


def test_a_timeline_shows_number_and_digest_and_links_them_for_who_may_verify(cast, rows):
    first = Revision.objects.get(seq=1)
    address = f"/registers/special-campaign/{rows[0].pk}/"
    page = cast.client("clerk").get(address).content.decode()
    assert f"№1 {first.digest[:8]}" in page


def test_days_are_closed_now_and_after_each_midnight(rows):
    auditing.keep_closing()
    DBTaskResult.objects.update(status="SUCCESSFUL")  # the worker took it
    auditing.close_in_background.call()
    waiting = DBTaskResult.objects.get(status="READY", task_path=auditing.close_in_background.module_path)
    assert waiting.run_after.astimezone(auditing.CHINA).strftime("%H:%M") == "00:05"
    auditing.keep_closing()
    assert DBTaskResult.objects.filter(status="READY").count() == 1
