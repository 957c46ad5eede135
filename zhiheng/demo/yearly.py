"""What the registers keep of a year beyond the two reports: sheets made from year-2024.toml and the figures of year-2024.csv."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from io import StringIO
from random import Random
from typing import NamedTuple

import msgspec
from msgspec import Struct

from zhiheng.demo.returning import worker
from zhiheng.demo.story import content, folder, rows
from zhiheng.registers.actions import import_file


class Made(Struct, frozen=True, forbid_unknown_fields=True):
    """A sheet of one register and how its rows are made; year-2024.toml says how its words are read."""

    register: str
    row: dict[str, str]
    span: tuple[date, date]
    each: str = ""
    undone: dict[str, str] = {}
    choose: dict[str, tuple[str, ...]] = {}
    skip_undone: bool = False


class Sheets(Struct, frozen=True, forbid_unknown_fields=True):
    sheets: tuple[Made, ...]


class Figure(NamedTuple):
    """How many there were to do in one area, and how many were done."""

    done: int
    of: int


class Day(date):
    """A day that says `{day:+30}`, thirty days later."""

    def __format__(self, spec: str) -> str:
        return (self + timedelta(days=int(spec or 0))).isoformat()


def import_year(by: str) -> None:
    """Every sheet of the year has come in. Twice adds nothing."""
    person, office = worker(by)
    for made in msgspec.toml.decode((folder() / "year-2024.toml").read_bytes(), type=Sheets).sheets:
        report = import_file(made.register, f"{made.register}-year-2024-{made.each}.csv", _written(made), office, person)
        if report.blocked:
            raise ValueError(f"{made.register} {made.each}: {report.problems[0]}")


def _written(made: Made) -> bytes:
    """The sheet, every column that one of its rows names."""
    file = StringIO()
    writer = csv.DictWriter(file, dict.fromkeys([*made.row, *made.undone]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows_of(made))
    return file.getvalue().encode()


def _rows_of(made: Made) -> Iterator[dict[str, str]]:
    firms = _drawn("product-sampling-2024.csv", "受检单位", "地区")
    cases = _drawn("enforcement-case-2024.csv", "案号", "立案日期")
    for area, code, figures in _areas():
        random = Random(f"{made.register} {made.each} {code}")  # noqa: S311 a fixed seed: the same province every time
        whole = figures.get(made.each, Figure(0, 0)) if made.each else Figure(1, 1)
        words = {"area": area, "bureau": f"{area}市场监管局", "code": code, **figures}
        try:
            for n in range(whole.done if made.skip_undone else whole.of):
                chosen = {name: among[n % len(among)].format_map(words) for name, among in made.choose.items()}
                firm, case = (named[area][(n + len(made.each)) % len(named[area])] for named in (firms, cases))
                day = _day(made.span, n, whole.of, random)
                said = words | chosen | {"n": n + 1, "no": f"{code[:4]}{n + 1:02}", "firm": firm, "case": case, "day": day}
                row = made.row if n < whole.done else made.row | made.undone
                yield {column: text.format_map(said) for column, text in row.items()}
        except KeyError:
            continue  # the area has not reported this figure


def _day(span: tuple[date, date], n: int, of: int, random: Random) -> Day:
    """The days of an area's rows lie evenly in the span, each somewhere in its part."""
    first, days = span[0], (span[1] - span[0]).days
    on = first + timedelta(days=int((n + random.random()) * days / of))
    return Day(on.year, on.month, on.day)


def _areas() -> Iterator[tuple[str, str, Mapping[str, Figure]]]:
    """Name, code and figures of each area; a figure that it has not reported is absent."""
    listed = list(csv.DictReader((folder() / "year-2024.csv").read_text("utf-8").splitlines()))
    for area in rows("areas.csv"):
        if area["name"] in listed[0]:
            told = {line["figure"]: line[area["name"]].split("/") for line in listed if line[area["name"]]}
            yield area["name"], area["code"], {name: Figure(int(told[0]), int(told[-1])) for name, told in told.items()}


def _drawn(file: str, column: str, where: str) -> Mapping[str, list[str]]:
    """What a column of another sheet names in each area, each once, of the rows that fill in a second one."""
    found: dict[str, dict[str, None]] = {}
    for row in csv.DictReader(content("registers", file).decode("utf-8").splitlines()):
        if row[where]:
            found.setdefault(row["地区"], {})[row[column]] = None
    return {area: list(named) for area, named in found.items()}
