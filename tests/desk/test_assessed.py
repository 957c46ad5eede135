"""The desk of who assesses says how many have not handed in; the desk of an assessed area, until when it must."""

from datetime import timedelta

import pytest
from django.utils import timezone

import factories
from assessments.judged import assessment

pytestmark = pytest.mark.django_db


def test_an_assessed_county_sees_its_deadline_and_the_province_who_is_missing() -> None:
    cast = factories.cast()
    one = assessment(cast, stage="self")
    one.self_until = timezone.localdate() - timedelta(days=2)
    one.save()
    assert "自评未报，逾期 2 天" in cast.client("clerk").get("/").content.decode()
    assert "2 个未报自评" in cast.client("province_clerk").get("/").content.decode()
    one.assessed.filter(area=cast.county).update(handed_in_at=factories.A_MOMENT)
    assert "自评未报" not in cast.client("clerk").get("/").content.decode()
    assert "1 个未报自评" in cast.client("province_clerk").get("/").content.decode()


def test_an_assessment_with_a_result_asks_nobody() -> None:
    cast = factories.cast()
    assessment(cast, stage="approved")
    assert "质量工作考核" not in cast.client("province_clerk").get("/").content.decode()
