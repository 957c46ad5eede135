"""The pages of an assessment, from its opening to what follows it, on a desk and on a telephone: nothing keeps anybody out."""

import io
from datetime import date

import pytest
from django.urls import reverse

import factories
from assessments import judged, played
from assessments.building import own_assessment
from assessments.evidence.samples import word
from journeys.clerk import Clerk
from journeys.test_accessibility import serious
from zhiheng.assessments.actions import scoring, visiting
from zhiheng.assessments.actions.approving import approve
from zhiheng.assessments.actions.rectifying import ask_rectification, chase_rectification
from zhiheng.assessments.evidence.actions import add_files, file_under
from zhiheng.assessments.models import Appeal, Assessment
from zhiheng.assessments.recording import say
from zhiheng.assessments.rectifications import proposed

OF_ONE = (
    "targets", "self", "card", "gains", "leader", "expert-scores", "review", "evidence-box", "evidence-matrix", "file-appeal",
)  # fmt: skip
OF_ALL = ("assessment", "subjects", "selves", "scores", "ranking", "what-if", "appeals", "result", "evidence", "evidence-gaps",
          "visits", "mending-print", "experts", "reviews", "beside", "beside-print", "approve")  # fmt: skip
AFTER = ("assessment", "result", "result-print", "compared", "reproduced", "rectification", "ranking")


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME, settings.ORIGINALS = tmp_path, tmp_path / "originals"


@pytest.fixture
def paths(transactional_db) -> dict[str, str]:
    """The pages of an assessment that runs, of one that is approved, and of a county's own, with something on each."""
    cast = factories.cast()
    running, done, own = _running(cast), _approved(cast), own_assessment(cast)
    found = {"list": "/assessments/", "new": "/assessments/new/"}
    found |= {f"running {name}": _path(name, running.pk) for name in OF_ALL}
    found |= {f"running {name}": _path(name, running.pk, cast.county.code) for name in OF_ONE}
    found |= {f"running cells {side}": _path("cells", running.pk, side) for side in ("department", "survey")}
    found |= {f"done {name}": _path(name, done.pk) for name in AFTER}
    exhibit, visit = running.assessed.first().exhibits.first(), running.assessed.first().visits.first()
    return found | {
        "exhibit": _path("exhibit", running.pk, cast.county.code, exhibit.pk), "visit": _path("visit", running.pk, visit.pk),
        "appeal": _path("appeal", running.pk, Appeal.objects.get().pk), "own": _path("self", own.pk, cast.county.code),
        "own targets": _path("targets", own.pk, cast.county.code),
    }  # fmt: skip


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_no_page_of_an_assessment_has_a_serious_fault_of_accessibility(paths, live_server, page, width, height) -> None:
    page.set_viewport_size({"width": width, "height": height})
    Clerk(page, live_server.url).sign_in("province", factories.PASSWORD)
    faults, wide = {}, {}
    for name, path in paths.items():
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, (name, path, answer.status)
        faults[name] = serious(page)
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: found for name, found in faults.items() if found} == {}
    assert {name: found for name, found in wide.items() if found > width} == {}, "pages that must be pushed aside to be read"


def _path(name: str, *args: object) -> str:
    return reverse(f"assessments:{name}", args=args)


def _running(cast: factories.Cast) -> Assessment:
    """One that departments, experts and visitors have scored, with a box of evidence and an appeal."""
    made = judged.assessment(cast, "visiting")
    one = made.assessed.get(code=cast.county.code)
    names = ("甲某（示例大学）", "乙某", "丙某（示例县质检所）")
    scoring.ask_experts(made, names, cast.province_clerk)
    for name, value in zip(names, (60, 95, 80), strict=True):
        say(one, "1.1.7", "expert", cast.province_clerk, stage="blind", value=value, scorer=name)
    say(one, "1.1.2", "department", cast.province_clerk, value=1, why="少一次")
    came = add_files(one, [("通知.docx", io.BytesIO(word()))], cast.province_clerk)
    file_under(one, [(came[0].exhibit.pk, "1.1.1", "")], cast.province_clerk)
    held = visiting.plan_visit(one, date(2025, 1, 20), "孙省局", cast.province_clerk)
    visiting.hold_visit(held, "看了三家企业", cast.province_clerk, today=date(2025, 1, 20))
    visiting.add_finding(held, "检验记录不全", cast.province_clerk, item="1.1.5", due_on=date(2025, 2, 28))
    Appeal.objects.create(
        assessed=one, item="1.1.1", says="文件已印发，漏看了", asks="纳入总体规划", filed_on=date(2025, 3, 2), filed_by="李县长",
        entered_by=cast.province_clerk, entered_at=factories.A_MOMENT,
    )  # fmt: skip
    return made


def _approved(cast: factories.Cast) -> Assessment:
    """One with a result and things to put right."""
    made = played.assessment(cast)
    result = approve(made, cast.province_clerk, approver="周局长", reasons=played.FINE, today=played.TODAY, seen=1)
    ask_rectification(result, [one.key for one in proposed(result, played.TODAY)], cast.province_clerk, today=played.TODAY)
    chase_rectification(Assessment.objects.get(pk=made.pk), cast.province_clerk, today=played.TODAY)
    return made
