"""Versions are compared, figures with why; the annex of sources comes on request; the text is ready for the site."""

import io

import docx
import pytest

import factories
from publications.test_issuing import ROWS, bring, issue, with_rows
from publications.test_lifecycle import begun
from publications.test_rewording import at, post
from zhiheng.publications import actions
from zhiheng.publications.comparing import compared_versions

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> factories.Cast:
    return with_rows(*ROWS)


def test_a_version_is_compared_with_any_other_and_each_figure_says_why_it_changed(cast):
    one = begun(cast)
    bring(cast, "3,农资,示例县,2025-03-03,5,0,0,0")
    actions.refresh(one.pk, cast.drafter)
    post(cast, one, at(one, "专项检查3次"), words="全县检查{3次}。")
    found = compared_versions(one, 1, 2)
    changes = {(each.name, each.old, each.new, each.why) for each in found.figures}
    assert ("专项检查次数", "2次", "3次", "台账有变动，更新了数据") in changes
    found = compared_versions(one, 0, 0)
    assert (found.old.number, found.new.number) == (2, 3)
    assert ("罚款金额", "1.10万元", "", "这一稿没有写") in {tuple(each) for each in found.figures}
    page = cast.client("reader").get(f"/publications/manuscripts/{one.pk}/compare/?old=1&new=3").content.decode()
    assert all(words in page for words in ("第 1 稿和第 3 稿对照", "<ins>", "<del>", "这一稿没有写"))
    assert cast.client("reader").get(f"/publications/manuscripts/{one.pk}/compare/?old=1&new=9").status_code == 404


def test_the_word_file_of_two_versions_bears_revision_marks_in_the_name_of_who_wrote_it(cast):
    one = begun(cast)
    post(cast, one, at(one, "专项检查2次"), words="全县检查{2次}。")
    answer = cast.client("reader").get(f"/publications/manuscripts/{one.pk}/compare/file/?old=1&new=2")
    xml = docx.Document(io.BytesIO(answer.content)).element.xml
    assert all(words in xml for words in ("<w:ins ", "<w:del ", 'w:author="李起草"', "全县"))


@pytest.mark.parametrize("form", ["docx", "html"])
def test_the_annex_of_sources_comes_on_request_with_names_that_people_use(cast, form):
    made, client = issue(cast), cast.client("reader")
    one = begun(cast)
    for address in (f"/publications/{made.pk}/{form}/", f"/publications/manuscripts/{one.pk}/file/{form}/"):
        plain, annexed = (client.get(address + query).content for query in ("", "?sources=1"))
        words = [docx.Document(io.BytesIO(each)).element.xml if form == "docx" else each.decode() for each in (plain, annexed)]
        assert "数据来源表" not in words[0]
        assert all(said in words[1] for said in ("数据来源表", "罚款金额", "1.10005万元", "示例县", "2025年上半年"))


def test_the_text_for_the_site_has_no_mark_of_ours(cast):
    made = issue(cast)
    answer = cast.client("reader").get(f"/publications/{made.pk}/paste/")
    pasted = answer.context["pasted"]
    assert "罚款1.10万元" in pasted
    assert not any(mark in pasted for mark in ("class=", "style=", "href=", "id="))
