"""Columns of percentages that do not follow from the other columns of their table: 占比, 合格率, 同比."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from zhiheng.core.auditing.rounding import half_up
from zhiheng.core.auditing.table_grid import Cell, Table
from zhiheng.core.auditing.table_sums import NO_SUM, Slip, is_total

_SHARE = re.compile("占比|比重|占[^，]{0,8}(?:比例|%|％)|份额")
_GROWTH = re.compile("同比|环比|增长|增幅|增减|降幅|较上年|比上年")
_RATE = re.compile("率|比例|占")
_POINTS = re.compile("百分点")
_MOST = 12  # columns of counts that are tried with one another
Quotient = Callable[[int], Fraction | None]  # of a row


class _Way(NamedTuple):
    """A way in which a column of percentages may follow from others, in words."""

    of: Quotient
    says: str


def rate_slips(table: Table) -> Iterator[Slip]:
    """The percentages that do not follow, in columns where most do. Source: docs/methods/auditing.md"""
    counts = [column for column in table.columns if not NO_SUM.search(table.heads.get(column, ""))][:_MOST]
    for column in table.columns:
        head = table.heads.get(column, "")
        if not NO_SUM.search(head) or _POINTS.search(head):
            continue
        cells = table.column(column)
        best: tuple[int, list[int], _Way] | None = None
        for way in _ways(table, head, counts):
            known = [row for row in cells if way.of(row) is not None]
            wrong = [row for row in known if not _same(cells[row], way.of(row))]
            right = len(known) - len(wrong)
            if right >= 2 and right > 1.5 * len(wrong) and (best is None or right > best[0]):
                best = right, wrong, way
        if best:
            for row in best[1]:
                exact = best[2].of(row) or Fraction(0)
                cell = cells[row]
                shown = half_up(exact, cell.decimals)
                label = table.labels.get(row, "")
                yield Slip(cell, f"表中“{label}”的“{head}”写 {cell.text}，按{best[2].says}是 {shown:f}", best[2].says)


def _same(cell: Cell, exact: Fraction | None) -> bool:
    said = Fraction(cell.value)
    unit = Fraction(1, 10**cell.decimals)
    return exact is not None and (abs(said - exact) < unit or (exact < 0 and abs(said + exact) < unit))


def _ways(table: Table, head: str, counts: list[int]) -> Iterator[_Way]:
    def value(row: int, column: int) -> Fraction | None:
        cell = table.cells.get((row, column))
        return Fraction(cell.value) if cell else None

    if _GROWTH.search(head):
        for now, then in permutations(counts, 2):
            yield _Way(_growth(value, now, then), f"{table.heads.get(now, '')}与{table.heads.get(then, '')}计算")
        return
    if _SHARE.search(head):
        total = next((row for row in table.rows if is_total(table.labels.get(row, ""))), None)
        for column in counts:
            added = sum((value(row, column) or Fraction(0) for row in table.rows), Fraction(0))
            whole = added if total is None else value(total, column)
            yield _Way(_share(value, column, whole), f"{table.heads.get(column, '')}占合计计算")
    if _RATE.search(head):
        for part, of_all in permutations(counts, 2):
            yield _Way(_rate(value, part, of_all), f"{table.heads.get(part, '')}÷{table.heads.get(of_all, '')}")


Value = Callable[[int, int], Fraction | None]


def _growth(value: Value, now: int, then: int) -> Quotient:
    def of(row: int) -> Fraction | None:
        a, b = value(row, now), value(row, then)
        return (a - b) / b * 100 if a is not None and b else None

    return of


def _share(value: Value, column: int, whole: Fraction | None) -> Quotient:
    def of(row: int) -> Fraction | None:
        part = value(row, column)
        return part / whole * 100 if part is not None and whole else None

    return of


def _rate(value: Value, part: int, whole: int) -> Quotient:
    def of(row: int) -> Fraction | None:
        a, b = value(row, part), value(row, whole)
        return a / b * 100 if a is not None and b else None

    return of
