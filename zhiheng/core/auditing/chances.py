"""Whether a rate that is said to have risen or fallen may have done so by chance: a hint, never a verdict."""

from collections.abc import Iterator, Sequence
from math import erfc, sqrt

from zhiheng.core.auditing.judging import Records
from zhiheng.core.values.auditing import Finding, Judged

ALPHA = 0.05


def chances(figures: Sequence[Judged], records: Records) -> Iterator[Finding]:
    """Changes of rates that agree, but lie within chance. Source: two-sided test of two proportions, pooled variance."""
    for one in figures:
        against = one.claim.against
        if not one.claim.change or against is None or one.days is None or one.verdict not in ("agrees", "rounds"):
            continue
        now, then = records(one.indicator, one.area[0], one.days), records(one.indicator, one.area[0], against)
        if now.unit != "%" or now.numerator is None or then.numerator is None or not now.denominator or not then.denominator:
            continue
        p = two_proportions(now.numerator, now.denominator, then.numerator, then.denominator)
        if p > ALPHA:
            counts = f"{now.numerator}/{now.denominator} 与 {then.numerator}/{then.denominator}，p={p:.2f}"
            yield Finding(
                kind="significance", start=one.start, end=one.end, evidence=counts, hint=True,
                says=f"两期相差可能只是偶然（{counts}），宜写“基本持平”，或写明样本量",
            )  # fmt: skip


def two_proportions(hits: int, of: int, other_hits: int, other_of: int) -> float:
    """The chance of a difference as large as this one where both shares are the same, 0–1.

    >>> round(two_proportions(784, 892, 700, 801), 2)
    0.78
    """
    pooled = (hits + other_hits) / (of + other_of)
    spread = sqrt(pooled * (1 - pooled) * (1 / of + 1 / other_of))
    return erfc(abs(hits / of - other_hits / other_of) / spread / sqrt(2)) if spread else 1.0
