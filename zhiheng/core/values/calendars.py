"""Which days are worked: the week, and what the State Council's yearly notices change in it."""

from datetime import date
from typing import Literal

from msgspec import Struct

SATURDAY = 5


class HolidayNotice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One notice that arranges the holidays of a year, by its document number; a year may have a second, amending one."""

    number: str
    year: int
    title: str
    page: str = ""


class Holiday(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One day that a notice names: off (休), or worked though it is a weekend (班)."""

    day: date
    kind: Literal["休", "班"]
    name: str
    notice: str


class Calendar(Struct, frozen=True, kw_only=True):
    """The named days, and the notices they come from. A year without a notice is known by its weekdays alone."""

    days: dict[date, Holiday]
    notices: tuple[HolidayNotice, ...]

    @property
    def years(self) -> frozenset[int]:
        """The years whose arrangement is loaded."""
        return frozenset(notice.year for notice in self.notices)

    def works(self, day: date) -> bool:
        """Whether offices work on that day."""
        named = self.days.get(day)
        return named.kind == "班" if named else day.weekday() < SATURDAY
