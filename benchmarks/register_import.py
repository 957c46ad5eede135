"""How long it takes to bring 100,000 rows with 1 % bad ones into a register: read, checked, kept and sealed, one revision a row.

DATABASE_URL says which database; without it SQLite. The file is made once and left out of the time; ROWS says how many rows.
"""

import io
import os
import resource
import tempfile
import time

ROWS = int(os.environ.get("ROWS", "100000"))
BAD_EVERY = 100
HEADS = ["检查编号", "专项行动", "类别", "地区", "牵头单位", "检查日期", "检查对象", "出动人次", "查处案件", "立案", "罚款（元）"]
BROKEN = [(5, "2025-02-30"), (7, "十二"), (2, "家电"), (9, 9), (3, "远方县")]  # which column, what stands in it


def sheet() -> bytes:
    """A workbook as an office sends it: HEADS, then ROWS rows, every hundredth of them bad."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    table = book.create_sheet()
    table.append(HEADS)
    for n in range(ROWS):
        day = f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}"
        cells = [f"检-{n:06}", "农资整治", "产品", "示例县", "县市场监管局", day, f"第{n}号商户", n % 40, 3, 1, f"{n}.50"]
        if n % BAD_EVERY == 0:
            place, cell = BROKEN[n // BAD_EVERY % len(BROKEN)]
            cells[place] = cell
        table.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


if __name__ == "__main__":
    os.environ["ZHIHENG_HOME"] = tempfile.mkdtemp(prefix="zhiheng-benchmark-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    import django

    django.setup()

    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases
    from rows import row

    connection.settings_dict["TEST"]["NAME"] = f"zhiheng_benchmark_{os.getpid()}"
    kept = setup_databases(verbosity=0, interactive=False)
    import factories
    from zhiheng.history.models import Revision
    from zhiheng.registers.actions import import_file
    from zhiheng.registers.models import Row

    cast, content, bad = factories.cast(), sheet(), -(-ROWS // BAD_EVERY)
    started = time.perf_counter()
    report = import_file("special-campaign", "检查.xlsx", content, cast.office, cast.clerk, good_only=True)
    spent = time.perf_counter() - started
    assert report.bad_rows == bad == len({problem.row for problem in report.problems if problem.blocks})
    assert Row.objects.count() == ROWS - bad == Revision.objects.filter(subject_type="registers.row").count()
    about = f"import of {ROWS:,} rows, {bad:,} of them bad and explained, sealed, {connection.vendor}"
    row(about, f"{spent:.1f} s", "goal: 60 s", spent / 60)
    values = (ROWS - bad) * len(HEADS) / spent
    about = f"values checked, kept and sealed, {connection.vendor}"
    row(about, f"{values:,.0f} a second", "DHIS2 2.43: about 3,240", values / 3240)
    row("memory at its highest", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    again = time.perf_counter()
    report = import_file("special-campaign", "又.xlsx", content + b"\0", cast.office, cast.clerk, good_only=True)
    assert (len(report.added), len(report.same)) == (0, ROWS - bad)
    row(f"the same rows in another file, which add nothing, {connection.vendor}", f"{time.perf_counter() - again:.1f} s")
    teardown_databases(kept, verbosity=0)
