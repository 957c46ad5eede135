"""The calendar is data with its source, and an office can put a year right."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.definitions.calendars import calendar


def written(tree: Path, notices: str, holidays: str) -> Path:
    (tree / "calendar").mkdir(parents=True, exist_ok=True)
    (tree / "calendar" / "notices.csv").write_text("number,year,title,page\n" + notices, "utf-8")
    (tree / "calendar" / "holidays.csv").write_text("day,kind,name,notice\n" + holidays, "utf-8")
    return tree


def test_every_year_from_2007_to_2026_has_its_notice_and_every_day_a_source() -> None:
    ours = calendar()
    assert ours.years == frozenset(range(2007, 2027))
    numbers = {notice.number for notice in ours.notices}
    assert all(day.notice in numbers for day in ours.days.values())


def test_a_worked_day_is_a_weekend_and_every_year_gives_back_what_it_takes() -> None:
    """Days off on weekdays, less weekends worked, are the statutory days that fall on weekdays: 5 to 14 a year."""
    ours, given_back, taken = calendar(), Counter(), Counter()
    for day in ours.days.values():
        year = next(notice.year for notice in ours.notices if notice.number == day.notice)
        if day.kind == "班":
            assert day.day.weekday() >= 5, day
            given_back[year] += 1
        elif day.day.weekday() < 5:
            taken[year] += 1
    assert all(5 <= taken[year] - given_back[year] <= 14 for year in ours.years)


def test_an_office_adds_a_year_and_replaces_another_whole(tmp_path: Path) -> None:
    office = written(
        tmp_path,
        "示府办〔2026〕1号,2027,示例省2027年放假安排,\n示府办〔2025〕9号,2026,示例省2026年放假安排,\n",
        "2027-01-01,休,元旦,示府办〔2026〕1号\n2026-04-20,休,三月三,示府办〔2025〕9号\n",
    )
    theirs = calendar(office)
    assert theirs.years == calendar().years | {2027}
    assert not theirs.works(date(2026, 4, 20))
    assert theirs.works(date(2026, 10, 1)), "our arrangement of the year is gone, whole"
    assert not theirs.works(date(2025, 10, 1))


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    office = written(tmp_path, "甲,2027,甲,\n", "2027-01-01,休,元旦,甲\n")
    assert calendar(office).works(date(2027, 1, 4))
    written(tmp_path, "甲,2027,甲,\n", "2027-01-01,休,元旦,甲\n2027-01-04,休,元旦,甲\n")
    assert not calendar(office).works(date(2027, 1, 4))


def test_a_day_without_its_notice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"D301 .*2027-01-01.*乙.*notices\.csv"):
        calendar(written(tmp_path, "甲,2027,甲,\n", "2027-01-01,休,元旦,乙\n"))


def test_a_day_that_is_none_is_refused_by_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"D105 holidays\.csv 第2行“day”列：“2027-02-30”"):
        calendar(written(tmp_path, "甲,2027,甲,\n", "2027-02-30,休,元旦,甲\n"))
