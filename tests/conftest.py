"""What every test stands on: a home of its own, the texts beside the checkout, a browser that stays at home."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import django
import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import expect

from zhiheng.engines.gathering.remembering import remember_in

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
NO_SKIP = os.environ.get("ZHIHENG_NO_SKIP") == "1"

# Set here and not in pyproject.toml: pytest-django would load the settings before the home is known.
HOME = Path(tempfile.mkdtemp(prefix="zhiheng-tests-"))
os.environ["ZHIHENG_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "zhiheng.project.settings"
os.environ["ZHIHENG_ENGINE"] = "database"  # a test's rows are rolled back; a snapshot of them would stay
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop running beside the test
if os.environ.get("ZHIHENG_TEST_POORER"):  # the suite on a database that can do less: see tests/house/poorer
    settings.DATABASES["default"]["ENGINE"] = "house.poorer"
django.setup()

from zhiheng.assessments.explaining.remembering import forget  # noqa: E402 after the settings

remember_in(Path(tempfile.gettempdir()) / "zhiheng-tests-compiled")  # one for all processes: names say what was compiled, by what

hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")

expect.set_options(timeout=20_000)  # milliseconds: a busy machine is no failure

QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Each process finds a home of its own: what it inherited, it would share."""
    for name in ("ZHIHENG_HOME", "DJANGO_SETTINGS_MODULE"):
        os.environ.pop(name, None)


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


# ── What may be absent on a user's machine, and may not where ZHIHENG_NO_SKIP says so ──


def chromium() -> str | None:
    """The path of a Chromium or its kin, None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
    found = (shutil.which(name) for name in names)
    return next((path for path in found if path), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only tests that use the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if used & {"page", "context", "new_context"}:
            item.add_marker("browser")
        if "shared" in used:
            item.add_marker("shared")
        if "spark_cluster" in used:
            item.add_marker("cluster")
    if config.getoption("--database-only"):
        others = [item for item in items if not uses_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if uses_database(item)]


def uses_database(item: pytest.Item) -> bool:
    """Whether the test asks pytest-django for a database, by mark or by fixture."""
    used = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or used & {"db", "transactional_db", "live_server"})


def pytest_runtest_setup(item: pytest.Item) -> None:
    forget()  # what a test wrote is rolled back, and the next has other rows of the same numbers
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        pytest.skip("the texts of ../shared are not on this machine")
    if item.get_closest_marker("browser") and not chromium():
        pytest.skip("no Chromium on this machine: apt-get install chromium")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    return demand((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    return demand((yield))


def demand(report):
    """The report, failed if it was a skip where none is allowed."""
    if NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where no skip is allowed: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of texts beside the checkout, read in place."""
    return SHARED


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or pytest.skip("no LibreOffice on this machine: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui")


# ── The platform ──


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """On SQLite a file, as in life: a database in memory would make all threads share one connection."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(HOME / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Signing in costs a millisecond instead of half a second."""
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


# ── The browser ──


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": QUIET_CHROMIUM}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    office = {"viewport": {"width": 1366, "height": 768}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
    return {**browser_context_args, **office}


@pytest.fixture
def new_context(new_context: Callable) -> Iterator[Callable]:
    """Makes browser contexts; the test fails if a page asked another machine for anything."""
    strangers: list[str] = []

    def note(request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in {"127.0.0.1", "localhost"}:
            strangers.append(request.url)

    def make(**options):
        context = new_context(**options)
        context.on("request", note)
        return context

    yield make
    assert not strangers, f"the page asked other machines: {strangers}"
