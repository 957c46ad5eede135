"""From a correction to the line that mends it: tried out on the case, on all cases before, and on the rules' own examples."""

from collections.abc import Callable, Iterable, Sequence

from zhiheng.core.learning.judging import differs
from zhiheng.core.learning.lines import with_lines
from zhiheng.core.learning.proposing import proposals
from zhiheng.core.values.cases import Case, Line, Suggestion
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.reading import Items

Read = Callable[[Case, Lexicons], Items]
Proves = Callable[[Lexicons], bool]  # whether every rule does what its examples say

NOT_ALONE = "单独读这句话没有读错，错在上下文"
NO_LINE = "没有一条词表行或规则能改正它而不影响别处"
ONLY_KEPT = "这类条目还不能自动学习"
_LEARNT = ("target", "statistic", "task", "mechanism")


def suggestion(case: Case, past: Sequence[Case], lexicons: Lexicons, read: Read, proves: Proves) -> Suggestion:
    """The first line that mends the case, leaves every case before it as it is read now, and every rule's examples right."""
    if case.kind not in _LEARNT or case.was_kind not in _LEARNT:
        return Suggestion(why_none=ONLY_KEPT)
    if not differs(case, read(case, lexicons)):
        return Suggestion(why_none=NOT_ALONE)
    right = [one for one in past if not differs(one, read(one, lexicons))]
    for line in proposals(case, lexicons):
        if _mends(line, case, right, lexicons, read, proves):
            return Suggestion(line=line)
    return Suggestion(why_none=NO_LINE)


def _mends(line: Line, case: Case, right: Iterable[Case], lexicons: Lexicons, read: Read, proves: Proves) -> bool:
    try:
        changed = with_lines(lexicons, [line])
        if differs(case, read(case, changed)):
            return False
        return not any(differs(one, read(one, changed)) for one in right) and proves(changed)
    except Fault:  # a pattern that cannot be
        return False
