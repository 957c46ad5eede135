"""The indicators that the field knows, found by any of their names."""

import re
from collections.abc import Sequence

from zhiheng.core.values.lexicons import IndicatorName

_PUNCTUATION = re.compile(r"[\s“”\"'‘’（）()《》·、]")
_SCOPE = re.compile("（[^（）]*）$")
_NOT = "不未非无"  # 不合格率 is not a kind of 合格率
_NUMBER_OF = re.compile("(?:总|数)?(?:数量|个数|量|数)$")


class Vocabulary:
    """Known indicators, asked by name. Built once for many names."""

    def __init__(self, rows: Sequence[IndicatorName]) -> None:
        self._rows = {_bare(name): row for row in reversed(rows) for name in (row.name, *row.also)}
        self._longest = max(map(len, self._rows), default=0)

    def of(self, name: str) -> IndicatorName | None:
        """The indicator whose name, or other name, is the longest end of `name`: 全市制造业产品质量合格率.

        What stands in brackets behind it is a scope.
        None: no known name ends it, or what stands before turns it round (未达标率 is no 达标率).
        """
        bare = _bare(_SCOPE.sub("", name))
        for start in range(max(0, len(bare) - self._longest), len(bare)):
            row = self._rows.get(bare[start:])
            if row:
                return None if bare[start - 1 : start] in _NOT and start else row
        return None

    def same(self, one: str, other: str) -> bool:
        """Whether two names are names of one indicator; a name that ends differently from all known ones only of itself."""
        known = [self._rows.get(_bare(name)) for name in (one, other)]
        return _bare(one) == _bare(other) or (known[0] is not None and known[0] is known[1])


def _bare(name: str) -> str:
    bare = _PUNCTUATION.sub("", name)
    return _NUMBER_OF.sub("数", bare) if bare.endswith(("量", "数")) else bare
