"""Figures of rows, by one compiler and several engines: the same question, the same answer, on whichever.

Enters: a `Question` or `KeyQuestion` (core/values/gathering), the areas whose rows count for the wanted ones, periods.
Leaves: `Gathered` and `GatheredKey`; for much at once, batches or a Parquet file.

    relations   what SQL reads: rows, to.FIELD, each.FIELD, areas, periods; an engine gives these, and nothing else
    compiling   a question becomes SQL, once: areas and periods come as relations, never as text
      naming, conditions, comparing, daily   names and conditions as expressions, whole or refused
      basing, measures                       rows by area and period, and what is taken of them
    remembering compiled questions, in the process and in a folder
    asking      what every engine answers; one that is new writes `lines`
    duck        DuckDB over snapshots · `spark` a cluster over snapshots
    database    SQLite or PostgreSQL over the rows themselves

    engine = gatherer("duckdb", snapshots=folder)                          # Parquet of engines/snapshots
    engine = gatherer("database", cursor=cursor, vendor="postgresql")      # a DB-API cursor; or vendor="sqlite"
    engine = gatherer("spark", snapshots=folder)                           # zhiheng[spark]
    engine.gathered(question, areas, periods)                              # list[Gathered]
    engine.row_ids(question, areas, period, "numerator", after=0, limit=50)

`areas` maps the code of each area whose rows count to the codes of the wanted areas that it counts for, itself among them if
wanted. Open first: asking.py. Methods: docs/methods/measuring.md
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.engines.gathering.asking import Gatherer
from zhiheng.engines.snapshots import Snapshot, open_snapshot

Opening = Callable[[Register], Snapshot | None]  # what finds the snapshot of a register
__all__ = ["ENGINES", "Gatherer", "gatherer"]
ENGINES = {"duckdb": "DuckDB（本机快照）", "database": "数据库本身", "spark": "集群"}


def gatherer(name: str, *, snapshots: Path | Opening | None = None, **settings: Any) -> Gatherer:
    """The engine of that name, over the snapshots of a folder or over a database.

    Shape: `snapshots` is their folder, or what finds the snapshot of a register; `settings` are those of its class.
    Raises: Fault E412: there is no such engine here.
    """
    if name == "duckdb":
        from zhiheng.engines.gathering.duck import Duck

        return Duck(_opened(snapshots), **settings)
    if name == "database":
        from zhiheng.engines.gathering.database import Database

        return Database(**settings)
    if name == "spark":
        from zhiheng.engines.gathering.spark import Spark

        return Spark(_opened(snapshots))
    raise Fault("E412", f"没有“{name}”统计引擎。可用的引擎：{'、'.join(ENGINES)}。")


def _opened(snapshots: Path | Opening | None) -> Opening:
    if snapshots is None:
        raise Fault("E412", "没有说快照在哪个文件夹。请写明 snapshots。")
    if callable(snapshots):
        return snapshots
    return lambda register: open_snapshot(snapshots, register.id)
