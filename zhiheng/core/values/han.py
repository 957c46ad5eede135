"""A number written in Chinese numerals: 一百三十, 三点五, 两千零八."""

import re
from decimal import Decimal

DIGITS = "零一二三四五六七八九"


def han_written(value: Decimal) -> str:
    """The value as it is written: 一百三十, 十四, 三点五.

    >>> han_written(Decimal(130)), han_written(Decimal(14)), han_written(Decimal("2.50")), han_written(Decimal(20008))
    ('一百三十', '十四', '二点五零', '二万零八')
    """
    whole, _, rest = f"{value:f}".partition(".")
    number = int(whole)
    said = ""
    for size, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, size)
        if part:
            gap = "零" if said and part < 1000 else ""
            said += f"{gap}{_section(part)}{name}"
    said = re.sub("^一十", "十", said) or "零"
    return said + (f"点{''.join(DIGITS[int(char)] for char in rest)}" if rest else "")


def _section(number: int) -> str:
    said, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + name
        gap = not digit
    return said
