"""What a person corrected, as a case: the sentence, what was read in it, what it is; and the line that would mend it."""

from typing import Any, Literal

from msgspec import Struct

from zhiheng.core.values.reading import DocType

CaseKind = Literal["target", "qualitative_target", "task", "mechanism", "rule", "statistic"]


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One correction. `kind` and `says` are a person's; `was_kind` and `was` what the reader said.

    Shape: `was` and `says` are values of the reading contract without place and confidence.
    None:  `was` where the reader saw nothing, `says` where a person says that it is no item.
    """

    text: str
    kind: CaseKind
    was_kind: CaseKind
    was: dict[str, Any] | None = None
    says: dict[str, Any] | None = None
    type: DocType = "other"
    issued_on: str | None = None


class Line(Struct, frozen=True, kw_only=True):
    """One line of a definition: a row of the lexicon `list`, or a rule of reading where `list` is "rules"."""

    list: str
    row: dict[str, Any]


class Suggestion(Struct, frozen=True, kw_only=True):
    """The line that mends a case and changes nothing learnt before; None with the reason why there is none."""

    line: Line | None = None
    why_none: str = ""
