"""A year of 自评 and 佐证 in a real browser: sheets back by one drag, evidence filed, handed in, the result frozen."""

import io
import json

import pytest
from docx import Document as Word

import factories
from journeys import assessment_year as year
from journeys.clerk import Clerk
from zhiheng.accounts.models import User
from zhiheng.assessments.models import Assessment, Exhibit, Judgement


@pytest.fixture
def clerk(transactional_db, live_server, page, settings, tmp_path):
    settings.HOME = tmp_path
    cast = factories.cast()
    for n, name in enumerate(dict.fromkeys(year.UNITS.values())):
        factories.office(cast.county, name, 30 + n)
    found = Clerk(page, live_server.url)
    found.sign_in("clerk", factories.PASSWORD)
    return found


def test_a_county_fills_proves_hands_in_and_freezes_its_year(clerk, tmp_path) -> None:
    at = year.open_year(clerk)
    sheets = year.sheets_out(clerk, "示例县")
    assert len(sheets) == 10
    files, cells = year.answered(sheets, tmp_path)
    year.take_back(clerk, files)
    assert Judgement.objects.filter(side="self").count() == cells - 1  # one is what the records say
    assert year.file_evidence(clerk, at, "990100", year.papers(tmp_path, 6)) == 1
    assert Exhibit.objects.filter(uses__isnull=False).count() == 6
    asked = sum(len(item.evidence) for item in Assessment.objects.get().as_opened.items)
    assert year.gaps(clerk, at, "990100") == asked - 6
    first = Exhibit.objects.order_by("pk").first()
    year.settle_doubt(clerk, at, "990100")
    first.refresh_from_db()
    assert (first.settled, first.settled_by) == ("上年印发，本年仍在执行", User.objects.get(username="clerk"))
    tables = Word(io.BytesIO(year.covers(clerk, at, "990100"))).tables
    assert first.title in [cell.text for table in tables for row in table.rows for cell in row.cells]
    year.hand_in(clerk, at, "990100")
    result = year.approve(clerk, at)
    assert "由 周县长 审定" in result
    made = Assessment.objects.get()
    assert made.stage == "approved"
    assert made.results.get().digest in result
    card = json.loads(made.results.get().cards)["scorecards"][0]
    shown = clerk.page.locator("td[data-label=等次]").first.inner_text()
    assert shown.startswith(card["grade"])
    assert clerk.count.clicks < 80
