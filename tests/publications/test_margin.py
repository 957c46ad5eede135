"""The margin of 核稿 beside a manuscript: figures held against the records, doubts settled by a person, the signer told."""

import pytest

import factories
from publications.test_issuing import ROWS, bring, with_rows
from publications.test_lifecycle import begun, told
from zhiheng.core.values.faults import Fault
from zhiheng.publications import actions
from zhiheng.publications.models import Manuscript, Settlement
from zhiheng.publications.places import laid
from zhiheng.publications.queries_of_drafting import margin_of_manuscript, unsettled
from zhiheng.publications.queries_of_manuscripts import paper_now, places_of, typed_wording, written_now
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db
WRONG = "示例县查处案件6宗。"  # the rows say 5


@pytest.fixture
def cast() -> factories.Cast:
    return with_rows(*ROWS)


def with_words(cast: factories.Cast, one: Manuscript, words: str) -> None:
    """Words typed by hand behind the paragraph of the campaign."""
    found = written_now(one)
    place = next(each for each in places_of(found, {}) if "专项检查{2次}" in each.plain)
    wording = typed_wording(found, {place.key: place.plain + words}, {})
    actions.revise(one.pk, cast.drafter, answers={}, wording=wording, reason="补一句")


def doubts(one: Manuscript) -> list[tuple[str, str]]:
    return [(note.verdict, note.quote) for note in margin_of_manuscript(one).notes if note.verdict in ("differs", "finding")]


def test_figures_that_came_from_the_records_agree_and_are_counted_in_one_line(cast):
    margin = margin_of_manuscript(one := begun(cast))
    assert {note.verdict for note in margin.notes if note.verdict not in ("hint", "unknown")} == {"agrees"}
    figures = len(paper_now(one).printed)
    assert margin.counted.startswith(f"{figures} 个数：")
    assert "不一致" not in margin.counted


def test_each_line_of_a_document_is_found_where_its_text_prints_it(cast):
    paper = paper_now(begun(cast))
    said = laid(paper)
    for line in said.lines:
        for start, end, figure in line.figures:
            assert said.text[line.start + start : line.start + end] == figure.text
    assert sum(len(line.figures) for line in said.lines) == len(paper.printed)


def test_a_number_typed_by_hand_is_recomputed_and_stands_beside_its_paragraph(cast):
    with_words(cast, one := begun(cast), WRONG)
    assert doubts(one) == [("differs", "6宗")]
    note = next(note for note in margin_of_manuscript(one).notes if note.verdict == "differs")
    assert "5宗" in note.says
    assert paper_now(one).blocks[note.place.block].inlines[-1].text.endswith(WRONG)
    page = cast.client("drafter").get(f"/publications/manuscripts/{one.pk}/?check=1").content.decode()
    assert f'data-q="{note.ref}"' in page
    assert f'id="{note.ref}"' in page


def test_the_page_itself_does_not_wait_for_the_margin(cast, django_assert_max_num_queries):
    one, client = begun(cast), cast.client("drafter")
    page = client.get(f"/publications/manuscripts/{one.pk}/")
    assert page.context["margin"] is None
    assert 'hx-trigger="load"' in page.content.decode()
    assert 'hx-trigger="load"' not in client.get(f"/publications/manuscripts/{one.pk}/?check=1").content.decode()


def test_a_figure_that_has_moved_is_marked_with_old_and_new_and_one_click_takes_the_new(cast):
    one, client = begun(cast), cast.client("drafter")
    bring(cast, "3,农资,示例县,2025-03-03,5,0,0,0")
    moved = [(note.quote, note.now) for note in margin_of_manuscript(one).notes if note.now]
    assert ("2次", "3次") in moved
    page = client.get(f"/publications/manuscripts/{one.pk}/?check=1").content.decode()
    assert '<span class="now"> → 3次</span>' in page
    client.post(f"/publications/manuscripts/{one.pk}/refresh/")
    assert not margin_of_manuscript(one).moved
    assert one.versions.count() == 2


def settle(cast: factories.Cast, one: Manuscript, who: str = "drafter", reason: str = "含撤案一宗") -> int:
    note = next(note for note in margin_of_manuscript(one).notes if note.open)
    data = {"ticket": note.ticket, "reason": reason}
    return cast.client(who).post(f"/publications/manuscripts/{one.pk}/settle/", data).status_code


def test_a_doubt_is_settled_with_a_reason_that_stays_through_versions_until_the_sentence_changes(cast):
    with_words(cast, one := begun(cast), WRONG)
    assert settle(cast, one, reason=" ") == 422
    assert settle(cast, one) == 302
    assert unsettled(one) == ()
    assert Settlement.objects.get().version.number == 2
    assert "李起草说明疑点" in told(one)
    bring(cast, "3,家电,示例县,2025-03-03,5,0,0,0")
    actions.refresh(one.pk, cast.drafter)
    assert unsettled(one) == ()
    found = written_now(one)
    wording = {key: words.replace("6宗", "7宗") for key, words in one.versions.first().wording.items()}
    actions.revise(one.pk, cast.drafter, answers={}, wording=wording, reason="改数")
    assert [note.quote for note in unsettled(one)] == ["7宗"]
    assert found.left == ()


def test_a_settled_doubt_can_be_opened_again(cast):
    with_words(cast, one := begun(cast), WRONG)
    settle(cast, one)
    note = next(note for note in margin_of_manuscript(one).notes if note.settled)
    cast.client("drafter").post(f"/publications/manuscripts/{one.pk}/settle/", {"ticket": note.ticket, "again": "1"})
    assert [each.quote for each in unsettled(one)] == ["6宗"]
    assert "李起草恢复疑点" in told(one)


def test_nobody_without_the_right_settles_a_doubt_and_none_of_another_manuscript(cast):
    with_words(cast, one := begun(cast), WRONG)
    assert settle(cast, one, "reader") == 403
    note = next(note for note in margin_of_manuscript(one).notes if note.open)
    with pytest.raises(Fault, match="B151"):
        actions.settle(begun(cast).pk, cast.drafter, ticket=note.ticket, reason="x")
    with pytest.raises(NotAllowed):
        actions.settle(one.pk, cast.neighbour, ticket=note.ticket, reason="x")
    actions.drop(one.pk, cast.drafter, reason="不发了")
    with pytest.raises(Fault, match="B150"):
        actions.settle(one.pk, cast.drafter, ticket=note.ticket, reason="x")


def test_who_signs_is_told_what_is_open_and_may_sign_all_the_same(cast):
    with_words(cast, one := begun(cast), WRONG)
    actions.submit(one.pk, cast.drafter)
    client, address = cast.client("reviewer"), f"/publications/manuscripts/{one.pk}/sign/"
    answer = client.post(address, {"code": "示质办发"})
    assert answer.status_code == 422
    assert "6宗" in answer.content.decode()
    assert Manuscript.objects.unscoped("test").get(pk=one.pk).state == "review"
    client.post(address, {"code": "示质办发", "told": answer.context["told"]})
    assert Manuscript.objects.unscoped("test").get(pk=one.pk).state == "signed"


def test_what_was_settled_is_shown_to_who_signs_and_asks_her_nothing(cast):
    with_words(cast, one := begun(cast), WRONG)
    settle(cast, one)
    actions.submit(one.pk, cast.drafter)
    client = cast.client("reviewer")
    assert "含撤案一宗" in client.get(f"/publications/manuscripts/{one.pk}/").content.decode()
    assert client.post(f"/publications/manuscripts/{one.pk}/sign/", {"code": "示质办发"}).status_code == 302


def test_a_figure_opens_beside_the_sheet_at_an_address_of_its_own(cast):
    one, client = begun(cast), cast.client("drafter")
    mark = next(each.mark for each in paper_now(one).printed if each.indicator == "fines")
    page = client.get(f"/publications/manuscripts/{one.pk}/?figure={mark}").content.decode()
    assert all(words in page for words in ("1100050 分", "怎么算", "口径出处", "看记录"))
    page = client.get(f"/publications/write/inspection-bulletin/?period=2025H1&figure={mark}").content.decode()
    assert "1100050 分" in page
    assert client.get(f"/publications/manuscripts/{one.pk}/?figure=none").context["beside"] is None


def test_the_office_says_by_name_and_reason_whether_who_drafted_may_sign(cast):
    client = cast.client("clerk")
    assert client.post("/publications/rule/set/", {"alone": "0", "reason": " "}).status_code == 422
    client.post("/publications/rule/set/", {"alone": "0", "reason": "来了一位审核"})
    page = client.get("/publications/rule/").content.decode()
    assert all(words in page for words in ("来了一位审核", "张经办", "不可以"))
    own = actions.submit(begun(cast, "clerk").pk, cast.clerk)
    assert "不能由您自己签发" in client.get(f"/publications/manuscripts/{own.pk}/").content.decode()
    with pytest.raises(Fault, match="B124"):
        actions.sign(own.pk, cast.clerk)
    assert not client.get("/publications/write/inspection-bulletin/?period=2025H1").context["may_issue"]
    with pytest.raises(Fault, match="B153"):
        actions.set_rule(cast.office, cast.clerk, alone=False, reason="再来")
    actions.set_rule(cast.office, cast.clerk, alone=True, reason="只剩一个人")
    assert "只剩一个人" in client.get(f"/publications/manuscripts/{own.pk}/").content.decode()
    assert actions.sign(own.pk, cast.clerk).signed_by == cast.clerk


def test_who_only_drafts_sets_no_rule_and_no_other_office_does(cast):
    with pytest.raises(NotAllowed):
        actions.set_rule(cast.office, cast.drafter, alone=False, reason="x")
    with pytest.raises(Fault, match="B137"):
        actions.set_rule(cast.office, cast.province_clerk, alone=False, reason="x")
