"""A corrected item becomes a case and a suggestion; what a person accepts is read right from then on, and can be taken back."""

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.definitions.learned import cases
from zhiheng.definitions.proving import rules_proved
from zhiheng.directory.queries import scope_of
from zhiheng.documents import actions, corrections
from zhiheng.documents.models import Correction
from zhiheng.history.models import Revision

pytestmark = pytest.mark.django_db(transaction=True)
STAND = "示例县质量提升方案\n一、主要目标\n到2027年，公共服务满意度要站稳90分。\n二、保障\n联系人：张三，电话13812345678。\n"
LATER = "示例县服务提升方案\n一、主要目标\n到2030年，政务服务好评率要站稳96%。\n"


@pytest.fixture(autouse=True)
def definitions(settings, tmp_path):
    """Definitions of the test's own."""
    settings.DEFINITIONS = tmp_path / "definitions"
    return settings.DEFINITIONS


@pytest.fixture
def corrected(cast, added):
    """The first target of a document, corrected by the clerk, and tried out as the background worker would."""
    item = added("方案.txt", STAND.encode()).items.get(kind="target")
    right = {**item.value, "indicator": "公共服务满意度", "comparator": ">=", "hold": True}
    actions.edit_item(item, "target", right, cast.clerk)
    correction = Correction.objects.get(item=item)
    actions.suggest(correction.pk)
    correction.refresh_from_db()
    return correction


def test_a_corrected_item_is_a_case_with_a_suggestion(corrected):
    assert corrected.case["text"] == "到2027年，公共服务满意度要站稳90分。"
    assert corrected.case["was"]["indicator"] == "公共服务满意度要站稳"
    [shown] = corrections.shown([corrected])
    assert shown["suggests"] == "比较用语：增加“站稳”，读作 ≥，并要保持"


def test_what_is_accepted_is_read_right_in_the_next_document(cast, added, corrected):
    actions.decide_correction(corrected, "accepted", cast.clerk)
    target = added("又一方案.txt", LATER.encode()).items.get(kind="target")
    assert (target.value["indicator"], target.value["comparator"], target.value["value"]) == ("政务服务好评率", ">=", 96)


def test_what_is_taken_back_is_read_as_before(cast, added, corrected, definitions):
    actions.decide_correction(corrected, "accepted", cast.clerk)
    assert "站稳" in (definitions / "learned" / "lexicons" / "comparators.csv").read_text("utf-8")
    actions.decide_correction(corrected, "open", cast.clerk)
    assert not list(definitions.glob("learned/lexicons/*"))
    assert added("又一方案.txt", LATER.encode()).items.get(kind="target").value["indicator"] == "政务服务好评率要站稳"


def test_who_accepted_and_when_is_kept(cast, corrected):
    actions.decide_correction(corrected, "accepted", cast.clerk)
    line = Revision.objects.filter(subject_type="documents.correction").latest("pk")
    assert (line.verb, line.by_id, line.about_id) == ("采纳识读建议", cast.clerk.pk, corrected.document_id)
    assert "站稳" in line.after["建议"]


def test_accepted_cases_are_replayed_by_the_test_of_rules(cast, corrected, definitions):
    actions.decide_correction(corrected, "accepted", cast.clerk)
    proof = rules_proved(definitions)
    assert (proof.definitions["cases"], proof.errors) == (1, ())
    assert [case.text for case in cases(definitions)] == ["到2027年，公共服务满意度要站稳90分。"]


def test_a_case_without_a_suggestion_cannot_be_accepted_but_kept(cast, added):
    item = added("方案.txt", STAND.encode()).items.get(kind="target")
    actions.edit_item(item, "target", {**item.value, "indicator": "本县自己的说法"}, cast.clerk)
    correction = Correction.objects.get(item=item)
    actions.suggest(correction.pk)
    correction.refresh_from_db()
    assert corrections.shown([correction])[0]["why_none"]
    with pytest.raises(Fault, match="D414"):
        actions.decide_correction(correction, "accepted", cast.clerk)
    actions.decide_correction(correction, "kept", cast.clerk)
    assert "本县自己的说法" in corrections.handed_on(scope_of(cast.county))


def test_an_item_accepted_as_it_was_read_teaches_nothing(cast, policy):
    for item in policy.items.all():
        actions.accept_item(item, cast.clerk)
    assert not Correction.objects.exists()


def test_a_line_that_would_change_what_people_confirmed_is_not_offered(cast, added):
    confirmed = added("甲.txt", "示例县方案\n一、主要目标\n到2027年，检测面积80平方米。\n".encode())
    wrong = added("乙.txt", "示例县办法\n一、主要目标\n到2028年，检测面积60平方米。\n".encode())
    actions.reject_item(wrong.items.get(kind="target"), cast.clerk)
    correction = Correction.objects.get()
    actions.suggest(correction.pk)
    assert corrections.shown(Correction.objects.all())[0]["suggests"]
    actions.accept_item(confirmed.items.get(kind="target"), cast.clerk)
    actions.suggest(correction.pk)
    assert not corrections.shown(Correction.objects.all())[0]["suggests"]


def test_undoing_the_correction_takes_the_case_away(cast, corrected):
    actions.undo(corrected.document, cast.clerk)
    assert not Correction.objects.exists()


def test_what_a_person_adds_or_rejects_is_a_case_too(cast, policy):
    actions.reject_item(policy.items.filter(kind="target").first(), cast.clerk)
    start = policy.content.text.index("组织企业对标达标")
    value = {"text": "组织企业对标达标", "lead_units": ["省市场监管局"], "responsible_units": []}
    actions.add_item(policy, "task", start, start + 8, value, cast.clerk)
    rejected, added = Correction.objects.order_by("pk")
    assert (rejected.case["says"], added.case["was"]) == (None, None)
    assert added.case["says"]["lead_units"] == ["省市场监管局"]


def test_a_name_and_a_telephone_number_do_not_come_into_a_case(cast, added):
    document = added("方案.txt", STAND.encode())
    start = document.content.text.index("联系人")
    actions.add_item(document, "mechanism", start, start + 6, {"text": "联系", "frequency": None}, cast.clerk)
    assert Correction.objects.get().case["text"] == f"联系人：××，电话{'×' * 11}。"


def test_the_page_shows_what_was_read_and_what_it_is_and_takes_the_decision(cast, corrected):
    page = cast.client("reviewer").get("/documents/corrections/").content.decode()
    assert "公共服务满意度要站稳" in page
    assert "比较用语：增加“站稳”" in page
    cast.client("reviewer").post(f"/documents/corrections/{corrected.pk}/decide/", {"to": "accepted"})
    corrected.refresh_from_db()
    assert (corrected.state, corrected.decided_by) == ("accepted", cast.reviewer)
    cases_file = cast.client("reviewer").get("/documents/corrections/cases/")
    assert "公共服务满意度要站稳90分" in cases_file.content.decode()


@pytest.mark.parametrize("who", ["drafter", "reader"])
def test_only_who_reviews_may_teach(cast, corrected, who):
    assert cast.client(who).post(f"/documents/corrections/{corrected.pk}/decide/", {"to": "kept"}).status_code == 403
    assert "采纳</button>" not in cast.client(who).get("/documents/corrections/").content.decode()
