"""Numbers that a text writes in words: 一百二十三家, 百分之八十七点九, 近九成, 过半, 三分之一, 翻一番."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.auditing import Number

_ONES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_HAN = "[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
_BEFORE = "大约|将近|接近|超过|不足|不低于|不少于|不高于|不超过|至少|最多|约|近|超|逾"
_AFTER = "以上|以下|以内|左右|上下"
_SCALE = "万亿|亿|万"
_DAYS = re.compile(
    r"[〇零一二三四五六七八九○]{2,4}年|[一二三四五六七八九十]{1,3}月(?:份|[一二三四五六七八九十]{1,3}日)?|[一二三四五六七八九十]{1,3}[日号]"
)
_TENTH = re.compile(
    rf"(?P<before>{_BEFORE}|过)?(?P<lo>[一二两三四五六七八九]|(?<!\d)\d)成(?P<half>[一二三四五六七八九半])?(?P<more>多)?(?P<after>{_AFTER})?"
    r"(?![员立果为效绩功本人交品型长就套份熟天都渝])"
)
_HALF = re.compile(
    rf"(?P<before>{_BEFORE}|过)(?:一半|半数|半(?![年月天径导成个小]))|(?P<alone>一半|半数)(?P<after>{_AFTER})?"
)
_PART = re.compile(
    rf"(?P<before>{_BEFORE}|过)?(?P<of>[二三四五六七八九十])分之(?P<part>[一二两三四五六七八九])(?P<more>多|强)?(?P<after>{_AFTER})?"
)
_FOLDS = re.compile(rf"(?P<before>{_BEFORE})?翻(?:了)?(?P<times>[一两二三四])番(?P<more>多)?")
_MORE_THAN = {"过": "超过", "超": "超过", "逾": "超过"}


class Numerals:
    """Finds numbers in words; compiled once for the words that count things."""

    def __init__(self, units: Iterable[str]) -> None:
        unit = any_of(word for word in units if word not in ("百分之", "成", "分"))
        self._number = re.compile(
            rf"(?<![第数几零〇一二两三四五六七八九十百千万亿\d.])(?:(?P<before>{_BEFORE}))?(?:百分之(?P<share>{_HAN})"
            rf"|(?P<lo>{_HAN})(?P<loose>[多余几])?(?P<scale>{_SCALE})?(?P<loose2>[多余])?(?P<unit>{unit}))(?P<after>{_AFTER})?"
        )

    def numbers(self, text: str) -> Iterator[Number]:
        """The numbers in words, in any order. Those below ten may be mere words: 一家, 两项."""
        dates = {place for found in _DAYS.finditer(text) for place in range(*found.span())}
        for found in self._number.finditer(text):
            at = found.start("share") if found["share"] else found.start("lo")
            if at not in dates and (number := _counted(found, at)):
                yield number
        for found in _TENTH.finditer(text):
            yield _tenths(found)
        for found in _HALF.finditer(text):
            yield _percent(found, Decimal(50), Decimal(10), found["before"] or "", found["after"] or "")
        for found in _PART.finditer(text):
            share = (Decimal(100 * _ONES[found["part"]]) / value_of(found["of"])).quantize(Decimal("0.01"))
            yield _percent(found, share, Decimal(5), found["before"] or "", found["more"] or found["after"] or "")
        for found in _FOLDS.finditer(text):
            folds = Decimal(2 ** _ONES[found["times"]] - 1)
            yield _percent(found, folds * 100, Decimal(20), found["before"] or "", found["more"] or "")


def value_of(text: str) -> Decimal:
    """The value of a whole number in Chinese numerals.

    >>> value_of("四万五千一百一十一"), value_of("一百五"), value_of("一亿二千万")
    (Decimal('45111'), Decimal('150'), Decimal('120000000'))
    """
    if all(char in _ONES for char in text):
        return Decimal("".join(str(_ONES[char]) for char in text))
    for size, many in (("亿", 10**8), ("万", 10**4)):
        if size in text:
            ahead, _, rest = text.rpartition(size)
            short = len(rest) == 1 and rest in _ONES  # 三万五 is 35 000
            behind = value_of(rest) * (many // 10 if short else 1) if rest else Decimal(0)
            return value_of(ahead or "一") * many + behind
    total = digit = 0
    last = 1
    for char in text:
        if char in _STEPS:
            total, digit, last = total + (digit or 1) * _STEPS[char], 0, _STEPS[char]
        else:
            digit, last = _ONES[char], 1 if char in "零〇" else last
    return Decimal(total + (digit * last // 10 if digit and last >= 100 else digit))  # 一百五 is 150


def _counted(found: re.Match[str], at: int) -> Number | None:
    said = found["share"] or found["lo"]
    whole, _, part = said.partition("点")
    if _is_no_number(whole, found["before"] or ""):
        return None
    size = ""
    if not found["share"] and not part and (ends := re.fullmatch("([^万亿]+)(万亿|亿|万)", whole)):
        whole, size = ends[1], ends[2]
    value = value_of(whole)
    if part:
        value += Decimal("0." + "".join(str(_ONES[char]) for char in part))
    unit = "%" if found["share"] else size + (found["scale"] or "") + found["unit"]
    return Number(
        kind="figure", start=found.start(), end=found.end(), at=at, text=found[0], value=value, decimals=len(part), unit=unit,
        before=found["before"] or "", after=found["loose"] or found["loose2"] or found["after"] or "", written=True,
    )  # fmt: skip


def _is_no_number(whole: str, before: str) -> bool:
    """三四个, 千家万户, 万众: words that count nothing exactly. 近百家 is a number."""
    pair = len(whole) > 1 and all(char in _ONES for char in whole) and not re.search("[零〇]", whole)
    return pair or (whole[0] in "百千万亿" and not before)


def _tenths(found: re.Match[str]) -> Number:
    low = found["lo"]
    tens = Decimal(low) if low.isdigit() else Decimal(_ONES[low])
    half = found["half"]
    value = tens * 10 + (Decimal(5 if half == "半" else _ONES[half]) if half else 0)
    return _percent(found, value, Decimal(1 if half else 10), found["before"] or "", found["more"] or found["after"] or "")


def _percent(found: re.Match[str], value: Decimal, step: Decimal, before: str, after: str) -> Number:
    at = found.end("before") if before else found.start()
    before, after = _MORE_THAN.get(before, before), "多" if after == "强" else after
    return Number(
        kind="figure", start=found.start(), end=found.end(), at=at, text=found[0], value=value, unit="%", before=before,
        after=after, written=True, step=step,
    )  # fmt: skip
