"""How long one page of a register's list takes at 1,000,000 rows: through the page, with each declared filter.

DATABASE_URL says which database; without it SQLite. The register is a file of its own that declares a filter of every
type. The table is filled once (ZHIHENG_BENCHMARK_ROWS rows) and left out of the times.
"""

import os
import random
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

ROWS = int(os.environ.get("ZHIHENG_BENCHMARK_ROWS", "1000000"))
TIMES, GOAL = 20, 200  # pages of each filter; milliseconds
DEFINITION = """
name = "抽查记录"
row = "一次抽查"
pattern = "inspection"
key = ["area", "no"]
event = "checked_on"
credit = "lead"
source = {document = "benchmarks/register_list.py"}
[fields]
no = {name = "编号", type = "text", required = true}
area = {name = "地区", type = "area", required = true, index = true}
checked_on = {name = "日期", type = "date", required = true}
kind = {name = "类别", type = "code", index = true}
result = {name = "结果", type = "code", index = true}
product = {name = "产品", type = "product", index = true}
lead = {name = "牵头", type = "organisation", index = true}
firm = {name = "企业", type = "enterprise", index = true}
source = {name = "来源", type = "ref", to = "special-campaign", index = true}
due = {name = "整改期限", type = "date", index = true}
staff = {name = "人次", type = "int", index = true}
fine = {name = "罚款", type = "money", index = true}
rate = {name = "合格率", type = "percent", index = true}
again = {name = "复查", type = "bool", index = true}
note = {name = "说明", type = "text"}
[codes]
kind = ["产品", "工程", "服务", "食品", "计量", "标准", "认证", "特种设备"]
result = ["合格", "不合格", "复检中"]
[lifecycle]
start = "登记"
end = ["办结"]
steps = [{from = "登记", to = "整改"}, {from = "登记", to = "办结"}, {from = "整改", to = "办结"}]
[clocks]
mend = {name = "整改", start = "reached.整改", stop = "reached.办结", limit = "30 d", basis = "set"}
"""
ASKED = {
    "nothing": {},
    "code (one of eight)": {"f.kind": "食品"},
    "code (3 %)": {"f.result": "不合格"},
    "product": {"f.product": "产品17"},
    "organisation": {"f.lead": "单位3"},
    "enterprise": {"f.firm": "企业7有限公司"},
    "reference": {"f.source": "990000|检-7"},
    "not filled": {"f.source": "未填"},
    "date range": {"f.due.min": "2024-03-01", "f.due.max": "2024-03-31"},
    "number range": {"f.staff.min": "30"},
    "money range": {"f.fine.max": "5000"},
    "percent range": {"f.rate.min": "99"},
    "yes or no": {"f.again": "是"},
    "state": {"state": "整改"},
    "overdue": {"clock": "逾期"},
    "unit": {"unit": "单位3"},
    "period": {"period": "2024Q2"},
    "a city": {"area": "990300"},
    "a county": {"area": "990301"},
    "a county and a code": {"area": "990301", "f.result": "不合格"},
    "a rare pair": {"f.product": "产品17", "f.result": "不合格", "f.lead": "单位3"},
    "a number typed whole": {"q": "号-777777"},
    "words of many rows": {"q": "说明9"},
    "ordered by a number": {"sort": "-staff"},
    "ordered by a key": {"sort": "@key"},
}

if __name__ == "__main__":
    home = Path(tempfile.mkdtemp(prefix="zhiheng-benchmark-"))
    (home / "definitions" / "registers").mkdir(parents=True)
    (home / "definitions" / "registers" / "benchmark-check.toml").write_text(DEFINITION, "utf-8")
    os.environ["ZHIHENG_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    import django

    django.setup()

    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases
    from django.utils import timezone
    from rows import row

    from zhiheng.accounts.models import Membership, User
    from zhiheng.directory.actions import new_enterprises
    from zhiheng.directory.models import Area, Organisation
    from zhiheng.registers.indexing import keep_indexes
    from zhiheng.registers.models import Row
    from zhiheng.web.inserting import insert_all

    setup_test_environment()
    connection.settings_dict["TEST"]["NAME"] = (
        str(home / "rows.sqlite3") if connection.vendor == "sqlite" else f"zhiheng_benchmark_{os.getpid()}"
    )
    kept = setup_databases(verbosity=0, interactive=False)
    chance, now, today = random.Random(4), timezone.now(), timezone.localdate()
    top = Area(code="990000", name="示例省", level="province")
    top.save()
    cities = [Area(code=f"99{city:02}00", name=f"市{city}", level="city", parent=top) for city in range(1, 19)]
    cities = Area.objects.place_many(cities)
    counties = Area.objects.place_many(
        [
            Area(code=f"{city.code[:4]}{county:02}", name=f"{city.name}县{county}", level="county", parent=city)
            for city in cities
            for county in range(1, 9)
        ]
    )
    office = Organisation.objects.create(area=top, name="省市场监管局")
    units = [Organisation.objects.create(area=top, name=f"单位{n}") for n in range(12)]
    clerk = User.objects.create_user("clerk", password="quality-2026-tests", works_for=office)
    Membership.objects.create(user=clerk, organisation=office, role="clerk")
    firms = list(new_enterprises(top, [f"企业{n}有限公司" for n in range(500)], clerk).values())
    head = {"office": office, "entered_by": clerk, "entered_at": now, "changed_at": now}
    for n in range(50):
        Row.objects.create(register="special-campaign", area=top, key=f"990000|检-{n}", tail=f"检-{n}", **head)

    def one(n: int) -> Row:
        area, day = chance.choice(counties), date(2020, 1, 1) + timedelta(days=chance.randrange(2000))
        unit, state = chance.choice(units), chance.choice(("登记", "整改", "办结", "办结", "办结"))
        data = {
            "no": f"号-{n}", "area": area.code, "checked_on": day.isoformat(),
            "kind": chance.choice(("产品", "工程", "服务", "食品", "计量", "标准", "认证", "特种设备")),
            "result": "不合格" if chance.random() < 0.03 else "合格", "product": f"产品{chance.randrange(200)}",
            "lead": unit.name, "firm": chance.choice(firms),
            "source": f"990000|检-{chance.randrange(50)}" if chance.random() < 0.3 else None,
            "due": (day + timedelta(days=60)).isoformat(), "staff": chance.randrange(60),
            "fine": chance.randrange(0, 10_000_000, 100), "rate": f"{chance.randrange(700, 1001) / 10:g}",
            "again": chance.random() < 0.1, "note": f"现场检查记录，说明{n % 1000}",
        }  # fmt: skip
        due = today + timedelta(days=chance.randrange(-40, 40)) if state == "整改" else None
        return Row(
            register="benchmark-check", area=area, unit=unit, event_on=day, key=f"{area.code}|号-{n}", tail=f"号-{n}",
            state=state, data=data, due_on=due, **head,
        )  # fmt: skip

    for start in range(0, ROWS, 20_000):
        insert_all([one(n) for n in range(start, min(start + 20_000, ROWS))])
    started = time.perf_counter()
    made = keep_indexes()
    vendor = connection.vendor
    about = f"{len(made)} indexes made when a register of {ROWS:,} rows is indexed, {vendor}"
    row(about, f"{time.perf_counter() - started:.0f} s")
    client = Client()
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    worst = ("", 0.0)
    for what, asked in ASKED.items():
        spent, query = [], urlencode(asked)
        for _ in range(TIMES):
            started = time.perf_counter()
            answer = client.get(f"/registers/benchmark-check/?{query}")
            spent.append(1000 * (time.perf_counter() - started))
            assert answer.status_code == 200, answer.status_code
            listing = answer.context["listing"]
            if len(spent) == TIMES // 2 or not listing.after:  # the first pages, then the first page again
                query = urlencode(asked)
            else:
                query = urlencode(asked | {"after": listing.after})
        p95 = statistics.quantiles(spent, n=20)[-1]
        worst = max(worst, (what, p95), key=lambda pair: pair[1])
        about = f"a page of {ROWS:,} rows, {what} ({listing.counted_in_words}), p95 of {TIMES}, {vendor}"
        row(about, f"{p95:.0f} ms (median {statistics.median(spent):.0f})", f"goal: {GOAL} ms", p95 / GOAL)
    row(f"the slowest of {len(ASKED)} filters at {ROWS:,} rows: {worst[0]}, {vendor}", f"{worst[1]:.0f} ms")
    teardown_databases(kept, verbosity=0)
