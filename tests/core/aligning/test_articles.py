"""Two drafts of a rule are compared by article: changed, added, dropped, renumbered."""

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.aligning.articles import Article, article_changes, articles_of

OLD = "计量办法\n第一条 甲。\n第二条 单位应当检定计量器具。\n第三条 丙。\n第四条 罚款一万元以下。"
NEW = "计量办法\n第一条 甲。\n第二条 单位应当每年检定计量器具。\n第三条 全新的规定在这里。\n第四条 丙。"
DRAFTS = st.lists(st.builds(Article, st.sampled_from(["", "第一条", "第二条"]), st.text("甲乙丙丁戊", max_size=8)), max_size=6)


def test_each_article_is_the_same_changed_renumbered_added_or_dropped() -> None:
    found = article_changes(articles_of(OLD), articles_of(NEW))
    told = [(one.kind, one.old.number if one.old else "-", one.new.number if one.new else "-") for one in found]
    assert told == [
        ("same", "", ""), ("same", "第一条", "第一条"), ("changed", "第二条", "第二条"), ("added", "-", "第三条"),
        ("renumbered", "第三条", "第四条"), ("dropped", "第四条", "-"),
    ]  # fmt: skip
    assert [(piece.kind, piece.text) for piece in found[2].pieces][1] == ("new", "每年")


def test_an_article_ends_at_the_next_or_at_a_chapter() -> None:
    assert articles_of("第一条 甲：\n（一）乙；\n第二章 丙\n第二条 丁") == (
        Article("第一条", "甲：（一）乙；"), Article("", "第二章 丙"), Article("第二条", "丁"),
    )  # fmt: skip


@given(DRAFTS, DRAFTS)
def test_each_article_of_both_drafts_stands_once(old: list[Article], new: list[Article]) -> None:
    found = article_changes(old, new)
    assert [one.new for one in found if one.new] == new
    assert sorted(one.old for one in found if one.old) == sorted(old)


@given(DRAFTS)
def test_a_draft_against_itself_has_no_change_but_of_the_number_of_equal_words(draft: list[Article]) -> None:
    assert {one.kind for one in article_changes(draft, draft)} <= {"same"}
