import pytest
from django.urls import reverse

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.documents import actions
from zhiheng.documents.models import Decision, Item
from zhiheng.history.models import Revision


@pytest.fixture
def document(cast):
    raw = (
        "示例省质量工作意见\n到2027年，产品质量合格率达到95%以上，群众满意度达到9O分。\n"
        "开展质量提升行动。（省市场监管局牵头，省教育厅配合）\n"
    )
    return factories.document(cast.office, cast.clerk, raw)


@pytest.fixture
def target(document):
    return factories.item(document, quote="产品质量合格率达到95%以上", state="pending")


def test_who_decided_what_and_when_is_kept(cast, target):
    actions.accept_item(target, cast.reviewer)
    target.refresh_from_db()
    assert (target.state, target.decided_by) == ("accepted", cast.reviewer)
    line = Revision.objects.get(subject_type="documents.item", subject_id=target.pk)
    assert (line.verb, line.by_name, line.about_id) == ("接受", "王审核", target.document_id)
    assert (line.before["状态"], line.after["状态"]) == ("待核", "已接受")
    page = cast.client("reader").get(reverse("documents:show", args=[target.document_id])).content.decode()
    assert "目标 产品质量合格率" in page


def test_an_edit_keeps_the_old_value_in_history_and_what_the_reader_said(cast, target):
    actions.edit_item(target, "target", target.value | {"value": 96}, cast.clerk)
    target.refresh_from_db()
    assert (target.value["value"], target.found["value"], target.edited, target.state) == (96, 95, True, "accepted")
    line = Revision.objects.get(subject_id=target.pk)
    assert "95%" in line.before["内容"]
    assert "96%" in line.after["内容"]


@pytest.mark.parametrize("act", ["accept_item", "reject_item"])
def test_undo_restores_and_is_kept_too(cast, document, target, act):
    getattr(actions, act)(target, cast.clerk)
    actions.undo(document, cast.clerk)
    target.refresh_from_db()
    assert (target.state, target.decided_by, target.decided_at) == ("pending", None, None)
    assert Revision.objects.order_by("-pk").first().verb.startswith("撤销")


def test_undo_goes_back_step_by_step_to_the_beginning(cast, document, target):
    value = target.value
    actions.accept_item(target, cast.clerk)
    actions.edit_item(target, "qualitative_target", {"text": "合格率提高", "benchmark": None, "deadline": None}, cast.clerk)
    actions.reject_item(target, cast.clerk)
    seen = []
    for _ in range(3):
        actions.undo(document, cast.clerk)
        target.refresh_from_db()
        seen.append((target.kind, target.state))
    assert seen == [("qualitative_target", "accepted"), ("target", "accepted"), ("target", "pending")]
    assert target.value == value
    with pytest.raises(Fault, match="没有可以撤销的操作"):
        actions.undo(document, cast.clerk)


def test_one_undoes_only_what_one_did_oneself(cast, document, target):
    actions.accept_item(target, cast.clerk)
    with pytest.raises(Fault, match="没有可以撤销的操作"):
        actions.undo(document, cast.reviewer)
    actions.reject_item(target, cast.reviewer)
    with pytest.raises(Fault, match="已由王审核改过"):
        actions.undo(document, cast.clerk)
    assert Item.objects.get(pk=target.pk).state == "rejected"


def test_accepting_above_a_confidence_leaves_what_needs_an_eye(cast, document, target):
    from zhiheng.core.composing import TO_CONFIRM

    unsure = factories.item(document, quote="群众满意度达到9O分", state="pending")
    doubtful = factories.item(document, quote="达到9O分", state="pending")
    two_ways = factories.item(document, quote="到2027年", state="pending")
    task = factories.item(document, "task", quote="省教育厅配合", state="pending")
    Item.objects.filter(pk=unsure.pk).update(confidence=0.9)
    Item.objects.filter(pk=doubtful.pk).update(flags=[TO_CONFIRM])
    Item.objects.filter(pk=two_ways.pk).update(found={"alternatives": [0.95]})
    assert actions.accept_above(document, 0.95, cast.clerk, ["target"]) == 1
    assert list(document.items.filter(state="accepted")) == [target]
    assert actions.accept_above(document, 0.95, cast.clerk) == 1
    actions.undo(document, cast.clerk)
    actions.undo(document, cast.clerk)
    assert not document.items.exclude(state="pending").exists()
    assert task.pk


def test_accepting_many_asks_the_database_as_often_as_accepting_few(cast, document, django_assert_max_num_queries):
    items = [factories.item(document, quote="群众满意度", state="pending") for _ in range(60)]
    with django_assert_max_num_queries(16):
        assert actions.accept_above(document, 0.95, cast.clerk) == len(items)
    assert Revision.objects.filter(verb="接受", about_id=document.pk).count() == len(items)


def test_an_added_item_stands_where_its_words_stand(cast, document):
    start = document.content.text.index("群众满意度")
    item = actions.add_item(document, "target", start, start + 11, factories.VALUES["target"], cast.clerk)
    assert (item.quote, item.origin, item.state) == ("群众满意度达到9O分。"[:11], "person", "accepted")
    assert item.confidence is None
    actions.undo(document, cast.clerk)
    assert not document.items.exists()


def test_adding_without_selected_words_is_said(cast, document):
    with pytest.raises(Fault, match="没有选中原文"):
        actions.add_item(document, "target", 5, 5, {}, cast.clerk)


@pytest.fixture
def damaged(document):
    content, at = document.content, document.content.raw.index("9O")
    content.repairs = [{
        "start": at, "end": at + 2, "raw": "9O", "text": "90", "rule": "lattice", "evidence": "", "confidence": 0.7,
        "applied": False, "candidates": ["90"],
    }]  # fmt: skip
    content.save()
    return at, at + 2


def test_deciding_a_repair_rewords_the_text_and_waiting_items(cast, document, damaged):
    item = factories.item(document, "qualitative_target", "群众满意度达到9O分", state="pending", text="群众满意度达到9O分")
    accepted = factories.item(document, "qualitative_target", "群众满意度达到9O分", text="群众满意度达到9O分")
    actions.decide_repair(document, *damaged, "90", cast.clerk)
    document.content.refresh_from_db()
    assert "群众满意度达到90分" in document.content.text
    assert "9O" in document.content.raw
    item.refresh_from_db()
    accepted.refresh_from_db()
    assert item.value["text"] == "群众满意度达到90分"
    assert accepted.value["text"] == "群众满意度达到9O分"
    actions.undo(document, cast.clerk)
    document.content.refresh_from_db()
    item.refresh_from_db()
    assert "群众满意度达到9O分" in document.content.text
    assert item.value["text"] == "群众满意度达到9O分"
    assert not document.repair_choices.exists()


def test_a_place_that_is_not_damaged_cannot_be_repaired(cast, document):
    with pytest.raises(Fault, match="没有需要修复的地方"):
        actions.decide_repair(document, 0, 2, "甲乙", cast.clerk)


def test_buttons_decide_without_scripts_and_lead_to_the_next_that_waits(cast, document, target):
    later = factories.item(document, "task", quote="省教育厅配合", state="pending")
    response = cast.client("clerk").post(reverse("documents:decide", args=[document.pk]), {"accept": target.pk})
    assert response.url.endswith(f"#d{later.pk}")


@pytest.mark.parametrize("said", [{}, {"accept": "x"}, {"accept": "999999"}, {"repair": "a:b:c"}])
def test_a_button_that_is_none_of_ours_finds_nothing(cast, document, target, said):
    assert cast.client("clerk").post(reverse("documents:decide", args=[document.pk]), said).status_code == 404
    assert not Decision.objects.exists()


def test_a_range_of_figures_and_names_of_units_are_read_from_what_is_typed(cast, document, target):
    address = reverse("documents:edit-item", args=[document.pk, target.pk])
    typed = {
        "kind_of_item": "target", "item-indicator": "批次", "item-comparator": "range", "item-value_": "3–5",
        "item-unit": "批次", "item-kind": "level", "item-deadline": "2026-12-31",
    }  # fmt: skip
    cast.client("clerk").post(address, typed)
    target.refresh_from_db()
    assert target.value["value"] == [3, 5]
    assert target.value["deadline"] == {"year": 2026, "due_on": "2026-12-31", "text": "2026-12-31", "inherited": False}
    typed = {"kind_of_item": "task", "item-text": "做事", "item-lead_units": "甲局，乙局、", "item-responsible_units": ""}
    cast.client("clerk").post(address, typed)
    target.refresh_from_db()
    assert (target.kind, target.value["lead_units"], target.value["responsible_units"]) == ("task", ["甲局", "乙局"], [])
    assert target.value["lead_explicit"] is True


@pytest.mark.parametrize("figure", ["九十", "1e9", "", "3–4–5", "∞", "-"])
def test_what_is_no_figure_is_refused_and_stays_typed(cast, document, target, figure):
    address = reverse("documents:edit-item", args=[document.pk, target.pk])
    typed = {"item-indicator": "指标", "item-comparator": ">=", "item-value_": figure, "item-kind": "level"}
    page = cast.client("clerk").post(address, typed)
    assert page.status_code == 422
    assert f'value="{figure}"' in page.content.decode() or not figure
    target.refresh_from_db()
    assert target.state == "pending"
