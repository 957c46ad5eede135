"""Typed Parquet of the rows of a register, by year: what figures are computed from.

Enters: rows as the database keeps them, some thousand at a time. Leaves: SNAPSHOTS/REGISTER/YEAR-DIGEST.parquet (one or more
a year), which are never changed, and manifest.json, which names those that hold now and is replaced last.

    columns    which columns there are, and of which type
    manifests  what manifest.json says; `opening` trusts it only where every file is as it says
    casting    lines of the database as typed rows; what fits no type is empty, and its row says so
    writing    a snapshot is built anew, or changed by the rows that moved; `holding`: by one process at a time
    dimensions areas, bodies and returns beside the registers

**Columns.** A field of the register stands under its own key, what every row has under `@` (no field can be called so):

    @id BIGINT · @area VARCHAR (code; of the unit it counts for where the register gives credit, else the row's own) ·
    @own_area VARCHAR (code) · @unit BIGINT · @office BIGINT (bodies, see `dimensions`) · @event_on DATE · @state, @key,
    @tail VARCHAR · @late BOOLEAN · @changed_at TIMESTAMP (UTC) · @entered_on DATE (in China) · @expires_on DATE ·
    @source BIGINT (import) · @version BIGINT · @misfits VARCHAR[] (fields whose value fits no column: empty here, not rounded)
    reached.STATE DATE · start.CLOCK, due.CLOCK, stop.CLOCK, paused.CLOCK DATE
    int, money, enterprise (merged records as one) BIGINT · decimal, percent, quantity DECIMAL(18,6) · date DATE ·
    bool BOOLEAN · all other types VARCHAR · `many` a LIST of them

Only rows that count (kept, not void) are there. Personal values are left out, but numbers, codes and yes-or-no.

    snapshot = open_snapshot(folder, "enforcement-check")   # None: there is none, or it is damaged
    snapshot.files(years=[2024, 2025])                      # Parquet files that hold every row of these years
    snapshot.digest                                         # the same for the same rows, however they were written

Open first: `columns.py`, then `writing.py`. How it is kept right: docs/methods/snapshots.md
"""

from zhiheng.engines.snapshots.columns import columns_of
from zhiheng.engines.snapshots.dimensions import Dimensions, open_dimensions
from zhiheng.engines.snapshots.opening import Snapshot, open_snapshot

__all__ = ["Dimensions", "Snapshot", "columns_of", "open_dimensions", "open_snapshot"]
