"""The stopwatch: a county's year of 自评 and 佐证, from opening to the frozen result, walked in a browser as a person would.

Ten departments' sheets come back by one choice of files, 60 papers by another and are filed as suggested; one doubt is settled,
the list of what lacks, cover and directory are out, it is handed in and approved. A person's time is reckoned from keys, clicks
and decisions by the keystroke-level model (as `main_job.py`), the machine's own is added. Not in it: what departments do to fill
their sheets and to find their papers, reading, meetings. By hand: 15 to 25 days a year, an estimate of
../shared/domain/offices.md, section 4, which holds that work too.

Of 600 papers, 540 more want 540 more decisions (12 minutes by the model) and, as evidence.py measures, about 16 seconds of the
processor.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from main_job import PASSWORD, ROOT, chromium, free_port, wait_for
from rows import row

PAPERS, CODE, COUNTY = 60, "990100", "示例县"
BY_HAND = (15, 25)  # days of eight hours
DAY = 8 * 60  # minutes


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
    found_departments()
    port = free_port()
    server = serving.start_server(port)
    try:
        count, machine, cells, missing = walk(f"http://127.0.0.1:{port}", Path(home))
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(home, ignore_errors=True)
    minutes = (count.person_seconds + machine) / 60
    print(f"{count}\nmachine {machine:.1f} s, person {count.person_seconds:.0f} s, {missing} pieces missing", file=sys.stderr)
    row(
        f"a year of 自评 and 佐证 of a county: 10 sheets ({cells} items) and {PAPERS} papers by one choice of files each, the "
        f"work of departments, reading and meetings not counted: {count.keys} keys, {count.clicks} clicks, {count.decisions} "
        f"decisions, {machine:.0f} s of the machine (load average {os.getloadavg()[0]:.1f})",
        f"{minutes:.1f} minutes",
        f"by hand: {BY_HAND[0]}–{BY_HAND[1]} days, all work counted (an estimate)",
        minutes / (BY_HAND[0] * DAY),
    )


def found_departments() -> None:
    """A county with its clerk and the departments that lead."""
    from main_job import found_office

    from journeys.assessment_year import UNITS
    from zhiheng.accounts.models import User
    from zhiheng.directory.actions import add_organisation

    found_office()
    office = User.objects.get(username="clerk").works_for
    for name in dict.fromkeys(UNITS.values()):
        if name != office.name:
            add_organisation(office.area, name, None)


def walk(address: str, folder: Path):
    """What the clerk did, the seconds of the machine, how many items were answered and how many pieces lack."""
    from playwright.sync_api import sync_playwright

    from journeys import assessment_year as year
    from journeys.clerk import Clerk

    wait_for(address)
    papers = year.papers(folder, PAPERS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
        clerk = Clerk(page, address)
        clerk.sign_in("clerk", PASSWORD)
        at = year.open_year(clerk)
        files, cells = year.answered(year.sheets_out(clerk, COUNTY), folder)
        year.take_back(clerk, files)
        year.file_evidence(clerk, at, CODE, papers)
        missing = year.gaps(clerk, at, CODE)
        year.settle_doubt(clerk, at, CODE)
        year.covers(clerk, at, CODE)
        year.hand_in(clerk, at, CODE)
        year.approve(clerk, at)
        machine = clerk.count.machine_seconds
        browser.close()
    return clerk.count, machine, cells, missing


if __name__ == "__main__":
    main()
