"""Places and settings for tests: 示例省 with two cities, and six figures."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from zhiheng.core.filling import entered, meanings
from zhiheng.core.measuring import period_from
from zhiheng.core.values.filling import Amount, Days, Entry, Known, Meaning, Remembered, Setting, Slot
from zhiheng.definitions.filling import form_words

KNOWN = (
    Known(id="checks", name="专项检查次数", unit="次", context=("专项整治",)),
    Known(id="staff-times", name="出动人次", unit="人次", context=("专项整治",)),
    Known(id="cases-found", name="查处案件数", unit="宗", context=("专项整治",)),
    Known(id="cases-filed", name="立案数", unit="宗", context=("专项整治",)),
    Known(id="fines", name="罚款金额", unit="万元", decimals=2, context=("专项整治",)),
    Known(id="lots", name="监督抽查批次", aliases=("抽查批次",), unit="批次", context=("批次合格率",)),
    Known(id="pass-rate", name="批次合格率", unit="%", decimals=1, context=("监督抽查批次",)),
)
EXACT: Mapping[str, Fraction] = {
    "checks": Fraction(847), "staff-times": Fraction(45111), "cases-found": Fraction(2102), "cases-filed": Fraction(1124),
    "fines": Fraction(33267, 100), "lots": Fraction(892), "pass-rate": Fraction(78400, 892),
}  # fmt: skip


def days(text: str) -> Days:
    period = period_from(text)
    return Days(period.start, period.end, period.text)


def setting(period: str = "2025H1", remembered: tuple[Remembered, ...] = ()) -> Setting:
    return Setting(
        area=("990000", "示例省"), below=(("990100", "青屿市"), ("990200", "澄湾市")), period=days(period), known=KNOWN,
        words=form_words(), remembered=remembered,
    )  # fmt: skip


def slot(rows: tuple[str, ...] = ("立案数（宗）",), columns: tuple[str, ...] = ("本期",), **said: Any) -> Slot:
    return Slot(address="Sheet!B2", rows=rows, columns=columns, **said)


def meaning(one: Slot, period: str = "2025H1", remembered: tuple[Remembered, ...] = (), title: str = "") -> Meaning:
    return meanings([one], setting(period, remembered), title)[0]


def amount(indicator: str, area: str, when: Days) -> Amount:
    """The same in every area; a tenth less in every year before."""
    known = next(one for one in KNOWN if one.id == indicator)
    return Amount(exact=EXACT[indicator] * Fraction(9, 10) ** (2025 - when.end.year), unit=known.unit, decimals=known.decimals)


def entry(one: Slot, period: str = "2025H1", chosen: str | None = None) -> Entry:
    return entered(meaning(one, period), amount, chosen)
