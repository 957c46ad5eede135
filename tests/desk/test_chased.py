"""The desk of a unit shows what is asked of it; the desk of who chases, what waits for a decision."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

import factories
from plans.chasing.building import do, matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.cast()


def test_a_unit_sees_what_is_asked_of_it_and_the_office_what_waits(cast) -> None:
    today = timezone.localdate()
    one = matter(cast, due=today - timedelta(days=3), on=today - timedelta(days=20))
    other = matter(cast, "财政事项", "县财政局", due=today + timedelta(days=90), on=today)
    school = factories.office(cast.county, "县教育局")
    teacher = factories.person("school", "周教育", school, "drafter")
    client = type(cast.client("clerk"))()
    client.force_login(teacher, backend="django.contrib.auth.backends.ModelBackend")
    desk = client.get("/").content.decode()
    assert "交办的事" in desk
    assert one.subject in desk
    assert "逾期 3 天" in desk
    assert other.subject not in desk
    do(other, cast, "ask", today, due=date(today.year + 1, 12, 31), reason="要等上级文件")
    office = cast.client("clerk").get("/").content.decode()
    assert "督办待定" in office
    assert "申请延期到" in office
