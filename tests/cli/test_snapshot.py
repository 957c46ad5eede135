"""`zhiheng snapshot` says what it wrote, and by its exit status whether anything was wrong."""

import json
from pathlib import Path

import pytest

import factories
from zhiheng.cli import main
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
REGISTER = "quality-incident"


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def row(**head) -> Row:
    cast = factories.cast()
    given = {"area": cast.county, "office": cast.office, "entered_by": cast.clerk, "entered_at": factories.A_MOMENT}
    return Row.objects.create(**given, key="1", register=REGISTER, changed_at=factories.A_MOMENT, data={}, **head)


def told(capsys, *words: str) -> tuple[int, dict]:
    status = main(["snapshot", *words, "--format", "json"])
    [one] = json.loads(capsys.readouterr().out)["snapshots"]
    return status, one


def test_it_says_what_was_written_and_writes_nothing_the_second_time(capsys) -> None:
    row()
    status, first = told(capsys)
    assert (status, first["register"], first["how"], first["rows"], first["written"]) == (0, REGISTER, "whole", 1, 1)
    status, again = told(capsys, REGISTER)
    assert (status, again["how"], again["written"], again["digest"]) == (0, "same", 0, first["digest"])
    assert main(["snapshot", REGISTER]) == 0
    assert capsys.readouterr().out.startswith(f"{REGISTER}：没有变化，1 行")


def test_a_whole_rebuild_that_finds_other_rows_ends_with_1(capsys) -> None:
    one = row()
    told(capsys)
    Row.objects.filter(pk=one.pk).update(state="别的")
    status, night = told(capsys, "--full")
    assert (status, night["differing"]) == (1, [{"year": 0, "by_changes": 1, "rows": 1}])


def test_an_unknown_register_is_the_callers_mistake(capsys) -> None:
    assert main(["snapshot", "no-such-register"]) == 2
    assert "D206" in capsys.readouterr().err
