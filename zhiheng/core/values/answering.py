"""督办反馈: what a unit is asked about its matters, and what its sheet says when it comes back."""

from msgspec import Struct


class MatterAsked(Struct, frozen=True, kw_only=True):
    """One matter as a unit's sheet shows it; `id` stands hidden."""

    id: str
    no: str
    subject: str
    goal: str = ""
    due: str = ""
    state: str = ""
    last: str = ""


class MatterSaid(Struct, frozen=True, kw_only=True):
    """What one row of a sheet says. `row` is its number in the file; `done` that the unit reports it finished."""

    id: str
    no: str
    row: int
    progress: str = ""
    problems: str = ""
    needs: str = ""
    plan: str = ""
    done: bool = False
    evidence: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.progress or self.problems or self.needs or self.plan or self.done or self.evidence)


class SheetBack(Struct, frozen=True, kw_only=True):
    """A sheet that came back. `lacks` are columns that are gone, `loose` rows without mark."""

    round: str
    unit: str
    rows: tuple[MatterSaid, ...]
    lacks: tuple[str, ...] = ()
    loose: tuple[int, ...] = ()
