"""Everything the registers know of a firm stands on one page; merged records are one firm."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

import factories
from zhiheng.core.measuring.completeness import completeness
from zhiheng.directory.models import Enterprise
from zhiheng.registers import actions
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Mention, Row

pytestmark = pytest.mark.django_db
FIRM, OTHER = "示例县光明农资有限公司", "示例县朝阳农资有限公司"


def case(cast: factories.Cast, no: str, firm: str) -> Row:
    register = known_register("enforcement-case")
    words = {"no": no, "domain": register.code_values("domain")[0], "area": "示例县", "found_on": "2025-03-04", "party": firm}
    entered = actions.add_row(register, actions.Typed(words), cast.office, cast.clerk)
    assert entered.row, entered.problems
    return entered.row


def test_a_row_that_names_a_firm_is_in_its_archive_and_leaves_it_with_the_name() -> None:
    cast = factories.cast()
    row = case(cast, "案-1", FIRM)
    firm = Enterprise.objects.get(name=FIRM)
    client = cast.client("clerk")
    page = client.get(f"/registers/archive/{firm.pk}/")
    assert [entry.row.pk for entry in page.context["archive"].entries] == [row.pk]
    register = known_register("enforcement-case")
    words = actions.Typed({"no": "案-1", "domain": row.data["domain"], "area": "示例县", "party": OTHER}, {}, row.version)
    assert actions.change_row(register, row.pk, words, cast.clerk).row
    assert Mention.objects.get().enterprise.name == OTHER
    assert not client.get(f"/registers/archive/{firm.pk}/").context["archive"].entries


def test_merged_records_are_one_archive() -> None:
    cast = factories.cast()
    case(cast, "案-1", FIRM)
    case(cast, "案-2", OTHER)
    whole, merged = Enterprise.objects.get(name=FIRM), Enterprise.objects.get(name=OTHER)
    merged.merged_into = whole
    merged.save()
    for pk in (whole.pk, merged.pk):
        found = cast.client("clerk").get(f"/registers/archive/{pk}/").context["archive"]
        assert [part.rows for part in found.parts] == [2]


def test_the_neighbour_sees_none_of_our_rows_in_the_archive() -> None:
    cast = factories.cast()
    case(cast, "案-1", FIRM)
    pk = Enterprise.objects.get().pk
    assert not cast.client("neighbour").get(f"/registers/archive/{pk}/").context["archive"].entries
    assert "1 处" in cast.client("clerk").get(f"/directory/enterprises/{pk}/").content.decode()


def test_an_archive_goes_out_with_a_sheet_for_each_register_and_prints() -> None:
    cast = factories.cast()
    case(cast, "案-1", FIRM)
    pk = Enterprise.objects.get().pk
    client = cast.client("clerk")
    book = load_workbook(io.BytesIO(client.get(f"/registers/archive/{pk}/export/").content))
    assert book.sheetnames == ["行政执法案件"]
    assert "案-1" in client.get(f"/registers/archive/{pk}/print/").content.decode()


def test_completeness_counts_each_part_due_once_and_nothing_beyond() -> None:
    found = completeness(["a", "b", "b", "c"], ["b", "x"])
    assert found is not None
    assert (found.filled, found.due, found.missing) == (1, 3, ("a", "c"))
    assert completeness([], ["x"]) is None


def test_an_archive_asks_the_same_number_of_questions_for_one_row_and_for_ten() -> None:
    cast = factories.cast()
    case(cast, "案-1", FIRM)
    client, pk = cast.client("clerk"), Enterprise.objects.get().pk
    counts = []
    for numbers in ((), range(2, 11)):
        for number in numbers:
            case(cast, f"案-{number}", FIRM)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/registers/archive/{pk}/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20
