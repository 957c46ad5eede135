"""How long figures of many inspections take: all levels, quarters and categories, written to a file; beside it bare SQL.

    measuring.py                                   # DuckDB, bare DuckDB SQL, then one page's questions
    ZHIHENG_BENCHMARK_ROWS=100000000 measuring.py  # 12,000,000 without
    ZHIHENG_BENCHMARK_FOLDER=… measuring.py        # rows that were made there before are used again

`comparing.py` asks others for the same.

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

ROWS = int(os.environ.get("ZHIHENG_BENCHMARK_ROWS", "12000000"))
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


if __name__ == "__main__":
    if sys.argv[1:2] == ["part"]:
        run_parts(Path(sys.argv[2]), sys.argv[3:])
    else:
        with tempfile.TemporaryDirectory(prefix="zhiheng-measuring-") as name:
            duckdb_rows(Path(os.environ.get("ZHIHENG_BENCHMARK_FOLDER", name)))
