"""The words of time in a head, and the days that several heads together mean."""

import re
from datetime import date
from typing import NamedTuple

from zhiheng.core.values.filling import Against, Days, How
from zhiheng.core.values.stretches import (
    before,
    days,
    is_month,
    is_quarter,
    is_year,
    month_end,
    months,
    so_far,
    years_on,
)

_MONTHS = {"十二": 12, "十一": 11, "十": 10, "九": 9, "八": 8, "七": 7, "六": 6, "五": 5, "四": 4, "三": 3, "二": 2, "一": 1}
_HAN = "|".join(_MONTHS)
_M = rf"(?:1[0-2]|0?[1-9]|{_HAN})"
_Y = r"(?:19|20)\d\d"
_GROWN = r"(?:增减|增长|增加|增幅|升降|变化|变动|提高|上升|\+/-|\+-|±)*"
_TAIL = r"(?P<tail>率|幅度?|数量|数额|数|量|额|值|情况)?(?:\(?(?P<sign>百分点|个百分点|%)\)?)?"

_SAME_TIME = r"同比|(?<=[比较与])同期(?:相?比)?|(?<=[比较]上年)同期(?:相?比)?|(?<=[比较]去年)同期(?:相?比)?"
_CHANGES: tuple[tuple[re.Pattern[str], Against], ...] = (
    (re.compile(rf"(?:比|较|与)?(?:上年|去年)?(?:{_SAME_TIME}){_GROWN}{_TAIL}"), "last-year"),
    (re.compile(rf"环比{_GROWN}{_TAIL}"), "previous"),
    (re.compile(rf"(?:比|较)上(?:期|月|季度|季){_GROWN}{_TAIL}"), "previous"),
)
_FALLEN = re.compile(r"下降|减少|降低|回落")
_ONLY_GROWN = re.compile(r"(?:增减|增长|增幅|升降|\+/-|\+-|±)(?P<tail>率|幅度?|数|量|额|情况)?(?P<sign>百分点|个百分点|%)?")
_TIMES: tuple[tuple[str, str], ...] = (
    ("span", rf"(?P<y1>{_Y})年(?P<m1>{_M})月(?P<d1>\d{{1,2}})日(?:-|至|到)(?:(?P<y2>{_Y})年)?(?P<m2>{_M})月(?P<d2>\d{{1,2}})日"),
    ("until", rf"截[至止]到?(?:(?P<y>{_Y})年)?(?P<m>{_M})月(?:份|底|末|(?P<d>\d{{1,2}})日)?(?:止|底|末)?"),
    ("months", rf"(?:(?P<y>{_Y})年度?)?(?P<a>{_M})月?份?(?:-|至|到)(?P<b>{_M})月份?"),
    ("cum", r"(?:本|今|当|全)?年?(?:初)?(?:以来|起)?(?:1月)?(?:至|-)(?:本月|报告期|今|目前|本期)(?:末|底|止)?(?:累计)?(?:数|值)?"
            r"|(?:本年度?|今年|全年|年初|自年初|当年|年度)?累计(?:数|值|完成)?"),
    ("same", r"(?:上年|去年|上一年)(?:度)?(?:同期|同月|同季|同季度)(?:数|值|累计)?|同期(?:数|值)?"),
    ("quarters", rf"(?:(?P<y>{_Y})年度?)?前(?P<n>三|3)(?:个)?季度"),
    ("quarter", rf"(?:(?P<y>{_Y})年度?)?(?:第?(?P<q>[一二三四1-4])季度?|Q(?P<q2>[1-4]))"),
    ("half", rf"(?:(?P<y>{_Y})年度?)?(?P<h>上|下)半年度?"),
    ("month", rf"(?:(?P<y>{_Y})年度?)?(?P<m>{_M})月份?(?!\d)"),
    ("year", rf"(?P<y>{_Y})(?:年度?|全年)"),
    ("now", r"本期(?:数|值|发生)?|报告期(?:数|值)?|当期|本统计期|期内|统计期内?"),
    ("now-month", r"(?:本|当)月份?(?:数|值|发生)?"),
    ("now-quarter", r"(?:本|当)季度?(?:数|值)?"),
    ("now-year", r"本年度?(?:数|值)?|今年|当年|全年"),
    ("last-period", r"上期(?:数|值)?|上月份?|上季度?"),
    ("last-year", r"上年度?(?:数|值)?|去年|上一年度?"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _TIMES)


class Moment(NamedTuple):
    """One word of time: its kind and the numbers in it."""

    kind: str
    year: int | None = None
    first: int = 0
    last: int = 0
    day: int | None = None
    span: tuple[date, date] | None = None


class Compared(NamedTuple):
    """A word of change: against what, how it is said where it says so, and whether it names a fall."""

    against: Against | None
    how: How | None
    falls: bool


class Timed(NamedTuple):
    """A head without its words of time."""

    rest: str
    moments: tuple[Moment, ...] = ()
    compared: Compared | None = None


class Meant(NamedTuple):
    """The days that are meant; `doubt` is why they may be others."""

    days: Days
    doubt: str = ""


def timed(text: str) -> Timed:
    """The words of time taken out of a plain head."""
    text, compared = _compared(text)
    moments: list[Moment] = []
    for kind, pattern in _COMPILED:
        while found := pattern.search(text):
            if not found[0]:
                break
            moment = _moment(kind, found)
            if moment is None:
                break
            moments.append(moment)
            text = text[: found.start()] + text[found.end() :]
    return Timed(text.replace("()", ""), tuple(moments), compared)


def _compared(text: str) -> tuple[str, Compared | None]:
    falls = bool(_FALLEN.search(text))
    shorn = _FALLEN.sub("", text) if falls else text
    for pattern, against in _CHANGES:
        if found := pattern.search(shorn):
            return shorn[: found.start()] + shorn[found.end() :], Compared(against, _how(found), falls)
    if found := _ONLY_GROWN.fullmatch(shorn):
        return "", Compared(None, _how(found), falls)
    return text, None


def _how(found: re.Match[str]) -> How | None:
    tail, sign = found["tail"] or "", found["sign"] or ""
    if "百分点" in sign:
        return "points"
    if sign == "%" or tail in ("率", "幅", "幅度"):
        return "percent"
    return "amount" if tail in ("数", "量", "额", "数量", "数额") else None


def _moment(kind: str, found: re.Match[str]) -> Moment | None:
    said = found.groupdict()
    year = int(said["y"]) if said.get("y") else None
    try:
        match kind:
            case "span":
                start = date(int(said["y1"]), _month(said["m1"]), int(said["d1"]))
                end = date(int(said["y2"] or said["y1"]), _month(said["m2"]), int(said["d2"]))
                return Moment(kind, span=(start, end))
            case "until":
                return Moment(kind, year, _month(said["m"]), day=int(said["d"]) if said["d"] else None)
            case "months":
                first, last = _month(said["a"]), _month(said["b"])
                return Moment(kind, year, first, last) if first <= last else None
            case "quarters":
                return Moment("months", year, 1, 9)
            case "quarter":
                q = said["q"] or said["q2"]
                number = int(q) if q.isdigit() else "一二三四".index(q) + 1
                return Moment("months", year, 3 * number - 2, 3 * number)
            case "half":
                return Moment("months", year, *((1, 6) if said["h"] == "上" else (7, 12)))
            case "month":
                return Moment("months", year, _month(said["m"]), _month(said["m"]))
    except ValueError:
        return None
    return Moment(kind, year)


def _month(text: str) -> int:
    return _MONTHS.get(text) or int(text)


def meant(moments: tuple[Moment, ...], base: Days, year: int | None = None) -> Meant:
    """The days that words of time mean in a form for `base`; `year` is the one that its title names."""
    same = any(moment.kind == "same" for moment in moments)
    others = tuple(moment for moment in moments if moment.kind != "same")
    found = _meant(others, base, year)
    return Meant(years_on(found.days, -1), found.doubt) if same else found


def _meant(moments: tuple[Moment, ...], base: Days, title_year: int | None) -> Meant:
    own = next((moment.year for moment in moments if moment.year), None)
    last_year = any(moment.kind == "last-year" for moment in moments)
    year = own or ((title_year or base.end.year) - last_year)
    kinds = {moment.kind: moment for moment in moments}
    if "span" in kinds:
        start, end = kinds["span"].span or (base.start, base.end)
        return _fitting(base if (start, end) == (base.start, base.end) else days(start, end), base)
    if "months" in kinds:
        return _fitting(months(year, kinds["months"].first, kinds["months"].last), base)
    if "until" in kinds:
        return _until(kinds["until"], year, base)
    if "cum" in kinds:
        return Meant(years_on(so_far(base), year - base.end.year))
    if "now-month" in kinds:
        month = months(base.end.year, base.end.month, base.end.month)
        return _narrowed(base, is_month(base), "本月", years_on(month, -last_year))
    if "now-quarter" in kinds:
        quarter = (base.end.month - 1) // 3
        return _narrowed(base, is_quarter(base), "本季度", months(base.end.year, 3 * quarter + 1, 3 * quarter + 3))
    if "last-period" in kinds:
        earlier = before(base)
        return Meant(earlier) if earlier else Meant(base, "表头写“上期”，所选期间不是整月，不知是哪一段")
    if "last-year" in kinds or own or "now-year" in kinds:
        return _year(year, base, "now" in kinds)
    return Meant(base)


def _narrowed(base: Days, fits: bool, word: str, narrow: Days) -> Meant:
    return Meant(base) if fits else Meant(narrow, f"表头写“{word}”，所选期间是 {base.text}")


def _year(year: int, base: Days, current: bool) -> Meant:
    """A year that stands alone: the whole of it where a whole year is reported, else perhaps the same days of it."""
    moved = years_on(base, year - base.end.year)
    if is_year(base) or current:
        return Meant(moved)
    return Meant(moved, f"表头写“{year}年”，不知是全年还是与 {base.text} 相同的一段")


def _until(moment: Moment, year: int, base: Days) -> Meant:
    end = last = month_end(year, moment.first)
    if moment.day and moment.day > last.day:
        return Meant(base, f"表头写截至{moment.first}月{moment.day}日，{year}年没有这一天")
    if moment.day:
        end = last.replace(day=moment.day)
    if end == base.end:
        return Meant(base)
    return Meant(days(date(year, 1, 1), end), f"表头写截至 {end}，所选期间到 {base.end}")


def _fitting(found: Days, base: Days) -> Meant:
    if found.end > base.end:
        return Meant(found, f"表头的期间到 {found.end}，晚于所选期间的最后一天 {base.end}")
    return Meant(found)
