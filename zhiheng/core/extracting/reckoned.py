"""What the parser knows of one number."""

from msgspec import Struct

from zhiheng.core.extracting.comparators import Binding
from zhiheng.core.extracting.counting import Name
from zhiheng.core.extracting.judging import Verdict
from zhiheng.core.extracting.numbers import Figure
from zhiheng.core.values.reading import Deadline, Number


class Reckoned(Struct, kw_only=True):
    """A figure with all that was found out about it."""

    figure: Figure
    bound: Binding
    name: Name
    verdict: Verdict
    deadline: Deadline | None
    baseline: Number | None = None
