"""One row as an app keeps it, for a document that is about it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from zhiheng.core.values.facts import Record
from zhiheng.directory.models import Area


class Found(NamedTuple):
    """The row in words, its values as conditions compare them, and what keeps it from any document. `day` is the row's own."""

    record: Record
    values: Mapping[str, Any]
    area: Area
    day: date | None = None
    gone: str = ""
