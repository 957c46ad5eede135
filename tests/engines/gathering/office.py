"""A register with everything that a condition may look at, another that it refers to, and rows as an engine finds them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from msgspec import Struct

from zhiheng.core.measuring.periods import Period, period_from
from zhiheng.core.values.gathering import Gathered, Question
from zhiheng.core.values.indicators import Measure
from zhiheng.core.values.lifecycles import Clock, Lifecycle, Step
from zhiheng.core.values.registers import Field, Register, RowCheck, Source
from zhiheng.engines.gathering.database import Database
from zhiheng.engines.gathering.duck import Duck
from zhiheng.engines.snapshots.columns import columns_of

SOURCE = Source(document="示例")
STATES = ("登记", "立案", "结案")
AREAS = {
    "460105": ("460105", "4601", "46"), "460106": ("460106", "4601", "46"), "460202": ("460202", "4602", "46"),
}  # fmt: skip

CHECKS = Register(
    id="check", name="检查", row="一次检查", pattern="inspection", key=("no",), event="on", source=SOURCE, text="",
    fields={
        "no": Field(name="编号", type="text"), "on": Field(name="日期", type="date"), "area": Field(name="地区", type="area"),
        "result": Field(name="结果", type="code"), "staff": Field(name="人次", type="int"),
        "units": Field(name="单位", type="organisation", many=True),
    },
    lifecycle=Lifecycle(start="登记", steps=(Step(start="登记", end="结案"),)),
)  # fmt: skip

CASES = Register(
    id="case", name="案件", row="一宗案件", pattern="procedure", key=("no",), event="found_on", source=SOURCE, text="",
    active=("found_on", "ended_on", "withdrawn_on"),
    fields={
        "no": Field(name="编号", type="text"), "area": Field(name="地区", type="area"),
        "kind": Field(name="类别", type="code"), "note": Field(name="备注", type="text"),
        "fine": Field(name="罚款", type="money"), "lost": Field(name="没收", type="money"),
        "people": Field(name="人数", type="int"), "share": Field(name="比例", type="percent"),
        "weight": Field(name="重量", type="quantity", unit="千克"), "agreed": Field(name="认可", type="bool"),
        "firm": Field(name="企业", type="enterprise"), "firms": Field(name="各企业", type="enterprise", many=True),
        "units": Field(name="单位", type="organisation", many=True), "check": Field(name="检查", type="ref", to="check"),
        "found_on": Field(name="查处", type="date"), "ended_on": Field(name="止", type="date"),
        "withdrawn_on": Field(name="撤", type="date"), "reporter": Field(name="举报人", type="text", personal="办案"),
    },
    lifecycle=Lifecycle(start="登记", steps=(Step(start="登记", end="立案"), Step(start="立案", end="结案"))),
    clocks={"decide": Clock(id="decide", start="found_on", stop="ended_on")},
    checks={
        "ends-after": RowCheck(
            says="", when={"ended_on": {"filled": True}}, expect={"ended_on": {"min": {"field": "found_on"}}}
        ),
        "checked-well": RowCheck(
            says="", when={"check": {"filled": True}}, expect=[{"check.result": "合格"}, {"fine": {"over": 0}}]
        ),
    },
)  # fmt: skip
REGISTERS = {"case": CASES, "check": CHECKS}
Row = Mapping[str, Any]  # of every column that is filled


def case(id: int = 1, area: str = "460105", on: date | None = date(2025, 3, 1), **values: Any) -> Row:
    """One row of CASES; `reached` and `decide` hold days by state and by kind of day."""
    reached = {f"reached.{state}": day for state, day in values.pop("reached", {}).items()}
    clock = {f"{which}.decide": day for which, day in values.pop("decide", {}).items()}
    state = values.pop("state", "登记")
    return {"@id": id, "@area": area, "@key": f"{id}", "@event_on": on, "found_on": on, "@state": state, "@late": False,
            "area": area, **reached, **clock, **values}  # fmt: skip


def check(id: int = 1, **values: Any) -> Row:
    """One row of CHECKS, of the key K and its id."""
    state, reached = values.pop("state", "登记"), values.pop("reached", {})
    return {"@id": id, "@area": "460105", "@key": f"K{id}", "@state": state, "@late": False,
            **{f"reached.{one}": day for one, day in reached.items()}, **values}  # fmt: skip


class Written(Struct):
    """A snapshot in one file a year."""

    folder: Path
    years: tuple[int, ...]

    def files(self, years: Iterable[int] | None = None) -> list[Path]:
        found = [self.folder / f"{year}.parquet" for year in self.years if years is None or year in set(years)]
        return found or [self.folder / f"{self.years[0]}.parquet"]


def duck(folder: Path, cases: Iterable[Row], checks: Iterable[Row] = ()) -> Duck:
    """DuckDB over these rows."""
    snapshots = {
        register.id: written(folder / register.id, register, rows) for register, rows in ((CASES, cases), (CHECKS, checks))
    }
    return Duck(lambda register: snapshots.get(register.id), threads=1)


def written(folder: Path, register: Register, rows: Iterable[Row]) -> Written:
    """The rows as Parquet with the columns of a snapshot."""
    folder.mkdir(exist_ok=True)
    columns = columns_of(register)
    by_year: dict[int, list[Row]] = {0: []}
    for row in rows:
        by_year.setdefault(row["@event_on"].year if row.get("@event_on") else 0, []).append(row)
    with duckdb.connect() as database:
        for year, some in by_year.items():
            typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
            database.execute(f"CREATE OR REPLACE TABLE t ({typed})")
            if some:
                values = [[row.get(name) for name in columns] for row in some]
                database.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(columns))})", values)
            database.execute(f"COPY t TO '{folder}/{year}.parquet' (FORMAT parquet)")
    return Written(folder, tuple(by_year))


def asked(**question: Any) -> Question:
    """A question about CASES."""
    return Question(**{"register": CASES, "references": {"check": CHECKS}, "measure": Measure(operation="count"), **question})


def said(answers: Iterable[Gathered]) -> dict[tuple, Gathered]:
    """Answers by area, period and values of `by`; one that comes twice is an error."""
    found: dict[tuple, Gathered] = {}
    for one in answers:
        assert (one.area, one.period, one.dims) not in found
        found[one.area, one.period, one.dims] = one
    return found


def numerators(answers: Iterable[Gathered], area: str = "46") -> dict[tuple, Any]:
    """Numerators of one area by period and values of `by`."""
    return {(one.period, *one.dims): one.numerator for one in said(answers).values() if one.area == area}


def period(text: str) -> Period:
    return period_from(text)


TABLES = """
CREATE TEMP TABLE directory_area (id BIGINT PRIMARY KEY, code VARCHAR(12));
CREATE TEMP TABLE directory_organisation (id BIGINT PRIMARY KEY, area_id BIGINT);
CREATE TEMP TABLE directory_enterprise (id BIGINT PRIMARY KEY, merged_into_id BIGINT);
CREATE TEMP TABLE registers_row (
    id BIGINT, register VARCHAR(60), area_id BIGINT, unit_id BIGINT, event_on DATE, key VARCHAR(400), status VARCHAR(10),
    state VARCHAR(40), data {json}, reached {json}, clocks {json}, late {bool}, entered_at {moment}
);
"""
TYPES = {
    "sqlite": {"json": "TEXT", "bool": "BOOL", "moment": "DATETIME"},
    "postgresql": {"json": "JSONB", "bool": "BOOLEAN", "moment": "TIMESTAMPTZ"},
}


def kept(register: Register, row: Row) -> list[Any]:
    """A row as the database keeps it: docs/methods/registers.md."""
    data = {key: json_value(row.get(key)) for key in register.fields}
    reached = {state: f"{row[f'reached.{state}']}" for state in STATES if row.get(f"reached.{state}")}
    days = {which: f"{row[f'{which}.decide']}" for which in ("start", "due", "stop", "paused") if row.get(f"{which}.decide")}
    clocks = {"decide": days} if days else {}
    day = row.get("@event_on")
    return [
        row["@id"], register.id, row["@area"], day and f"{day}", row["@key"], row.get("status", "kept"), row["@state"],
        *(json.dumps(one) for one in (data, reached, clocks)), row.get("@late", False), "2025-03-01 20:00:00+00:00",
    ]  # fmt: skip


def json_value(value: Any) -> Any:
    """A value as JSON keeps it: days and decimals are texts."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return f"{value}" if isinstance(value, date) else value


def database(
    cursor: Any, vendor: str, cases: Iterable[Row], checks: Iterable[Row] = (), merged: Mapping[int, int] = {}
) -> Database:
    """The database over these rows, in tables that stand before the real ones while the connection lasts."""
    for name in ("directory_area", "directory_organisation", "directory_enterprise", "registers_row"):
        schema = "temp" if vendor == "sqlite" else "pg_temp"
        cursor.execute(f"DROP TABLE IF EXISTS {schema}.{name}")
    for statement in TABLES.format(**TYPES[vendor]).split(";")[:-1]:
        cursor.execute(statement)
    cursor.executemany("INSERT INTO directory_area VALUES (%s, %s)", [(int(code), code) for code in AREAS])
    firms = {**dict.fromkeys(merged.values()), **merged}
    cursor.executemany("INSERT INTO directory_enterprise VALUES (%s, %s)", list(firms.items()))
    lines = [kept(register, row) for register, rows in ((CASES, cases), (CHECKS, checks)) for row in rows]
    columns = "id, register, area_id, event_on, key, status, state, data, reached, clocks, late, entered_at"
    marks = ", ".join(["%s", "%s", "CAST(%s AS BIGINT)", *["%s"] * 9])
    cursor.executemany(f"INSERT INTO registers_row ({columns}) VALUES ({marks})", lines)
    return Database(cursor, "sqlite" if vendor == "sqlite" else "postgresql")
