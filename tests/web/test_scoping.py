"""Rows belong to an area."""

import pytest

import factories
from zhiheng.directory.queries import scope_of
from zhiheng.documents.models import Document
from zhiheng.web import scoping
from zhiheng.web.scoping import UnscopedQuery

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_request():
    token = scoping._in_request.set(True)
    yield
    scoping._in_request.reset(token)


@pytest.mark.parametrize(
    "run",
    [
        list,
        lambda q: q.count(),
        lambda q: q.exists(),
        lambda q: q.first(),
        lambda q: q.update(name="x"),
        lambda q: q.delete(),
    ],
)
def test_a_query_that_does_not_say_whose_rows_raises_inside_a_request(in_request, run):
    with pytest.raises(UnscopedQuery):
        run(Document.objects.all())


def test_an_office_sees_its_own_area_and_with_reach_those_below():
    cast = factories.cast()
    factories.document(cast.office, cast.clerk, name="县.txt")
    factories.document(cast.neighbour_office, cast.neighbour, name="邻.txt")
    county, province = scope_of(cast.county), scope_of(cast.province)
    assert [d.name for d in Document.objects.within(county)] == ["县.txt"]
    assert not Document.objects.within(province).exists()
    assert Document.objects.within(province, reach="below").count() == 2


def test_rows_reached_from_a_row_in_hand_need_no_further_scope(in_request):
    cast = factories.cast()
    made = factories.document(cast.office, cast.clerk)
    factories.item(made)
    found = Document.objects.within(scope_of(cast.county)).get(pk=made.pk)
    assert found.items.count() == 1
