"""What an office's own level may make of a target from above: stricter, or shared out below.

Source: mission/README.md rules 4, 5 (a range is met from its lower end; rates are not added).
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lexicons import IndicatorName

AT_MOST = frozenset({"<=", "<"})
RATES = frozenset({"%", "％", "‰", "百分点", "分"})
_BARE = frozenset({"=", "≈"})


def number(text: str, what: str) -> Decimal:
    """The decimal that was typed: full-width digits and thousands separators allowed.

    Raises: Fault A301, naming what was to be a number.
    """
    plain = text.strip().translate(_WIDE).replace(",", "").removesuffix("%")
    if not _PLAIN.fullmatch(plain):
        raise Fault("A301", f"{what}：“{text.strip()[:40]}”不是数。请只填数字，单位不用填。")
    return Decimal(plain)


_PLAIN = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")  # nothing in powers of ten: people type 12000
_WIDE = str.maketrans("０１２３４５６７８９．－，％", "0123456789.-,%")


def asked_as(comparator: str, known: IndicatorName | None) -> str:
    """The comparator to judge by: a bare value asks for at most it, where less of the indicator is better (事故起数)."""
    return "<=" if comparator in _BARE and known is not None and known.direction == "down" else comparator


def adds_up(unit: str, known: IndicatorName | None) -> bool:
    """Whether the values of areas may be added: no rate by its unit, nor by what is known of the indicator (每万人…)."""
    return unit not in RATES and (known is None or known.adding not in ("ratio", "mean"))


def as_strict(comparator: str, asked: Decimal, own: Decimal) -> bool:
    """Whether who reaches `own` has also reached what was asked. A bare value (`=`, `≈`) asks for at least it."""
    return own <= asked if comparator in AT_MOST else own >= asked


def stricter(comparator: str, asked: Decimal, own: Decimal) -> bool:
    """Whether `own` asks for more than was asked.

    >>> stricter(">=", Decimal("98"), Decimal("98.5")), stricter("<=", Decimal("3"), Decimal("3.5"))
    (True, False)
    """
    return own != asked and as_strict(comparator, asked, own)


def check_tightened(indicator: str, comparator: str, unit: str, asked: Decimal, own: Decimal) -> None:
    """Nothing, if `own` is stricter than what was asked.

    Raises: Fault A302 not stricter; A303 a rate beyond 100.
    """
    if not stricter(comparator, asked, own):
        way = "小于" if comparator in AT_MOST else "大于"
        raise Fault("A302", f"“{indicator}”：上级要求 {asked}{unit}，本级 {own}{unit} 没有更严。加严的数应{way} {asked}。")
    if unit in ("%", "％") and own > 100 and asked <= 100:
        raise Fault("A303", f"“{indicator}”：{own}% 超过了百分之百。请核对数值。")


def check_shares(
    indicator: str,
    comparator: str,
    unit: str,
    asked: Decimal,
    shares: Sequence[tuple[str, Decimal]],
    by: str,
    known: IndicatorName | None = None,
) -> None:
    """Nothing, if the areas below, or our units, together (`by` "sum"), or each of them ("each"), reach what was asked.

    Raises: Fault A304 nobody named; A305 rates added up; A306 the sum falls short; A307 an area falls short.
    """
    if not shares:
        raise Fault("A304", f"“{indicator}”：还没有填分给谁。请每行填一个地区或单位和它的数值。")
    if by == "each":
        short = [name for name, value in shares if not as_strict(comparator, asked, value)]
        if short:
            over = comparator in AT_MOST
            said, way = ("超过了", "不高于") if over else ("没有达到", "不低于")
            raise Fault("A307", f"“{indicator}”：{'、'.join(short)}的数值{said} {asked}{unit}。请改为{way}上级要求的数。")
        return
    if not adds_up(unit, known):
        raise Fault("A305", f"“{indicator}”：比率（{unit}）不能相加。请改用相同要求：各家都达到上级的数。")
    total = sum((value for _, value in shares), Decimal(0))
    if not as_strict(comparator, asked, total):
        word = "多出" if comparator in AT_MOST else "还差"
        gap = f"合计 {total}{unit}，上级要求 {asked}{unit}，{word} {abs(asked - total)}{unit}"
        raise Fault("A306", f"“{indicator}”：{gap}。请调整后再保存。")
