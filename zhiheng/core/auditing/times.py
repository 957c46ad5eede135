"""Growth told in multiples 增长1.2倍, 是上年的2.2倍, as percent."""

import re
from decimal import Decimal

from msgspec.structs import replace

from zhiheng.core.values.auditing import Number

_OF = re.compile("(?:是|为|相当于|达到?)[^，。；]{0,12}的$")


def in_percent(number: Number, ahead: str) -> Number:
    """A number of times as the percent by which it is more; the text stays as it is printed."""
    times = number.value - 1 if _OF.search(ahead) else number.value
    step = Decimal(100).scaleb(-number.decimals)
    return replace(number, value=times * 100, unit="%", decimals=0, step=step if not number.loose else None)
