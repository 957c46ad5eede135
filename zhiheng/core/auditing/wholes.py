"""Parts and wholes: sums that do not add up, shares that are not 100, percentages that do not follow from their own counts."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from zhiheng.core.auditing.rounding import half_up
from zhiheng.core.auditing.sentences import Sentences, Stretch
from zhiheng.core.values.auditing import Finding, Number

_TOTAL = re.compile(r"(?:合计|总计|共计|累计|一共|总共|共)[\u4e00-\u9fff]{0,8}(?:为|达|达到|是)?$")
_WHOLE = re.compile(r"分别[\u4e00-\u9fff]{0,6}$|分别为$")
_REST = re.compile("其余|其他|另外?有")
_JOINED = re.compile(r"[\u4e00-\u9fff“”（）《》]{0,12}[、和及，与]?[\u4e00-\u9fff“”]{0,12}")
_SHARE = re.compile("(?:占比|比重|比例|份额)(?:分别|各)|分别占|各占")
_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2})(?:率|比率|比例)(?:为|是|达|达到|仅|只有|约为)?$")
_OF = re.compile(r"占(?:总数|全部|总量|[\u4e00-\u9fff]{0,10})?(?:的|比)?(?:为|达)?$")
_OTHER = re.compile("合计|总计|共|其中|比|较|占|同期|上年")
_NOT = re.compile("不|未|没有|无法")


def whole_findings(text: str, figures: Sequence[Number], sentences: Sentences) -> Iterator[Finding]:
    """Sums, shares and percentages of every sentence."""
    starts = [number.at for number in figures]
    for sentence in sentences.all():
        inside = figures[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if len(inside) >= 2:
            yield from _sums(text, sentence, inside)
            yield from _shares(text, sentence, inside)
            yield from _percentages(text, sentence, inside)


# ── sums ──


def _sums(text: str, sentence: Stretch, inside: Sequence[Number]) -> Iterator[Finding]:
    for parts in _lists(text, sentence, inside):
        whole = _whole_of(text, sentence, inside, parts)
        if whole is None:
            continue
        total = sum((part.value for part in parts), Decimal(0))
        slack = _slack(parts) if whole.decimals or parts[0].decimals else Decimal(0)
        if abs(total - whole.value) > slack:
            said = "、".join(f"{part.value}" for part in parts)
            yield Finding(
                kind="sum", start=whole.start, end=whole.end, evidence=f"{said}相加是 {total}",
                says=f"分项相加是 {total}{whole.unit}，原文写 {whole.text}，相差 {abs(total - whole.value)}{whole.unit}",
            )  # fmt: skip


def _lists(text: str, sentence: Stretch, inside: Sequence[Number]) -> Iterator[list[Number]]:
    """Lists of three parts and more of one unit, and pairs after 分别, that are stated whole."""
    run: list[Number] = []
    for number in inside:
        if run and number.unit == run[-1].unit and _goes_on(text[run[-1].end : number.start]):
            run.append(number)
            continue
        if _is_list(text, sentence, run):
            yield run
        run = [number]
    if _is_list(text, sentence, run):
        yield run


def _goes_on(between: str) -> bool:
    return len(between) <= 26 and bool(_JOINED.fullmatch(between)) and not _OTHER.search(between)


def _is_list(text: str, sentence: Stretch, run: list[Number]) -> bool:
    if len(run) < 2 or run[0].unit == "%" or any(one.loose or one.high is not None for one in run):
        return False
    return bool(re.search("分别", text[max(sentence.start, run[0].start - 30) : run[-1].end])) or bool(
        _REST.search(text[run[-2].end : run[-1].start])
    )


def _whole_of(text: str, sentence: Stretch, inside: Sequence[Number], parts: list[Number]) -> Number | None:
    """The printed total of a list: behind it after 合计, else the last number of the unit before it that is said to be one."""
    for number in inside:
        ahead = text[max(sentence.start, number.start - 14) : number.start]
        own = number.unit == parts[0].unit and not number.loose
        if own and number.start >= parts[-1].end and re.search(r"(?:合计|总计|共计|一共|总共)[\u4e00-\u9fff]{0,8}$", ahead):
            return number
    before = [one for one in inside if one.end <= parts[0].start and one.unit == parts[0].unit and not one.loose]
    if not before or re.search("同期|上年|去年|比", text[before[-1].end : parts[0].start]):
        return None
    between = text[before[-1].end : parts[0].start]
    ahead = text[max(sentence.start, before[-1].start - 14) : before[-1].start]
    named = _TOTAL.search(ahead) or re.search("其中", between)
    return before[-1] if named and len(between) <= 60 else None


def _slack(parts: Sequence[Number]) -> Decimal:
    """How far a sum of rounded parts may be from the rounded whole."""
    return Decimal(len(parts) + 1) / 2 * Decimal(1).scaleb(-min(part.decimals for part in parts))


# ── shares ──


def _shares(text: str, sentence: Stretch, inside: Sequence[Number]) -> Iterator[Finding]:
    said = text[sentence.start : sentence.end]
    percents = [one for one in inside if one.unit == "%" and one.value <= 100]
    if len(percents) < 3 or not _SHARE.search(said) or not _SHARE.search(text[sentence.start : percents[0].start]):
        return
    total = sum((one.value for one in percents), Decimal(0))
    slack = _slack(percents)
    whole = bool(_REST.search(said)) or total >= 95
    if total > 100 + slack or (whole and total < 100 - slack):
        yield Finding(
            kind="share", start=percents[0].start, end=percents[-1].end, says=f"各项占比相加是 {total}%，不是 100%",
            evidence="、".join(f"{one.value}%" for one in percents),
        )  # fmt: skip


# ── percentages ──


def _percentages(text: str, sentence: Stretch, inside: Sequence[Number]) -> Iterator[Finding]:
    """A rate beside its own counts: 抽查 892 批次，合格 784 批次，合格率 87.9%."""
    for number in inside:
        ahead = text[max(sentence.start, number.start - 24) : number.start]
        rate, share = _RATE.search(ahead), _OF.search(ahead)
        if number.unit != "%" or number.loose or number.high is not None or not (rate or share):
            continue
        counts = [one for one in inside if one.end <= number.start and one.unit not in ("%", "") and not one.loose]
        pair = _pair_of_rate(text, sentence, counts, rate["stem"], ahead) if rate else _pair_of_share(text, counts, number)
        if pair is None or pair[1].value == 0:
            continue
        part, whole = pair
        exact = Fraction(part.value) / Fraction(whole.value) * 100
        right = half_up(exact, number.decimals)
        if abs(Fraction(number.value) - exact) >= Fraction(1, 10**number.decimals):
            yield Finding(
                kind="share", start=number.start, end=number.end, evidence=f"{part.value}÷{whole.value}",
                says=f"按同一句的数，{part.value}÷{whole.value}＝{right}%，原文写 {number.text}",
            )  # fmt: skip


def _pair_of_rate(
    text: str, sentence: Stretch, counts: Sequence[Number], stem: str, ahead: str
) -> tuple[Number, Number] | None:
    """The two counts of 合格率: what is 合格, and the first count of the same unit that is more."""
    turned = bool(_NOT.search(ahead[max(0, ahead.rfind(stem) - 2) : ahead.rfind(stem)]))
    last = sentence.start
    for at, count in enumerate(counts):
        words = text[last : count.start]
        last = count.end
        place = words.rfind(stem)
        if place < 0 or bool(_NOT.search(words[max(0, place - 2) : place])) != turned:
            continue
        whole = next((one for one in counts[:at] if one.unit == count.unit and one.value >= count.value), None)
        if whole:
            return count, whole
    return None


def _pair_of_share(text: str, counts: Sequence[Number], number: Number) -> tuple[Number, Number] | None:
    """The two counts of 占…%: the nearest before it, and the one of the same unit before that."""
    if len(counts) < 2 or number.start - counts[-1].end > 12 or counts[-1].unit != counts[-2].unit:
        return None
    if any(re.search("[。；;]", text[one.end : other.start]) for one, other in pairwise(counts[-2:])):
        return None
    return (counts[-1], counts[-2]) if counts[-2].value >= counts[-1].value else None
