"""All that plans keep; each file tells one thing. Open first: models_of_duties.py."""

from zhiheng.plans.models_of_carrying import Carried, Comparison
from zhiheng.plans.models_of_chasing import (
    ChaseAnswer,
    ChaseAsked,
    ChaseFile,
    ChaseRound,
    Matter,
    MatterEntry,
    MatterHelper,
    MatterProof,
    Occurrence,
    Recurring,
)
from zhiheng.plans.models_of_comments import Answer, CommentRound, Opinion, RoundUnit
from zhiheng.plans.models_of_duties import Duty, DutyUnit, Plan
from zhiheng.plans.models_of_editing import Arrangement, EditedFile
from zhiheng.plans.models_of_goals import Goal, GoalShare

__all__ = [
    "Answer", "Arrangement", "Carried", "ChaseAnswer", "ChaseAsked", "ChaseFile", "ChaseRound", "CommentRound", "Comparison",
    "Duty", "DutyUnit", "EditedFile", "Goal", "GoalShare", "Matter", "MatterEntry", "MatterHelper", "MatterProof",
    "Occurrence", "Opinion", "Plan", "Recurring", "RoundUnit",
]  # fmt: skip
