"""How long figures of many inspections take: all levels, quarters and categories, written to a file; beside it bare SQL.

    measuring.py                                   # DuckDB, bare DuckDB SQL, then one page's questions
    ZHIHENG_BENCHMARK_ROWS=100000000 measuring.py  # 12,000,000 without
    ZHIHENG_BENCHMARK_FOLDER=… measuring.py        # rows that were made there before are used again
    measuring.py database                          # ZHIHENG_BENCHMARK_ROWS (1,000,000) in a table of SQLite or PostgreSQL
                                                   # (DATABASE_URL): our SQL and Django's ORM

Each part runs in a process of its own, so that its most memory is its own. The rows are made by DuckDB, the same each time.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
from rows import row

from zhiheng.core.measuring.periods import Period, period_from
from zhiheng.core.values.gathering import Question
from zhiheng.core.values.indicators import Measure, Part
from zhiheng.core.values.registers import Code, Field, Register, Source
from zhiheng.engines.gathering.duck import Duck

PART = sys.argv[1] if len(sys.argv) > 1 else ""
ROWS = int(os.environ.get("ZHIHENG_BENCHMARK_ROWS", "1000000" if PART == "database" else "12000000"))
COUNTIES, CITIES, PROVINCES, CATEGORIES, FIRMS = 2905, 341, 31, 41, 900_000
YEARS = range(2021, 2026)
QUARTERS: list[Period] = [period_from(f"{year}Q{quarter}") for year in YEARS for quarter in range(1, 5)]
MEMORY = "3GB"
REGISTER = Register(
    id="inspection", name="检查", row="一次检查", pattern="inspection", key=("no",), event="on", text="",
    source=Source(document="–"), fields={
        "no": Field(name="编号", type="text"), "area": Field(name="地区", type="area"), "on": Field(name="日期", type="date"),
        "kind": Field(name="类别", type="code"), "result": Field(name="结果", type="code"),
        "staff": Field(name="人次", type="int"), "fine": Field(name="罚款", type="money"),
        "rate": Field(name="比例", type="percent"), "firm": Field(name="企业", type="enterprise"),
    },
    codes={"kind": tuple(Code(value=f"类{number:02}") for number in range(CATEGORIES))},
)  # fmt: skip
PASSED = Part(where={"result": "合格"})
CELLS = Question(register=REGISTER, measure=Measure(operation="count"), numerator=PASSED, by=("kind",))
FINES = Question(register=REGISTER, measure=Measure(operation="sum", fields=("fine",)), by=("kind",))
DISTINCT = Question(register=REGISTER, measure=Measure(operation="distinct", fields=("firm",)))


def county(number: int) -> str:
    """The code of a county: province, city, county."""
    city = number % CITIES
    return f"{city % PROVINCES + 11}{city // PROVINCES + 1:02}{number // CITIES + 1:02}"


def closure(levels: int = 4) -> dict[str, list[str]]:
    """Each county counts for itself, its city, its province, the whole."""
    codes = [county(number) for number in range(COUNTIES)]
    return {code: [code, code[:4], code[:2], "0"][-levels:] for code in codes}


MADE = f"""
    SELECT i AS "@id", a.code AS "@area", d AS "@event_on", '' AS "@state", i::VARCHAR AS "@key", false AS "@late",
        i::VARCHAR AS no, a.code AS area, d AS "on", '类' || lpad((h3 % {CATEGORIES})::VARCHAR, 2, '0') AS kind,
        CASE WHEN h3 // 64 % 100 < 93 THEN '合格' ELSE '不合格' END AS result, (h3 // 8192 % 6 + 1)::BIGINT AS staff,
        CASE WHEN h3 // 64 % 100 >= 93 THEN (h3 // 65536 % 5000000)::BIGINT END AS fine,
        ((h3 // 1024 % 1000000)::BIGINT / 10000)::DECIMAL(18,6) AS rate, (h2 % {FIRMS} + 1)::BIGINT AS firm
    FROM (
        SELECT i, hash(i) AS h1, hash(i + 1) // 3 AS h2, hash(i, 7) AS h3,
            DATE '{{year}}-01-01' + (hash(i) // 4096 % 365)::INTEGER AS d
        FROM range({{start}}, {{stop}}) r(i)
    ) JOIN areas a ON a.number = h1 % {COUNTIES}
"""


def made(folder: Path) -> None:
    """The rows, a Parquet file a year."""
    with duckdb.connect(config={"memory_limit": MEMORY, "preserve_insertion_order": "false"}) as database:
        database.execute("CREATE TABLE areas AS SELECT unnest(?::BIGINT[]) AS number, unnest(?::VARCHAR[]) AS code", [
            list(range(COUNTIES)), [county(number) for number in range(COUNTIES)]])  # fmt: skip
        each = ROWS // len(YEARS)
        for place, year in enumerate(YEARS):
            rows = MADE.format(year=year, start=place * each, stop=(place + 1) * each)
            database.execute(f"COPY ({rows}) TO '{folder}/{year}.parquet' (FORMAT parquet, COMPRESSION zstd)")


class Made:
    """The files as a snapshot has them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def files(self, years=None):
        return [self.folder / f"{year}.parquet" for year in YEARS if years is None or year in years]


BARE = """
COPY (
    WITH lowest AS (
        SELECT "@area" AS area, year("@event_on") AS y, quarter("@event_on") AS q, kind, count(*) AS rows,
            sum(CASE WHEN result = '合格' THEN 1 ELSE 0 END) AS passed
        FROM read_parquet('{folder}/*.parquet') GROUP BY ALL
    )
    SELECT wanted, y || 'Q' || q AS period, kind, sum(rows)::BIGINT AS rows, sum(passed)::BIGINT AS passed
    FROM lowest JOIN areas USING (area) GROUP BY ALL
) TO '{out}' (FORMAT parquet, COMPRESSION zstd)
"""


def bare(folder: Path, out: Path) -> int:
    """What a person would write by hand."""
    with duckdb.connect(config={"memory_limit": MEMORY, "preserve_insertion_order": "false"}) as database:
        pairs = [(of, wanted) for of, all_wanted in closure().items() for wanted in all_wanted]
        database.execute("CREATE TABLE areas AS SELECT unnest(?::VARCHAR[]) AS area, unnest(?::VARCHAR[]) AS wanted", [
            [of for of, _ in pairs], [wanted for _, wanted in pairs]])  # fmt: skip
        return database.execute(BARE.format(folder=folder, out=out)).fetchone()[0]


def engine(folder: Path):
    return Duck(lambda register: Made(folder), memory=MEMORY, temp=folder)


def parts(folder: Path):
    """What is measured, each by name."""
    duck = engine(folder)
    one = {code: wanted[1:2] for code, wanted in closure().items() if code.startswith("11")}
    return {
        "warm": lambda: duck.gathered(DISTINCT, {}, QUARTERS[:1]),
        "bare": lambda: bare(folder, folder / "bare.out"),
        "cells": lambda: duck.gather_to_file(CELLS, closure(), QUARTERS, folder / "cells.out"),
        "tuples": lambda: sum(len(some) for some in duck.tuples(CELLS, closure(), QUARTERS)),
        "fines": lambda: duck.gather_to_file(FINES, closure(), QUARTERS, folder / "fines.out"),
        "distinct": lambda: len(duck.gathered(DISTINCT, closure(2), QUARTERS)),
        "page": lambda: len(duck.gathered(CELLS, one, QUARTERS[-1:])),
        "days": lambda: len(duck.gathered(CELLS, one, [period_from("2025-10-01..2025-12-31")])),
        "rows": lambda: len(duck.row_ids(CELLS, one, QUARTERS[-1], "numerator", limit=50)),
    }


def measured(folder: Path, names: str) -> list[tuple[float, int, float, float]]:
    """Seconds, lines, most memory and seconds of processors of each part, run one after the other in a process of their own."""
    found = []
    command = [sys.executable, __file__, "part", str(folder), *names.split()]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    for line in said.stdout.splitlines():
        seconds, lines, megabytes, worked = line.split()
        found.append((float(seconds), int(lines), float(megabytes), float(worked)))
    return found


def run_parts(folder: Path, names: list[str]) -> None:
    there = parts(folder)
    for name in names:
        started, worked = time.perf_counter(), time.process_time()
        lines = there[name]()
        spent, worked = time.perf_counter() - started, time.process_time() - worked
        lines = lines if isinstance(lines, int) else len(lines)
        print(spent, lines, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, worked, flush=True)


def same(folder: Path) -> None:
    """Both say the same of every group."""
    with duckdb.connect() as database:
        left = f"SELECT area, period, dim_0, rows, numerator::BIGINT FROM read_parquet('{folder}/cells.out')"
        right = f"SELECT wanted, period, kind, rows, passed FROM read_parquet('{folder}/bare.out')"
        differ = database.execute(f"SELECT count(*) FROM (({left} EXCEPT {right}) UNION ALL ({right} EXCEPT {left}))").fetchone()
    assert differ == (0,), differ


def shown(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{1000 * seconds:.0f} ms"


def duckdb_rows(folder: Path) -> None:
    about = f"{ROWS:,} inspections"
    started = time.perf_counter()
    if len(list(folder.glob("*.parquet"))) < len(YEARS):
        made(folder)
    size = sum(file.stat().st_size for file in folder.glob("*.parquet")) / 1e6
    print(f"made in {time.perf_counter() - started:.0f} s, {size:.0f} MB; load {os.getloadavg()[0]:.1f}")
    pairs = [(measured(folder, "bare")[0], measured(folder, "warm cells")[1]) for _ in range(3)]
    seconds = [[round(one[0], 1) for one in side] for side in zip(*pairs, strict=True)]
    print(f"bare {seconds[0]}, ours {seconds[1]}; load {os.getloadavg()[0]:.1f}")
    same(folder)
    (hand, _, hand_memory, hand_worked), (ours, groups, memory, worked) = (min(one) for one in zip(*pairs, strict=True))
    what = f"{groups:,} figures (4 levels, 20 quarters, 41 categories) of {about} written to a file"
    row(what, shown(ours), f"bare DuckDB SQL: {shown(hand)}", ours / hand)
    by_hand = f"bare DuckDB SQL: {shown(hand_worked)}"
    row(f"time of both processors that it took, {about}", shown(worked), by_hand, worked / hand_worked)
    used = f"bare DuckDB SQL: {hand_memory:.0f} MB"
    row(f"most memory of that process, {about}", f"{memory:.0f} MB", used, memory / hand_memory)
    names = {
        "tuples": "the same handed to Python, some at a time", "fines": "fines by category, the same groups",
        "distinct": "distinct firms of each province and the whole, 20 quarters",
        "page": "one province's cities, one quarter, 41 categories", "days": "the same by its first and last day",
        "rows": "the first 50 rows behind one figure of it",
    }  # fmt: skip
    spent = measured(folder, "warm " + " ".join(names))[1:]
    for (name, says), (seconds, lines, megabytes, _) in zip(names.items(), spent, strict=True):
        row(f"{says} ({lines:,} lines), {about}", shown(seconds))
        print(f"  {name}: most memory so far {megabytes:.0f} MB")


def database_rows(folder: Path) -> None:
    """Our SQL and Django's ORM over the table of rows, the whole alone."""
    os.environ["ZHIHENG_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from zhiheng.engines.gathering.database import Database

    name = folder / "rows.sqlite3" if connection.vendor == "sqlite" else f"zhiheng_benchmark_{os.getpid()}"
    connection.settings_dict["TEST"]["NAME"] = str(name)
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        started = time.perf_counter()
        made(folder)
        filled(folder)
        print(f"made and filled in {time.perf_counter() - started:.0f} s; load {os.getloadavg()[0]:.1f}")
        with connection.cursor() as cursor:
            engine = Database(cursor, connection.vendor)
            engine.gathered(CELLS, {}, QUARTERS)  # compiled before, as in a server that runs
            started = time.perf_counter()
            ours = engine.gathered(CELLS, closure(1), QUARTERS)
            spent = time.perf_counter() - started
        started = time.perf_counter()
        theirs = with_orm()
        orm = time.perf_counter() - started
        assert sum(one.numerator for one in ours) == sum(one["passed"] for one in theirs)
        what = f"{len(theirs):,} figures (the whole by quarter and category) of {ROWS:,} rows, {connection.vendor}"
        row(what, shown(spent), f"Django's ORM: {shown(orm)}", spent / orm)
    finally:
        teardown_databases(kept, verbosity=0)


def filled(folder: Path) -> None:
    """The same rows in the table, without the indexes of other pages."""
    from django.db import connection

    from zhiheng.accounts.models import User
    from zhiheng.directory.models import Area, Organisation

    whole = Area.objects.create(pk=1, code="0", name="全国", level="province")
    Area.objects.bulk_create([
        Area(pk=number + 2, code=county(number), name=f"地区{number}", level="county", parent=whole, path=f"/1/{number + 2}/")
        for number in range(COUNTIES)])  # fmt: skip
    office = Organisation.objects.create(area=whole, name="市场监管局")
    clerk = User.objects.create_user("clerk", password="quality-2026-tests", works_for=office)
    known = {county(number): number + 2 for number in range(COUNTIES)}
    columns = (
        "id, register, area_id, office_id, event_on, key, tail, status, state, data, marks, reached, clocks, document, late, "
        "locked, definition, version, entered_by_id, entered_at, changed_at"
    )
    told = """SELECT "@id", "@area", "@event_on", json_object('no', no, 'area', area, 'on', "on", 'kind', kind, 'result', result,
        'staff', staff, 'fine', fine, 'rate', rate::VARCHAR, 'firm', firm)::VARCHAR FROM read_parquet('{folder}/*.parquet')"""
    insert = f"INSERT INTO registers_row ({columns}) VALUES ({', '.join(['%s'] * 21)})"
    with duckdb.connect() as rows, connection.cursor() as cursor:
        found = rows.execute(told.replace("{folder}", str(folder)))
        while some := found.fetchmany(20_000):
            cursor.executemany(insert, [
                (id, REGISTER.id, known[area], office.pk, f"{day}", f"{id}", "", "kept", "", data, "{}", "{}", "{}", "", False,
                 False, "", 1, clerk.pk, "2025-01-01 00:00:00+00:00", "2025-01-01 00:00:00+00:00")
                for id, area, day, data in some])  # fmt: skip


def with_orm() -> list[dict]:
    """The same figures as one asks Django's ORM for them."""
    from django.db.models import Count, Q
    from django.db.models.fields.json import KT
    from django.db.models.functions import TruncQuarter

    from zhiheng.registers.models import Row

    rows = Row.objects.unscoped("a benchmark").filter(register=REGISTER.id, status="kept").order_by()
    by = rows.annotate(quarter=TruncQuarter("event_on"), kind=KT("data__kind"))
    return list(by.values("quarter", "kind").annotate(rows=Count("pk"), passed=Count("pk", filter=Q(data__result="合格"))))


if __name__ == "__main__":
    if PART == "part":
        run_parts(Path(sys.argv[2]), sys.argv[3:])
    elif PART == "database":
        with tempfile.TemporaryDirectory(prefix="zhiheng-measuring-") as name:
            database_rows(Path(name))
    else:
        with tempfile.TemporaryDirectory(prefix="zhiheng-measuring-") as name:
            duckdb_rows(Path(os.environ.get("ZHIHENG_BENCHMARK_FOLDER", name)))
