"""Dates and times of day as people type them, and as spreadsheets number them."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from zhiheng.core.values.lookups import Unreadable

SERIAL_DAY_ZERO = date(1899, 12, 30)  # day 0 of spreadsheet dates after 1900-03-01
CLOCK = r"(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?"
DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))" + CLOCK)
TIME = re.compile(r"(\d{1,2})[:时点](\d{1,2})?分?(?::\d\d)?")


def kept_date(cell: object) -> str:
    """The day as ISO text. Raises: Unreadable."""
    remedy = "请填成 2025-07-25 的样子。"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if 1 <= cell - 20_000 <= 60_000:  # 1954 to 2118
            return (SERIAL_DAY_ZERO + timedelta(days=int(cell))).isoformat()
        cell = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    words = unicodedata.normalize("NFKC", str(cell)).strip()
    match = DAY.fullmatch(words)
    if not match:
        raise Unreadable(f"“{words}”不是日期。{remedy}")
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise Unreadable(f"日历上没有“{words}”这一天。{remedy}") from None


def kept_time(cell: object) -> str:
    """The time of day as HH:MM. Raises: Unreadable."""
    if isinstance(cell, datetime | time):
        return f"{cell.hour:02}:{cell.minute:02}"
    words = unicodedata.normalize("NFKC", str(cell)).strip()
    match = TIME.fullmatch(words)
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return f"{int(match[1]):02}:{int(match[2] or 0):02}"
    raise Unreadable(f"“{words}”不是时间。请填成 14:30 的样子。")
