"""Inspections of 2,905 counties from 2021 to 2025, any number of them, the same each time: for benchmarks of figures.

    write_snapshot(folder, 12_000_000)   # typed Parquet without a database: some two minutes; area codes are AREAS
    fill_table(12_000_000)               # rows like these in the table of a scratch database of PostgreSQL or SQLite
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

COUNTIES = 2905
FIRMS = 400_000
DRAWN = 3_500_000  # rows of a table that are drawn; above, they come again under other numbers
CODES = [  # 31 provinces, their cities, their counties
    *(f"{p}0000" for p in range(11, 42)),
    *(f"{p}{c:02}00" for p in range(11, 42) for c in range(1, 12)),
    *[f"{p}{c:02}{k:02}" for p in range(11, 42) for c in range(1, 12) for k in range(1, 10)][:COUNTIES],
]
AREAS = dict(enumerate(CODES, 1))
FIRST_COUNTY = len(AREAS) - COUNTIES + 1
ID = "benchmark-inspection"
DEFINITION = """
name = "抽查记录"
row = "一次抽查"
pattern = "inspection"
key = ["area", "no"]
event = "checked_on"
source = {document = "benchmarks/inspections"}
[fields]
no = {name = "编号", type = "text", required = true}
area = {name = "地区", type = "area", required = true, index = true}
checked_on = {name = "日期", type = "date", required = true}
kind = {name = "类别", type = "code", index = true}
result = {name = "结果", type = "code", index = true}
product = {name = "产品", type = "product"}
lead = {name = "牵头", type = "organisation"}
firm = {name = "企业", type = "enterprise"}
due = {name = "整改期限", type = "date"}
staff = {name = "人次", type = "int"}
fine = {name = "罚款", type = "money"}
rate = {name = "合格率", type = "percent"}
again = {name = "复查", type = "bool"}
note = {name = "说明", type = "text"}
[codes]
kind = ["产品", "工程", "服务", "食品", "计量", "标准", "认证", "特种设备"]
result = ["合格", "不合格", "复检中"]
[lifecycle]
start = "登记"
end = ["办结"]
steps = [{from = "登记", to = "整改"}, {from = "登记", to = "办结"}, {from = "整改", to = "办结"}]
[clocks]
mend = {name = "整改", start = "reached.整改", stop = "reached.办结", limit = "30 d", basis = "set"}
"""
DAY = "date '2021-01-01' + CAST((h // 7) % 1826 AS INTEGER)"
QUOTE = "'"
KINDS, STATES = ("产品", "工程", "服务", "食品", "计量", "标准", "认证", "特种设备"), ("登记", "整改", "办结", "办结", "办结")


def definition():
    """The register, as its file says it."""
    from zhiheng.definitions.registers import registers

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "registers" / f"{ID}.toml"
        path.parent.mkdir()
        path.write_text(DEFINITION, "utf-8")
        return registers(Path(folder))[ID]


def write_snapshot(folder: Path, rows: int):
    """The snapshot of so many inspections under a folder, written as those of a database are."""
    import duckdb

    from zhiheng.engines.snapshots import open_snapshot
    from zhiheng.engines.snapshots.casting import raw_columns
    from zhiheng.engines.snapshots.holding import swap
    from zhiheng.engines.snapshots.lookups import Lookups
    from zhiheng.engines.snapshots.writing import rebuilt

    register, inside, now = definition(), folder / ID, datetime.now(UTC)
    values = _values("//")

    def lines() -> Iterator[bytes]:
        columns = ", ".join(values.get(column, "NULL") for column in raw_columns(register))
        with tempfile.TemporaryDirectory() as beside, duckdb.connect() as database:
            path = Path(beside) / "lines"
            codes = ", ".join(f"({number}, '{code}')" for number, code in AREAS.items())
            database.execute(f"CREATE TABLE areas AS SELECT * FROM (VALUES {codes}) areas(id, code)")
            for start in range(0, rows, 1_000_000):
                numbers = f"SELECT i AS n FROM range({start}, {min(rows, start + 1_000_000)}) r(i)"
                database.execute(
                    f"COPY (SELECT {columns} FROM ({_drawn(numbers, '//', 'areas', DAY)})) TO '{path}' "
                    "(FORMAT csv, HEADER false, DELIMITER '\x01', QUOTE '\x02', ESCAPE '\x02')"
                )
                with path.open("rb") as file:
                    while some := file.readlines(1 << 20):
                        yield b"".join(some)

    inside.mkdir(parents=True, exist_ok=True)
    made = rebuilt(inside, register, Lookups(areas=AREAS), lines(), pulse=None, now=now, present=None)
    swap(inside, made, None)
    return open_snapshot(folder, ID)


def fill_table(rows: int) -> None:
    """So many inspections in the table of rows, and the areas that they name, in a scratch database without other rows."""
    from django.db import connection

    from zhiheng.accounts.models import User
    from zhiheng.directory.models import Area, Organisation

    levels = {4: "county", 2: "city", 0: "province"}
    areas: dict[str, Area] = {}
    for code in AREAS.values():
        depth = 4 if code[4:] != "00" else 2 if code[2:] != "0000" else 0
        above = {4: code[:4] + "00", 2: code[:2] + "0000"}.get(depth)
        areas[code] = Area(pk=len(areas) + 1, code=code, name=f"地区{code}", level=levels[depth], parent_id=None)
        areas[code].parent_id = areas[above].pk if above else None
    for level in ("province", "city", "county"):
        Area.objects.place_many([area for area in areas.values() if area.level == level])
    office = Organisation.objects.create(area_id=1, name="省市场监管局")
    clerk = User.objects.create_user("clerk", password="quality-2026-tests", works_for=office)
    made = Table(connection, office.pk, clerk.pk)
    for start in range(0, min(rows, DRAWN), 500_000):
        made.insert(start, min(rows, DRAWN, start + 500_000))
    for start in range(DRAWN, rows, DRAWN):
        made.copy(start, min(rows - start, DRAWN))
    made.finish()


class Table:
    """The table of rows while it is filled: no index, no check of foreign keys."""

    def __init__(self, connection, office: int, clerk: int) -> None:
        from zhiheng.registers.models import Row

        self.connection, self.postgres = connection, connection.vendor == "postgresql"
        self.table, self.head = Row._meta.db_table, {"office_id": str(office), "entered_by_id": str(clerk)}
        with connection.cursor() as cursor:
            constraints = connection.introspection.get_constraints(cursor, self.table)
        for name, about in constraints.items():
            if about["index"] and not about["unique"]:
                self._run(f'DROP INDEX "{name}"')
        if self.postgres:  # keys go as well, with what refers to them: nothing is logged, nothing looked up
            self._run(f"ALTER TABLE {self.table} DROP CONSTRAINT {self.table}_pkey CASCADE, DROP CONSTRAINT row_once")
            self._run(f"ALTER TABLE {self.table} SET UNLOGGED")
            self._run("SET session_replication_role = replica")
        else:
            self._run("PRAGMA synchronous = OFF")
            self._run("PRAGMA foreign_keys = OFF")

    def insert(self, start: int, end: int) -> None:
        build = "jsonb_build_object" if self.postgres else "json_object"
        numbers = (
            f"SELECT n FROM generate_series({start}, {end - 1}) AS t(n)"
            if self.postgres
            else f"WITH RECURSIVE t(n) AS (SELECT {start} UNION ALL SELECT n + 1 FROM t WHERE n + 1 < {end}) SELECT n FROM t"
        )
        values = _values("/")
        data = {key: value for key, value in values.items() if key[0] != "@" and "." not in key}
        if not self.postgres:
            data["again"] = "json(CASE WHEN h % 10 = 0 THEN 'true' ELSE 'false' END)"
        reached = {key.removeprefix("reached."): value for key, value in values.items() if key.startswith("reached.")}
        mend = {name: values[f"{name}.mend"] for name in ("start", "due")}

        def made(of: dict[str, str]) -> str:
            return f"{build}({', '.join(f'{QUOTE}{key}{QUOTE}, {value}' for key, value in of.items())})"

        columns = {
            "id": values["@id"], "register": f"'{ID}'", "area_id": "area_id", "event_on": "day", "key": values["@key"],
            "tail": values["@tail"], "status": "'kept'", "state": "state", "data": made(data), "marks": "'{}'",
            "reached": made(reached), "clocks": made({"mend": made(mend)}), "document": "''", "late": "false", "locked": "false",
            "definition": "''", "version": "1", "entered_at": values["@entered_at"], "changed_at": values["@changed_at"],
            **self.head,
        }  # fmt: skip
        day = "date '2021-01-01' + CAST((h / 7) % 1826 AS INTEGER)" if self.postgres else None
        drawn = _drawn(numbers, "/", "directory_area", day or "date('2021-01-01', '+' || ((h / 7) % 1826) || ' days')")
        self._run(f"INSERT INTO {self.table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM ({drawn}) drawn")

    def copy(self, shift: int, rows: int) -> None:
        """The first rows once more, under other numbers and keys: building their values costs most."""
        from zhiheng.registers.models import Row

        names = [field.column for field in Row._meta.concrete_fields]
        other = {"id": f"id + {shift}", "key": f"key || '-' || {shift}", "tail": f"tail || '-' || {shift}"}
        values = ", ".join(other.get(name, name) for name in names)
        self._run(f"INSERT INTO {self.table} ({', '.join(names)}) SELECT {values} FROM {self.table} WHERE id <= {rows}")

    def finish(self) -> None:
        """The indexes that snapshots use; of the others none is used here."""
        self._run(f"CREATE INDEX row_moved ON {self.table} (register, changed_at)")
        if self.postgres:
            self._run(f"ALTER TABLE {self.table} ADD PRIMARY KEY (id)")
            self._run("SET session_replication_role = DEFAULT")
        self._run(f"VACUUM ANALYZE {self.table}" if self.postgres else f"ANALYZE {self.table}")

    def _run(self, sql: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.cursor.execute(sql) if not self.postgres else cursor.execute(sql)


def _drawn(numbers: str, whole: str, areas: str, day: str) -> str:
    """What the values of a row are made of: its number n, h that is spread by it, and area, day and state that h draws."""
    states = " ".join(f"WHEN {place} THEN '{state}'" for place, state in enumerate(STATES))
    return (
        f"SELECT n, h, {day} AS day, CASE (h {whole} 11) % 5 {states} END AS state, areas.id AS area_id, areas.code AS code "
        f"FROM (SELECT n, (CAST(n AS BIGINT) * 2654435761 + 12345) % 4294967291 AS h FROM ({numbers}) numbers) spread "
        f"JOIN {areas} areas ON areas.id = {FIRST_COUNTY} + (h {whole} 3) % {COUNTIES}"
    )


def _values(whole: str) -> dict[str, str]:
    """The expression of each value, by column of a line."""
    kinds = " ".join(f"WHEN {place} THEN '{kind}'" for place, kind in enumerate(KINDS))
    return {
        "@id": "n + 1", "@area": "area_id", "@office": "1", "@event_on": "day", "@state": "state",
        "@key": "code || '|号-' || n", "@tail": "'号-' || n", "@late": "false",
        "@changed_at": "'2025-12-31 00:00:00'", "@entered_at": "'2025-12-31 00:00:00'", "@version": "1", "@status": "'kept'",
        "no": "'号-' || n", "area": "code", "checked_on": "day", "kind": f"CASE (h {whole} 13) % 8 {kinds} END",
        "result": f"CASE WHEN (h {whole} 17) % 33 = 0 THEN '不合格' ELSE '合格' END",
        "product": f"'产品' || (h {whole} 19) % 200", "lead": f"'单位' || (h {whole} 23) % 3000",
        "firm": f"1 + (h {whole} 5) % {FIRMS}", "due": "day", "staff": f"(h {whole} 29) % 60",
        "fine": f"CASE WHEN (h {whole} 17) % 33 = 0 THEN ((h {whole} 31) % 100000) * 100 END",
        "rate": f"CAST(70 + (h {whole} 37) % 31 AS VARCHAR(3))", "again": "h % 10 = 0",
        "note": f"'现场检查记录，说明' || (h {whole} 41) % 1000",
        "reached.登记": "day", "reached.整改": "CASE WHEN state <> '登记' THEN day END",
        "start.mend": "CASE WHEN state = '整改' THEN day END", "due.mend": "CASE WHEN state = '整改' THEN day END",
    }  # fmt: skip
