"""Whether a printed number is the exact one: at the printed precision, by another rounding, or loosened by 余, 近, 以上."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from zhiheng.core.values.auditing import Number, Verdict

_MORE = {"多", "余", "几", "超", "逾", "超过"}
_AT_LEAST = {"以上", "不低于", "不少于", "至少"}
_AT_MOST = {"以下", "以内", "不高于", "不超过", "最多"}
_LESS = {"近", "将近", "接近", "不足"}
_ABOUT = {"约", "大约", "左右", "上下"}
_NEAR = Fraction(1, 20)  # how far 约 and 近 reach


def half_up(exact: Fraction, decimals: int) -> Decimal:
    """Rounded once, half away from zero.

    >>> half_up(Fraction(5, 2), 0)
    Decimal('3')
    """
    scaled = abs(exact) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    value = Decimal(whole).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return -value if exact < 0 and value else value


def compared(number: Number, exact: Fraction, decimals: int) -> Verdict:
    """The verdict on a number in the unit of the exact one; `decimals` are those that the definition prints.

    rounds: the same at the printed precision by another rounding, or cut off; or a loosened number that is exact.
    """
    printed = Fraction(number.value)
    if number.high is not None:
        return "agrees" if printed <= exact <= Fraction(number.high) else "differs"
    if word := number.loose:
        return _loosened(word, printed, exact, _step(number))
    if number.step:
        return "agrees" if 2 * abs(printed - exact) <= Fraction(number.step) else "differs"
    precision = number.decimals
    if printed == Fraction(half_up(exact, precision)) or printed == Fraction(half_up(exact, max(precision, decimals))):
        return "agrees"
    unit = Fraction(1, 10**precision)
    coarse = _step(number) if precision == 0 and number.value >= 1000 else Fraction(1)
    near = abs(printed - exact)
    if near < unit:
        return "rounds"
    return "rounds" if coarse >= 100 and near * 2 <= coarse else "differs"


def _loosened(word: str, printed: Fraction, exact: Fraction, step: Fraction) -> Verdict:
    if word in _MORE | _LESS | _ABOUT and printed == exact:
        return "rounds" if word not in _ABOUT else "agrees"
    if word in _MORE:
        return "agrees" if printed < exact < printed + step else "differs"
    if word in _AT_LEAST:
        return "agrees" if printed <= exact < 2 * printed else "differs"
    if word in _AT_MOST:
        return "agrees" if exact <= printed else "differs"
    if word in _LESS:
        return "agrees" if printed * (1 - 2 * _NEAR) <= exact < printed else "differs"
    return "agrees" if abs(printed - exact) <= max(abs(printed) * _NEAR, min(step / 2, abs(printed) / 10)) else "differs"


def _step(number: Number) -> Fraction:
    """What the last digit that says something stands for: 100 in 1500, 0.1 in 3.2."""
    if number.step:
        return Fraction(number.step)
    if number.decimals:
        return Fraction(1, 10**number.decimals)
    digits = str(int(number.value))
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0")))) if number.value else Fraction(1)
