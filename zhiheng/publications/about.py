"""What a document is about."""

from datetime import date
from typing import NamedTuple

from zhiheng.core.measuring import Period
from zhiheng.directory.models import Area, Organisation
from zhiheng.web.scoping import Scope


class About(NamedTuple):
    """What a document speaks of, who writes it, and on which day. `row` is the number of the row it is about, 0 for none."""

    scope: Scope
    area: Area
    period: Period
    office: Organisation
    today: date
    row: int = 0
