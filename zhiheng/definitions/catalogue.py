"""The catalogue of definitions: what is kept where, whichever app keeps it."""

from functools import cache

from msgspec import Struct

from zhiheng.definitions.strict import OURS
from zhiheng.definitions.tables import rows_of_csv


class Line(Struct, frozen=True, kw_only=True):
    """One definition of the mission: its id, what people call it, and the app that keeps it."""

    slug: str
    name: str
    pattern: str
    topic: str
    kept_in: str


@cache
def catalogue() -> tuple[Line, ...]:
    """Every line, in the order of the topics. Raises: Fault D101–D105."""
    return tuple(rows_of_csv(OURS / "catalogue.csv", Line).values())
