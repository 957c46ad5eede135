"""All assessed beside one another: total, grade, rank, ties, what follows; by group, filtered and sorted."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

from zhiheng.assessments.explaining.asking import Meant
from zhiheng.core.scoring import Band, band_of_rank
from zhiheng.core.values.scorecards import LevelScore, Scorecard
from zhiheng.web.asking import typed

SORTS = {"rank": "名次", "code": "代码", "raw": "各项合计", "missing": "没有数据的项"}
HUNDRED = Decimal(100)
WITH_BANDS = 200  # up to so many it is said for each which ranks missing data leave open


class Share(NamedTuple):
    """What was had of an aspect, in per cent of the points that counted. None: none counted."""

    level: LevelScore
    percent: Decimal | None

    @property
    def width(self) -> str:
        """Of its bar, of 100."""
        return f"{self.percent or 0:.0f}"


class RankLine(NamedTuple):
    """One of the assessed."""

    card: Scorecard
    group: str
    shares: list[Share]
    missing: int
    tied: list[str]
    band: Band | None  # None: too many to say it for each

    @property
    def open(self) -> str:
        """The ranks that missing data leave open; "" where they leave none."""
        band = self.band
        return f"{band.best}—{band.worst}" if band and band.best != band.worst else ""


class Ranking(NamedTuple):
    """The list as it is asked for, in groups; `aspects` are what it may be sorted by beside `SORTS`."""

    meant: Meant
    groups: list[tuple[str, list[RankLine]]]
    found: int
    asked: dict[str, str]
    sorts: list[tuple[str, str]]
    grades: list[str]
    group_names: list[tuple[str, str]]
    lines_from: int
    size: int

    @property
    def query(self) -> str:
        return urlencode(self.asked)

    @property
    def before(self) -> int | None:
        """The first line of the page before."""
        return max(0, self.lines_from - self.size) if self.lines_from else None

    @property
    def after(self) -> int | None:
        """The first line of the next page."""
        return self.lines_from + self.size if self.lines_from + self.size < self.found else None


def share_of(level: LevelScore) -> Decimal | None:
    """Per cent to one decimal. None: no point of it counted."""
    return (level.score * HUNDRED / level.points).quantize(Decimal("0.1")) if level.points else None


def ranking(meant: Meant, given: Mapping[str, str], first: int, size: int) -> Ranking:
    """The list that an address asks for: `group`, `grade`, `q`, `sort`."""
    scheme = meant.standing.scheme
    sorts = [*SORTS.items(), *((f"aspect-{key}", one.name) for key, one in scheme.aspects.items())]
    sort = given.get("sort", "") if given.get("sort", "") in dict(sorts) else "rank"
    asked = {"side": meant.side, "sort": sort}
    asked |= {key: typed(given, key) for key in ("group", "grade", "q") if typed(given, key)}
    found = [
        card for card in meant.standing.cards
        if asked.get("group", card.group) == card.group and asked.get("grade", card.grade) == card.grade
        and asked.get("q", "") in f"{card.name}{card.subject}"
    ]  # fmt: skip
    by_group = scheme.ranks == "group" and bool(scheme.groups) and sort == "rank"
    order = list(scheme.groups)
    key = _order(sort)
    found.sort(key=lambda card: (order.index(card.group) if by_group else 0, key(card), card.rank, card.subject))
    groups: dict[str, list[RankLine]] = {}
    for card in found[first : first + size]:
        groups.setdefault(scheme.groups.get(card.group, "") if by_group else "", []).append(_line(meant, card))
    return Ranking(
        meant, list(groups.items()), len(found), asked, sorts, [band.name for band in scheme.grading.bands],
        list(scheme.groups.items()), first, size,
    )  # fmt: skip


def _order(sort: str) -> Callable[[Scorecard], Any]:
    if sort.startswith("aspect-"):
        id = sort.removeprefix("aspect-")
        return lambda card: -next((share_of(one) or Decimal(0) for one in card.aspects if one.id == id), Decimal(0))
    keys: dict[str, Callable[[Scorecard], Any]] = {
        "rank": lambda card: card.rank, "code": lambda card: card.subject, "raw": lambda card: -card.raw,
        "missing": lambda card: -_missing(card),
    }  # fmt: skip
    return keys[sort]


def _missing(card: Scorecard) -> int:
    return sum(one.state == "missing" for one in card.items)


def _line(meant: Meant, card: Scorecard) -> RankLine:
    scheme, cards = meant.standing.scheme, meant.standing.cards
    names = {one.subject: one.name for one in cards} if card.tied else {}
    band = band_of_rank(scheme, cards, card) if len(cards) <= WITH_BANDS else None
    shares = [Share(one, share_of(one)) for one in card.aspects]
    return RankLine(card, scheme.groups.get(card.group, ""), shares, _missing(card), [names[one] for one in card.tied], band)


def edges(meant: Meant, count: int = 3) -> list[tuple[str, list[Scorecard], list[Scorecard]]]:
    """The first and the last of every ranking: all who have fewer than `count` before, or behind, them."""
    scheme = meant.standing.scheme
    groups: dict[str, list[Scorecard]] = {}
    for card in meant.standing.cards:
        groups.setdefault(card.group if scheme.ranks == "group" else "", []).append(card)
    found = []
    for group, cards in groups.items():
        cards.sort(key=lambda one: (one.rank, one.subject))
        ranks = [one.rank for one in cards]
        first = [one for one in cards if bisect_left(ranks, one.rank) < count]
        last = [one for one in cards if len(ranks) - bisect_right(ranks, one.rank) < count]
        found.append((scheme.groups.get(group, ""), first, last))
    return found
