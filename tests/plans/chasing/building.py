"""Matters of a county, handed down on a day."""

from datetime import date

import factories
from zhiheng.plans.chasing import actions
from zhiheng.plans.models import Matter

DAY = date(2026, 11, 2)


def matter(cast, subject="开展食品抽检", unit="县教育局", due=date(2026, 11, 20), on=DAY, issue=True, **more) -> Matter:
    """A matter of the county's office, led by a unit of the county."""
    lead = factories.office(cast.county, unit, 30) if unit else None
    made = actions.open_matter(actions.Asked(subject, lead, due_on=due, **more), cast.office, cast.clerk, on=on)
    if issue:
        do(made, cast, "issue", on)
    return Matter.objects.get(pk=made.pk)


def do(of: Matter, cast, name: str, on: date, by=None, office=None, seen=None, proofs=(), **words):
    """One act on that day."""
    asked = actions.Words(**words)
    return actions.act(of.pk, name, by or cast.clerk, office or cast.office, asked, today=on, on=on, seen=seen, proofs=proofs)
