"""The book of numbers: without a gap, without a double, whoever signs at the same moment and whatever fails."""

import random
from datetime import date

import pytest
from django.db import transaction

import factories
from history.test_together import at_once
from zhiheng.publications.models import BookedNumber, Manuscript
from zhiheng.publications.numbering import taken, void_numbers

DAY = date(2026, 11, 22)


def manuscript(cast: factories.Cast) -> Manuscript:
    return Manuscript.objects.create(
        area=cast.county, office=cast.office, template="inspection-bulletin", template_text="", title="通报", period="2025",
        start=date(2025, 1, 1), end=date(2025, 12, 31), made_by=cast.clerk, made_at=factories.A_MOMENT,
    )  # fmt: skip


def numbers(code: str) -> list[int]:
    return list(BookedNumber.objects.filter(series__code=code).order_by("number").values_list("number", flat=True))


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_take_numbers_without_a_gap_or_a_double() -> None:
    cast = factories.cast()
    ours = [manuscript(cast), manuscript(cast)]

    def signing(one: Manuscript):
        def sign() -> None:
            for _ in range(8):
                with transaction.atomic():
                    taken(one, "number", "示质办发", DAY, cast.clerk)

        return sign

    assert at_once(*(signing(one) for one in ours)) == []
    assert numbers("示质办发") == list(range(1, 17))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_taken_refused_and_voided_each_series_runs_from_one_without_a_gap(seed: int) -> None:
    cast, chance, codes = factories.cast(), random.Random(seed), ("示质办发", "示质函")
    wanted = dict.fromkeys(codes, 0)
    for _ in range(12):
        one, code = manuscript(cast), chance.choice(codes)
        with transaction.atomic():
            taken(one, "number", code, DAY, cast.clerk)
            if refused := chance.random() < 0.3:
                transaction.set_rollback(True)
        wanted[code] += not refused
        if not refused and chance.random() < 0.3:
            void_numbers(one, "写错了", cast.clerk)
    assert {code: numbers(code) for code in codes} == {code: list(range(1, last + 1)) for code, last in wanted.items()}


@pytest.mark.django_db
def test_each_year_and_each_office_has_its_own_series() -> None:
    cast = factories.cast()
    for year, number in ((2026, 1), (2027, 1), (2026, 2)):
        assert taken(manuscript(cast), "number", "示质办发", date(year, 3, 1), cast.clerk).number == number
