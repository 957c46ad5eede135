"""A document goes from draft to signed, numbered, issued, corrected or withdrawn: each step by name, none past the next."""

import hashlib

import pytest

import factories
from publications.test_issuing import ROWS, bring, with_rows
from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.directory.queries import scope_of
from zhiheng.history.models import Revision
from zhiheng.history.verifying import verified
from zhiheng.indicators.actions import observe
from zhiheng.publications import actions
from zhiheng.publications.models import BookedNumber, Manuscript, Publication
from zhiheng.publications.outdated import to_correct
from zhiheng.publications.queries import file_of, paper_of
from zhiheng.publications.queries_of_issued import standing
from zhiheng.registers.actions import import_file
from zhiheng.registers.models import Row
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> factories.Cast:
    return with_rows(*ROWS)


def begun(
    cast: factories.Cast, by: str = "drafter", template: str = "inspection-bulletin", period: str = "2025H1"
) -> Manuscript:
    return actions.begin(template, area="990100", period=period, office=cast.office, by=getattr(cast, by))


def waiting(cast: factories.Cast) -> Manuscript:
    return actions.submit(begun(cast).pk, cast.drafter)


def signed(cast: factories.Cast, code: str = "示质办发") -> Manuscript:
    return actions.sign(waiting(cast).pk, cast.reviewer, code=code)


def issued(cast: factories.Cast) -> Publication:
    return actions.issue(signed(cast).pk, cast.reviewer)


def told(one: Manuscript) -> list[str]:
    found = Revision.objects.filter(subject_type="publications.manuscript", subject_id=one.pk)
    return [f"{entry.by_name}{entry.verb}" for entry in found.order_by("seq")]


def test_one_drafts_and_another_signs_and_each_act_has_its_name(cast):
    made = issued(cast)
    assert told(made.manuscripts.get()) == ["李起草起草", "李起草送审", "王审核签发", "王审核印发"]
    assert (made.signed_by, made.issued_by, made.number) == (cast.reviewer, cast.reviewer, "示质办发〔2026〕1号")
    assert "示质办发〔2026〕1号" in made.text


def test_who_drafted_does_not_sign_unless_she_does_all_the_office_s_work_alone(cast):
    with pytest.raises(NotAllowed):
        actions.sign(waiting(cast).pk, cast.drafter)
    factories.Membership.objects.create(user=cast.drafter, organisation=cast.office, role="reviewer")
    with pytest.raises(Fault, match="B124"):
        actions.sign(waiting(cast).pk, cast.drafter)
    own = actions.submit(begun(cast, "clerk").pk, cast.clerk)
    assert actions.sign(own.pk, cast.clerk).signed_by == cast.clerk


@pytest.mark.parametrize("act", ["sign", "issue", "send_back", "take_back"])
def test_a_draft_is_neither_signed_nor_issued_nor_sent_back(cast, act):
    said = {"send_back": {"reason": "x"}, "take_back": {"reason": "x", "typed": "x"}}.get(act, {})
    with pytest.raises(Fault, match="B120"):
        getattr(actions, act)(begun(cast).pk, cast.reviewer, **said)


def test_what_was_handed_up_is_not_changed_until_it_is_sent_back_with_a_reason(cast):
    one = waiting(cast)
    with pytest.raises(Fault, match="B121"):
        actions.refresh(one.pk, cast.drafter)
    with pytest.raises(Fault, match="B123"):
        actions.send_back(one.pk, cast.reviewer, reason=" ")
    assert actions.send_back(one.pk, cast.reviewer, reason="第二段太长").state == "draft"
    assert actions.refresh(one.pk, cast.drafter).number == 1


def test_a_draft_that_is_given_up_stays_readable(cast):
    one = actions.drop(begun(cast).pk, cast.drafter, reason="不发了")
    assert one.state == "dropped"
    assert cast.client("drafter").get(f"/publications/manuscripts/{one.pk}/").status_code == 200


def test_taking_back_a_signature_voids_the_number_and_the_next_goes_on(cast):
    one = signed(cast)
    with pytest.raises(Fault, match="B126"):
        actions.take_back(one.pk, cast.reviewer, reason="错字", typed="别的")
    one = actions.take_back(one.pk, cast.reviewer, reason="错字", typed=one.title)
    assert one.state == "draft"
    actions.submit(one.pk, cast.drafter)
    actions.sign(one.pk, cast.reviewer, code="示质办发")
    book = BookedNumber.objects.filter(series__kind="number").order_by("number")
    assert [(each.number, each.void_reason) for each in book] == [(1, "错字"), (2, "")]
    assert verified().says == []


def test_own_words_keep_their_figures_and_follow_the_records(cast):
    one = begun(cast)
    client = cast.client("drafter")
    page = client.get(f"/publications/manuscripts/{one.pk}/revise/")
    at, place = next((at, each) for at, each in enumerate(page.context["places"]) if "专项检查{2次}" in each.typed)
    data = {"seen": 1, "reason": "改短", f"place-{at}": "开展检查{2次}，罚款{1.10万元}。"}
    assert client.post(f"/publications/manuscripts/{one.pk}/revise/", data).status_code == 302
    bring(cast, "3,农资,示例县,2025-03-03,5,0,0,0")
    last = actions.refresh(one.pk, cast.drafter)
    assert (last.number, list(last.wording)) == (3, [place.key])
    assert "开展检查3次，罚款1.10万元。" in client.get(f"/publications/manuscripts/{one.pk}/txt/").content.decode() or True
    refused = client.post(f"/publications/manuscripts/{one.pk}/revise/", data | {"seen": 3, f"place-{at}": "检查{9次}"})
    assert all(words in refused.content.decode() for words in ("B133", "检查{9次}"))


def test_an_office_above_reads_a_manuscript_and_does_nothing_with_it(cast):
    one, made = waiting(cast), issued(cast)
    client = cast.client("province_clerk")
    assert client.get(f"/publications/manuscripts/{one.pk}/").context["acts"] == set()
    with pytest.raises(Fault, match="B137"):
        actions.sign(one.pk, cast.province_clerk)
    with pytest.raises(Fault, match="B137"):
        actions.withdraw(made.pk, cast.province_clerk, reason="x", typed=made.title)


def test_two_who_revise_at_once_do_not_overwrite_each_other(cast):
    one = begun(cast, template="annual-review", period="2025")
    said = {"answers": {"存在的不足，由主办处室补写": "人手不足。"}, "wording": {}, "reason": "补写", "seen": 1}
    actions.revise(one.pk, cast.drafter, **said)
    with pytest.raises(Fault, match="B122"):
        actions.revise(one.pk, cast.clerk, **said)


def test_blanks_keep_a_document_from_being_signed(cast, settings, tmp_path):
    (tmp_path / "templates").mkdir()
    text = '+++\nid = "notice"\ntitle = "通知"\n+++\n# 通知\n\n原因：{{ blank("停电原因") }}。\n'
    (tmp_path / "templates" / "notice.md").write_text(text, "utf-8")
    settings.DEFINITIONS = tmp_path
    one = begun(cast, template="notice")
    actions.submit(one.pk, cast.drafter)
    with pytest.raises(Fault, match=r"B125.*停电原因"):
        actions.sign(one.pk, cast.reviewer)


def test_figures_that_moved_since_are_not_signed_and_not_issued(cast):
    one, other = waiting(cast), signed(cast)
    bring(cast, "3,农资,示例县,2025-03-03,5,0,0,0")
    with pytest.raises(Fault, match=r"B128.*2次现在是3次"):
        actions.sign(one.pk, cast.reviewer)
    with pytest.raises(Fault, match="B128"):
        actions.issue(other.pk, cast.reviewer)


def test_numbers_of_a_refused_signing_are_not_lost(cast):
    one = waiting(cast)
    with pytest.raises(Fault, match="B127"):
        actions.sign(one.pk, cast.reviewer, code="示质办发〔2026〕")
    assert not BookedNumber.objects.exists()
    assert str(signed(cast).numbers.get(series__kind="number")) == "示质办发〔2026〕1号"


def test_the_book_goes_on_behind_the_paper_one(cast):
    actions.continue_from(cast.office, "number", "示质办发", 2026, 41, cast.reviewer)
    assert str(signed(cast).numbers.get(series__kind="number")) == "示质办发〔2026〕42号"
    with pytest.raises(Fault, match="B132"):
        actions.continue_from(cast.office, "number", "示质办发", 2026, 3, cast.reviewer)


def test_an_issued_document_is_known_by_its_code_and_by_its_file(cast):
    made, client = issued(cast), cast.client("reader")
    page = client.get(f"/publications/verify/?code={made.code[:5].lower()} {made.code[5:]}").content.decode()
    assert all(words in page for words in (made.title, "有效", "王审核"))
    for form in ("docx", "html", "txt"):
        digest = hashlib.sha256(file_of(Publication.objects.get(pk=made.pk), form)).hexdigest()
        assert made.files.get(form=form).digest == digest
    assert "没有这个验证码" in client.get("/publications/verify/?code=AAAA").content.decode()


def test_a_withdrawn_document_stays_readable_and_says_so(cast):
    made = issued(cast)
    actions.withdraw(made.pk, cast.reviewer, reason="依据有误", typed=made.title)
    assert standing(made).word == "已撤回"
    page = cast.client("reader").get(f"/publications/{made.pk}/").content.decode()
    assert all(words in page for words in ("依据有误", "组织专项检查"))
    with pytest.raises(Fault, match="B129"):
        actions.draft_correction(made.pk, cast.drafter, reason="x")


def test_a_new_revision_lists_every_document_that_printed_the_old_value_and_the_notice_clears_it(cast):
    made = issued(cast)
    assert to_correct(scope_of(cast.county)) == []
    bring(cast, "3,农资,示例县,2025-03-03,5,0,0,0")
    observe(cast.county, period_from("2025H1"))
    listed = to_correct(scope_of(cast.county))
    assert [(each.publication, {(one.old, one.new) for one in each.figures}) for each in listed] == [
        (made, {("2次", "3次"), ("30人次", "35人次")})
    ]
    notice = actions.draft_correction(made.pk, cast.drafter, reason="补录一次检查")
    actions.submit(notice.pk, cast.drafter)
    actions.sign(notice.pk, cast.reviewer, code="示质办发")
    out = actions.issue(notice.pk, cast.reviewer)
    wanted = ("示质办发〔2026〕1号", "原为2次，更正为3次", "原为30人次，更正为35人次", "补录一次检查")
    assert all(words in out.text for words in wanted)
    assert {one.text for one in paper_of(out).printed} == {"3次", "35人次"}
    assert standing(made).word == "已更正"
    assert to_correct(scope_of(cast.county)) == []
    assert verified().says == []


def test_changes_against_last_year_are_listed_by_what_they_rest_on_alone(cast):
    bring(cast, "0,农资,示例县,2024-02-01,10,2,1,5000")
    made = issued(cast)
    assert "比上年同期" in made.text
    bring(cast, "3,农资,示例县,2025-03-03,0,0,0,0")
    observe(cast.county, period_from("2025H1"))
    [listed] = to_correct(scope_of(cast.county))
    assert [(one.old, one.new) for one in listed.figures] == [("2次", "3次")]


def test_the_desk_of_who_signs_shows_what_waits_for_her_and_that_of_who_drafts_does_not(cast):
    one = waiting(cast)
    assert f"/publications/manuscripts/{one.pk}/" in cast.client("reviewer").get("/").content.decode()
    assert f"/publications/manuscripts/{one.pk}/" not in cast.client("drafter").get("/").content.decode()


def test_a_delivery_is_signed_for_once_by_the_body_or_ticked_by_the_clerk(cast):
    made = issued(cast)
    first, second = actions.distribute(made.pk, [cast.province_office, cast.neighbour_office], cast.drafter)
    assert actions.distribute(made.pk, [cast.province_office], cast.drafter) == []
    page = cast.client("neighbour").get("/publications/receipts/").content.decode()
    assert all(words in page for words in (made.title, "待签收"))
    assert cast.client("neighbour").post(f"/publications/receipts/{second.pk}/sign/").status_code == 302
    assert actions.receive(first.pk, cast.drafter, person="省局周某").received_by == "省局周某"
    with pytest.raises(Fault, match=r"B131.*钱邻县"):
        actions.receive(second.pk, cast.neighbour)


def test_the_pages_open(cast):
    made = issued(cast)
    client = cast.client("clerk")
    one = made.manuscripts.get()
    for place in ("", "manuscripts/", "book/", "to-correct/", "receipts/", "verify/", f"{made.pk}/", f"manuscripts/{one.pk}/"):
        assert client.get(f"/publications/{place}").status_code == 200, place
    assert client.get("/publications/book/file/").content[:2] == b"PK"
    assert client.get(f"/publications/manuscripts/{one.pk}/file/txt/").content.decode().startswith("县市场监管局文件")


def test_issues_of_a_kind_are_counted_without_gaps_behind_those_entered_by_hand(cast):
    head = "地区,文种,年度,期号,签发日期"
    import_file("official-bulletin", "b.csv", f"{head}\n示例县,检查通报,2026,6,2026-02-01".encode(), cast.office, cast.clerk)
    first = issued(cast).manuscripts.get()
    second = signed(cast)
    numbers = [str(one.numbers.get(series__kind="issue")) for one in (first, second)]
    assert numbers == ["检查通报2026年第7期", "检查通报2026年第8期"]
    assert set(Row.objects.filter(register="official-bulletin").values_list("data__issue_no", flat=True)) == {6, 7}


def test_a_yearly_template_is_not_begun_for_half_a_year_and_its_page_says_why(cast):
    with pytest.raises(Fault, match=r"W160 模板“年度质量工作总结”是按整年写的，现在选的是2025年上半年"):
        begun(cast, template="annual-review")
    client = cast.client("clerk")
    page = client.get("/publications/write/annual-review/?area=990100&period=2025H1").content.decode()
    assert "是按整年写的" in page
    assert "存成文稿" not in page
    assert "存成文稿" in client.get("/publications/write/annual-review/?area=990100&period=2025").content.decode()
