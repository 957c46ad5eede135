"""The stopwatch: a month of 督办 of thirty units, from asking to the drafted 通报, walked in a browser as a person would.

Thirty sheets go out, answers of 28 units come back by one choice of files, two of them twice and not alike; who is missing stands
in one line, what disagrees is decided row by row, the 通报 drafts itself. A person's time is reckoned from keys, clicks and
decisions by the keystroke-level model (as `main_job.py`), the machine's own is added; mails to the units and reading what they
wrote are not in it. By hand: 180 to 300 minutes a month, an estimate of ../shared/domain/offices.md, section 4.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from main_job import PASSWORD, ROOT, chromium, free_port, wait_for
from rows import row

UNITS, EACH, MISSING, DIFFERING = 30, 2, 2, 2
BY_HAND = (180, 300)  # minutes


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
    hand_down()
    port = free_port()
    server = serving.start_server(port)
    try:
        count, machine, decided = walk(f"http://127.0.0.1:{port}", Path(home))
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(home, ignore_errors=True)
    minutes = (count.person_seconds + machine) / 60
    print(f"{count}\nmachine {machine:.1f} s, person {count.person_seconds:.0f} s, {decided} decided", file=sys.stderr)
    row(
        f"a month of 督办 of {UNITS} units ({UNITS * EACH} matters): {count.keys} keys, {count.clicks} clicks, "
        f"{count.decisions} decisions, {machine:.0f} s of the machine",
        f"{minutes:.1f} minutes",
        f"by hand: {BY_HAND[0]}–{BY_HAND[1]} minutes (an estimate)",
        minutes / BY_HAND[0],
    )


def hand_down() -> None:
    """A county whose office chases thirty units."""
    from django.utils import timezone
    from main_job import found_office

    from journeys import chase_round
    from zhiheng.accounts.models import User
    from zhiheng.directory.actions import add_organisation

    found_office()
    clerk = User.objects.get(username="clerk")
    units = [add_organisation(clerk.works_for.area, f"县第{n}局", None) for n in range(1, UNITS + 1)]
    chase_round.hand_down(clerk.works_for, clerk, units, EACH, timezone.localdate())


def walk(address: str, folder: Path):
    """What the clerk did, the seconds of the machine, and how many answers she decided about."""
    from playwright.sync_api import sync_playwright

    from journeys import chase_round
    from journeys.clerk import Clerk

    wait_for(address)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
        clerk = Clerk(page, address)
        clerk.sign_in("clerk", PASSWORD)
        sheets = chase_round.sheets_out(clerk)
        missing = chase_round.take_back(clerk, chase_round.answered(sheets, folder, MISSING, DIFFERING))
        assert f"还有 {MISSING} 个单位没有反馈" in missing, missing
        decided = chase_round.decide(clerk)
        chase_round.draft(clerk)
        machine = clerk.count.machine_seconds
        browser.close()
    return clerk.count, machine, decided


if __name__ == "__main__":
    main()
