"""A rule made of one sentence, with that sentence as its example."""

import re
from hashlib import sha256
from typing import Any

from zhiheng.core.learning.judging import expected
from zhiheng.core.values.cases import Case, Line
from zhiheng.core.values.comparing import NOTHING

_NAMES = ("indicator", "measure")  # the grammar adds a word for counting to them; the case itself looks at them
_SLOT = re.compile(r"\{[^{}]*\}")


def rule_line(case: Case, pattern: str, gives: dict[str, Any], kind: str) -> Line:
    """The line of a rule. Its counterexample is the sentence without the longest of its fixed words."""
    fixed = max(_SLOT.split(pattern), key=len)
    wanted = {name: NOTHING if value is None else value for name, value in expected(case).items() if name not in _NAMES}
    example = {"text": case.text, "type": case.type, "issued_on": case.issued_on}
    return Line(
        list="rules",
        row={
            "id": f"learned-{sha256(pattern.encode()).hexdigest()[:10]}", "says": f"由改正学得：{_SLOT.sub('…', pattern)}",
            "kind": kind, "pattern": pattern, "gives": gives,
            "example": [{**_said(example), "expect": [wanted]} if wanted else _said(example)],
            "counterexample": [_said({**example, "text": case.text.replace(fixed, "")})],
        },
    )  # fmt: skip


def _said(example: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in example.items() if value is not None}
