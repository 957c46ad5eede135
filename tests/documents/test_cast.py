import pytest

import factories

pytestmark = pytest.mark.django_db


def test_the_cast_plays_in_one_province_of_two_counties():
    cast = factories.cast()
    assert cast.county.parent == cast.neighbour_county.parent == cast.province
    assert cast.client("reader").get("/history/").status_code == 404
    document = factories.document(cast.office, cast.clerk)
    assert factories.item(document, "task").quote in document.content.raw
