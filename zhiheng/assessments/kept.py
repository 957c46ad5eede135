"""The results of an assessment as they were kept, read for pages, files and documents."""

from decimal import Decimal

import msgspec
from msgspec import Struct

from zhiheng.assessments.freezing import Frozen
from zhiheng.assessments.models import Assessment, Result
from zhiheng.core.values.scorecards import LevelScore, VetoStruck
from zhiheng.history.models import Revision
from zhiheng.history.queries import timeline


class ItemKept(Struct, frozen=True, kw_only=True):
    """The score of one item as it was kept."""

    id: str
    points: Decimal
    score: Decimal
    state: str
    value: Decimal | None
    rests_on: tuple[str, ...]
    trace: tuple[str, ...]


class CardKept(Struct, frozen=True, kw_only=True):
    """One scorecard as it was kept; `area` is the code of the assessed, whatever it is."""

    area: str
    name: str
    group: str
    raw: Decimal
    adjusted: Decimal
    grade: str
    earned: str
    rank: int
    of: int
    tied: tuple[str, ...]
    aspects: tuple[LevelScore, ...]
    points: tuple[LevelScore, ...]
    items: tuple[ItemKept, ...]
    vetoes: tuple[VetoStruck, ...]
    consequences: tuple[str, ...]
    trace: tuple[str, ...]

    @property
    def struck(self) -> tuple[VetoStruck, ...]:
        """The vetoes and caps that apply."""
        return tuple(one for one in self.vetoes if one.applies)


class CardsKept(Struct, frozen=True, kw_only=True):
    """All scorecards of one result."""

    scheme: str
    period: str
    total: Decimal
    scorecards: tuple[CardKept, ...]

    @property
    def ranked(self) -> list[CardKept]:
        """By group, then rank, equals by code."""
        return sorted(self.scorecards, key=lambda one: (one.group, one.rank, one.area))


class PlaceKept(Struct, frozen=True, kw_only=True):
    """What one of the assessed came to, in short: all that a list shows of a scorecard."""

    area: str
    group: str
    adjusted: Decimal
    grade: str
    rank: int
    of: int


class _PlacesKept(Struct, frozen=True, kw_only=True):
    scorecards: tuple[PlaceKept, ...]


def cards_in(text: str) -> CardsKept:
    """The scorecards in a text that was kept. Raises: msgspec.MsgspecError."""
    return msgspec.json.decode(text, type=CardsKept)


def places_in(result: Result | None) -> dict[str, PlaceKept]:
    """What each of the assessed came to, by code; nothing before approval. Raises: msgspec.MsgspecError."""
    if result is None:
        return {}
    return {one.area: one for one in msgspec.json.decode(result.cards, type=_PlacesKept).scorecards}


def frozen_in(result: Result) -> Frozen:
    """The texts of a result, apart from the database."""
    return Frozen(
        scheme=result.scheme_kept, scheme_digest=result.scheme_digest, inputs=result.inputs, inputs_digest=result.inputs_digest,
        cards=result.cards, digest=result.digest, digest_name=result.digest_name, code=result.code,
    )  # fmt: skip


def latest_result(assessment: Assessment) -> Result | None:
    """The result that counts; None before approval."""
    return assessment.results.select_related("corrects", "approved_by").order_by("-revision").first()


def announcement_of(assessment: Assessment) -> Revision | None:
    """The line of history that says by what, when and by whom the result was announced; None before."""
    return timeline(assessment).filter(subject_type=assessment._meta.label_lower, verb="通报").first()
