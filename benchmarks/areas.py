"""How long it takes to say what lies below an area, at 45,000 areas: the codes of all, and the rows of a table by area.

DATABASE_URL says which database; without it SQLite. The tables are filled once and left out of the times.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable

CITIES, COUNTIES, TOWNSHIPS, TIMES = 20, 9, 250, 21

if __name__ == "__main__":
    os.environ["ZHIHENG_HOME"] = tempfile.mkdtemp(prefix="zhiheng-benchmark-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    import django

    django.setup()

    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases
    from rows import row

    from zhiheng.directory.models import Area
    from zhiheng.directory.queries import areas_below, scope_of

    connection.settings_dict["TEST"]["NAME"] = f"zhiheng_benchmark_{os.getpid()}"
    kept = setup_databases(verbosity=0, interactive=False)

    def below(parents: list[Area], each: int, level: str) -> list[Area]:
        return Area.objects.place_many(
            [
                Area(code=f"{parent.code}{n:02x}", name=f"{level}{n}", level=level, parent=parent)
                for parent in parents
                for n in range(each)
            ]
        )

    top = Area(code="99", name="示例省", level="province")
    top.save()
    Area(code="98", name="别省", level="province").save()
    cities = below([top], CITIES, "city")
    counties = below(cities, COUNTIES, "county")
    townships = below(counties, TOWNSHIPS, "township")

    def median_ms(act: Callable[[], object]) -> float:
        spent = []
        for _ in range(TIMES):
            started = time.perf_counter()
            act()
            spent.append(1000 * (time.perf_counter() - started))
        return statistics.median(spent)

    vendor = connection.vendor
    held = Area.objects.count()
    for area, what in ((cities[7], "a city"), (counties[70], "a county"), (townships[700], "a township")):
        codes = list(areas_below(area).values_list("code", flat=True))
        spent = median_ms(lambda area=area: list(areas_below(area).values_list("code", flat=True)))
        about = f"descendants of {what} ({len(codes):,}) among {held:,} areas, {vendor}"
        row(about, f"{spent:.1f} ms", "goal: 20 ms", spent / 20)
    spent = median_ms(lambda: scope_of(cities[7]))
    row(f"the scope of a city's office among {held:,} areas, {vendor}", f"{spent:.1f} ms")
    teardown_databases(kept, verbosity=0)
