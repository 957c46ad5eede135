"""The desk shows what is asked of the office, and nothing of its neighbours."""

import pytest

import factories
from zhiheng.desk.queries import SHOWN, groups
from zhiheng.directory.queries import scope_of
from zhiheng.web.rights import PROGRAM

pytestmark = pytest.mark.django_db


def test_a_new_office_is_told_what_to_do_first():
    page = factories.cast().client("clerk").get("/").content.decode()
    assert "还没有文件" in page
    assert "/documents/add/" in page


def test_a_reader_is_offered_nothing_that_would_be_refused():
    page = factories.cast().client("reader").get("/").content.decode()
    assert "/documents/add/" not in page
    assert "人员与角色" not in page


def test_a_document_with_open_items_waits_and_one_decided_does_not():
    cast = factories.cast()
    waiting, done = (factories.document(cast.office, cast.clerk, name=n, title=n) for n in ("甲", "乙"))
    factories.item(waiting, state="pending")
    factories.item(done, state="accepted")
    page = cast.client("clerk").get("/").content.decode()
    assert "甲" in page
    assert "待核 1 项" in page
    assert ">乙<" not in page


def test_a_failed_reading_says_why():
    cast = factories.cast()
    factories.document(cast.office, cast.clerk, state="failed", fault_says="意见.pdf：文件有密码。")
    assert "文件有密码" in cast.client("clerk").get("/").content.decode()


def test_the_desk_shows_no_neighbour_and_no_more_than_fits():
    cast = factories.cast()
    factories.document(cast.neighbour_office, cast.neighbour, state="waiting")
    assert groups(scope_of(cast.county), PROGRAM, cast.office) == []
    for n in range(SHOWN + 3):
        factories.document(cast.office, cast.clerk, name=f"{n}.txt", state="waiting")
    (group,) = groups(scope_of(cast.county), PROGRAM, cast.office)
    assert (len(group.todos), group.more) == (SHOWN, 3)


def test_the_desk_asks_the_database_as_often_for_many_things_as_for_one(django_assert_max_num_queries):
    cast = factories.cast()
    for n in range(30):
        factories.item(factories.document(cast.office, cast.clerk, name=f"{n}.txt"), state="pending")
    client = cast.client("clerk")
    with django_assert_max_num_queries(28):
        client.get("/")


def test_the_desk_tells_nothing_of_a_stage_that_is_not_hers(tmp_path, settings):
    (tmp_path / "roles").mkdir()
    counter = 'name = "窗口"\nsays = "只看台账。"\nplace = 60\nmay = ["desk.view"]\n[[registers]]\nof = ["*"]\nacts = ["view"]\n'
    (tmp_path / "roles" / "counter.toml").write_text(counter, "utf-8")
    cast = factories.cast()
    factories.item(factories.document(cast.office, cast.clerk, title="内部的质量工作意见"), state="pending")
    settings.DEFINITIONS = tmp_path
    assert "内部的质量工作意见" in cast.client("reader").get("/").content.decode()
    cast.reader.memberships.update(role="counter")
    page = cast.client("reader").get("/").content.decode()
    assert "内部的质量工作意见" not in page
    assert 'href="/documents/"' not in page
