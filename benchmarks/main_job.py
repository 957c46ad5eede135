"""The stopwatch: the opinions of ../shared/seeds/001 to the exported 任务分解表, walked in a browser as a person would.

The walk is that of tests/journeys: a real server, a real worker, a real Chromium. It counts keys, clicks and decisions;
a person's time is reckoned from them by the keystroke-level model (Card, Moran, Newell 1980), to which the machine's
own time is added. Reading the document itself is not in the model and not in the figure. By hand: 240 to 480 minutes,
an estimate of ../shared/domain/offices.md, section 4.
"""

import json
import os
import shutil
import socket
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from rows import row

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SEED = SHARED / "seeds" / "001-hainan-2018-opinions.txt"
BY_HAND = (240, 480)  # minutes
PASSWORD = "stopwatch-2026"


def main() -> None:
    """Prints the counts on standard error and one row."""
    os.environ["ZHIHENG_HOME"] = home = tempfile.mkdtemp(prefix="zhiheng-stopwatch-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhiheng.project.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop running
    sys.path.insert(0, str(ROOT / "tests"))
    import django

    django.setup()
    from zhiheng.project import serving

    serving.prepare()
    found_office()
    port = free_port()
    processes = [serving.start_server(port), serving.start_worker()]
    try:
        count, machine, goals = walk(f"http://127.0.0.1:{port}")
    finally:
        for process in processes:
            process.terminate()
            process.wait()
        shutil.rmtree(home, ignore_errors=True)
    minutes = (count.person_seconds + machine) / 60
    print(f"{count}\nmachine {machine:.1f} s, person {count.person_seconds:.0f} s, {goals} goals", file=sys.stderr)
    row(
        f"the main job: 001 of the seeds to the exported table: {count.keys} keys, {count.clicks} clicks, "
        f"{count.decisions} decisions, {machine:.0f} s of the machine",
        f"{minutes:.1f} minutes",
        f"by hand: {BY_HAND[0]}–{BY_HAND[1]} minutes (an estimate)",
        minutes / BY_HAND[0],
    )


def found_office() -> None:
    """A county that has nothing yet but its clerk."""
    from zhiheng.accounts.actions import add_person
    from zhiheng.directory.actions import add_organisation
    from zhiheng.directory.models import Area

    province = Area.objects.create(code="990000", name="示例省", level="province")
    county = Area.objects.create(code="990100", name="示例县", level="county", parent=province)
    office = add_organisation(county, "县市场监管局", None)
    add_person(office, username="clerk", name="张经办", password=PASSWORD, role="clerk", by=None)


def walk(address: str):
    """What the clerk did, the seconds of the machine, and how many goals she took over."""
    from playwright.sync_api import sync_playwright

    from journeys import main_job
    from journeys.clerk import Clerk

    wait_for(address)
    gold = json.loads((SHARED / "gold" / "001.json").read_text("utf-8"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
        clerk = Clerk(page, address)
        clerk.sign_in("clerk", PASSWORD)
        clerk.receive(SEED)
        main_job.review(clerk, main_job.to_add(gold["targets"]), edit=main_job.EDITED)
        main_job.make_plan(clerk)
        main_job.answer_counterparts(clerk)
        main_job.complete(clerk)
        goals = page.locator("#goals-body tbody tr").count()
        main_job.export(clerk)
        machine = clerk.count.machine_seconds
        browser.close()
    return clerk.count, machine, goals


def chromium() -> str | None:
    """The system's Chromium."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str) -> None:
    """Until the server answers."""
    for _ in range(600):
        try:
            urlopen(f"{address}/sign-in/").close()
            return
        except URLError:
            time.sleep(0.1)
    sys.exit("the server did not start")


if __name__ == "__main__":
    main()
