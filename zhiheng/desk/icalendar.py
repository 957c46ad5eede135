"""A list of days as an iCalendar file (RFC 5545), which every calendar program takes."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

KIND = "text/calendar; charset=utf-8"
FOLDED = 75  # bytes of one line at most


class Event(NamedTuple):
    """One whole day's entry; `id` is the same at the next export, so that nothing comes twice."""

    id: str
    day: date
    title: str
    says: str
    address: str


def icalendar(events: Iterable[Event], now: datetime) -> bytes:
    """The file, with CRLF and folded lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Zhiheng//desk//ZH", "CALSCALE:GREGORIAN"]
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        lines += [
            "BEGIN:VEVENT", f"UID:{event.id}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}", f"SUMMARY:{_text(event.title)}",
            f"DESCRIPTION:{_text(event.says)}", f"URL:{event.address}", "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _text(words: str) -> str:
    for sign in "\\;,":
        words = words.replace(sign, "\\" + sign)
    return words.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in parts of at most FOLDED bytes, never cut within a character."""
    parts, part, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > FOLDED:
            parts.append(part)
            part, size = "", 1  # the blank that begins a line that goes on
        part, size = part + sign, size + width
    return "\r\n ".join([*parts, part])
