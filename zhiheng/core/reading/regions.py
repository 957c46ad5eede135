"""The area that a document is of, with its code."""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from zhiheng.core.values.areas import stem_of
from zhiheng.core.values.lexicons import Area, Lexicons
from zhiheng.core.values.reading import Region

LOOK = 20_000
"""Characters at the beginning of a text in which provinces are counted."""


class _Names(NamedTuple):
    full: dict[str, Area]
    short: dict[str, Area]
    form: re.Pattern[str]
    marks: dict[str, Area]


def region_of(texts: list[str], lexicons: Lexicons, doc_number: str | None = None) -> Region | None:
    """The area named first in the likeliest place; `texts` in the order of trust.

    None: no place names an area that is unambiguous; a province's letter in the number decides last.
    """
    names = _names(lexicons)
    for text in texts:
        found = _areas(text, names)
        if found:
            return _region(found[0])
    if doc_number and doc_number[0] in names.marks:
        return _region(names.marks[doc_number[0]])
    return None


def commonest_province(text: str, lexicons: Lexicons) -> Region | None:
    """The one province that the beginning of a text names in full, or names most, at least three times."""
    provinces = _provinces(lexicons)
    counts = Counter(provinces.by_name[found] for found in provinces.form.findall(text, 0, LOOK))
    if not counts:
        return None
    full = {provinces.by_name[name] for name in provinces.full.findall(text, 0, LOOK)}
    (code, most), *_ = counts.most_common(1)
    if full == {code} and len(counts) == 1:
        return _region(next(area for area in lexicons.areas if area.code == code))
    if most < 3 or most < 0.6 * sum(counts.values()):
        return None
    return _region(next(area for area in lexicons.areas if area.code == code))


class _Provinces(NamedTuple):
    by_name: dict[str, str]
    form: re.Pattern[str]
    full: re.Pattern[str]


@cache
def _provinces(lexicons: Lexicons) -> _Provinces:
    areas = [area for area in lexicons.areas if area.code.endswith("0000") and area.until is None]
    names = {area.name: area.code for area in areas} | {stem_of(area.name): area.code for area in areas}
    form = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    return _Provinces(names, form, re.compile("|".join(re.escape(area.name) for area in areas)))


def _areas(text: str, names: _Names) -> list[Area]:
    """Areas a text names, the narrowest of a run (广东省开平市) standing for the run."""
    found: list[Area] = []
    end = -1
    for match in names.form.finditer(text):
        area = names.full.get(match[0]) or names.short[match[0]]
        if match.start() == end and found and area.code.startswith(found[-1].code.rstrip("0")):
            found[-1] = area
        else:
            found.append(area)
        end = match.end()
    return found


def _region(area: Area) -> Region:
    return Region(name=area.name, code=area.code)


@cache
def _names(lexicons: Lexicons) -> _Names:
    full: dict[str, list[Area]] = {}
    short: dict[str, list[Area]] = {}
    for area in lexicons.areas:
        for name in (area.name, *area.formerly):
            full.setdefault(name, []).append(area)
        if area.until is None and not area.code.endswith("0000") and len(stem := stem_of(area.name)) >= 2:
            short.setdefault(stem, []).append(area)
        elif area.code.endswith("0000"):
            short[stem_of(area.name)] = [area]
    one_full = {name: chosen for name, areas in full.items() if (chosen := _only(areas)) is not None}
    one_short = {
        name: areas[0]
        for name, areas in short.items()
        if len(areas) == 1 and name not in one_full and (areas[0].code.endswith("00"))
    }
    words = sorted([*one_full, *one_short], key=len, reverse=True)
    marks = {mark: area for area in lexicons.areas for mark in area.mark}
    return _Names(one_full, one_short, re.compile("|".join(map(re.escape, words))), marks)


def _only(areas: list[Area]) -> Area | None:
    """The one area that a name means today; None for a name that several share (朝阳区, 郊区)."""
    now = [area for area in areas if area.until is None] or areas
    return now[0] if len(now) == 1 else None
