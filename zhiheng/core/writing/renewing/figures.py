"""What becomes of each figure: its digits, the word of its direction, or a remark why it stays."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from zhiheng.core.values.auditing import Judged, Number
from zhiheng.core.values.renewing import Fresh, Kept, Swap
from zhiheng.core.writing.renewing.numerals import digits_of, rounded_as, to_places, written_as

_FALLEN = {"提高": "下降", "提升": "下降", "增长": "下降", "上升": "下降", "增加": "减少", "增幅": "降幅", "升": "降"}
_RISEN = {"减少": "增加", "降幅": "增幅", "回落": "回升", "降": "升"}
_WAY = re.compile(r"(?P<way>提高|提升|增长|上升|增加|增幅|下降|降低|减少|回落|降幅|升|降)(?P<tail>了|约|近|超过)*$")
_COMES_TO = re.compile(r"(?P<way>提高|提升|增长|上升|增加|下降|降低|减少|回落|升|降)了?[至到为]$")
_LEAD = re.compile(r"(?P<than>[比较])(?P<other>(?:上年|去年|上一年)(?:度)?(?:同期)?|上(?:期|月|季度|季))[^，。；\d]{0,12}$")
SURE = 3  # digits of a number that does not agree by chance


def of_figure(text: str, candidates: Sequence[Fresh]) -> Iterator[Swap | Kept]:
    """What is done to a figure whose old value agrees with the records, read in one way or several."""
    judged = candidates[0].judged
    number = judged.claim.number
    known = [one for one in candidates if one.exact is not None]
    if not known:
        yield _kept(judged, f"“{judged.name}”{candidates[0].why or '在新的期间暂无数据'}，没有换")
        return
    written = [list(_written(text, one)) for one in candidates if one.exact is not None]
    if len(known) < len(candidates) or any(_shape(one) != _shape(written[0]) for one in written):
        names = "、".join(dict.fromkeys(f"{one.judged.area[1]}{one.judged.name}" for one in candidates))
        yield _kept(judged, f"不止一种解释与原数一致（{names}），没有换")
    elif not judged.claim.clear and digits_that_say(number) < SURE:
        yield _kept(judged, f"名称与“{judged.name}”不完全相同，数又小，不能凭数认定，没有换")
    else:
        yield from written[0]


def digits_that_say(number: Number) -> int:
    """How many digits of a number tell it from others: 3 of 12.50, 2 of 37000."""
    return len(str(abs(number.value)).replace(".", "").strip("0"))


def of_doubtful(judged: Judged, now: str) -> Kept:
    """The remark at a figure that the records of the old period do not give. `now`: what its figure is in the new one."""
    fresh = f"；新的期间是 {now}" if now else ""
    if judged.verdict == "differs":
        why = f"（{'；'.join(judged.reasons)}）" if judged.reasons else ""
        return _kept(judged, f"原文 {judged.claim.number.text} 与原期间的台账（{judged.computed}）不一致{why}，没有换{fresh}")
    lost = not judged.claim.clear and not judged.says.startswith("可能是")
    return _kept(judged, "没有认出是什么数，没有换" if lost and not judged.claim.doubt else f"{judged.says}，没有换")


def _kept(judged: Judged, why: str) -> Kept:
    return Kept(start=judged.start, end=judged.end, why=why)


def _shape(found: Sequence[Swap | Kept]) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.new if isinstance(one, Swap) else one.why) for one in found]


def _written(text: str, fresh: Fresh) -> Iterator[Swap | Kept]:
    number = fresh.judged.claim.number
    if number.high is not None:
        yield _kept(fresh.judged, "是一个范围，请人核对，没有换")
    elif number.step is not None:
        yield _kept(fresh.judged, "用汉字写的数，请人核对，没有换")
    elif fresh.judged.claim.whole:
        yield _kept(fresh.judged, "是占比，请人核对，没有换")
    elif fresh.judged.claim.change and text[number.at - 1 : number.at] not in ("-", "－", "+", "＋"):
        yield from _change(text, fresh)
    elif fresh.judged.claim.change:
        yield from _signed(text, fresh)
    else:
        yield from _level(text, fresh)


def comes_to(text: str, number: Number) -> re.Match[str] | None:
    """The word of direction that leads to a number: 提高到88%."""
    return _COMES_TO.search(text, max(0, number.start - 8), number.start)


def _level(text: str, fresh: Fresh) -> Iterator[Swap | Kept]:
    number, exact = fresh.judged.claim.number, fresh.exact or Fraction(0)
    if exact < 0:
        yield _kept(fresh.judged, "新的期间是负数，没有换")
        return
    if (way := comes_to(text, number)) is not None:
        falls = way["way"] in _RISEN or way["way"] in ("下降", "降低")
        if fresh.was is None or fresh.gap is None or (fresh.was < 0) != falls or not to_places(abs(fresh.gap), number.decimals):
            yield _kept(fresh.judged, f"“{way[0]}”是与什么相比，新的期间是否还这样，要人看，没有换")
            return
        if (fresh.gap < 0) != falls:
            new = opposite(way["way"], "点" if number.unit == "%" else number.unit)
            yield _swap(fresh.judged, way.start("way"), way.end("way"), new, "way")
    value = rounded_as(number, exact, fresh.decimals)
    yield from _digits(fresh.judged, value)
    if number.after in ("多", "余", "几") and Fraction(value) == exact:
        at = number.start + number.text.index(number.after)
        yield _swap(fresh.judged, at, at + 1, "", "figure")
    elif number.before in ("近", "将近", "接近", "不足", "超", "逾", "超过") and Fraction(value) == exact:
        yield _swap(fresh.judged, number.start, number.start + len(number.before), "", "figure")


def _digits(judged: Judged, value: Decimal) -> Iterator[Swap]:
    number = judged.claim.number
    old = digits_of(number)
    new = written_as(old, value)
    if new != old:
        yield _swap(judged, number.at, number.at + len(old), new, "figure")


def _swap(judged: Judged, start: int, end: int, new: str, kind: str) -> Swap:
    says = f"{judged.area[1]}{judged.name}"
    return Swap(
        kind="way" if kind == "way" else "figure", start=start, end=end, new=new, says=says, indicator=judged.indicator,
        area=judged.area[0],
    )  # fmt: skip


# ── changes ──


def _change(text: str, fresh: Fresh) -> Iterator[Swap | Kept]:
    """比上年同期提高0.5个百分点: the amount, the word of its direction, or 与上年同期持平."""
    judged, number, exact = fresh.judged, fresh.judged.claim.number, fresh.exact or Fraction(0)
    way = _WAY.search(text[: number.start])
    level = not to_places(abs(exact), number.decimals)
    turned = exact and (exact < 0) != judged.claim.falls
    if (level or turned) and way is None:
        yield _kept(judged, f"升降的方向变了（{_told(number, exact)}），这里的写法要人改，没有换")
    elif level and way is not None:
        yield from _steady(text, judged, way, exact)
    else:
        if turned and way is not None:
            new = opposite(way["way"], number.unit)
            yield _swap(judged, way.start("way"), way.end("way"), new, "way")
        yield from _digits(judged, rounded_as(number, abs(exact), fresh.decimals))


def _steady(text: str, judged: Judged, way: re.Match[str], exact: Fraction) -> Iterator[Swap]:
    word = "基本持平" if exact else "持平"
    if lead := _LEAD.search(text[: way.start()]):
        yield _swap(judged, lead.start("than"), lead.end("than"), "与", "way")
    yield _swap(judged, way.start(), judged.end, word, "way")


def opposite(way: str, unit: str) -> str:
    """The other direction's word.

    >>> opposite("下降", "个百分点"), opposite("下降", "%"), opposite("增加", "起")
    ('提高', '增长', '减少')
    """
    if way in ("下降", "降低"):
        return "提高" if unit.endswith("点") else "增长" if unit == "%" else "增加"
    return _FALLEN.get(way) or _RISEN[way]


def _told(number: Number, exact: Fraction) -> str:
    value = to_places(abs(exact), max(number.decimals, 1))
    return "持平" if not value else f"{'上升' if exact > 0 else '下降'}{value}{number.unit}"


def _signed(text: str, fresh: Fresh) -> Iterator[Swap]:
    """A change in a cell of a table, with its sign before it: -3.2, +5.9."""
    number, exact = fresh.judged.claim.number, fresh.exact or Fraction(0)
    value = rounded_as(number, abs(exact), fresh.decimals)
    sign = text[number.at - 1]
    minus, plus = "-+" if sign in "-+" else "－＋"
    new = "" if not value else minus if exact < 0 else plus
    if new != sign:
        yield _swap(fresh.judged, number.at - 1, number.at, new, "way")
    yield from _digits(fresh.judged, value)
