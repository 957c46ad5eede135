"""The worked cases of indicators: rows, a period, what must come of it, read from `tests/cases/indicators/*.toml`.

A case takes the rows of worked cases of registers (`rows_of`), or brings its own (`[[row]]` with `register`), and says for each
figure which value is printed. The engine is the plain one of `core/measuring`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from definitions.worked_cases import FOLDER as OF_REGISTERS
from definitions.worked_cases import AnyName, Case, Enterprises, walked
from zhiheng.core.measuring import Catalogue, DueOne, Given, Period, Spot, answered, period_from, planned
from zhiheng.core.measuring.gathering import gathered, gathered_keys
from zhiheng.core.scheduling import clocks_of
from zhiheng.core.values.gathering import KeyQuestion
from zhiheng.core.values.indicators import Measured
from zhiheng.core.values.lookups import Lookups
from zhiheng.core.values.registers import Register, usable
from zhiheng.definitions.calendars import calendar
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.registers import counted, sources
from zhiheng.definitions.signatures import clocks_to_sign

FOLDER = Path(__file__).parents[1] / "cases" / "indicators"
WHOLE = "全部地区"
KNOWN = {"source", "rows_of", "row", "figure", "area", "enterprise", "same", "filed", "imported"}
KNOWN_OF_FIGURES = {
    "id", "period", "area", "by", "expect", "state", "says", "numerator", "denominator", "names", "missing", "note",
}  # fmt: skip


class FigureCase:
    """One file: its rows, who is due, and its figures."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self.said: dict[str, Any] = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        assert set(self.said) <= KNOWN, f"{path.name}: {set(self.said) - KNOWN}"
        for figure in self.figures:
            assert set(figure) <= KNOWN_OF_FIGURES, f"{path.name}: {set(figure) - KNOWN_OF_FIGURES}"
        self.enterprises = Enterprises()
        for group in self.said.get("same", ()):  # records of one firm, merged
            first = self.enterprises(group[0])
            self.enterprises.ids.update(dict.fromkeys(group, first))

    @property
    def figures(self) -> list[dict[str, Any]]:
        return self.said.get("figure", [])

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows by register, as engines see them."""
        found: dict[str, list[dict[str, Any]]] = {}
        for slug in self.said.get("rows_of", ()):
            found.setdefault(slug, []).extend(self._kept(self._case_of(slug)))
        for slug in dict.fromkeys(row["register"] for row in self.said.get("row", ())):
            own = [{"id": row.get("id", ""), **row} for row in self.said["row"] if row["register"] == slug]
            found.setdefault(slug, []).extend(self._kept(self._case_with(slug, own)))
        for slug, kept in found.items():
            for number, row in enumerate(kept, 1):
                row["id"] = number
                row["key"] = row["key"] or f"{slug}:{number}"
        return found

    def _case_of(self, slug: str) -> Case:
        case = Case(OF_REGISTERS / f"{slug}.toml", {} if slug in sources() else None)  # of a source no case stands alone
        case.known = Lookups(areas=AnyName(), enterprise=self.enterprises)
        return case

    def _case_with(self, slug: str, rows: list[dict[str, Any]]) -> Case:
        case = self._case_of(slug)
        case.said = {"row": [{key: value for key, value in row.items() if key != "register"} for row in rows]}
        case.__dict__.pop("rows", None)
        return case

    def _kept(self, case: Case) -> Iterator[dict[str, Any]]:
        register = counted()[case.slug]
        for row in case.rows:
            if "problems" not in row:
                yield _as_kept(case, register, row)

    def given(self, areas: Mapping[str, list[str]]) -> Given:
        """What no engine knows: who may be due, whose return is in, what others published."""
        objects = [_object(one["name"], one) for one in self.said.get("area", ())]
        firms = [_object(str(self.enterprises(one["name"])), one) for one in self.said.get("enterprise", ())]
        filed = {(one["register"], one["area"]): period_from(one["period"]) for one in self.said.get("filed", ())}

        def returned(register: str, area: str, period: Period) -> bool:
            there = filed.get((register, area))
            return there is not None and there.start <= period.start and period.end <= there.end

        return Given(
            objects={"areas": objects, "enterprises": firms},
            within={one: list(to) for one, to in areas.items()},
            filed=returned,
            imported={Spot(one["id"], one["area"], one["period"]): _published(one) for one in self.said.get("imported", ())},
        )

    def names(self) -> dict[str, str]:
        """What the numbers of firms stand for."""
        return {str(number): name for name, number in reversed(self.enterprises.ids.items())}


def _object(key: str, one: Mapping[str, Any]) -> DueOne:
    values = {name: value for name, value in one.items() if name not in ("name", "area", "since", "until")}
    return DueOne(key=key, area=one.get("area", one["name"]), values=values, since=one.get("since"), until=one.get("until"))


def _published(one: Mapping[str, Any]) -> Measured:
    indicator = indicators()[one["id"]]
    value = Decimal(str(one["value"]))
    return Measured(
        indicator=indicator.id, unit=indicator.printing.unit, decimals=indicator.printing.decimals, value=value, exact=value,
        numerator=None, denominator=None, rows=1, empty=0, state="complete",
    )  # fmt: skip


def _as_kept(case: Case, register: Register, row: dict[str, Any]) -> dict[str, Any]:
    at = walked(case, register, row)
    values = usable(register, at.checked.values)
    found: dict[str, Any] = {**dict.fromkeys(register.fields), **values, **at.reached, "state": row.get("state", at.state)}
    found["event_on"] = values.get(register.event) if register.event else None
    found["key"] = "｜".join(str(values.get(key) or "") for key in register.key)
    for id, days in clocks_of(register, at.checked.values, at.passages, calendar(), frozenset(clocks_to_sign(register))).items():
        found |= {f"{which}.{id}": getattr(days, which) for which in ("start", "due", "stop", "paused")}
    return found


@cache
def cases() -> tuple[FigureCase, ...]:
    """Every case."""
    return tuple(FigureCase(path) for path in sorted(FOLDER.glob("*.toml")))


def measured(case: FigureCase) -> dict[tuple[str, str, str, tuple[str | None, ...]], Measured]:
    """The values of all figures of a case, by indicator, area, period and dims."""
    rows = case.rows()
    names = list(dict.fromkeys(str(row["area"]) for kept in rows.values() for row in kept))
    names += [one["name"] for one in case.said.get("area", ()) if one["name"] not in names]
    asked = sorted({figure.get("area", WHOLE) for figure in case.figures})
    names += [area for area in asked if area not in names and area != WHOLE]
    areas = {name: [one for one in asked if one in (name, WHOLE)] for name in names}
    known = Catalogue(indicators(), counted())
    found = {}
    for period in sorted({figure["period"] for figure in case.figures}):
        wanted = {figure["id"]: indicators()[figure["id"]] for figure in case.figures if figure["period"] == period}
        plan = planned(wanted.values(), known, asked, [period_from(period)])
        answers = [_answer(ask.question, rows, areas, ask.periods) for ask in plan.asks]
        for spot, value in answered(plan, answers, case.given(areas)).items():
            found[spot.indicator, spot.area, spot.period, spot.dims] = value
    return found


def _answer(question: Any, rows: Mapping[str, list[dict[str, Any]]], areas: Mapping[str, list[str]], periods: Any) -> Any:
    ask = gathered_keys if isinstance(question, KeyQuestion) else gathered
    return ask(question, rows.get(question.register.id, ()), areas, periods, rows)
