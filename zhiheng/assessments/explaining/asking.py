"""Which cards of an assessment a page is about: as they stand from one side, or as they were approved."""

from typing import NamedTuple

from zhiheng.assessments.cards import Side, Standing
from zhiheng.assessments.explaining.remembering import standing_frozen, standing_now
from zhiheng.assessments.kept import latest_result
from zhiheng.assessments.models import Assessed, Assessment, Result
from zhiheng.core.values.scorecards import Scorecard

LIVE: dict[str, Side] = {"final": "final", "department": "department", "self": "self"}
NAMES = {"result": "审定结果", "final": "现在的得分", "department": "部门评分", "self": "自评"}


class Meant(NamedTuple):
    """The cards that a page is about. `side` is as the address says it; `result`: they are frozen, as this one."""

    assessment: Assessment
    side: str
    standing: Standing
    result: Result | None
    sides: list[tuple[str, str]]  # to choose from: (side, name)

    @property
    def name(self) -> str:
        """What they are called."""
        return NAMES[self.side]

    @property
    def query(self) -> str:
        """The choice as an address says it."""
        return f"side={self.side}"

    def card_of(self, assessed: Assessed) -> Scorecard | None:
        """The card of one of the assessed; None where it was not among them."""
        return next((card for card in self.standing.cards if card.subject == assessed.code), None)


def meant(assessment: Assessment, asked: str = "") -> Meant:
    """The cards that an address asks for; where it asks for none the approved ones, before that those that stand now.

    Raises: as `scorecards`.
    """
    result = latest_result(assessment)
    sides = [(side, NAMES[side]) for side in (*(["result"] if result else []), *LIVE)]
    side = asked if asked in dict(sides) else sides[0][0]
    if side == "result" and result is not None:
        return Meant(assessment, side, standing_frozen(result), result, sides)
    return Meant(assessment, side, standing_now(assessment, LIVE[side]), None, sides)
