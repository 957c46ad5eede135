"""An exported 任务分解表 as somebody edits it in an office program."""

import io
from datetime import date

from openpyxl import load_workbook

from zhiheng.plans import actions
from zhiheng.plans.exports import breakdown_xlsx
from zhiheng.plans.models import EditedFile, Plan


class Sheet:
    """The exported table in hand, cells by the number of the duty and the name of the column."""

    def __init__(self, plan: Plan, by) -> None:
        self.book = load_workbook(io.BytesIO(breakdown_xlsx(plan, on=date(2026, 11, 23), by=by, contacts=True)))
        self.page = self.book.worksheets[0]

    def column(self, name: str) -> int:
        return next(cell.column for cell in self.page[2] if cell.value == name)

    def put(self, number: int, name: str, text) -> None:
        self.page.cell(number + 2, self.column(name)).value = text

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def edited_table(plan, cast) -> EditedFile:
    """A table handed in with a changed cell, an unknown unit, a clash and a formula."""
    sheet = Sheet(plan, cast.clerk)
    sheet.put(1, "责任领导", "李副县长")
    sheet.put(1, "牵头单位", "县火星局")
    sheet.put(1, "备注", "局里写的")
    sheet.put(1, "依据条款", "=1+1")
    actions.change_duty(plan.duties.first(), "remark", "这里写的", cast.clerk)
    return actions.hand_in(plan, "分解表.xlsx", sheet.saved(), cast.clerk)


def insert_row(sheet, at, cells) -> None:
    """A row put in at a sheet row, as an office program does: joined cells around it grow."""
    page = sheet.page
    joined = [(one.min_row, one.max_row, one.min_col, one.max_col) for one in page.merged_cells.ranges]
    for one in [str(one) for one in page.merged_cells.ranges]:
        page.unmerge_cells(one)
    page.insert_rows(at)
    for name, text in cells.items():
        page.cell(at, sheet.column(name)).value = text
    for top, bottom, left, right in joined:
        top, bottom = top + (top >= at), bottom + (bottom >= at)
        page.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)


def swap_rows(sheet, one, other) -> None:
    page = sheet.page
    for joined in [str(one) for one in page.merged_cells.ranges if one.min_row > 2]:
        top = page[joined.split(":")[0]]
        page.unmerge_cells(joined)
        for row in page[joined]:
            for cell in row:
                cell.value = top.value
    for column in range(1, page.max_column + 1):
        first, second = page.cell(one, column), page.cell(other, column)
        first.value, second.value = second.value, first.value
