"""Which light a matter shows: computed from its dated entries, never typed."""

from collections.abc import Sequence
from datetime import date, timedelta

from zhiheng.core.chasing.acts import standing_after
from zhiheng.core.chasing.cycles import next_feedback
from zhiheng.core.values.chasing import Chasing, Edition, Light, Said, Standing, When


def light_on(edition: Edition, standing: Standing, day: date) -> Light | None:
    """The light that a matter shows on a day; None where no condition holds, or it is not handed down yet."""
    if standing.issued_on is None and standing.ended_on is None:
        return None
    feedback = next_feedback(standing)
    return next((light for light in edition.lights if _shows(light, standing, feedback, day)), None)


def light_of_month(chasing: Chasing, begun: Standing, entries: Sequence[Said], first: date, last: date) -> Light | None:
    """The gravest light of any day from `first` to `last`: what was red and made good later stays red in its month's record.

    None:  it was not handed down by then, or no condition held.
    """
    now, at, worst, worst_place = begun, 0, None, len(chasing.acts) + 1_000
    day = first
    while day <= last:
        while at < len(entries) and entries[at].on <= day:
            now = standing_after(chasing, now, entries[at])
            at += 1
        edition = chasing.edition_on(day)
        light = light_on(edition, now, day)
        if light is not None and (place := edition.place(light.id)) < worst_place:
            worst, worst_place = light, place
        day += timedelta(days=1)
    return worst


def _shows(light: Light, standing: Standing, feedback: date | None, day: date) -> bool:
    return not light.when or any(_holds(when, standing, feedback, day) for when in light.when)


def _holds(when: When, standing: Standing, feedback: date | None, day: date) -> bool:
    due = standing.due_on
    finished = standing.finished_on
    return (
        (not when.states or standing.state in when.states)
        and (when.left is None or (due is not None and (due - day).days <= when.left))
        and (when.over is None or _passed(due, day, when.over))
        and (when.silent is None or _passed(feedback, day, when.silent))
        and (when.unsigned is None or (standing.received_on is None and _passed(standing.issued_on, day, when.unsigned)))
        and (when.returned is None or _passed(standing.returned_on, day, when.returned))
        and (when.late is None or when.late == (due is not None and finished is not None and finished > due))
    )


def _passed(since: date | None, day: date, days: int) -> bool:
    """Whether a day lies at least so many days back."""
    return since is not None and (day - since).days >= days
