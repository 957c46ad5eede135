"""The same figures by others: all levels, quarters and categories of the same inspections, each way's written to a file.

    comparing.py                                   # 1,000,000 rows; SQLite, and PostgreSQL where DATABASE_URL names one
    ZHIHENG_BENCHMARK_ROWS=12000000 comparing.py   # as measuring.py has them

Ways: ours on DuckDB; DuckDB's SQL by hand; ours and PySpark by hand, on two threads, its session open before; ours and Django's
ORM on the table of rows, whose counties are added up to cities, provinces and the whole in Python. Each in a process of its
own, the table's two in one; all say the same of every group.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

os.environ.setdefault("ZHIHENG_BENCHMARK_ROWS", "1000000")

import duckdb
from measuring import CELLS, DISTINCT, QUARTERS, REGISTER, ROWS, Made, closure, made, measured, shown
from rows import row

TWO_THREADS = "local[2]"
WAYS = {
    "bare": "DuckDB SQL by hand", "spark": "our engine on Spark", "pyspark": "PySpark by hand",
    "database": "our engine on the table of rows", "orm": "Django's ORM on the table of rows",
}  # fmt: skip
BY_SPARK = """
    SELECT wanted AS area, concat(year(`@event_on`), 'Q', quarter(`@event_on`)) AS period, kind, count(*) AS rows,
        sum(CASE WHEN result = '合格' THEN 1 ELSE 0 END) AS passed
    FROM inspections JOIN areas ON areas.area = inspections.`@area` GROUP BY ALL
"""


DATA = """json_object('no', no, 'area', area, 'on', "on", 'kind', kind, 'result', result, 'staff', staff, 'fine', fine,
    'rate', rate::VARCHAR, 'firm', firm)::VARCHAR"""


def pyspark(folder: Path) -> float:
    """Seconds that PySpark takes, as one writes it."""
    from zhiheng.engines.sparking import spark_session

    with spark_session(TWO_THREADS) as session:
        pairs = [(of, wanted) for of, all_wanted in closure().items() for wanted in all_wanted]
        session.createDataFrame(pairs, ["area", "wanted"]).createOrReplaceTempView("areas")
        session.read.parquet(*(str(path) for path in Made(folder).files())).createOrReplaceTempView("inspections")
        started = time.perf_counter()
        session.sql(BY_SPARK).write.parquet(str(folder / "pyspark.out"))
        return time.perf_counter() - started


def spark(folder: Path) -> float:
    """Seconds that our engine takes on Spark."""
    from zhiheng.engines.gathering.spark import Spark

    engine = Spark(lambda register: Made(folder))
    engine.gathered(DISTINCT, {}, QUARTERS[:1])
    return timed(lambda: write(folder / "spark.out", cells(engine)))


def tables(folder: Path) -> None:
    """Prints the seconds of our engine and of the ORM over a table of the rows."""
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
        spent = timed(lambda: fill(folder))
        print(f"  ({connection.vendor} filled in {spent:.0f} s)", file=sys.stderr)
        with connection.cursor() as cursor:
            engine = Database(cursor, connection.vendor)
            engine.gathered(CELLS, {}, QUARTERS)  # compiled before, as in a server that runs
            told(timed(lambda: write(folder / f"database {connection.vendor}.out", cells(engine))))
        told(timed(lambda: write(folder / f"orm {connection.vendor}.out", with_orm())))
    finally:
        teardown_databases(kept, verbosity=0)


def with_orm() -> Iterable[tuple]:
    """The figures as one asks Django's ORM for them."""
    from django.db.models import Count, Q
    from django.db.models.fields.json import KT
    from django.db.models.functions import TruncQuarter

    from zhiheng.registers.models import Row

    rows = Row.objects.unscoped("a benchmark").filter(register=REGISTER.id, status="kept").order_by()
    by = rows.annotate(quarter=TruncQuarter("event_on"), kind=KT("data__kind")).values_list("area__code", "quarter", "kind")
    counts = by.annotate(rows=Count("pk"), passed=Count("pk", filter=Q(data__result="合格")))
    above, figures = closure(), {}
    for area, quarter, kind, count, passed in counts.iterator():
        period = f"{quarter.year}Q{(quarter.month + 2) // 3}"
        for wanted in above[area]:
            before = figures.get((wanted, period, kind), (0, 0))
            figures[wanted, period, kind] = (before[0] + count, before[1] + passed)
    return (key + figure for key, figure in figures.items())


def fill(folder: Path) -> None:
    """The rows in the table, without the indexes of other pages."""
    from django.db import connection, transaction
    from inspections import Table

    from zhiheng.accounts.models import User
    from zhiheng.directory.models import Area, Organisation

    counties = dict(enumerate(closure(), 2))
    whole = Area.objects.create(pk=1, code="0", name="全国", level="province")
    Area.objects.bulk_create([
        Area(pk=number, code=code, name=f"地区{number}", level="county", parent=whole, path=f"/1/{number}/")
        for number, code in counties.items()])  # fmt: skip
    office = Organisation.objects.create(area=whole, name="市场监管局")
    clerk = User.objects.create_user("clerk", password="quality-2026-tests", works_for=office)
    columns = {
        "id": '"@id"', "register": f"'{REGISTER.id}'", "area_id": "areas.id", "office_id": office.pk,
        "event_on": '"@event_on"::VARCHAR', "key": '"@key"', "tail": "''", "status": "'kept'", "state": "''", "data": DATA,
        "marks": "'{}'", "reached": "'{}'", "clocks": "'{}'", "document": "''", "late": "false", "locked": "false",
        "definition": "''", "version": "1", "entered_by_id": clerk.pk, "entered_at": "'2025-01-01 00:00:00+00:00'",
        "changed_at": "'2025-01-01 00:00:00+00:00'",
    }  # fmt: skip
    table, names = Table(connection, office.pk, clerk.pk), ", ".join(columns)
    with duckdb.connect() as database, connection.cursor() as cursor:
        pairs = [list(counties), list(counties.values())]
        database.execute("CREATE TABLE areas AS SELECT unnest(?::BIGINT[]) AS id, unnest(?::VARCHAR[]) AS code", pairs)
        for file in Made(folder).files():
            rows = f"SELECT {', '.join(map(str, columns.values()))} FROM '{file}' rows JOIN areas ON areas.code = rows.area"
            if connection.vendor == "postgresql":
                lines = folder / "lines.csv"
                database.execute(f"COPY ({rows}) TO '{lines}' (FORMAT csv, HEADER false)")
                with lines.open("rb") as some, cursor.copy(f"COPY {table.table} ({names}) FROM STDIN (FORMAT csv)") as into:
                    while piece := some.read(1 << 20):
                        into.write(piece)
                lines.unlink()
            else:
                found = database.execute(rows)
                insert = f"INSERT INTO {table.table} ({names}) VALUES ({', '.join(['?'] * len(columns))})"
                with transaction.atomic():
                    while some := found.fetchmany(20_000):
                        cursor.connection.executemany(insert, some)
    table.finish()


def cells(engine) -> Iterable[tuple]:
    """What an engine of ours finds: area, quarter, category, rows, passed."""
    for some in engine.tuples(CELLS, closure(), QUARTERS):
        yield from ((*line[:4], int(line[4])) for line in some)


def write(path: Path, figures: Iterable[tuple]) -> None:
    """The figures as a file like those of the other ways."""
    import polars

    polars.DataFrame(list(figures), ["area", "period", "kind", "rows", "passed"], orient="row").write_parquet(path)


def timed(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def told(seconds: float) -> None:
    """Seconds of one way, and the most memory of its process so far."""
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)


def asked(way: str, folder: Path, **environment: str) -> list[tuple[float, float]]:
    """Seconds and megabytes of the ways of one process."""
    command = [sys.executable, __file__, way, str(folder)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=os.environ | environment)
    return [(float(seconds), float(megabytes)) for seconds, megabytes in map(str.split, said.stdout.splitlines())]


def same(folder: Path, out: str) -> int:
    """How many figures there are; it is an error where a way says other ones than ours."""
    ours = f"SELECT area, period, dim_0, rows, numerator::BIGINT FROM read_parquet('{folder}/cells.out')"
    files = f"{folder}/{out}/*.parquet" if (folder / out).is_dir() else f"{folder}/{out}"
    theirs = f"SELECT COLUMNS(*)::VARCHAR FROM read_parquet('{files}')"
    with duckdb.connect() as database:
        ours = f"SELECT COLUMNS(*)::VARCHAR FROM ({ours})"
        query = f"SELECT count(*) FROM (({ours} EXCEPT ALL {theirs}) UNION ALL ({theirs} EXCEPT ALL {ours}))"
        assert database.execute(query).fetchone() == (0,), out
        return database.execute(f"SELECT count(*) FROM ({ours})").fetchone()[0]


def main(folder: Path) -> None:
    """Prints a row for each way."""
    made(folder)
    ours, _, memory, _ = measured(folder, "warm cells")[1]
    found = {"bare": measured(folder, "bare")[0][::2]}
    quiet = {"ZHIHENG_SPARK": TWO_THREADS, "SPARK_DRIVER_MEMORY": "3g"}
    found |= {way: asked(way, folder, **quiet)[0] for way in ("spark", "pyspark")}
    urls = {"sqlite": f"sqlite:///{folder}/office.sqlite3", "postgresql": os.environ.get("DATABASE_URL", "")}
    for vendor, url in urls.items():
        if url.startswith(vendor[:8]):
            both = asked("tables", folder, DATABASE_URL=url)
            found |= dict(zip((f"database {vendor}", f"orm {vendor}"), both, strict=True))
    figures = {same(folder, f"{way}.out") for way in found}.pop()
    what = f"{figures:,} figures (4 levels, 20 quarters, 41 categories) of {ROWS:,} inspections, written to a file"
    row(f"{what}: our engine on DuckDB", shown(ours))
    for way, (seconds, megabytes) in found.items():
        kind, _, vendor = way.partition(" ")
        says = f"{WAYS[kind]}{f', {vendor}' if vendor else ''}"
        print(f"  {says}: most memory of the process {megabytes:.0f} MB, ours {memory:.0f} MB; load {os.getloadavg()[0]:.1f}")
        row(f"{what}: beside {says}", shown(ours), f"{says}: {shown(seconds)}", ours / seconds)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["spark", folder]:
            told(spark(Path(folder)))
        case ["pyspark", folder]:
            told(pyspark(Path(folder)))
        case ["tables", folder]:
            tables(Path(folder))
        case _:
            with tempfile.TemporaryDirectory(prefix="zhiheng-comparing-") as name:
                main(Path(name))
