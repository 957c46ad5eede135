"""Areas through the years: what was listed, under which name, and what stands in its place today."""

import pytest

from zhiheng.core.values.areas import AreaHistory
from zhiheng.definitions import lexicons

AREAS, CHANGES = lexicons().areas, lexicons().area_changes
HISTORY = AreaHistory(AREAS, CHANGES)
NAMES = {area.code: area.name for area in AREAS}


@pytest.mark.parametrize(
    ("year", "code", "name"),
    [
        (2010, "340222", "繁昌县"),
        (2005, "420600", "襄樊市"),
        (2012, "420600", "襄阳市"),
        (2015, "130503", "桥西区"),
        (2021, "130503", "信都区"),
        (2009, "500110", "万盛区"),
        (2014, "110228", "密云县"),
        (2016, "110118", "密云区"),
        (2018, "371200", "莱芜市"),
    ],
)
def test_an_area_has_the_name_of_its_year(year: int, code: str, name: str) -> None:
    assert HISTORY.as_of(year)[code] == name


@pytest.mark.parametrize(("year", "code"), [(2010, "340212"), (2021, "340222"), (2014, "110118"), (2020, "371200")])
def test_an_area_is_not_listed_before_it_was_made_nor_after_it_was_gone(year: int, code: str) -> None:
    assert code not in HISTORY.as_of(year)


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("110108", ["海淀区"]),
        ("110228", ["密云区"]),
        ("110104", ["西城区"]),
        ("130521", ["襄都区", "信都区"]),
        ("340421", ["凤台县"]),
        ("371202", ["莱芜区"]),
        ("542121", ["卡若区"]),
        ("652303", ["米东区"]),
        ("999999", []),
    ],
)
def test_a_code_leads_to_what_stands_in_its_place_today(code: str, today: list[str]) -> None:
    assert [NAMES[found] for found in HISTORY.today(code)] == today


def test_every_change_is_of_a_listed_code_and_leads_to_listed_codes() -> None:
    for change in CHANGES:
        assert change.key == f"{change.code}:{change.year}"
        assert change.code in NAMES, change.key
        assert set(change.to) <= set(NAMES), change.key
        assert bool(change.to) == (change.kind != "unknown"), change.key


def test_what_is_gone_since_2002_mostly_has_a_known_successor() -> None:
    gone = [area for area in AREAS if area.until and area.until >= 2002 and HISTORY.changes_of(area.code)]
    lost = [area.code for area in gone if not HISTORY.today(area.code)]
    assert len(gone) > 250
    assert len(lost) < len(gone) // 8


def test_what_stands_today_stands_for_itself() -> None:
    assert all(HISTORY.today(area.code) == (area.code,) for area in AREAS if area.until is None)
