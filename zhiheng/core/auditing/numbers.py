"""Every number of a text, and which of them are figures: not dates, document numbers, headings, telephones."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from zhiheng.core.auditing.numerals import Numerals
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.auditing import Number, NumberKind

_DIGITS = r"\d{1,3}(?:[,，٬]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![克瓦米伏卡赫字焦帕])"
_BEFORE = "大约|将近|接近|超过|不足|不低于|不少于|不高于|不超过|至少|最多|约|近|超|逾"
_AFTER = "以上|以下|以内|左右|上下"
_FULL = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_DATE = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{4}\s*年|\d{1,2}\s*月\s*\d{1,2}\s*日|\d{1,2}\s*月份?(?!\d)"
    r"|\d{1,2}\s*日(?!均)|\d{1,2}[:：]\d{2}|\d{1,2}\s*时(?:\d{1,2}\s*分)?|(?<!\d)\d{4}(?=\s*[-—–至]\s*\d{4}\s*年)"
    r"|\d{1,2}(?=\s*[-—–至到]\s*\d{1,2}\s*[月日])|\d{4}(?=年度)"
)
_CODE = re.compile(
    r"[〔\[【（(［]\s*(?:19|20)\d\d\s*[〕\]】）)］]\s*第?\s*\d*\s*号?|第\s*\d+(?:[,，]\d{3})*|(?:附件|附表|附图|图|表|专栏)\s*\d+"
    r"|[A-Za-z][A-Za-z/.\-]*\s?\d[\dA-Za-z.\-—:：]*|\d+[A-Za-z]+\d[\dA-Za-z]*|\d{3,4}-\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)|\d{16,}[\dX]?"
    r"|(?m:^\s*[（(]?\d{1,2}(?:\.\d{1,2}){0,3}[.．、）)](?!\d))|[“\"‘]\s*\d+(?:[.·]\d+)+\s*[”\"’]|[—-]\s*\d{1,3}\s*[—-](?=\s*$)"
    r"|\d{1,5}\s*号"
)


class Finder:
    """Finds numbers; compiled once for the words that count things."""

    def __init__(self, units: Iterable[str]) -> None:
        units = tuple(units)
        unit = any_of(word for word in units if word != "百分之")
        self._numerals = Numerals(units)
        self._number = re.compile(
            rf"(?P<before>{_BEFORE})?(?P<share>百分之)?(?P<lo>{_DIGITS})(?P<scale0>{_SCALE})?"
            rf"(?:(?:{unit})?\s*[-~～—–至到]\s*(?P<hi>{_DIGITS}))?(?P<loose>[多余几])?(?P<scale>{_SCALE})?(?P<loose2>[多余])?"
            rf"(?P<unit>{unit})?(?P<after>{_AFTER})?"
        )

    def numbers(self, text: str, *, written: bool = False) -> list[Number]:
        """All numbers of a text in its order, those that are no figures marked by their kind. Linear in the text.

        `written`: those in words too, but for such as stand in one with digits.
        """
        plain = text.translate(_FULL)
        taken = _spans(plain)
        found: list[Number] = []
        at = 0
        for match in self._number.finditer(plain):
            start, end = match.span("lo")
            while at < len(taken) and taken[at][1] <= start:
                at += 1
            kind = taken[at][2] if at < len(taken) and taken[at][0] < end else None
            found.append(_number(match, text, kind))
        return _merged(found, self._numerals.numbers(plain)) if written else found


@lru_cache(maxsize=4)
def finder(units: tuple[str, ...]) -> Finder:
    """The finder for some units."""
    return Finder(units)


def _merged(digits: list[Number], words: Iterable[Number]) -> list[Number]:
    """Both in the order of the text; of two that overlap the earlier one, and of two that begin together that with digits."""
    found: list[Number] = []
    for number in sorted([*digits, *words], key=lambda one: (one.start, one.written, -one.end)):
        if not found or number.start >= found[-1].end:
            found.append(number)
    return found


def _spans(plain: str) -> list[tuple[int, int, NumberKind]]:
    spans: list[tuple[int, int, NumberKind]] = [(m.start(), m.end(), "date") for m in _DATE.finditer(plain)]
    spans += [(m.start(), m.end(), "code") for m in _CODE.finditer(plain)]
    return sorted(spans)


def _number(match: re.Match[str], text: str, kind: NumberKind | None) -> Number:
    low, high = match["lo"], match["hi"]
    scale = match["scale0"] or match["scale"] or ""
    unit = "%" if match["share"] else scale + (match["unit"] or "")
    unit = "%" if unit == "％" else unit
    start = match.start("lo") if kind else match.start()
    end = match.end("lo") if kind else match.end()
    return Number(
        kind=kind or ("figure" if unit else "bare"), start=start, end=end, at=match.start("lo"), text=text[start:end],
        value=_decimal(low), decimals=len(low.partition(".")[2]), unit="" if kind else unit,
        high=_decimal(high) if high and not kind else None, before=match["before"] or "",
        after=match["loose"] or match["loose2"] or match["after"] or "",
    )  # fmt: skip


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub("[,，٬]", "", text))
