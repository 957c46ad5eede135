"""What rows are called on the desk and in notices: in words, never by the numbers that they are kept by."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

import factories
from zhiheng.directory import actions as directory
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row
from zhiheng.registers.naming import called, firms_called

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def row(cast: factories.Cast, register: str, **data: Any) -> Row:
    return Row.objects.create(
        register=register, area=cast.county, office=cast.office, entered_by=cast.clerk, entered_at=timezone.now(),
        changed_at=timezone.now(), key="|".join(str(value) for value in data.values()), data=data, definition="0" * 64,
        expires_on=timezone.localdate() + timedelta(days=20),
    )  # fmt: skip


def licence(cast: factories.Cast) -> Row:
    firm = directory.add_enterprise(cast.county, "", "示例水泥厂", cast.clerk)
    return row(cast, "production-licence", enterprise=firm.pk, product="水泥", regime="工业产品许可证")


def test_a_firm_in_the_key_is_said_by_its_name(cast) -> None:
    made = licence(cast)
    assert called(known_register("production-licence"), made) == "示例水泥厂 水泥 工业产品许可证"
    page = cast.client("clerk").get("/").content.decode()
    assert "示例水泥厂 水泥 工业产品许可证" in page


def test_a_row_referred_to_is_said_by_its_own_number_without_the_code_of_the_area(cast) -> None:
    made = row(cast, "criminal-referral", case=f"{cast.county.code}|示市监罚〔2026〕7号")
    assert called(known_register("criminal-referral"), made) == "示市监罚〔2026〕7号"


def test_the_names_of_many_rows_are_one_query(cast, django_assert_num_queries) -> None:
    register, made = known_register("production-licence"), licence(cast)
    with django_assert_num_queries(1):
        firms = firms_called([(register, made)] * 3)
    with django_assert_num_queries(0):
        assert called(register, made, firms).startswith("示例水泥厂")
