"""Spark, on the cluster that ZHIHENG_SPARK names, over the Parquet files of snapshots that its nodes see under the same path."""

import json
import re
import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.engines.gathering.asking import AT_ONCE, Gatherer, no_snapshot, too_large
from zhiheng.engines.gathering.duck import Files
from zhiheng.engines.gathering.relations import SPARK, Compiled, Source, Wanted
from zhiheng.engines.snapshots.columns import columns_of
from zhiheng.engines.sparking import spark_session

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_TYPES = {"VARCHAR": "STRING", "VARCHAR[]": "ARRAY<STRING>", "BIGINT[]": "ARRAY<BIGINT>"}  # others are called as in DuckDB
_PATTERN = re.compile(r"([*?\[\]{}\\])")  # what Spark would take for a pattern of names
_AREAS = "SELECT pair[0] AS `@of`, pair[1] AS `@wanted` FROM (SELECT explode(from_json(:all, 'ARRAY<ARRAY<STRING>>')) AS pair)"
_PERIODS = """
    SELECT one[0] AS `@period`, DATE(one[1]) AS `@start`, DATE(one[2]) AS `@finish`, BIGINT(one[3]) AS `@step` FROM (
        SELECT explode(from_json(:all, 'ARRAY<ARRAY<STRING>>')) AS one
    )
"""
_UNREAD = ("PATH_NOT_FOUND", "FAILED_READ_FILE", "FileNotFoundException")


class Spark(Gatherer):
    """The engine over what `snapshot` finds for a register. Its session opens with the first question; `close` ends it."""

    dialect = SPARK

    def __init__(self, snapshot: Callable[[Register], Files | None]) -> None:
        self._snapshot = snapshot
        self._session: SparkSession | None = None
        self._views = Lock()  # they are named alike for all questions
        self._ending = ExitStack()
        weakref.finalize(self, self._ending.close)

    def close(self) -> None:
        """Ends its session; a question after that opens another."""
        self._session = None
        self._ending.close()

    def lines(self, compiled: Compiled, wanted: Wanted, tail: str = "") -> Iterator[list[tuple[Any, ...]]]:
        from py4j.protocol import Py4JError
        from pyspark.errors import ArithmeticException, PySparkException

        try:
            found = self._planned(compiled, wanted, tail).collect()
        except ArithmeticException as problem:
            raise too_large() from problem
        except (PySparkException, Py4JError) as problem:
            if any(word in str(problem) for word in _UNREAD):
                raise Fault(
                    "E211",
                    "集群的节点读不到快照。请把 ZHIHENG_HOME 放在各节点都能以同一路径读取的共享文件夹，然后再统计。",
                ) from problem
            raise
        for first in range(0, len(found), AT_ONCE):
            yield [tuple(row) for row in found[first : first + AT_ONCE]]

    def _planned(self, compiled: Compiled, wanted: Wanted, tail: str) -> "DataFrame":
        """The answer, not computed yet: its relations are found by name while it is planned, and no longer."""
        with self._views:
            if self._session is None:
                self._session = self._ending.enter_context(spark_session())
            for source in compiled.sources:
                self._rows(self._session, source, wanted).createOrReplaceTempView(f"`{source.name}`")
            pairs = list(zip(*wanted.areas, strict=True))
            periods = [[f"{one}" for one in period] for period in wanted.periods]
            for name, sql, lines in (("areas", _AREAS, pairs), ("periods", _PERIODS, periods)):
                self._session.sql(sql, {"all": json.dumps(lines)}).createOrReplaceTempView(name)
            return self._session.sql(f"SELECT * FROM ({compiled.sql}) AS answer {tail}")  # noqa: S608 - compiled by us

    def _rows(self, session: "SparkSession", source: Source, wanted: Wanted) -> "DataFrame":
        """Rows of the snapshot; those of another register may be of any year."""
        snapshot = self._snapshot(source.register)
        if snapshot is None:
            raise no_snapshot(source.register)
        own = source.name == "rows" or source.each == "rows"
        columns = ("@id", source.columns[0]) if source.each else source.columns
        types = columns_of(source.register)
        schema = ", ".join(f"`{column}` {_TYPES.get(types[column], types[column])}" for column in columns)
        rows = session.read.schema(schema).parquet(*map(_name, snapshot.files(wanted.years if own else None)))
        return rows.selectExpr("`@id`", f"explode(`{columns[1]}`) AS value") if source.each else rows


def _name(file: Path) -> str:
    return "file://" + _PATTERN.sub(r"\\\1", str(file.resolve()))
