"""Dates and times of day as people type them, and as spreadsheets number them."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone

from zhiheng.core.values.lookups import DAY_ZERO, Unreadable

BEIJING = timezone(timedelta(hours=8))
SERIALS = range(20_000, 80_001)  # 1954 to 2119, from either day zero
REMEDY = "请填成 2025-07-25 的样子。"
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
NAMES_OF_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: month for month, name in enumerate(NAMES_OF_MONTHS, 1)}
CLOCK = r"(?:[ T]*(?:上午|下午|[AP]M)?\d{1,2}[:时点](?:\d{1,2}分?)?(?::?\d{1,2}秒?)?(?:\.\d+)? ?(?:[AP]M)?)?"
WEEKDAY = r"(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})(?: ?[-/.年] ?(\d{{1,2}}) ?[-/.月] ?(\d{{1,2}}) ?[日号]?|(\d\d)(\d\d)){WEEKDAY}{CLOCK}", re.I)
WITH_ZONE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)", re.I)
DAY_FIRST = re.compile(rf"(\d{{1,2}})[- /,.]*([a-z]{{3}})[a-z]*\.?[- /,]*(\d{{4}}){CLOCK}", re.I)
MONTH_NAMED_FIRST = re.compile(rf"([a-z]{{3}})[a-z]*\.?[- ]*(\d{{1,2}}),? *(\d{{4}}){CLOCK}", re.I)
YEAR_LAST = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){CLOCK}", re.I)
SHORT_YEAR = re.compile(rf"'?\d{{1,2}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?{CLOCK}", re.I)
WITHOUT_DAY = re.compile(r"\d{4} ?[-/.年] ?\d{1,2} ?月?")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
PLACEHOLDER = re.compile(r".*(?:[Xx×*＊?？]{2,}|_{2,}|[年月] *[Xx×*_ ]+ *[月日]).*")
SPOKEN = re.compile(r"([〇○零一二三四五六七八九]{4})年([元一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅]{1,4})[日号]?")
TIME = re.compile(r"(\d{1,2})[:时点](\d{1,2})?分?(?::\d\d)?")


def kept_date(cell: object, day_zero: date = DAY_ZERO) -> str:
    """The day as ISO text; a moment with a time zone is the day it is in Beijing. `day_zero` is that of the workbook.

    Raises: Unreadable: no date, no such day, or two ways to read it: none is guessed.
    """
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if int(cell) in SERIALS if cell == cell and abs(cell) < 1e9 else False:
            return (day_zero + timedelta(days=int(cell))).isoformat()
        cell = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    words = unicodedata.normalize("NFKC", str(cell)).strip()
    if SERIAL.fullmatch(words) and int(float(words)) in SERIALS:
        return (day_zero + timedelta(days=int(float(words)))).isoformat()
    year, month, day = _parts(words)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Unreadable(f"日历上没有“{words}”这一天。{REMEDY}") from None


def _parts(words: str) -> tuple[int, int, int]:
    if WITH_ZONE.fullmatch(words):
        return _in_beijing(words)
    if match := YEAR_FIRST.fullmatch(words):
        return int(match[1]), int(match[2] or match[4]), int(match[3] or match[5])
    if match := SPOKEN.fullmatch(words):
        return int(match[1].translate(DIGITS)), _counted(match[2]), _counted(match[3])
    if (match := DAY_FIRST.fullmatch(words)) and match[2].lower() in MONTHS:
        return int(match[3]), MONTHS[match[2].lower()], int(match[1])
    if (match := MONTH_NAMED_FIRST.fullmatch(words)) and match[1].lower() in MONTHS:
        return int(match[3]), MONTHS[match[1].lower()], int(match[2])
    if match := YEAR_LAST.fullmatch(words):
        return _month_and_day(words, int(match[1]), int(match[2]), int(match[3]))
    raise Unreadable(_why_not(words))


def _in_beijing(words: str) -> tuple[int, int, int]:
    try:
        there = datetime.fromisoformat(words.upper()).astimezone(BEIJING)
    except (ValueError, OverflowError):
        raise Unreadable(f"日历上没有“{words}”这一天。{REMEDY}") from None
    return there.year, there.month, there.day


def _month_and_day(words: str, first: int, second: int, year: int) -> tuple[int, int, int]:
    """A day over 12 tells which is which; else nobody knows."""
    if first == second or first > 12:
        return year, second, first
    if second > 12:
        return year, first, second
    raise Unreadable(f"“{words}”可能是{first}月{second}日，也可能是{second}月{first}日。{REMEDY}")


def _counted(words: str) -> int:
    """A number up to 31 in Chinese: 十, 二十五, 廿五, 元 (the first month)."""
    words = words.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(words.translate(DIGITS)) if len(words) == 1 else 0
    parts = (tens.translate(DIGITS) or "1", ones.translate(DIGITS) or "0")
    return int(parts[0]) * 10 + int(parts[1]) if all(part.isdigit() for part in parts) else 0


def _why_not(words: str) -> str:
    if PLACEHOLDER.fullmatch(words):
        return f"“{words}”是没有填写的样本文字。{REMEDY}"
    if SHORT_YEAR.fullmatch(words):
        return f"“{words}”的年份只有两位，不知道是哪一年。请写四位年份，{REMEDY[1:]}"
    if WITHOUT_DAY.fullmatch(words):
        return f"“{words}”没有写到日。{REMEDY}"
    return f"“{words}”不是日期。{REMEDY}"


def kept_time(cell: object) -> str:
    """The time of day as HH:MM. Raises: Unreadable."""
    if isinstance(cell, datetime | time):
        return f"{cell.hour:02}:{cell.minute:02}"
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 24 * 60)
        return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
    words = unicodedata.normalize("NFKC", str(cell)).strip()
    match = TIME.fullmatch(words)
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return f"{int(match[1]):02}:{int(match[2] or 0):02}"
    raise Unreadable(f"“{words}”不是时间。请填成 14:30 的样子。")
