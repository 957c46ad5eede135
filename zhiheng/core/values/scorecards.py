"""What is known of those assessed, and what comes of it: scores with every step."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

ScoreState = Literal["scored", "missing", "inapplicable"]
Stage = Literal["score", "blind", "consensus", "site"]


class Subject(Struct, frozen=True, kw_only=True, gc=False):
    """An area, a unit or an enterprise that is assessed, in its group (分类考核; "" where there are none)."""

    id: str
    name: str
    group: str = ""


class Observed(Struct, frozen=True, kw_only=True, gc=False):
    """The value of one indicator for one subject, as printed. `id` leads on to the observation and its rows.

    None:  `value` is unknown; `why` says so.
    Shape: `applies` is False where nothing was due (a base of 0): that is no gap in the data, the item does not apply.
    """

    subject: str
    indicator: str
    value: Decimal | None
    unit: str
    id: str = ""
    why: str = ""
    applies: bool = True


class Judged(Struct, frozen=True, kw_only=True):
    """What one person said of one item: a number (points, percent, a count, days late) or an answer, or that it does not apply.

    Shape: `stage`: blind scores, then their consensus, then the site visit; the last stage there is counts. `recused`: kept,
           never counted. `sample`: how many answered, of a survey.
    """

    subject: str
    item: str
    value: Decimal | None = None
    answer: str = ""
    applies: bool = True
    by: str = ""
    stage: Stage = "score"
    recused: bool = False
    sample: int = 0
    why: str = ""
    id: str = ""


class Happened(Struct, frozen=True, kw_only=True):
    """One incident of the register, as a veto sees it."""

    subject: str
    kind: str
    level: str
    says: str = ""
    id: str = ""


class Findings(Struct, frozen=True, kw_only=True):
    """All that is known, by subject and item or indicator.

    Shape: `evidence` counts the pieces on hand; a pair that is absent: nobody counted, which is not zero pieces.
    """

    observed: Mapping[tuple[str, str], Observed] = {}
    judged: Mapping[tuple[str, str], tuple[Judged, ...]] = {}
    evidence: Mapping[tuple[str, str], int] = {}
    happened: tuple[Happened, ...] = ()


class ItemScore(Struct, frozen=True, kw_only=True, gc=False):
    """The score of one item, and the steps in words that lead to it.

    Shape: `rests_on` are the ids of what it was reckoned from: observation, judgements. `counts`: whether its points are part of
           the full points (False: converted away).
    Unit:  points; `exact` before rounding.
    None:  `value` where there is no single number: an answer, or no data.
    """

    id: str
    points: Decimal
    score: Decimal
    exact: Decimal
    state: ScoreState
    counts: bool
    value: Decimal | None
    rests_on: tuple[str, ...]
    trace: tuple[str, ...]


class LevelScore(Struct, frozen=True, kw_only=True, gc=False):
    """The sum of an aspect or a point: what was had of the points that counted."""

    id: str
    name: str
    points: Decimal
    score: Decimal


class VetoStruck(Struct, frozen=True, kw_only=True):
    """A veto or a cap that applies, or that nobody can judge (`applies` is None: no data), and by what."""

    id: str
    name: str
    applies: bool | None
    grade: str
    most: str
    why: str


class Scorecard(Struct, frozen=True, kw_only=True):
    """One subject's result.

    Shape: `raw` is the sum of the items' scores; `adjusted` is converted to the full total where items do not count. `rank` is
           among `of` peers; `tied` are the others with the same rank. `earned` is the grade by score alone. `steps` lead from the
           items to the total, the grade and the rank, in words.
    """

    subject: str
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
    items: tuple[ItemScore, ...]
    vetoes: tuple[VetoStruck, ...]
    consequences: tuple[str, ...]
    steps: tuple[str, ...]
