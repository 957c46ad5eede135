"""What every engine answers, and how its lines become what was asked for. An engine only runs compiled SQL (`lines`)."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from zhiheng.core.measuring.periods import Period
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.gathering import Closure, Gathered, GatheredKey, KeyQuestion, Question
from zhiheng.core.values.indicators import Time
from zhiheng.core.values.registers import Register
from zhiheng.engines.gathering import remembering
from zhiheng.engines.gathering.relations import Compiled, Dialect, Wanted
from zhiheng.engines.gathering.stepping import by_step, number_of

AT_ONCE = 10_000  # lines
ALL = 2**31 - 1  # the most that every dialect takes


class Gatherer(ABC):
    """One engine over the registers it was given."""

    dialect: Dialect

    @abstractmethod
    def lines(self, compiled: Compiled, wanted: Wanted, tail: str = "") -> Iterator[list[tuple[Any, ...]]]:
        """The lines that the SQL gives, some at a time. `tail` is what follows `SELECT * FROM (…) AS answer`.

        Shape: the relations that `compiled.sources` names, and `areas` and `periods` of `wanted`, are there while it runs.
        Raises: Fault E410: a number grew too large · E411: there is nothing to read.
        """

    def gathered(self, question: Question, areas: Closure, periods: Sequence[Period]) -> list[Gathered]:
        """What each wanted area and period has, in no order. Raises: Fault E401–E409, E410, E411."""
        return [one for lines in self.batches(question, areas, periods) for one in lines]

    def batches(self, question: Question, areas: Closure, periods: Sequence[Period]) -> Iterator[list[Gathered]]:
        """The same, some at a time."""
        for compiled, wanted in self._work(question, areas, periods):
            for lines in self.lines(compiled, wanted):
                yield [_gathered(line, compiled) for line in lines]

    def tuples(self, question: Question, areas: Closure, periods: Sequence[Period]) -> Iterator[list[tuple[Any, ...]]]:
        """The same as tuples, some at a time: area, period, values of `by`, rows, numerator, denominator, empty, outside.

        Shape: for what is written elsewhere at once: values and numbers are of the engine's own types.
        """
        for compiled, wanted in self._work(question, areas, periods):
            for lines in self.lines(compiled, wanted):
                yield lines if compiled.places == (0, 0) else [_divided(line, compiled.places) for line in lines]

    def gathered_keys(self, question: KeyQuestion, areas: Closure, periods: Sequence[Period]) -> list[GatheredKey]:
        """Who has rows in each wanted area and period, in no order. Raises: as `gathered`."""
        found = []
        for compiled, wanted in self._work(question, areas, periods):
            for lines in self.lines(compiled, wanted):
                found += [_key(line, compiled, question.step) for line in lines]
        return found

    def row_ids(
        self, question: Question, areas: Closure, period: Period, part: str = "base", after: int = 0, limit: int = ALL
    ) -> list[int]:
        """The rows behind a figure of one area and period, by id: `part` is base, numerator or denominator.

        Shape: `areas` are those whose rows count, whatever for; rows of one value of `by` are asked for by a narrower `where`.
        """
        tail = f"WHERE {self.quoted('@id')} > {int(after)} ORDER BY {self.quoted('@id')} LIMIT {int(limit)}"
        work = self._work(question, areas, [period], part)
        return [int(line[0]) for compiled, wanted in work for lines in self.lines(compiled, wanted, tail) for line in lines]

    def quoted(self, name: str) -> str:
        """A name as the dialect writes it."""
        return f"`{name}`" if self.dialect.name == "pyspark" else f'"{name}"'

    def _work(
        self, question: Question | KeyQuestion, areas: Closure, periods: Sequence[Period], what: str = ""
    ) -> Iterator[tuple[Compiled, Wanted]]:
        pairs = [(of, wanted) for of, all_wanted in areas.items() for wanted in all_wanted]
        columns = ([of for of, _ in pairs], [wanted for _, wanted in pairs])
        for step, some in by_step(periods).items():
            lines = [(period.text, period.start, period.end, number_of(period.start, step)) for period in some]
            yield remembering.compiled(question, self.dialect, step, what), Wanted(columns, lines, _days(question.time, some))


def _days(time: Time, periods: Sequence[Period]) -> tuple[date, date] | None:
    """Between which days the rows' own days lie; None where rows are not found by their own day."""
    if time.how in ("active", "due") or time.field:
        return None
    last = max(period.end for period in periods)
    if time.how == "event":
        return min(period.start for period in periods), last
    return time.since if time.how == "since" and time.since else date.min, last


def _gathered(line: tuple[Any, ...], compiled: Compiled) -> Gathered:
    area, period, *dims = line[: 2 + len(compiled.kinds)]
    rows, numerator, denominator, empty, outside = line[2 + len(compiled.kinds) :]
    return Gathered(
        area=area, period=period, dims=tuple(text_of(value, kind) for value, kind in zip(dims, compiled.kinds, strict=True)),
        numerator=_exact(numerator, compiled.places[0]), denominator=_exact(denominator, compiled.places[1]),
        rows=int(rows), empty=int(empty), outside=int(outside),
    )  # fmt: skip


def _divided(line: tuple[Any, ...], places: tuple[int, int]) -> tuple[Any, ...]:
    """A line with numerator and denominator in their own unit."""
    *first, numerator, denominator, empty, outside = line
    return (*first, _exact(numerator, places[0]), _exact(denominator, places[1]), empty, outside)


def _exact(number: Any, places: int) -> Decimal | None:
    """The number as it is. Raises: Fault E410: it has become one that is not exact."""
    if number is None:
        return None
    if isinstance(number, float):
        raise too_large()
    return Decimal(number).scaleb(-places)


def text_of(value: Any, kind: str) -> str | None:
    """A value of `by` as text."""
    if value is None:
        return None
    if kind == "truth":
        return "true" if value else "false"
    return f"{Decimal(value).normalize():f}" if kind == "decimal" else str(value)


def _key(line: tuple[Any, ...], compiled: Compiled, step: str) -> GatheredKey:
    area, period, key, year, month, on, part, rows = line
    said = {"": "", "year": f"{year}", "quarter": f"{year}Q{month}", "month": f"{year}-{month or 0:02}", "day": f"{on}"}[step]
    kind, part_kind = compiled.kinds
    return GatheredKey(
        area=area, period=period, key=text_of(key, kind) or "", rows=int(rows), step=said, part=text_of(part, part_kind) or ""
    )


def no_snapshot(register: Register) -> Fault:
    """There is nothing to read of a register."""
    return Fault("E411", f"台账“{register.name}”还没有快照，不能统计。请先运行 zhiheng snapshot。")


def too_large() -> Fault:
    """A sum that an engine cannot hold exactly."""
    return Fault("E410", "相加的数太大，超出了精确计算的范围。请核对台账里是否有多打了零的数。")
