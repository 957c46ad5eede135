"""What `zhiheng seal` prints, writes and ends with."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

import factories
from history.conftest import kept_row, sql
from zhiheng.cli import main
from zhiheng.history.models import DailyRoot
from zhiheng.history.roots import close_days
from zhiheng.project import serving


@pytest.fixture
def row(db, monkeypatch):
    monkeypatch.setattr(serving, "prepare", lambda: None)
    return kept_row(factories.cast(), "检-1")


def test_a_sound_installation_ends_with_0_and_an_altered_row_with_1_and_its_name(row, capsys):
    assert main(["seal", "verify"]) == 0
    assert "全部与封存时一致" in capsys.readouterr().out
    sql("UPDATE registers_row SET status = 'void' WHERE id = %s", row.pk)
    assert main(["seal", "verify"]) == 1
    assert "“检-1”与改动记录不符" in capsys.readouterr().out


def test_an_export_is_verified_without_the_database_and_compared_with_it(row, capsys, tmp_path):
    file = tmp_path / "存证.jsonl"
    assert main(["seal", "export", str(file)]) == 0
    assert main(["seal", "verify", str(file), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"]["changes"] == 1
    sql("UPDATE history_revision SET reason = '另有原因'")
    assert main(["seal", "witness", str(file)]) == 1
    assert "“检-1”与留存的不同：reason 留存为 \"录入\"" in capsys.readouterr().out.replace("）", "")
    file.write_bytes(file.read_bytes().replace("录入".encode(), "录人".encode()))
    assert main(["seal", "verify", str(file)]) == 1
    assert "改动记录第 1 条" in capsys.readouterr().out


def test_a_root_is_printed_in_groups_and_recognised_as_typed(row, capsys):
    assert main(["seal", "root"]) == 2
    assert "H120" in capsys.readouterr().err
    close_days(timezone.now() + timedelta(days=1))
    assert main(["seal", "root"]) == 0
    day, groups, counts = capsys.readouterr().out.splitlines()
    assert "日根（sha256）" in day
    assert groups.replace(" ", "") == DailyRoot.objects.get().root
    assert "改动记录至第 1 条（当天 1 条）" in counts
    assert main(["seal", "witness", groups]) == 0
    assert main(["seal", "witness", "0" * 64]) == 1
    assert main(["seal", "witness", "一张纸"]) == 2


def test_a_file_that_is_not_there_is_named(capsys):
    assert main(["seal", "verify", "没有.jsonl"]) == 2
    assert "H123 没有.jsonl：打不开" in capsys.readouterr().err
