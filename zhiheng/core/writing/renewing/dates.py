"""Words of time in the old document: those of its period and of the years beside it move on, days of events stay."""

import re
from collections.abc import Iterator
from datetime import date

from zhiheng.core.values.filling import Days
from zhiheng.core.values.renewing import Kept, Swap
from zhiheng.core.values.stretches import before, days, month_end, months, so_far, years_on
from zhiheng.core.writing.renewing.moving import moved
from zhiheng.core.writing.renewing.numerals import han, narrow, wide

_Y = r"(?P<y>(?:19|20)\d\d)年"
_M = r"(?P<m>1[0-2]|0?[1-9])月"
_LATER = r"(?:(?P<y2>(?:19|20)\d\d)年)?(?P<m2>1[0-2]|0?[1-9])月(?P<d2>\d{1,2})日"
_TO = r"\s*(?P<to>[-—–－~～至到]+)\s*"
_SPAN = re.compile(rf"(?:{_Y})?{_M}(?P<d>\d{{1,2}})日{_TO}{_LATER}")
_UNTIL = re.compile(rf"(?P<till>截[至止]到?)(?:{_Y})?{_M}(?:(?P<d>\d{{1,2}})日|(?P<last>[底末]))")
_MONTHS = re.compile(rf"(?:{_Y}度?)?(?<!\d)(?P<m>1[0-2]|0?[1-9])月?份?{_TO}(?P<m2>1[0-2]|0?[1-9])月(?!\d)")
_PART = re.compile(rf"(?:{_Y}度?)?(?P<part>[上下]半年|前三季度|第?[一二三四1-4]季度)")
_DAY = re.compile(rf"(?:{_Y})?{_M}(?P<d>\d{{1,2}})日")
_MONTH = re.compile(rf"{_Y}{_M}(?!\d)")
_YEAR = re.compile(_Y)
_YEARS = re.compile(rf"(?:19|20)\d\d年?度?{_TO}{_Y}")
_ALL = (_SPAN, _YEARS, _UNTIL, _MONTHS, _PART, _DAY, _MONTH, _YEAR)
_SHIELDED = re.compile(r"《[^《》\n]{1,80}》|[〔\[【（(［]\s*(?:19|20)\d\d\s*[〕\]】）)］]\s*第?\s*\d+\s*号?")
_HAN_YEAR = re.compile("二[〇○零][〇○零一二三四五六七八九]{2}年")
_EVENT = re.compile(
    "度?(?:正式|联合|首次|率先|全省|我[省市县])?(?:印发|发布|出台|修订|施行|颁布|制定|成立|启动|建成|获批|起施行)"
)
_QUARTERS = "一二三四"


def of_dates(text: str, old: Days, new: Days) -> Iterator[Swap | Kept]:
    """What is done to each word of time of a text."""
    if old == new:
        return
    plain = _HAN_YEAR.sub(lambda found: narrow(found[0]), _digits_narrow(text))
    shields = [found.span() for found in _SHIELDED.finditer(plain)]
    taken: list[tuple[int, int]] = []
    for pattern in _ALL:
        for found in pattern.finditer(plain):
            start, end = found.span()
            if any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            inside = next((span for span in shields if span[0] <= start and end <= span[1]), None)
            yield from _of_one(text, plain, pattern, found, inside, old, new)


def period_in(text: str, new: Days) -> Days | None:
    """The period that a document was written for: the first days in it that lie to a year as the new ones do, or right before.

    None: no such days are named.
    """
    plain = _HAN_YEAR.sub(lambda found: narrow(found[0]), _digits_narrow(text))
    wanted = {before(new), *(years_on(new, -back) for back in (1, 2, 3))}
    said: list[tuple[int, int, Days]] = []
    for pattern in _ALL:
        for found in pattern.finditer(plain):
            if pattern in (_DAY, _YEARS) or not found["y"] or any(a < found.end() and found.start() < b for a, b, _ in said):
                continue
            year = days(date(int(found["y"]), 1, 1), date(int(found["y"]), 12, 31))
            span = year if pattern is _YEAR else _span_of(pattern, found, new)
            if span is not None:
                said.append((found.start(), found.end(), span))
    return next((span for _, _, span in sorted(said) if span in wanted), None)


def _digits_narrow(text: str) -> str:
    return "".join(narrow(char) if "０" <= char <= "９" else char for char in text)


def _of_one(
    text: str, plain: str, pattern: re.Pattern[str], found: re.Match[str], shield: tuple[int, int] | None, old: Days, new: Days
) -> Iterator[Swap | Kept]:
    start, end = found.span()
    year = found.groupdict().get("y")
    near = year is None or abs(int(year) - old.end.year) <= 1
    if shield is not None:
        if near and plain[shield[0]] == "《":
            yield Kept(start=start, end=end, why="书名号里的年份，文件名是否换成新的请人核")
        return
    if pattern is _DAY:
        yield from _of_day(text, found, old, new)
        return
    if not near:
        return
    if pattern is _YEARS:
        yield Kept(start=start, end=end, why="是几年的起止，请人核对，没有换")
    elif _EVENT.match(plain, end):
        yield Kept(start=start, end=end, why="是事件的时间，没有换")
    elif pattern is _YEAR:
        yield from _year(text, found, new.end.year - old.end.year)
    elif (span := _span_of(pattern, found, old)) is not None:
        yield from _stretch(text, pattern, found, span, old, new)


def _of_day(text: str, found: re.Match[str], old: Days, new: Days) -> Iterator[Swap | Kept]:
    """A day alone: the first or last of the period moves with it, any other is of an event."""
    when = _date(found["y"] or str(old.end.year), found["m"], found["d"])
    if when is None or abs(when.year - old.end.year) > 1:
        return
    after = {old.start: new.start, old.end: new.end}.get(when)
    if after is None or (found["y"] is None and (after.month, after.day) == (when.month, when.day)):
        if found["y"] is not None:
            yield Kept(start=found.start(), end=found.end(), why="是某一天，请人核对")
        return
    year = f"{after.year}年" if found["y"] else ""
    yield _swap(text, found.start(), found.end(), f"{year}{after.month}月{after.day}日")


def _year(text: str, found: re.Match[str], years: int) -> Iterator[Swap]:
    if years:
        yield _swap(text, found.start("y"), found.end("y"), str(int(found["y"]) + years))


def _stretch(
    text: str, pattern: re.Pattern[str], found: re.Match[str], span: Days, old: Days, new: Days
) -> Iterator[Swap | Kept]:
    after = moved(span, old, new)
    if after is None:
        yield Kept(start=found.start(), end=found.end(), why="与文稿的期间是什么关系看不出来，没有换")
    elif years_on(span, after.end.year - span.end.year) == after:
        for group in ("y", "y2"):
            if (year := found.groupdict().get(group)) and after.end.year != span.end.year:
                yield _swap(text, found.start(group), found.end(group), str(int(year) + after.end.year - span.end.year))
    else:
        yield _swap(text, found.start(), found.end(), _said(pattern, found, after))


def _span_of(pattern: re.Pattern[str], found: re.Match[str], old: Days) -> Days | None:
    """The days that a word of time covers; without a year, in that of the old period."""
    said = found.groupdict()
    year = int(said["y"] or old.end.year)
    if pattern is _SPAN:
        start, end = _date(str(year), said["m"], said["d"]), _date(said["y2"] or str(year), said["m2"], said["d2"])
        return days(start, end) if start and end and start <= end else None
    if pattern is _UNTIL:
        last = month_end(year, int(said["m"]))
        end = last if said["last"] else _date(str(year), said["m"], said["d"])
        return so_far(days(end, end)) if end else None
    if pattern is _MONTHS:
        return months(year, int(said["m"]), int(said["m2"])) if int(said["m"]) <= int(said["m2"]) else None
    if pattern is _MONTH:
        return months(year, int(said["m"]), int(said["m"]))
    return months(year, *_part(said["part"]))


def _part(word: str) -> tuple[int, int]:
    fixed = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}
    if word in fixed:
        return fixed[word]
    quarter = word.removeprefix("第")[0]
    number = int(quarter) if quarter.isdigit() else _QUARTERS.index(quarter) + 1
    return 3 * number - 2, 3 * number


def _said(pattern: re.Pattern[str], found: re.Match[str], span: Days) -> str:
    """The new days in the manner of the old words."""
    year = f"{span.end.year}年" if found["y"] else ""
    if pattern is _UNTIL:
        if found["last"] and span.end == month_end(span.end.year, span.end.month):
            return f"{found['till']}{year}{span.end.month}月{found['last']}"
        return f"{found['till']}{year}{span.end.month}月{span.end.day}日"
    to = found.groupdict().get("to") or "—"
    whole = span.start.day == 1 and span.end == month_end(span.end.year, span.end.month) and span.start.year == span.end.year
    if pattern is _SPAN or not whole:
        second = f"{span.end.year}年" if found.groupdict().get("y2") or span.end.year != span.start.year else ""
        first = f"{span.start.year}年" if found["y"] else ""
        return f"{first}{span.start.month}月{span.start.day}日{to}{second}{span.end.month}月{span.end.day}日"
    ends = (span.start.month, span.end.month)
    if pattern is _PART and ends == (1, 12):
        return f"{span.end.year}年"
    names = {(1, 6): "上半年", (7, 12): "下半年", (1, 9): "前三季度"}
    if pattern is _PART and ends in names:
        return year + names[ends]
    if pattern is _PART and ends[0] % 3 == 1 and ends[1] == ends[0] + 2:
        return f"{year}{'第' if '第' in found[0] else ''}{_QUARTERS[ends[0] // 3]}季度"
    return f"{year}{ends[0]}月" if ends[0] == ends[1] else f"{year}{ends[0]}{to}{ends[1]}月"


def _swap(text: str, start: int, end: int, new: str) -> Swap:
    """The new words in the digits of the old ones."""
    old = text[start:end]
    if any(char in old for char in "〇○零"):
        new = "".join(han(char) for char in new)
    elif any("０" <= char <= "９" for char in old):
        new = wide(new)
    return Swap(kind="date", start=start, end=end, new=new)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
