"""The page of what-if for 2,905 counties and 75 contents, as a browser asks for it: nothing of it is kept, no result is stale.

    explaining.py                                   # 2,905 counties
    ZHIHENG_BENCHMARK_COUNTIES=290 explaining.py    # fewer

In a home of its own: all counties assessed, each with a word for every judged content in the database; values of computed
contents are made from a seed as in scoring.py. The first page scores all; the others check that nothing changed, and reuse it.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ["ZHIHENG_HOME"] = tempfile.mkdtemp(prefix="zhiheng-explaining-")
os.environ["DJANGO_SETTINGS_MODULE"] = "zhiheng.project.settings"
os.environ["ZHIHENG_ENGINE"] = "database"
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from rows import row  # noqa: E402
from scoring import COUNTIES, findings_of, timed  # noqa: E402

import factories  # noqa: E402
from assessments import played  # noqa: E402
from zhiheng.assessments.cards import Standing  # noqa: E402
from zhiheng.assessments.explaining import remembering  # noqa: E402
from zhiheng.assessments.models import Assessed, Assessment, Judgement  # noqa: E402
from zhiheng.core.measuring import period_from  # noqa: E402
from zhiheng.core.scoring import scorecards  # noqa: E402
from zhiheng.core.values.scorecards import Subject  # noqa: E402

TIMES = 7


def built() -> tuple[Assessment, factories.Cast]:
    """The assessment with all counties and their words."""
    cast = factories.cast()
    made = played.assessment(cast)
    made.assessed.all().delete()
    Assessed.objects.bulk_create(
        Assessed(assessment=made, code=f"{number:06}", name=f"县{number}", position=number) for number in range(COUNTIES)
    )
    items = [item.id for item in made.as_opened.items if item.by != "computed"]
    given = {"side": "department", "value": 1, "by": cast.province_clerk, "at": factories.A_MOMENT}
    words = (Judgement(assessed=one, item=item, **given) for one in made.assessed.all() for item in items)
    Judgement.objects.bulk_create(words, batch_size=2000)
    return made, cast


def scored(assessment: Assessment, side: str) -> Standing:
    """What standing_of would give, if all these counties had figures."""
    scheme = assessment.as_opened
    subjects = tuple(Subject(id=one.code, name=one.name) for one in assessment.assessed.all())
    findings = findings_of(scheme, list(subjects))
    return Standing(scheme, period_from("2024"), subjects, findings, scorecards(scheme, subjects, findings))


def main() -> None:
    """Prints the rows."""
    call_command("migrate", verbosity=0)
    setup_test_environment()
    made, cast = built()
    remembering.standing_of = scored  # the figures are made here
    client = cast.client("province_clerk")
    where = f"/assessments/{made.pk}"
    row(f"first page of {COUNTIES:,} × 75, all scored", f"{timed(lambda: client.get(f'{where}/what-if/')):.1f} s")
    for what, page in (
        ("what-if: the points of one content moved", "/what-if/?item=2.1.1&worth=4"),
        ("what-if: one value moved, and the least that moves its grade", "/what-if/?who=000007&of=2.1.1&value=99"),
        ("what-if: one value moved of a content among peers", "/what-if/?who=000007&of=1.3.1&value=99"),
        ("ranking, first page", "/ranking/"),
        ("scorecard with its trace", "/cards/000007/"),
        ("leader's page", "/cards/000007/leader/"),
    ):
        assert client.get(where + page).status_code == 200, page
        spent = timed(lambda page=page: client.get(where + page), TIMES)
        row(f"page among {COUNTIES:,}, {what}", f"{spent * 1000:.0f} ms", "goal: 300 ms" if "what-if" in what else "")


if __name__ == "__main__":
    main()
