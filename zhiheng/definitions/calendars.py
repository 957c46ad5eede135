"""The calendar from `calendar/notices.csv` and `calendar/holidays.csv`.

An office that writes a notice for a year replaces ours for that whole year; a year we lack it adds.
"""

from functools import lru_cache
from pathlib import Path

from zhiheng.core.values.calendars import Calendar, Holiday, HolidayNotice
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.strict import Change, changes_of, trees
from zhiheng.definitions.tables import rows_of_csv


def calendar(office: Path | None = None) -> Calendar:
    """The working calendar; loaded once, and again when a file of the office has changed. Raises: Fault D101–D106, D301."""
    changes = changes_of(office, "calendar/*.csv") if office else ()
    return _loaded(office if changes else None, changes)


@lru_cache(maxsize=4)
def _loaded(office: Path | None, changes: tuple[Change, ...]) -> Calendar:
    notices: dict[str, HolidayNotice] = {}
    days: list[Holiday] = []
    for tree in trees(office):
        own, own_days = _of_tree(tree / "calendar")
        replaced = {notice.year for notice in own}
        notices = {number: notice for number, notice in notices.items() if notice.year not in replaced}
        notices |= {notice.number: notice for notice in own}
        days = [day for day in days if day.notice in notices] + own_days
    return Calendar(days={day.day: day for day in days}, notices=tuple(sorted(notices.values(), key=lambda n: n.year)))


def _of_tree(folder: Path) -> tuple[list[HolidayNotice], list[Holiday]]:
    if not folder.is_dir():
        return [], []
    notices = rows_of_csv(folder / "notices.csv", HolidayNotice)
    days = list(rows_of_csv(folder / "holidays.csv", Holiday).values())
    for day in days:
        if day.notice not in notices:
            where = f"calendar/holidays.csv：{day.day} 写的通知“{day.notice}”"
            raise Fault("D301", f"{where}不在 calendar/notices.csv 中。请在 notices.csv 加上这份通知，或改正文号。")
    return list(notices.values()), days
