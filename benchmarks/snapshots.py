"""How long the snapshot of many inspections takes: made from all rows, by a day's changes, and where nothing moved.

DATABASE_URL says which database; without it SQLite. ZHIHENG_BENCHMARK_ROWS rows (1,000,000), filled in before and left out
of the times, without the indexes that other pages use.
"""

import os
import resource
import shutil
import tempfile
import time
from pathlib import Path

ROWS = int(os.environ.get("ZHIHENG_BENCHMARK_ROWS", "1000000"))
DAY = 6_600  # rows that change in a day
GOALS = {"whole": 150, "day": 60}  # seconds, at 12,000,000 rows

if __name__ == "__main__":
    home = Path(tempfile.mkdtemp(prefix="zhiheng-benchmark-"))
    os.environ["ZHIHENG_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    import django

    django.setup()

    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases
    from inspections import ID, definition, fill_table
    from rows import row

    from zhiheng.registers.snapshots import refresh

    connection.settings_dict["TEST"]["NAME"] = (
        str(home / "rows.sqlite3") if connection.vendor == "sqlite" else f"zhiheng_benchmark_{os.getpid()}"
    )
    kept = setup_databases(verbosity=0, interactive=False)
    register, about = definition(), f"{ROWS:,} inspections of 2,905 counties, {connection.vendor}"
    try:
        started = time.perf_counter()
        fill_table(ROWS)
        row(f"(filling the table: {about})", f"{time.perf_counter() - started:.0f} s")

        def measured(what: str, goal: float | None = None, **how: bool):
            started, load, own = time.perf_counter(), os.getloadavg()[0], time.process_time()
            done = refresh(register, **how)
            spent, own = time.perf_counter() - started, time.process_time() - own
            busy = f"load {load:.1f} before, {os.getloadavg()[0]:.1f} after"
            print(f"  {done.how}, {done.files} files; {own:.0f} s of one core, the database's apart; {busy}", flush=True)
            shown = f"{spent:.1f} s" if spent >= 1 else f"{1000 * spent:.0f} ms"
            row(f"{what}: {about}", shown, f"goal at 12,000,000: {goal} s" if goal else "–", spent / goal if goal else None)
            return done

        whole = measured("snapshot from all rows", GOALS["whole"])
        size = sum(file.bytes for file in whole.snapshot.manifest.files)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        row(f"its size: {about}", f"{size / 1e6:.0f} MB in {len(whole.snapshot.manifest.files)} files")
        row(f"most memory of the process: {about}", f"{peak:.0f} MB")
        measured("snapshot where nothing moved")
        moved = f"UPDATE registers_row SET version = version + 1, changed_at = {{}} WHERE register = '{ID}' AND "
        now = "now()" if connection.vendor == "postgresql" else "datetime('now')"
        every = max(ROWS // (DAY // 4), 1)
        with connection.cursor() as cursor:
            cursor.execute(f"{moved.format(now)} id % {every} = 0")  # a quarter over all years, the rest in the last quarter
            months = "event_on >= '2025-10-01'"
            cursor.execute(f"SELECT id FROM registers_row WHERE {months} AND id % {every} <> 0 LIMIT {DAY * 3 // 4}")
            ids = ", ".join(str(id) for (id,) in cursor.fetchall())
            cursor.execute(f"{moved.format(now)} id IN ({ids})")
            cursor.execute(f"UPDATE registers_row SET status = 'void', changed_at = {now} WHERE id <= 100")
        measured(f"snapshot after a day's {DAY:,} changes", GOALS["day"])
        with connection.cursor() as cursor:
            cursor.execute(f"{moved.format(now)} id = 300")
        measured("snapshot after one change")
        night = measured("snapshot from all rows at night, compared", None, whole=True)
        assert not night.differing, night.differing
    finally:
        teardown_databases(kept, verbosity=0)
        shutil.rmtree(home, ignore_errors=True)
