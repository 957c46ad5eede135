"""督办: the acts that a matter goes through, and the lights that warn, as their definition says them."""

from datetime import date
from typing import Literal

from msgspec import Struct

Who = Literal["office", "unit", "reviewer"]  # who chases; who has the matter; who reviews and approves
DueEffect = Literal["", "ask", "grant", "refuse", "set", "drop"]
Cycle = Literal["", "week", "month", "quarter", "year"]
CYCLES: dict[str, str] = {"": "不定期", "week": "每周", "month": "每月", "quarter": "每季", "year": "每年"}
NEEDS: dict[str, str] = {
    "progress": "进展", "problems": "需协调事项", "evidence": "佐证", "reason": "理由", "approver": "批准人",
    "document": "依据文件", "due": "办结时限", "proof": "佐证文件",
}  # fmt: skip
Tone = Literal["bad", "warn", "plain", "good"]


class Act(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """One thing that may be done with a matter.

    Shape: `start` are the states in which it may be; `end` "" leaves the state. `due` says what becomes of the deadline: asked
           for, granted, refused, set, dropped. `feedback` marks a dated report of progress; `finish` that the unit is done.
    None:  `asked` None: whether an extension is being asked for does not matter.
    """

    id: str
    name: str
    start: tuple[str, ...]
    end: str = ""
    who: Who
    needs: tuple[str, ...] = ()
    due: DueEffect = ""
    asked: bool | None = None
    feedback: bool = False
    finish: bool = False
    back: bool = False  # it is sent back to the unit
    says: str = ""


class When(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One condition of a light; all that it names must hold.

    Unit:  calendar days. `left`: the deadline is at most so many days away, or past. `over`: past by at least so many. `silent`:
           the day of feedback passed at least so many days ago and nothing came. `unsigned`, `returned`: at least so many days
           since it was handed down and not signed for, since it was sent back and not answered.
    """

    states: tuple[str, ...] = ()
    left: int | None = None
    over: int | None = None
    silent: int | None = None
    unsigned: int | None = None
    returned: int | None = None
    late: bool | None = None  # it was finished after the deadline


class Light(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One light; it shows where any of its conditions holds, one without conditions always. `slip` is the 预警单 it calls for."""

    id: str
    name: str
    tone: Tone
    slip: str = ""
    when: tuple[When, ...] = ()


class Edition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lights in force from a day on, the gravest first; the first that holds is the light of the day."""

    since: date
    source: str
    lights: tuple[Light, ...]

    def place(self, light: str) -> int:
        """How grave a light is: 0 is the gravest; one that the edition does not know is the least."""
        return next((at for at, one in enumerate(self.lights) if one.id == light), len(self.lights))


class Find(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A problem looked for: whom an indicator names as missing in a period that is over; `says` holds {who} and {period}."""

    indicator: str
    every: Literal["month", "quarter", "half-year", "year"]
    says: str
    goal: str = ""


class Chasing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole definition. `ends` are states after which nothing is asked of anybody, `done` those that count as 办结."""

    name: str
    start: str
    ends: tuple[str, ...]
    done: tuple[str, ...]
    cycle: Cycle = "month"
    cycle_day: int = 28
    acts: tuple[Act, ...]
    editions: tuple[Edition, ...]
    finds: tuple[Find, ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order of the file."""
        named = [self.start, *(state for act in self.acts for state in (*act.start, act.end) if state), *self.ends]
        return tuple(dict.fromkeys(named))

    def edition_on(self, day: date) -> Edition:
        """The edition in force on a day; of days before the first, the first."""
        begun = [one for one in self.editions if one.since <= day]
        return begun[-1] if begun else self.editions[0]


class Standing(Struct, frozen=True, kw_only=True):
    """What a matter is on a day: its state, its deadline then, and the days that lights look at.

    None:  a day on which it has not happened. `due_on` None: no deadline (长期坚持). `covered_on` is the day up to which
           feedback counts as given.
    """

    state: str = ""
    due_on: date | None = None
    asked_on: date | None = None  # the later deadline that is asked for
    issued_on: date | None = None
    received_on: date | None = None
    fed_back_on: date | None = None
    covered_on: date | None = None
    returned_on: date | None = None
    finished_on: date | None = None
    ended_on: date | None = None
    cycle: Cycle = ""
    cycle_day: int = 28


class Said(Struct, frozen=True, kw_only=True):
    """One dated entry: which act, on which day, and what it says. `covers`: the feedback is for a day of feedback that passed."""

    act: str
    on: date
    progress: str = ""
    problems: str = ""
    evidence: str = ""
    reason: str = ""
    approver: str = ""
    document: str = ""
    proof: str = ""  # names of the files uploaded
    due: date | None = None
    covers: date | None = None
