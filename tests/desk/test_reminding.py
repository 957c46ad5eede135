"""Once a day those who have an address are told how much waits, and nothing of what it is."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

import factories
from core.scheduling.making import CASE, OPENED
from zhiheng.cli import main
from zhiheng.core.values.faults import Fault
from zhiheng.desk.reminding import keep_reminding, remind_by_mail, remind_in_background
from zhiheng.project.mailing import mail_settings
from zhiheng.registers.actions import import_file
from zhiheng.registers.models import Notice, Row

pytestmark = pytest.mark.django_db
WORKDAY, HOLIDAY = date(2026, 11, 20), date(2026, 10, 1)


@pytest.fixture(autouse=True)
def office_tree(tmp_path, settings):
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "case.toml").write_text(CASE, "utf-8")
    (tmp_path / "registers" / "later.toml").write_text(OPENED, "utf-8")
    settings.DEFINITIONS, settings.MAILS = tmp_path, True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def overdue(cast: factories.Cast) -> Row:
    lines = "案号,地区,查处日期,当事人,主办单位\r\n甲-1,示例县,2026-03-03,张三烧饼铺,县市场监管局"
    import_file("case", "案.csv", lines.encode("gb18030"), cast.office, cast.clerk)
    cast.clerk.email = "clerk@example.invalid"
    cast.clerk.save()
    return Row.objects.get()


def test_a_mail_says_how_much_waits_and_not_what_or_whose() -> None:
    cast = factories.cast()
    overdue(cast)
    assert remind_by_mail(WORKDAY) == 1
    (sent,) = mail.outbox
    assert sent.to == ["clerk@example.invalid"]
    assert "逾期：1 件" in sent.body
    assert "张三" not in sent.body + sent.subject
    assert "甲-1" not in sent.body + sent.subject


def test_nobody_is_written_to_on_a_day_off_or_without_a_server_or_for_nothing(settings) -> None:
    cast = factories.cast()
    row = overdue(cast)
    assert remind_by_mail(HOLIDAY) == 0
    settings.MAILS = False
    assert remind_by_mail(WORKDAY) == 0
    settings.MAILS = True
    Row.objects.filter(pk=row.pk).update(due_on=None)
    assert remind_by_mail(WORKDAY) == 0
    assert mail.outbox == []


def test_a_notice_is_mailed_once() -> None:
    cast = factories.cast()
    row = overdue(cast)
    Row.objects.update(due_on=None)
    Notice.objects.create(area=cast.county, unit=cast.office, to="县市场监管局", row=row, text="甲", at=timezone.now())
    assert [remind_by_mail(WORKDAY), remind_by_mail(WORKDAY)] == [1, 0]


def test_reminding_waits_for_the_next_morning_and_only_once() -> None:
    keep_reminding()
    keep_reminding()
    waiting = DBTaskResult.objects.get(task_path=remind_in_background.module_path)
    morning = timezone.localtime(waiting.run_after)
    assert (morning.date(), morning.hour) == (timezone.localdate() + timedelta(days=1), 8)
    assert isinstance(waiting.run_after, datetime)


def test_the_command_prints_what_waits(capsys) -> None:
    overdue(factories.cast())
    assert main(["remind", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["waiting"]["overdue"][0]["row"] == "甲-1"
    assert said["mailed"] == 0
    main(["remind"])
    assert "示例案 甲-1" in capsys.readouterr().out


def test_a_mail_server_is_one_setting_and_a_wrong_one_says_how_to_write_it() -> None:
    found = mail_settings({"EMAIL_URL": "smtp://a%40b:p%2Fw@mail.example.invalid:587/?tls=1"})
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example.invalid", 587, True)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"], found["DEFAULT_FROM_EMAIL"]) == ("a@b", "p/w", "a@b")
    assert mail_settings({})["MAILS"] is False
    with pytest.raises(Fault, match="T220"):
        mail_settings({"EMAIL_URL": "mail.example.invalid"})
