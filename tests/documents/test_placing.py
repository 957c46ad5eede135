"""Adding what the reader missed: the place asked for, and what the reader makes of it."""

import pytest
from django.urls import reverse

import factories
from zhiheng.documents import placing


def asked(document, words, kind=""):
    start = document.content.text.index(words)
    return placing.proposal(document, start, start + len(words), kind)


def test_selected_words_are_read_in_their_paragraph(policy):
    kind, value = asked(policy, "制造业产品质量合格率达到94%以上")
    assert (kind, value["indicator"], value["value"]) == ("target", "制造业产品质量合格率", 94)
    assert value["deadline"]["year"] == 2027


def test_part_of_a_clause_is_enough(policy):
    assert asked(policy, "合格率达到94%")[1]["value"] == 94


def test_words_in_which_the_reader_sees_nothing_are_offered_as_they_stand(policy):
    assert asked(policy, "推动质量改进", "mechanism") == ("mechanism", {"text": "推动质量改进"})
    assert asked(policy, "推动质量改进", "target") == ("target", {})


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"start": "0", "end": "5"}, "示例省质量"),
        ({"start": "0", "end": "5", "in": "raw"}, "示例省质量"),
        ({"quote": " 推动质量改进 "}, "推动质量改进"),
        ({"quote": "原文没有的话"}, None),
        ({"start": "5", "end": "5"}, None),
        ({"start": "-1", "end": "9999999999"}, None),
        ({}, None),
    ],
)
def test_a_place_is_named_by_offsets_or_by_quoting_it(policy, said, words):
    place = placing.place_asked(policy, said)
    assert (policy.content.text[slice(*place)] if place else None) == words


def test_a_sentence_that_is_not_in_the_text_is_said_and_stays_typed(cast, policy):
    address = reverse("documents:add-item", args=[policy.pk])
    page = cast.client("clerk").post(address, {"kind_of_item": "target", "quote": "原文没有的话"}).content.decode()
    assert "原文里没有找到这句话" in page
    assert "原文没有的话</textarea>" in page
    assert policy.items.filter(origin="person").count() == 0


def test_a_scan_shows_its_page_with_the_lines_of_its_items(cast, originals):
    from PIL import Image

    from zhiheng.documents import originals as kept

    document = factories.document(cast.office, cast.clerk, recognised=True, pages=1, name="扫描.png")
    item = factories.item(document, quote="产品质量合格率达到95%以上", state="pending")
    document.content.blocks = [
        [1, 0, 9, [0.2, 0.1, 0.8, 0.15], 0.99],
        [1, item.start - 8, item.end + 1, [0.1, 0.2, 0.9, 0.25], 0.91],
    ]
    document.content.save()
    originals.mkdir()
    Image.new("RGB", (500, 700), "white").save(originals / "page.png")
    kept.keep((originals / "page.png").read_bytes(), document.digest)
    client = cast.client("clerk")
    page = client.get(reverse("documents:review", args=[document.pk])).content.decode()
    assert page.count("<rect") == 1
    assert f'data-m="t{item.pk}" x="0.10000" y="0.20000" width="0.80000" height="0.05000"' in page
    image = client.get(reverse("documents:page-image", args=[document.pk, 1]))
    assert (image["Content-Type"], image.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert client.get(reverse("documents:page-image", args=[document.pk, 2])).status_code == 404
