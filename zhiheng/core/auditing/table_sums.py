"""Sums in tables that do not add up: rows and columns of totals, and parts 其中 that are more than their whole."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from zhiheng.core.auditing.table_grid import Cell, Table

_TOTAL = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]+[)）、.]?)?(?:全[省市县区州国]|各[市县区]+|本[省市县区])?(?:合计|总计|共计|总数|合计数|总和)(?:[（(].*)?$"
)
_SOME = re.compile("^(?:小计|[^合总]{1,8}小计)$")
_PART = re.compile("^(?:其中|[（(]?其中)")
NO_SUM = re.compile("率|占比|比重|比例|同比|环比|增长|增幅|降幅|平均|均值|人均|排名|名次|得分|分数|增减|％|%|百分点|指数")
_ONLY_WHEN = re.compile("^(?:上年|去年|上期|上季度?|上月|同期|今年|本年|本期)(?:同期|全年|累计)?$")
_UNIT = re.compile(r"[（(](?P<unit>[^（）()]{1,6})[)）]")


class Slip:
    """Something in a table that does not add up: the cell, what it should be, and from what."""

    def __init__(self, cell: Cell, says: str, evidence: str) -> None:
        self.cell, self.says, self.evidence = cell, says, evidence


def sum_slips(table: Table) -> Iterator[Slip]:
    """Totals of columns and of rows, and parts above their whole."""
    yield from _rows_of_totals(table)
    yield from _columns_of_totals(table)
    yield from _parts(table)


def is_total(label: str) -> bool:
    """Whether a row or column is the total of the others."""
    return bool(_TOTAL.match(label))


def adds(table: Table, column: int) -> bool:
    """Whether the numbers of a column may be added: by its head, or, where that says only when (上年), by the head before it."""
    heads = [table.heads.get(each, "") for each in table.columns if each <= column]
    head = next((each for each in reversed(heads) if not _ONLY_WHEN.match(each.strip())), "")
    return not NO_SUM.search(head)


# ── rows ──


def _rows_of_totals(table: Table) -> Iterator[Slip]:
    labels = table.labels
    totals = [row for row in table.rows if is_total(labels.get(row, ""))]
    some = [row for row in table.rows if _SOME.match(labels.get(row, ""))]
    plain = [row for row in table.rows if row not in totals and row not in some and not _PART.match(labels.get(row, ""))]
    for column in table.columns:
        if not adds(table, column):
            continue
        cells = table.column(column)
        for at, row in enumerate(some):
            ahead = [each for each in plain if (some[at - 1] if at else -1) < each < row]
            behind = [each for each in plain if row < each < (some[at + 1] if at + 1 < len(some) else row + 10**6)]
            yield from _unless(cells, row, (ahead, behind), labels.get(row, "小计"))
        for row in totals:
            yield from _unless(cells, row, (plain, some), labels.get(row, "合计"))


def _unless(cells: dict[int, Cell], row: int, ways: Sequence[Sequence[int]], label: str) -> Iterator[Slip]:
    """The total of a row, where it is the sum of none of the ways; two parts at least."""
    whole = cells.get(row)
    lists = [[cells[each] for each in way if each in cells] for way in ways]
    lists = [parts for parts in lists if len(parts) >= 2]
    if whole and lists and not any(_adds_up(whole, parts) for parts in lists):
        yield _slip(whole, lists[0], label)


def _adds_up(whole: Cell, parts: Sequence[Cell]) -> bool:
    total = sum((part.value for part in parts), Decimal(0))
    places = max([whole.decimals, *(part.decimals for part in parts)])
    slack = Decimal(len(parts) + 1) / 2 * Decimal(1).scaleb(-places) if places else Decimal(0)
    return abs(total - whole.value) <= slack


def _slip(whole: Cell, parts: Sequence[Cell], label: str) -> Slip:
    total = sum((part.value for part in parts), Decimal(0))
    said = "、".join(part.text for part in parts[:8]) + ("……" if len(parts) > 8 else "")
    says = f"表中“{label}”写 {whole.text}，各项相加是 {total:f}，相差 {abs(total - whole.value):f}"
    return Slip(whole, says, f"{said}相加是 {total:f}")


# ── columns ──


def _columns_of_totals(table: Table) -> Iterator[Slip]:
    """A column 合计 beside the columns right or left of it; taken for their sum where most rows say so."""
    plain = [column for column in table.columns if adds(table, column)]
    for column in plain:
        head = _UNIT.sub("", table.heads.get(column, ""))
        if not re.search("(?:合计|总计|小计|总数|共计)$", head):
            continue
        others = [each for each in plain if each != column and not re.search("合计|总计|小计", table.heads.get(each, ""))]
        sides = [each for each in others if each > column], [each for each in others if each < column]
        ways = [side for side in sides if len(side) > 1]
        if len(ways) == 2:
            ways.append(others)
        yield from _of_most(table, column, ways, head)


def _of_most(table: Table, column: int, ways: Sequence[Sequence[int]], head: str) -> Iterator[Slip]:
    cells = table.column(column)
    for way in ways:
        rows = {row: [table.cells[row, each] for each in way if (row, each) in table.cells] for row in cells}
        rows = {row: parts for row, parts in rows.items() if len(parts) >= 2}
        wrong = [row for row, parts in rows.items() if not _adds_up(cells[row], parts)]
        if rows and 2 * len(wrong) < len(rows):
            for row in wrong:
                yield _slip(cells[row], rows[row], f"{table.labels.get(row, '')}{head}")
            return


# ── parts ──


def _parts(table: Table) -> Iterator[Slip]:
    """其中 in a head or a label: not more than the column or row before it."""
    for column in table.columns:
        before = [each for each in table.columns if each < column]
        if before and _PART.match(table.heads.get(column, "")) and not NO_SUM.search(table.heads[column]):
            for row, part in table.column(column).items():
                whole = table.cells.get((row, before[-1]))
                if whole and part.value > whole.value:
                    yield _above(part, whole, table.labels.get(row, ""))
    for row in table.rows:
        above = [each for each in table.rows if each < row and not _PART.match(table.labels.get(each, ""))]
        if above and _PART.match(table.labels.get(row, "")):
            for column in table.columns:
                pair = table.cells.get((row, column)), table.cells.get((above[-1], column))
                if pair[0] and pair[1] and pair[0].value > pair[1].value and adds(table, column):
                    yield _above(pair[0], pair[1], table.labels.get(row, ""))


def _above(part: Cell, whole: Cell, label: str) -> Slip:
    return Slip(part, f"表中“{label}”的“其中”数 {part.text} 大于总数 {whole.text}", f"{part.text}＞{whole.text}")
