"""Digits as the old document wrote them: full-width, Chinese, with separators; at its precision, as round as it was."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from zhiheng.core.values.auditing import Number
from zhiheng.core.values.han import han_written

_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_HAN = "〇一二三四五六七八九"
_NARROW = str.maketrans("０１２３４５６７８９．○零" + _HAN, "0123456789.00" + "0123456789")
HAN_NUMBER = re.compile("[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?")
_LARGE = 4  # digits from which a round number is not rounded to its first alone
_DOWN = {"多", "余", "几", "超", "逾", "超过", "以上", "不低于", "不少于", "至少"}
_UP = {"近", "将近", "接近", "不足", "以下", "以内", "不高于", "不超过", "最多"}


def digits_of(number: Number) -> str:
    """The digits of a number as they stand in its text, without unit and words."""
    from_digits = number.text[number.at - number.start :]
    if found := HAN_NUMBER.match(from_digits):
        return re.sub("[万亿]$", "", found[0]) if number.unit[:1] in ("万", "亿") else found[0]
    end = next((k for k, char in enumerate(from_digits) if not (char.isdigit() or char in ",，٬.．")), len(from_digits))
    return from_digits[:end].rstrip(",，.．")


def rounded_as(number: Number, exact: Fraction, known: int) -> Decimal:
    """The exact value at the precision at which the old number was printed; `known` decimals where it would vanish.

    Shape: a loosened number keeps as many zeros at its end as it had, fewer where the new one would say less than one digit, or,
           where the old one was in the thousands, less than two.
    """
    word = number.loose
    way = ROUND_FLOOR if word in _DOWN else ROUND_CEILING if word in _UP else ROUND_HALF_UP
    places = number.decimals
    if word and not number.decimals:
        digits = str(int(number.value))
        zeros = len(digits) - len(digits.rstrip("0")) if number.value else 0
        say = 2 if len(digits) >= _LARGE else 1
        places = -max(0, min(zeros, len(str(int(abs(exact)))) - say))
    value = to_places(abs(exact), places, way)
    if not value and exact:
        value = to_places(abs(exact), max(known, number.decimals + 1), way)
    return value


def to_places(exact: Fraction, places: int, way: str = ROUND_HALF_UP) -> Decimal:
    """Rounded once, to so many decimals; below zero they are zeros at the end."""
    scaled = exact * Fraction(10) ** places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    up = {ROUND_FLOOR: False, ROUND_CEILING: bool(rest), ROUND_HALF_UP: 2 * rest >= scaled.denominator}[way]
    return Decimal(whole + up).scaleb(-places).quantize(Decimal(1).scaleb(-max(places, 0)))


def written_as(old: str, value: Decimal) -> str:
    """A value with the separators and the width of the old digits.

    >>> written_as("１２.５", Decimal("7.25")), written_as("45,111", Decimal(51234)), written_as("十四", Decimal(21))
    ('７.２５', '51,234', '二十一')
    """
    if HAN_NUMBER.fullmatch(old):
        return "两" if value == Decimal(2) else han_written(value)
    mark = next((char for char in ",，" if char in old), "")
    text = f"{value:,f}".replace(",", mark) if mark else f"{value:f}"
    return wide(text) if any("０" <= char <= "９" for char in old) else text


def wide(text: str) -> str:
    """The same text with full-width digits."""
    return text.translate(_WIDE)


def narrow(text: str) -> str:
    """The same text, character by character, with plain digits."""
    return text.translate(_NARROW)


def han(text: str) -> str:
    """Digits as Chinese ones.

    >>> han("2025")
    '二〇二五'
    """
    return "".join(_HAN[int(char)] if char.isdigit() else char for char in text)
