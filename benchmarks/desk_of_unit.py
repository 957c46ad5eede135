"""How fast a unit's desk, its 督办台账 and one matter answer when 2,000 duties are asked of it, each with five dated entries.

DATABASE_URL says which database; without it SQLite.
"""

import os
import statistics
import tempfile
import time
from datetime import timedelta

MATTERS, ENTRIES, TIMES = int(os.environ.get("MATTERS", "2000")), 5, 20

if __name__ == "__main__":
    os.environ["ZHIHENG_HOME"] = tempfile.mkdtemp(prefix="zhiheng-benchmark-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    import django

    django.setup()

    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_databases, teardown_databases
    from django.utils import timezone
    from rows import row

    name = f"zhiheng_benchmark_{os.getpid()}"
    in_file = connection.vendor == "sqlite"
    connection.settings_dict["TEST"]["NAME"] = f"{os.environ['ZHIHENG_HOME']}/{name}" if in_file else name
    kept = setup_databases(verbosity=0, interactive=False)
    import factories
    from zhiheng.plans.models import Matter, MatterEntry

    today, now = timezone.localdate(), timezone.now()
    county = factories.area("990100", "示例县", "county")
    above, unit = factories.office(county, "县市场监管局"), factories.office(county, "县教育局")
    clerk = factories.person("clerk", "张经办", above, "clerk")
    teacher = factories.person("school", "周教育", unit, "drafter")
    begun = today - timedelta(days=200)
    matters = Matter.objects.bulk_create(
        Matter(
            area=county, office=above, year=begun.year, number=n, subject=f"督办事项{n}", lead=unit, opened_on=begun,
            opened_by=clerk, cycle="month", state="办理中", begun_due_on=today + timedelta(days=n % 90 - 30),
            due_on=today + timedelta(days=n % 90 - 30), issued_on=begun, received_on=begun,
            fed_back_on=today - timedelta(days=n % 40), covered_on=today - timedelta(days=n % 40),
        )
        for n in range(1, MATTERS + 1)
    )  # fmt: skip
    MatterEntry.objects.bulk_create(
        MatterEntry(
            matter=matter, position=place, act="report", name="反馈", on=begun + timedelta(days=place * 20), state="办理中",
            progress=f"第{place}次进展：" + "已完成阶段任务，" * 10, by=clerk, at=now,
        )
        for matter in matters
        for place in range(1, ENTRIES + 1)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()
    pages = {
        "the desk of the unit": (teacher, "/"),
        "the desk of the office that chases": (clerk, "/"),
        "the 督办台账": (clerk, "/plans/chasing/"),
        "the 督办台账, what is red": (clerk, "/plans/chasing/?light=red"),
        "one matter": (teacher, f"/plans/chasing/{matters[0].pk}/"),
    }
    for what, (person, address) in pages.items():
        client, took = Client(HTTP_HOST="127.0.0.1"), []
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        for _ in range(TIMES + 1):
            started = time.perf_counter()
            if client.get(address).status_code != 200:
                raise SystemExit(f"{address} does not answer")
            took.append(time.perf_counter() - started)
        slowest = statistics.quantiles(took[1:], n=20)[-1]
        row(f"{what}, {MATTERS:,} duties, {connection.vendor}: p95", f"{slowest * 1000:.0f} ms", "goal: 200 ms", slowest / 0.2)
    teardown_databases(kept, verbosity=0)
