"""How long it takes to hand in a return of 500 values: read, validated with 100 checks, kept as revisions, sealed; by page, too.

DATABASE_URL says which database; without it SQLite. TURNS says how often; every turn all 500 values are new. Beside the time on
the clock stands that of the process alone: on a machine with other work the first says more of the others.
"""

import os
import statistics
import tempfile
import time
from urllib.parse import urlencode

VALUES, CHECKS, TURNS = 500, 100, int(os.environ.get("TURNS", "60"))
FORM = "application/x-www-form-urlencoded"
HEAD = """name = "五百项"
permit = "五百项"
basis = "报表目录"
who = "areas"
every = "month"
due = "5 wd"
source = {document = "质衡"}
"""


def form() -> str:
    """A form of VALUES numbers, every fifth of them held against its neighbour."""
    items = [f'[items.n{n}]\nname = "第{n}项"\ntype = "number"\nunit = "次"\nrequired = true\n' for n in range(VALUES)]
    checks = [
        f'[checks.c{n}]\nleft = "n{n * 5}"\nop = "max"\nright = "n{n * 5 + 1}"\nsays = "第{n * 5}项应不大于第{n * 5 + 1}项。"\n'
        for n in range(CHECKS)
    ]
    return "\n".join([HEAD, *items, *checks])


class Times:
    """How long each turn took, on the clock and of the process alone."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.process: list[float] = []

    def take(self, act) -> object:
        """What the act gives; its time is noted."""
        clock, process = time.perf_counter(), time.process_time()
        given = act()
        self.clock.append(time.perf_counter() - clock)
        self.process.append(time.process_time() - process)
        return given

    def tell(self, about: str) -> None:
        """A row each: the time that 95 of 100 stay below."""
        for how, times in (("on the clock", self.clock), ("of the process alone", self.process)):
            high = statistics.quantiles(times, n=20)[-1]
            row(f"{about}, {connection.vendor}: p95 {how}", f"{high * 1000:.0f} ms", "goal: 300 ms", high / 0.3)


if __name__ == "__main__":
    home = tempfile.mkdtemp(prefix="zhiheng-benchmark-")
    os.environ["ZHIHENG_HOME"] = home
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    import sys
    from datetime import date
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    import django

    django.setup()

    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases
    from rows import row

    connection.settings_dict["TEST"]["NAME"] = f"zhiheng_benchmark_{os.getpid()}"
    kept = setup_databases(verbosity=0, interactive=False)
    import factories
    from indicators.returned import permit
    from zhiheng.indicators.models import Return, ReturnValue
    from zhiheng.indicators.returns import actions
    from zhiheng.indicators.returns.actions import Typed

    place = Path(settings.DEFINITIONS) / "forms"
    place.mkdir(parents=True, exist_ok=True)
    (place / "five-hundred.toml").write_text(form(), "utf-8")
    cast = factories.cast()
    permit(cast, "五百项", items=VALUES)
    opened = actions.open_round("five-hundred", "2025-07", cast.province_office, cast.province_clerk, today=date(2025, 8, 5))
    one = opened.returns.get(area=cast.county)

    def turn(number: int) -> dict[str, Typed]:
        return {f"n{n}": Typed(str(number * 1000 + n)) for n in range(VALUES)}

    times = Times()
    for number in range(TURNS):
        given = turn(number)
        saved = times.take(lambda given=given: actions.submit(one.pk, given, cast.clerk, on=date(2025, 8, 5)))
        assert saved.changed == VALUES
        assert not saved.of.is_open
        actions.reopen(one.pk, "再来一次", cast.province_clerk)
    times.tell(f"a return of {VALUES} values handed in, {CHECKS} checks, kept and sealed")
    rate = VALUES / statistics.mean(times.process)
    row(f"values of returns validated, kept and sealed, {connection.vendor}", f"{rate:,.0f} a second", "goal: 5,000", rate / 5000)

    settings.ALLOWED_HOSTS = ["testserver"]
    client, times = cast.client("clerk"), Times()
    for number in range(TURNS, 2 * TURNS):
        version = Return.objects.get(pk=one.pk).version
        said = {f"value-n{n}": number * 1000 + n for n in range(VALUES)} | {"act": "submit", "version": version}
        sent = urlencode(said)  # as the page's form sends it
        answer = times.take(lambda sent=sent: client.post(f"/indicators/returns/{one.pk}/save/", sent, FORM))
        assert answer.status_code == 302
        actions.reopen(one.pk, "再来一次", cast.province_clerk)
    times.tell("the same by the page")
    assert ReturnValue.objects.filter(of=one).count() == 2 * TURNS * VALUES
    teardown_databases(kept, verbosity=0)
