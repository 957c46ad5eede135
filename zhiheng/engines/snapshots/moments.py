"""When rows that are in a snapshot had changed last."""

# ruff: noqa: S608 — queries are made of our own paths

from collections.abc import Iterable
from datetime import UTC, datetime

import duckdb

from zhiheng.engines.snapshots.casting import text
from zhiheng.engines.snapshots.opening import Snapshot


def moments_of(snapshot: Snapshot, ids: Iterable[int], since: datetime) -> list[datetime]:
    """When those of the rows that are in had changed, as far as it was after `since`."""
    files = ", ".join(text(str(path)) for path in snapshot.files())
    with duckdb.connect() as database:
        found = database.execute(
            f"""SELECT "@changed_at" FROM read_parquet([{files}], hive_partitioning = false)
            WHERE "@id" IN (SELECT unnest(?::BIGINT[])) AND "@changed_at" > ?""",
            [list(ids), since.astimezone(UTC).replace(tzinfo=None)],
        ).fetchall()
    return [moment.replace(tzinfo=UTC) for (moment,) in found]
