"""How far a long run is: one line that moves on a terminal, a line now and then elsewhere."""

import shutil
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Self, TextIO

from zhiheng.cli.columns import width

if TYPE_CHECKING:
    from zhiheng.engines.corpus.running import Tally

_BETWEEN_FRAMES = 0.1  # seconds
_BETWEEN_LINES = 30.0
_BAR = 24
_ERASE_THE_REST = "\x1b[K"  # of the line


class Progress:
    """Shows tallies to `stream`; `seconds` since it began. Speed counts from the first document on: starting up is none of it."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._moves = stream.isatty()
        self._began = clock()
        self._shown_at = float("-inf") if self._moves else self._began
        self._first: float | None = None  # when this run's first document was read

    @property
    def seconds(self) -> float:
        return self._clock() - self._began

    def __enter__(self) -> Self:
        self._say("正在清点文件……")
        return self

    def __exit__(self, *_: object) -> None:
        if self._moves:
            self._draw("")

    def show(self, tally: "Tally") -> None:
        """Shows it, unless something was shown a moment ago."""
        now = self._clock()
        if self._first is None and tally.counts.documents > tally.kept:
            self._first = now
        if now - self._shown_at >= (_BETWEEN_FRAMES if self._moves else _BETWEEN_LINES):
            self._shown_at = now
            self._say(state(tally, now - (self._first or now)), min(tally.counts.documents / tally.total, 1.0))

    def _say(self, text: str, share: float | None = None) -> None:
        if not self._moves:
            print(text, file=self._stream, flush=True)
            return
        if share is not None and width(text) + _BAR + 2 <= shutil.get_terminal_size().columns:
            filled = int(share * _BAR)
            text = "█" * filled + "░" * (_BAR - filled) + " " + text
        self._draw(text)

    def _draw(self, text: str) -> None:
        """In place of the line before, never longer than the terminal."""
        room = shutil.get_terminal_size().columns - 1
        while width(text) > room:
            text = text[:-1]
        print(f"\r{text}{_ERASE_THE_REST}", end="", file=self._stream, flush=True)


def state(tally: "Tally", seconds: float) -> str:
    """How far the run is, `seconds` after its first document, in a line."""
    done = tally.counts.documents
    read = done - tally.kept
    parts = [f"{done:,}/{max(tally.total, done):,} 份 {min(done / tally.total, 1.0):.0%}"]
    if read and seconds:
        parts.append(f"每秒 {read / seconds:.1f} 份")
        parts.append(f"还需 {duration(max(tally.total - done, 0) * seconds / read)}")
    if faults := sum(tally.counts.faults.values()):
        parts.append(f"读不了 {faults:,} 份")
    return "，".join(parts)


def duration(seconds: float) -> str:
    """A length of time as people say it.

    >>> duration(8), duration(75), duration(7380)
    ('8 秒', '1 分 15 秒', '2 小时 3 分')
    """
    whole = round(seconds)
    minutes, left = divmod(whole, 60)
    hours, left_minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} 小时 {left_minutes} 分"
    return f"{minutes} 分 {left} 秒" if minutes else f"{left} 秒"
