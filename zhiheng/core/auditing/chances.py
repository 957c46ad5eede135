"""Whether a rate that is said to have risen or fallen may have done so by chance: a hint, never a verdict."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb

from zhiheng.core.auditing.judging import Records
from zhiheng.core.auditing.rounding import half_up
from zhiheng.core.values.auditing import Finding, Judged

ALPHA = Fraction(1, 20)
_EXACT = 20_000  # counts up to which every table is weighed; beyond it the squared distance is compared, in whole numbers too
_FAR = Fraction(38414588, 10_000_000)  # of chi-square with one degree of freedom at 0.05


def chances(figures: Sequence[Judged], records: Records) -> Iterator[Finding]:
    """Changes of rates that agree, but lie within chance. Source: docs/methods/auditing.md"""
    for one in figures:
        against = one.claim.against
        if not one.claim.change or against is None or one.days is None or one.verdict not in ("agrees", "rounds"):
            continue
        now, then = records(one.indicator, one.area[0], one.days), records(one.indicator, one.area[0], against)
        if now.unit != "%" or now.numerator is None or then.numerator is None or not now.denominator or not then.denominator:
            continue
        if not (0 <= now.numerator <= now.denominator and 0 <= then.numerator <= then.denominator):
            continue
        counts = f"{now.numerator}/{now.denominator} 与 {then.numerator}/{then.denominator}"
        table = now.numerator, now.denominator, then.numerator, then.denominator
        if by_chance(*table):
            few = now.denominator + then.denominator <= _EXACT
            told = f"p={half_up(exact_chance(*table), 2)}" if few else "差异不显著"
            yield Finding(
                kind="significance", start=one.start, end=one.end, evidence=counts, hint=True,
                says=f"两期相差可能只是偶然（{counts}，{told}），宜写“基本持平”，或写明样本量",
            )  # fmt: skip


def by_chance(hits: int, of: int, other_hits: int, other_of: int) -> bool:
    """Whether two shares may differ by chance at the level of 5 %; decided in whole numbers.

    Source: Fisher's exact test, two-sided; above 20 000 counts the chi-square of the fourfold table.
    """
    if of + other_of <= _EXACT:
        return exact_chance(hits, of, other_hits, other_of) > ALPHA
    whole, missed, other_missed = of + other_of, of - hits, other_of - other_hits
    product = of * other_of * (hits + other_hits) * (missed + other_missed)
    return not product or Fraction(whole * (hits * other_missed - other_hits * missed) ** 2, product) <= _FAR


def exact_chance(hits: int, of: int, other_hits: int, other_of: int) -> Fraction:
    """The chance of tables no likelier than this one, with the same sums of rows and columns, 0–1.

    >>> exact_chance(3, 4, 1, 4)
    Fraction(17, 35)
    """
    both = hits + other_hits
    low, high = max(0, both - other_of), min(of, both)
    weight = comb(of, low) * comb(other_of, both - low)
    weights = []
    for each in range(low, high + 1):
        weights.append(weight)
        weight = weight * (of - each) * (both - each) // ((each + 1) * (other_of - both + each + 1))
    own = weights[hits - low]
    return Fraction(sum(one for one in weights if one <= own), sum(weights))
