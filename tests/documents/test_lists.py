import pytest
from django.urls import reverse

import factories
from zhiheng.directory.queries import scope_of
from zhiheng.documents import queries


def fill(cast, count):
    for n in range(count):
        document = factories.document(cast.office, cast.clerk, name=f"{n}.txt", title=f"第{n}号文件")
        for state in ("pending", "accepted", "rejected"):
            factories.item(document, state=state)


@pytest.mark.parametrize("count", [2, 12])
def test_the_list_asks_the_database_the_same_number_of_times_however_long_it_is(cast, count, django_assert_num_queries):
    fill(cast, count)
    client = cast.client("clerk")
    client.get(reverse("documents:list"))
    with django_assert_num_queries(10):
        client.get(reverse("documents:list"))


@pytest.mark.parametrize("items", [3, 40])
def test_the_review_page_asks_the_same_number_of_times_however_many_items(cast, items, django_assert_num_queries):
    document = factories.document(cast.office, cast.clerk)
    for _ in range(items):
        factories.item(document)
    client = cast.client("clerk")
    address = reverse("documents:review", args=[document.pk])
    client.get(address)
    with django_assert_num_queries(13):
        client.get(address)


def test_the_list_counts_what_waits_and_what_is_decided(cast):
    fill(cast, 1)
    row = queries.with_counts(queries.documents(scope_of(cast.county)))[0]
    assert (row.pending, row.accepted, row.rejected, row.decided) == (1, 1, 1, 2)


def test_documents_are_found_by_title_number_issuer_and_state(cast):
    scope = scope_of(cast.county)
    one = factories.document(cast.office, cast.clerk, name="a", title="质量意见", doc_number="示府发〔2025〕3号")
    two = factories.document(cast.office, cast.clerk, name="b", title="计量通知", issuer="省市场监管局")
    failed = factories.document(cast.office, cast.clerk, name="c", title="坏文件", state="failed")
    factories.item(one, state="pending")
    assert list(queries.documents(scope, q="2025 质量")) == [one]
    assert list(queries.documents(scope, q="市场监管局")) == [two]
    assert list(queries.documents(scope, state="pending")) == [one]
    assert list(queries.documents(scope, state="done")) == [two]
    assert list(queries.documents(scope, state="failed")) == [failed]


def test_a_filter_holds_on_the_next_page_of_the_list(cast, monkeypatch):
    from zhiheng.web import paging

    monkeypatch.setattr(paging.page_of, "__defaults__", (2,))
    fill(cast, 5)
    page = cast.client("clerk").get(reverse("documents:list") + "?q=号文件&state=pending").content.decode()
    assert "state=pending&amp;page=2" in page
