"""Entries sealed, written and verified a second: 100,000 revisions of imported rows, each with nine values.

DATABASE_URL says which database; without it SQLite. Times are of the clock, beside which the processor's own stand.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ENTRIES = 100_000
VALUES = {
    "检查编号": "检-1", "专项行动": "农资整治", "类别": "产品", "地区": "示例县", "检查日期": "2025-03-04",
    "出动人次": "12", "查处案件": "3", "立案": "1", "罚款（万元）": "0.35",
}  # fmt: skip

if __name__ == "__main__":
    os.environ["ZHIHENG_HOME"] = home = tempfile.mkdtemp(prefix="zhiheng-benchmark-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    import django

    django.setup()

    from django.db import connection, transaction
    from django.test.utils import setup_databases, teardown_databases
    from django.utils import timezone
    from rows import row

    from zhiheng.core.sealing import check_file, sealed
    from zhiheng.core.values.seals import START
    from zhiheng.history.actions import record_all
    from zhiheng.history.exporting import exported
    from zhiheng.history.models import Revision
    from zhiheng.history.sealing import entry_of
    from zhiheng.history.verifying import verified

    connection.settings_dict["TEST"]["NAME"] = (
        f"{home}/benchmark.sqlite3" if connection.vendor == "sqlite" else f"zhiheng_benchmark_{os.getpid()}"
    )
    kept = setup_databases(verbosity=0, interactive=False)
    vendor, now = connection.vendor, timezone.now()

    def revisions() -> list[Revision]:
        return [
            Revision(
                subject_type="registers.line", subject_id=n, verb="导入新增", by_id=7, by_name="张经办", at=now,
                after=VALUES | {"检查编号": f"检-{n}"}, reason=f"导入“检查.xlsx”第{n}行", content=f"{n:064x}",
            )
            for n in range(ENTRIES)
        ]  # fmt: skip

    def told(what: str, act: Callable[[], object]) -> object:
        started, worked = time.perf_counter(), time.process_time()
        answer = act()
        spent, busy = time.perf_counter() - started, time.process_time() - worked
        says = f"{ENTRIES / spent:,.0f} a second: {spent:.1f} s, of them {busy:.1f} s of this process"
        row(f"{ENTRIES:,} entries {what}", says)
        return answer

    def write(lines: list[Revision]) -> None:
        with transaction.atomic():
            record_all(lines)

    entries = [entry_of(line) for line in revisions()]
    for name in ("sha256", "sm3"):
        told(f"sealed with {name}", lambda name=name: list(sealed(entries, START, name)))
    lines = revisions()
    told(f"sealed and written, {vendor}", lambda: write(lines))
    assert not told(f"verified from {vendor}", verified).flaws
    file = Path(home) / "export.jsonl"
    file.write_bytes(b"".join(exported(now)))
    with file.open("rb") as export:
        assert not told("verified from an exported file", lambda: check_file(export)).flaws
    teardown_databases(kept, verbosity=0)
