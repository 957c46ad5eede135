"""What a row goes through, as its definition says: states, steps between them, and the clocks that run meanwhile."""

from datetime import date
from typing import Any, Literal

from msgspec import Struct, field

from zhiheng.core.values.spans import Span

Basis = Literal["seed", "law", "set"]  # stated in a seed, found in law, an editable default


class Opening(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The row of another register that a step opens; `copy` names fields of this row, or pairs {theirs = "ours"}."""

    register: str
    copy: list[str] | dict[str, str] = []

    @property
    def pairs(self) -> dict[str, str]:
        """Field there by field here."""
        return dict(self.copy) if isinstance(self.copy, dict) else {name: name for name in self.copy}


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """One way from a state to another.

    Shape: `who` names a role; `needs` are fields that must be filled, or "evidence"; `notify` are fields that name
           organisations or enterprises; `lock` closes the row to change without approval; `approval` marks a severe step:
           a person approves it by name, on a document, never the program.
    """

    start: str
    end: str
    who: str = "clerk"
    needs: tuple[str, ...] = ()
    reason: bool = False
    notify: tuple[str, ...] = ()
    opens: Opening | None = None
    lock: bool = False
    approval: bool = False


class Lifecycle(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The states of a row. `end` are states after which nothing is due."""

    start: str
    steps: tuple[Step, ...]
    end: tuple[str, ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order of the file."""
        named = [self.start, *(state for step in self.steps for state in (step.start, step.end)), *self.end]
        return tuple(dict.fromkeys(named))

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """The ways out of a state."""
        return tuple(step for step in self.steps if step.start == state)


class Limit(Struct, frozen=True, kw_only=True):
    """When a clock is due, while it is in force.

    Shape: exactly one of: `span` after the start; the day in `due_field`, moved by `offset` days when given; as many
           `unit` as the number in `amount_field` says. One `line` of a table of limits waits for a signature of its own
           while not `confirmed`.
    """

    span: Span | None = None
    due_field: str = ""
    offset: Span | None = None
    before: bool = False  # the offset lies before the day
    amount_field: str = ""
    unit: str = ""
    since: date | None = None
    until: date | None = None
    line: str = ""
    source: str = ""  # document and article of a line
    confirmed: bool = True
    where: dict[str, Any] | list[dict[str, Any]] = field(default_factory=dict)  # rows it is for; an empty one: every row


class Clock(Struct, frozen=True, kw_only=True):
    """One deadline of a row, or with `every` one periodic duty of those in `who`.

    Shape: `start` and `stop` are date fields or reached.STATE; `stop` "" ends with the row's last state; `pause` are
           states in which its time stands still; `shift` moves a last day off to the first day worked after it; `where`
           are the rows it runs in, of a periodic duty the rows that count as done, on the day in the field `done` or else
           on the row's own. `window` marks time that somebody may use (异议期): unused it ends in time, nobody is late.
    None:  `confirmed` False: found in law but signed by nobody; it does not run.
    """

    id: str
    name: str = ""
    start: str = ""
    stop: str = ""
    limits: tuple[Limit, ...] = ()
    warn: Span | None = None
    pause: tuple[str, ...] = ()
    shift: bool = False
    window: bool = False
    every: Span | None = None
    who: dict[str, Any] = field(default_factory=dict)
    done: str = ""
    where: dict[str, Any] | list[dict[str, Any]] = field(default_factory=dict)
    basis: Basis = "set"
    source: str = ""  # document and article
    confirmed: bool = True


class ClockDays(Struct, frozen=True, kw_only=True):
    """The dates of one clock in one row, as they are kept; statuses on a day come from comparing them.

    Shape: `paused` is the day since which it stands still: in a state of `pause`, or because the row ended before its stop.
    None:  `due`: the limit is not known yet (a field is empty), or it is found again when a pause ends.
    """

    start: date | None = None
    due: date | None = None
    warn: date | None = None
    stop: date | None = None
    paused: date | None = None
    provisional: bool = False  # reckoned without a year's notice of holidays


ClockStatus = Literal["未起", "在限", "中止", "按时", "迟", "逾期"]
CLOCK_STATUSES: tuple[ClockStatus, ...] = ("未起", "在限", "中止", "按时", "迟", "逾期")


class Passage(Struct, frozen=True):
    """One entry into a state, in the order in which a row went through them."""

    state: str
    on: date


class AskedStep(Struct, frozen=True, kw_only=True):
    """A step that a person wants to take: where to, on which day, why, and on whose approval."""

    to: str
    on: date
    reason: str = ""
    approver: str = ""
    document: str = ""  # on which the approval stands
    evidence: int = 0  # files that prove it


class TakenStep(Struct, frozen=True, kw_only=True):
    """What a step makes of a row, or why it cannot be taken.

    Shape: with `problems`, nothing else holds; `notify` are (field, who is named in it); `opens` is (register, values).
    """

    state: str = ""
    passages: tuple[Passage, ...] = ()
    reached: dict[str, date] = field(default_factory=dict)
    locked: bool = False
    notify: tuple[tuple[str, Any], ...] = ()
    opens: tuple[str, dict[str, Any]] | None = None
    problems: tuple[str, ...] = ()
