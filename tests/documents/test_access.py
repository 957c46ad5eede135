"""Whose documents one sees, and who may decide."""

import pytest
from django.urls import reverse

import factories
from zhiheng.directory.queries import scope_of
from zhiheng.documents import queries
from zhiheng.documents.models import Document, Item, Refusal
from zhiheng.documents.urls import urlpatterns


def address(name, document, item):
    numbers = {"pk": document.pk, "item": item.pk, "number": 1}
    route = next(str(p.pattern) for p in urlpatterns if p.name == name)
    return reverse(f"documents:{name}", kwargs={k: v for k, v in numbers.items() if f":{k}>" in route})


OF_ONE_DOCUMENT = [p.name for p in urlpatterns if "pk>" in str(p.pattern) and p.name != "dismiss"]


@pytest.fixture
def pending(cast):
    document = factories.document(cast.office, cast.clerk)
    return document, factories.item(document, state="pending")


@pytest.mark.parametrize("name", OF_ONE_DOCUMENT)
@pytest.mark.parametrize("who", ["neighbour", "province_clerk"])
def test_every_page_of_another_areas_document_is_not_found(cast, pending, name, who):
    client = cast.client(who)
    statuses = {client.get(address(name, *pending)).status_code, client.post(address(name, *pending)).status_code}
    assert statuses <= {404, 405}
    assert 404 in statuses
    assert Item.objects.get().state == "pending"


@pytest.mark.parametrize("name", [p.name for p in urlpatterns])
def test_nobody_reads_without_signing_in(client, pending, name):
    response = client.get(address(name, *pending))
    assert response.status_code in (302, 405)
    assert response.status_code == 405 or response.url.startswith("/sign-in/")


def test_lists_show_the_own_area_alone(cast, pending):
    factories.document(cast.neighbour_office, cast.neighbour, title="邻县的文件")
    page = cast.client("clerk").get(reverse("documents:list")).content.decode()
    assert pending[0].title in page
    assert "邻县的文件" not in page
    assert "邻县的文件" not in cast.client("clerk").get(reverse("documents:list") + "?q=邻县").content.decode()


def test_an_item_cannot_be_reached_through_a_document_of_ones_own(cast, pending):
    own = factories.document(cast.neighbour_office, cast.neighbour)
    client = cast.client("neighbour")
    assert client.get(reverse("documents:clause", args=[own.pk, pending[1].pk])).status_code == 404
    assert client.post(reverse("documents:decide", args=[own.pk]), {"accept": pending[1].pk}).status_code == 404
    assert Item.objects.get(pk=pending[1].pk).state == "pending"


def test_a_notice_is_seen_and_dismissed_by_its_person_alone(cast):
    notice = Refusal.objects.create(
        area=cast.county, name="扫描.pdf", sent_by=cast.clerk, at=factories.A_MOMENT, fault_id="D401", says="不能处理。"
    )
    for who in ("drafter", "neighbour"):
        assert cast.client(who).post(reverse("documents:dismiss", args=[notice.pk])).status_code == 404
    assert cast.client("clerk").post(reverse("documents:dismiss", args=[notice.pk])).status_code == 302


def test_a_reader_sees_everything_and_changes_nothing(cast, pending):
    document, item = pending
    client = cast.client("reader")
    for name in ("list", "show", "review", "clause", "progress"):
        page = client.get(address(name, document, item))
        assert page.status_code == 200
        assert 'form="decide"' not in page.content.decode()
    for name, said in {"decide": {"accept": item.pk}, "add": {}, "read-again": {}, "add-item": {}, "edit-item": {}}.items():
        assert client.post(address(name, document, item), said).status_code == 403
    assert Item.objects.get(pk=item.pk).state == "pending"


def test_a_reviewer_decides_but_adds_no_documents(cast, pending):
    document, item = pending
    client = cast.client("reviewer")
    client.post(reverse("documents:decide", args=[document.pk]), {"accept": item.pk})
    item.refresh_from_db()
    assert (item.state, item.decided_by) == ("accepted", cast.reviewer)
    assert client.get(reverse("documents:add")).status_code == 403


def test_only_what_a_person_accepted_flows_on(cast, pending):
    document, _ = pending
    accepted = factories.item(document, "task", quote="省教育厅配合")
    factories.item(document, "rule", quote="产品质量", state="rejected")
    assert list(queries.accepted_items(document, scope_of(cast.county))) == [accepted]
    assert not queries.accepted_items(document, scope_of(cast.neighbour_county)).exists()


def test_a_clause_address_opens_the_whole_text_with_the_clause_highlighted(cast):
    document = factories.document(cast.office, cast.clerk)
    item = factories.item(document, quote="产品质量合格率达到95%以上")
    page = cast.client("reader").get(queries.clause_url(item)).content.decode()
    assert '<mark id="clause" tabindex="-1">产品质量合格率达到95%以上</mark>' in page
    assert "示例省质量工作意见" in page


def test_a_document_that_is_not_read_yet_has_its_page_and_no_review(cast):
    document = Document.objects.create(
        area=cast.county, office=cast.office, name="等.pdf", digest="0" * 64, size=1,
        uploaded_by=cast.clerk, uploaded_at=factories.A_MOMENT,
    )  # fmt: skip
    response = cast.client("clerk").get(reverse("documents:review", args=[document.pk]))
    assert response.url == reverse("documents:show", args=[document.pk])
