"""How fast the pages of figures and their API answer over many inspections of 2,905 counties, and how long keeping figures takes.

    dashboard.py                                    # 12,000,000 inspections in the snapshot, 1,000,000 of them in the table
    ZHIHENG_BENCHMARK_ROWS=300000 dashboard.py
    DATABASE_URL=… dashboard.py                     # PostgreSQL; without it SQLite
    ZHIHENG_BENCHMARK_FOLDER=… dashboard.py         # the snapshot that was made there before is used again

Figures are kept for every area, quarter and year, one of them for every month; rows behind a figure are read from the table by
their number. A page is asked for of another area and period each time. What is printed below a row is the time of this process
alone, without what PostgreSQL does in its own.
"""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

ROWS = int(os.environ.get("ZHIHENG_BENCHMARK_ROWS", "12000000"))
TABLE = min(ROWS, 1_000_000)
TIMES = int(os.environ.get("ZHIHENG_BENCHMARK_TIMES", "60"))
WARM = 3
P95, MOST = 150, 500  # ms
SPAN = "2021-01-01..2025-12-31"
MONTHLY = "checks"


class Page(NamedTuple):
    """A page or an answer of the API: who asks, and its addresses, each another one."""

    name: str
    who: str
    addresses: Iterator[str]


class Spent(NamedTuple):
    """Seconds on the clock, and of this process alone."""

    clock: float
    own: float


class Watch:
    """Measures what is done inside it."""

    def __enter__(self) -> "Watch":
        self._clock, self._own = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *raised: object) -> None:
        self.spent = Spent(time.perf_counter() - self._clock, time.process_time() - self._own)


def made(home: Path) -> None:
    """The inspections as after years of work: each was entered on its own day."""
    from django.db import connection
    from inspections import ID, fill_table, write_snapshot
    from msgspec import structs

    from zhiheng.engines.snapshots.manifests import NAME, read_manifest, write_manifest
    from zhiheng.registers.models import Row
    from zhiheng.registers.snapshots.pulses import pulse_of

    fill_table(TABLE)
    days = "event_on + time '17:00'" if connection.vendor == "postgresql" else "event_on || ' 09:00:00'"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE registers_row SET changed_at = {days}")
    with connection.schema_editor() as editor:
        for index in Row._meta.indexes:
            if index.name != "row_moved":
                editor.add_index(Row, index)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    made_before = Path(os.environ.get("ZHIHENG_BENCHMARK_FOLDER", home / "made")) / f"{ROWS}"
    if not (made_before / ID / NAME).exists():
        write_snapshot(made_before, ROWS)
    shutil.copytree(made_before, home / "snapshots")
    manifest = read_manifest(home / "snapshots" / ID)
    write_manifest(home / "snapshots" / ID, structs.replace(manifest, pulse=pulse_of(ID)))  # the table has not moved since


def people() -> None:
    """One clerk at each level."""
    from inspections import CODES, FIRST_COUNTY

    from zhiheng.accounts.models import Membership, User
    from zhiheng.directory.models import Area, Organisation

    for name, code in (("province", CODES[0]), ("city", CODES[31]), ("county", CODES[FIRST_COUNTY - 1])):
        office = Organisation.objects.create(area=Area.objects.get(code=code), name="市场监管局")
        user = User.objects.create_user(name, password="quality-2026-tests", works_for=office)
        Membership.objects.create(user=user, organisation=office, role="clerk")


def pages() -> list[Page]:
    """Every page of figures, each at the level where it has most to show."""
    from inspections import CODES

    own, cities = CODES[0], [code for code in CODES if code[:2] == CODES[0][:2] and code.endswith("00") and code[2:4] != "00"]
    counties = [code for code in CODES if code[:4] in {city[:4] for city in cities} and not code.endswith("00")]
    areas = {"province": [own], "cities": cities, "counties": counties, "city": cities[:1], "county": counties[:1]}
    quarters = [f"{year}Q{quarter}" for year in range(2023, 2026) for quarter in range(1, 5)]
    months = [f"{year}-{month:02}" for year in range(2023, 2026) for month in range(1, 13)]

    def asked(path: str, level: str, periods: list[str] = quarters, more: str = "") -> Iterator[str]:
        for n in count():
            yield f"{path}?area={areas[level][n % len(areas[level])]}&period={periods[n % len(periods)]}{more}"

    dashboard, over = "/indicators/dashboard/", "&over=periods"
    return [
        Page("dashboard of a province", "province", asked(dashboard, "province", more="&indicator=passed")),
        Page("dashboard of a city, asked from the province", "province", asked(dashboard, "cities", more="&indicator=checks")),
        Page("dashboard of a city", "city", asked(dashboard, "city", more="&indicator=fined")),
        Page("dashboard of a county", "county", asked(dashboard, "county", more="&indicator=passed")),
        Page("dashboard of a province, a year", "province", asked(dashboard, "province", ["2025"])),
        Page("trend over months", "province", asked("/indicators/checks/trend/", "cities", months)),
        Page("areas: bars and small multiples", "province", asked("/indicators/passed/areas/", "province")),
        Page("API: one figure over the areas of a province", "province", asked("/api/indicators/passed/series/", "province")),
        Page("API: one figure over months", "province", asked("/api/indicators/checks/series/", "cities", months, over)),
        Page("page of a figure", "province", asked("/indicators/passed/", "counties")),
        Page("its rows", "province", asked("/indicators/passed/rows/numerator/", "cities")),
        Page("figure by category, from the rows", "province", asked("/indicators/kinds/", "province")),
        Page("list of figures", "province", asked("/indicators/", "cities")),
        Page("questions about figures", "province", asked("/indicators/questions/", "province")),
    ]  # fmt: skip


def measure(pages: list[Page]) -> None:
    """Each page a few times to warm it, then TIMES times."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from rows import row

    for page in pages:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(get_user_model().objects.get(username=page.who), backend="django.contrib.auth.backends.ModelBackend")
        spent = []
        for address in islice(page.addresses, WARM + TIMES):
            with Watch() as watch:
                answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            spent.append(watch.spent)
        half, slow, most = shown([one.clock for one in spent[WARM:]])
        own = ", ".join(f"{ms:.0f}" for ms in shown([one.own for one in spent[WARM:]]))
        what = f"{page.name}, {ROWS:,} inspections, {connection.vendor}: p50, p95, most"
        row(what, f"{half:.0f}, {slow:.0f}, {most:.0f} ms", f"goal: p95 {P95} ms, most {MOST} ms", max(slow / P95, most / MOST))
        size, load = len(answer.content) / 1000, os.getloadavg()[0]
        print(f"  of the process alone {own} ms; {size:.0f} kB; load {load:.1f}", flush=True)


def shown(seconds: list[float]) -> tuple[float, float, float]:
    """Median, 95th of a hundred and most, in ms."""
    return 1000 * statistics.median(seconds), 1000 * statistics.quantiles(seconds, n=20)[-1], 1000 * max(seconds)


def keeping() -> None:
    """How long it takes to keep figures of every area, and to count again after one row has changed."""
    from django.db import connection
    from django.utils import timezone
    from inspections.figures import KEY
    from rows import row

    from zhiheng.core.measuring import period_from
    from zhiheng.directory.models import Area
    from zhiheng.indicators.freshening import freshen, observe_everywhere, observe_many
    from zhiheng.indicators.known import known_indicator
    from zhiheng.registers.models import Row

    about = f"{ROWS:,} inspections, {connection.vendor}"
    figures = [known_indicator(name) for name in KEY]

    def told(what: str, watch: Watch) -> None:
        row(f"{what}: {about}", f"{watch.spent.clock:.1f} s")
        print(f"  of the process alone {watch.spent.own:.1f} s; load {os.getloadavg()[0]:.1f}", flush=True)

    areas = list(Area.objects.order_by("code"))
    with Watch() as watch:
        kept = observe_many(figures, areas, [period_from("2025Q3")])
    told(f"{len(kept.current):,} values kept: {len(figures)} figures of {len(areas):,} areas, one quarter", watch)
    with Watch() as watch:
        values = sum(
            len(kept.current)
            for wanted, step in ((figures, "quarter"), (figures, "year"), ([known_indicator(MONTHLY)], "month"))
            for _, kept in observe_everywhere(wanted, SPAN, step)
        )
    told(f"{values:,} values kept: the same, 20 quarters, 5 years, and one of them 60 months", watch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE indicators_observation")
    changed = Row.objects.get(pk=300)
    changed.data, changed.changed_at = changed.data | {"staff": 10_000}, timezone.now()
    changed.save()
    with Watch() as watch:
        done = freshen()
    told(f"counted again after one row changed, {done.counted:,} values of which {done.corrected:,} moved", watch)


if __name__ == "__main__":
    home = Path(tempfile.mkdtemp(prefix="zhiheng-benchmark-"))
    os.environ["ZHIHENG_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    from inspections.figures import define

    define(home / "definitions")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    connection.settings_dict["TEST"]["NAME"] = (
        str(home / "rows.sqlite3") if connection.vendor == "sqlite" else f"zhiheng_benchmark_{os.getpid()}"
    )
    there = setup_databases(verbosity=0, interactive=False)
    try:
        made(home)
        people()
        keeping()
        measure(pages())
    finally:
        teardown_databases(there, verbosity=0)
        shutil.rmtree(home, ignore_errors=True)
