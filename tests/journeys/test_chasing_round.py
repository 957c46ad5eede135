"""A month of 督办 in a real browser: sheets out, answers back by one drag, who is missing, 通报 drafted."""

import io

import pytest
from django.utils import timezone
from docx import Document as Word

import factories
from journeys import chase_round
from journeys.clerk import Clerk
from zhiheng.plans.models import Matter


@pytest.fixture
def clerk(transactional_db, live_server, page):
    cast = factories.cast()
    units = [factories.office(cast.county, f"县{name}局", 30 + n) for n, name in enumerate(("教育", "财政", "商务"))]
    chase_round.hand_down(cast.office, cast.clerk, units, 2, timezone.localdate())
    found = Clerk(page, live_server.url)
    found.sign_in("clerk", factories.PASSWORD)
    return found


def test_a_month_is_asked_for_gathered_decided_and_told(clerk, tmp_path) -> None:
    sheets = chase_round.sheets_out(clerk)
    assert len(sheets) == 3
    missing = chase_round.take_back(clerk, chase_round.answered(sheets, tmp_path, missing=1, differing=1))
    assert "还有 1 个单位没有反馈：县商务局（2 件）" in missing
    assert chase_round.decide(clerk) == 2
    assert set(Matter.objects.unscoped("test").values_list("state", flat=True)) == {"待签收", "办理中"}
    words = "\n".join(line.text for line in Word(io.BytesIO(chase_round.draft(clerk))).paragraphs)
    assert "在册督办事项6件" in words
    assert clerk.count.clicks < 30
