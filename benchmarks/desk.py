"""How fast the desk and its month answer at 1,000,000 rows, a sixth of them overdue and a third with an end of force.

DATABASE_URL says which database; without it SQLite. Rows lie in 400 townships of 20 counties; ROWS says how many.
"""

import os
import statistics
import tempfile
import time
from datetime import timedelta

ROWS, SEED, TIMES = int(os.environ.get("ROWS", "1000000")), 2_000, 20
COUNTIES, TOWNSHIPS = 20, 20  # townships of each

if __name__ == "__main__":
    os.environ["ZHIHENG_HOME"] = tempfile.mkdtemp(prefix="zhiheng-benchmark-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    import django

    django.setup()

    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import setup_databases, teardown_databases
    from django.utils import timezone
    from rows import row

    name = f"zhiheng_benchmark_{os.getpid()}"
    in_file = connection.vendor == "sqlite"
    connection.settings_dict["TEST"]["NAME"] = f"{os.environ['ZHIHENG_HOME']}/{name}" if in_file else name
    kept = setup_databases(verbosity=0, interactive=False)
    import factories
    from zhiheng.registers.models import Row

    today, now = timezone.localdate(), timezone.now()
    province = factories.area("990000", "示例省", "province")
    counties = [factories.area(f"99{n:02}00", f"第{n}县", "county", province) for n in range(1, COUNTIES + 1)]
    towns = [
        factories.area(f"99{n:02}{t:02}000", f"第{n}县{t}镇", "township", county)
        for n, county in enumerate(counties, 1)
        for t in range(1, TOWNSHIPS + 1)
    ]
    above = factories.office(province, "省市场监管局")
    offices = {county.pk: factories.office(county, "县市场监管局") for county in counties}
    one = factories.person("province", "孙省局", above, "clerk")
    clerk = factories.person("clerk", "张经办", offices[counties[0].pk], "clerk")
    Row.objects.bulk_create(
        Row(
            register="demonstration-zone" if n % 3 == 0 else "enforcement-case",
            area=(town := towns[n % len(towns)]), office=offices[town.parent_id],
            event_on=today - timedelta(days=n % 700), key=f"{town.code}|案-{n}", tail=f"案-{n}", state="立案",
            data={"area": town.code, "no": f"案-{n}"}, reached={"立案": "2026-01-05"},
            entered_by=clerk, entered_at=now, changed_at=now,
            due_on=today - timedelta(days=n % 427 - 60) if n % 5 == 0 else None,
            expires_on=today + timedelta(days=n % 2_000 - 1_000) if n % 3 == 0 else None,
        )
        for n in range(SEED)
    )  # fmt: skip
    columns = [field.column for field in Row._meta.local_fields if not field.primary_key]
    copied = ", ".join(f"{name} || %s" if name == "key" else name for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if in_file:
            cursor.execute("PRAGMA cache_size = -300000")  # the rows are made faster; no page is
        for n in range(10):
            missing = ROWS - Row.objects.count()
            into = f"INSERT INTO registers_row ({', '.join(columns)}) SELECT {copied} FROM registers_row ORDER BY id LIMIT %s"
            cursor.execute(into, [f"-{n}", missing])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()
    pages = {
        "the desk of a county, its unit's": (clerk, "/"),
        "the desk of a county, its whole area's": (clerk, "/?whose=area"),
        "the desk of the province, its whole area's": (one, "/?whose=area"),
        "the month of a county": (clerk, "/calendar/?whose=area"),
        "the month of the province": (one, "/calendar/?whose=area"),
        "who has not done what is periodic, the province": (one, "/duties/"),
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
        row(f"{what}, {ROWS:,} rows, {connection.vendor}: p95", f"{slowest * 1000:.0f} ms", "goal: 200 ms", slowest / 0.2)
    teardown_databases(kept, verbosity=0)
