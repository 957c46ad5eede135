"""What a visitor sees: the site served as in life, a clerk signed in, every main page fetched."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import msgspec

from zhiheng.demo.playing import PASSWORD
from zhiheng.demo.story import story
from zhiheng.documents.models import Document
from zhiheng.indicators.queries import measured
from zhiheng.plans.models import Plan
from zhiheng.project import serving
from zhiheng.publications.models import Publication
from zhiheng.registers.models import Row

PATIENCE = 60.0  # seconds until the server must answer


class Page(msgspec.Struct, frozen=True):
    """One page fetched; status 0 where nothing answered."""

    url: str
    status: int
    ms: int


class Seen(msgspec.Struct, frozen=True):
    """What the demo holds and how its pages answered."""

    pages: list[Page]
    documents: int
    plans: int
    rows: int
    area: str
    period: str
    figures: dict[str, dict[str, object]]

    @property
    def good(self) -> bool:
        """Whether every page opened and every figure has a value."""
        return all(p.status == 200 for p in self.pages) and all(f["value"] is not None for f in self.figures.values())


def check() -> Seen:
    """The main pages as a signed-in clerk of the province fetches them, and the figures of the story."""
    bulletin = story().bulletin
    with _served() as root:
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        pages = [_sign_in(browser, root), *(_fetch(browser, root + path) for path in _paths())]
    return Seen(
        pages=pages,
        documents=Document.objects.count(),
        plans=Plan.objects.count(),
        rows=Row.objects.count(),
        area=bulletin.area,
        period=bulletin.period,
        figures=_figures(bulletin.area),
    )


def _paths() -> Iterator[str]:
    """The stages of the flow, and one thing of each."""
    yield from ("/", "/documents/", "/documents/add/", "/plans/", "/directory/", "/registers/", "/indicators/")
    yield "/indicators/returns/"
    area, period = story().bulletin.area, story().bulletin.period
    document = Document.objects.filter(area__code=area).first()
    plan = Plan.objects.filter(area__code=area).first()
    publication = Publication.objects.filter(area__code=area).first()
    yield f"/documents/{document.pk}/"
    yield f"/plans/{plan.pk}/"
    yield f"/registers/{story().registers[0].register}/"
    chosen = urlencode({"area": area, "period": period})
    yield f"/indicators/?{chosen}"
    yield f"/indicators/targets/?{chosen}"
    yield f"/publications/{publication.pk}/"


@contextmanager
def _served() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind((serving.ADDRESS, 0))
        port = probe.getsockname()[1]
    server = serving.start_server(port)
    try:
        root = f"http://{serving.ADDRESS}:{port}"
        _await(root + "/sign-in/")
        yield root
    finally:
        server.terminate()
        server.wait()


def _await(url: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            build_opener().open(url, timeout=5).close()
            return
        except URLError:
            time.sleep(0.1)


def _sign_in(browser: OpenerDirector, root: str) -> Page:
    form = browser.open(f"{root}/sign-in/", timeout=PATIENCE).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    who = {"username": story().bulletin.by, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
    return _fetch(browser, f"{root}/sign-in/?next=/", urlencode(who).encode())


def _fetch(browser: OpenerDirector, url: str, form: bytes | None = None) -> Page:
    started = time.perf_counter()
    try:
        with browser.open(url, form, timeout=PATIENCE) as answer:
            answer.read()
            # Sent back to the sign-in page is as good as refused.
            status = answer.status if "/sign-in/" not in answer.url else 401
    except HTTPError as refused:
        status = refused.code
    except URLError:
        status = 0
    return Page(url=re.sub(r"^http://[^/]+", "", url), status=status, ms=round(1000 * (time.perf_counter() - started)))


def _figures(area: str) -> dict[str, dict[str, object]]:
    """The figures that the story names, each for its period."""
    found = {}
    for counted in story().figures:
        found |= measured(area, counted.period, counted.indicators)
    return {name: {"value": figure["value"], "unit": figure["unit"]} for name, figure in found.items()}
