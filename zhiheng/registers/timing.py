"""The days of a row: when it reached its states, when its clocks are due, when it ends being in force.

One function for every way a row comes in or changes: `Clockwork.set` before the row is saved.
"""

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from msgspec import structs

from zhiheng.core.scheduling import clocks_of, earliest_due, end_of_force, first_entries, kept_clocks
from zhiheng.core.values.lifecycles import Passage
from zhiheng.core.values.registers import Register
from zhiheng.definitions.calendars import calendar
from zhiheng.definitions.signatures import signatures
from zhiheng.registers.models import Row

SET = ("reached", "clocks", "due_on", "expires_on")  # what `set` sets, for bulk_update


class Clockwork:
    """What the rows of one register are timed by: loaded once, used for each row."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.calendar = calendar(settings.DEFINITIONS)
        self.signed = frozenset(signatures(settings.DEFINITIONS))

    def set(self, row: Row, arrived: Sequence[Passage] = ()) -> None:
        """The row holds its days; not yet saved. Who sets many has their `steps` prefetched.

        `arrived`: entries into states that come with the row and are not among its steps yet.
        """
        passages = (*self.passages(row), *arrived)
        row.reached = {state: day.isoformat() for state, day in first_entries(passages).items()}
        clocks = clocks_of(self.register, row.data, passages, self.calendar, self.signed)
        row.clocks = {id: days for id, days in kept_clocks(clocks).items() if days}
        row.due_on = earliest_due(clocks)
        row.expires_on = end_of_force(self.register, row.data)

    def passages(self, row: Row) -> tuple[Passage, ...]:
        """Every entry into a state. The first is the day of the event, or the day of typing where that came before."""
        if self.register.lifecycle is None:
            return ()
        entered = timezone.localdate(row.entered_at)
        begun = min(entered, row.event_on) if row.event_on else entered
        steps = row.steps.all() if row.pk else ()
        return (Passage(self.register.lifecycle.start, begun), *(Passage(step.end, step.on) for step in steps))

    @property
    def digest(self) -> str:
        """What tells one clockwork from another: with another digest, the dates kept are to be found again."""
        parts = (self.register.text, repr(structs.astuple(self.calendar)), ",".join(sorted(self.signed)))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
