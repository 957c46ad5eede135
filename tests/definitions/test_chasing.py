"""What an office may write in its own chasing.toml, and what is refused with its place and remedy."""

import re
from datetime import date
from pathlib import Path

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.definitions.chasing import chasing, chasing_from
from zhiheng.definitions.strict import OURS

PATH = OURS / "chasing" / "chasing.toml"
TEXT = PATH.read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "id"),
    [
        ('id = "strike"', 'id = "close"', "D480"),
        ('needs = ["approver"]', 'needs = ["seal"]', "D481"),
        ('needs = ["due", "reason"]', 'needs = ["reason"]', "D481"),
        ('from = ["已办结"]\nto = "已销号"', 'from = ["已销号"]\nto = "已办结"', "D482"),
        ('to = "待复核"', 'to = "待审"', "D482"),
        ("since = 2020-01-01", "since = 2020-01-01\nuntil = 2021-01-01", "D2"),
        ('when = [{states = ["已办结", "已销号"]}]', "", "D484"),
        ('when = [{states = ["已撤销"]}]', 'when = [{states = ["撤销"]}]', "D484"),
        ('id = "made-good"', 'id = "yellow"', "D484"),
    ],
)
def test_a_definition_that_cannot_work_is_refused(old: str, new: str, id: str) -> None:
    assert old in TEXT
    with pytest.raises(Fault) as refused:
        chasing_from(PATH, TEXT.replace(old, new, 1) if old != 'to = "待复核"' else TEXT.replace(old, new))
    assert refused.value.id.startswith(id)
    assert "chasing/chasing.toml" in refused.value.says


def test_editions_stand_in_the_order_of_their_days() -> None:
    lights = TEXT[TEXT.index("\n[[editions]]") :]
    with pytest.raises(Fault, match="D483"):
        chasing_from(PATH, TEXT + "\n" + lights)


def test_an_office_changes_the_lights_from_a_day_on(tmp_path: Path) -> None:
    later = re.sub(r"since = \S+", "since = 2026-07-01", TEXT[TEXT.index("\n[[editions]]") :]).replace("over = 1", "over = 5")
    (tmp_path / "chasing").mkdir()
    (tmp_path / "chasing" / "chasing.toml").write_text(TEXT + "\n" + later, encoding="utf-8")
    own = chasing(tmp_path)
    assert own.edition_on(date(2026, 6, 30)).lights[0].when[0].over == 1
    assert own.edition_on(date(2026, 7, 1)).lights[0].when[0].over == 5
