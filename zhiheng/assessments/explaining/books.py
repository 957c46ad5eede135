"""A scorecard and a ranking as workbooks, with real numbers, and a second sheet of what they rest on."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from zhiheng.assessments.explaining.asking import Meant
from zhiheng.assessments.explaining.cards import CardShown, ItemShown
from zhiheng.assessments.explaining.ranks import Ranking

BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD = PatternFill("solid", fgColor="E8EFFA")
_FORMULA = ("=", "+", "-", "@")
CARD = (
    ("编号", 8), ("内容", 44), ("分值", 8), ("得分", 8), ("状态", 10), ("计分办法", 40), ("怎么来的", 60), ("牵头部门", 18),
    ("依据", 34), ("目标与条款", 40),
)  # fmt: skip


def card_book(shown: CardShown) -> bytes:
    """The scorecard: a line for every aspect, point and item."""
    book = Workbook()
    lines: list[Sequence[Any]] = []
    bold: list[int] = []
    for aspect in shown.aspects:
        bold.append(len(lines))
        lines.append((aspect.level.id, aspect.level.name, aspect.level.points, aspect.level.score))
        for point in aspect.points:
            bold.append(len(lines))
            lines.append((point.level.id, point.level.name, point.level.points, point.level.score))
            lines += [_item(one) for one in point.items]
    bold.append(len(lines))
    lines.append(("", "总分", shown.scheme.total, shown.card.adjusted, shown.card.grade, "", "；".join(shown.steps)))
    sheet = book.active
    sheet.title = "评分卡"
    _table(sheet, f"{shown.assessed.name} {shown.meant.assessment.name}（{shown.meant.name}）", CARD, lines, bold)
    vetoes = [(f"{one.veto.name}：{one.why}", one.effect if one.veto.applies else "无法判断") for one in shown.vetoes]
    _about(book, shown.meant, [*vetoes, *(("后果", one) for one in shown.card.consequences)])
    return _bytes(book)


def _item(one: ItemShown) -> Sequence[Any]:
    source = f"{one.item.source.document} {one.item.source.clause}".strip() + ("（待核实）" if one.item.unconfirmed else "")
    aims = "；".join(f"{aim.words}（{aim.plan}）" for aim in one.trace.aims)
    steps = "；".join(one.steps)
    return one.item.id, one.item.name, one.score.points, one.score.score, one.word, one.rule, steps, one.lead, source, aims


def ranking_book(page: Ranking) -> bytes:
    """The ranking, as it is filtered and sorted."""
    book = Workbook()
    names = [one.name for one in page.meant.standing.scheme.aspects.values()]
    heads = [
        ("名次", 7), ("考核对象", 22), ("分组", 16), ("各项合计", 11), ("总分", 9), ("等次", 7), ("并列", 18),
        *((f"{name}（%）", 14) for name in names), ("没有数据的项", 13), ("补数据后可能的名次", 18), ("一票否决、封顶", 30),
    ]  # fmt: skip
    lines = [
        (line.card.rank, line.card.name, line.group, line.card.raw, line.card.adjusted, line.card.grade, "、".join(line.tied),
         *(share.percent for share in line.shares), line.missing, line.open,
         "；".join(f"{one.name}：{one.why}" for one in line.card.vetoes if one.applies))
        for _, lines in page.groups for line in lines
    ]  # fmt: skip
    sheet = book.active
    sheet.title = "排名"
    _table(sheet, f"{page.meant.assessment.name}（{page.meant.name}）", heads, lines, ())
    _about(book, page.meant, [])
    return _bytes(book)


def _table(
    sheet: Worksheet, title: str, heads: Sequence[tuple[str, int]], lines: Iterable[Sequence[Any]], bold: Sequence[int]
) -> None:
    sheet.append([title])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([name for name, _ in heads])
    for line in lines:
        sheet.append([_safe(value) for value in line])
    for place, (_, width) in enumerate(heads, 1):
        head = sheet.cell(2, place)
        head.font, head.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for place in bold:
        for cell in sheet[place + 3]:
            cell.font = Font(bold=True)
    sheet.freeze_panes = "C3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth = "landscape", 9, 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:2"


def _safe(value: Any) -> Any:
    """A cell that no program takes for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return float(value) if isinstance(value, Decimal) else value


def _about(book: Workbook, meant: Meant, lines: Sequence[tuple[str, str]]) -> None:
    sheet = book.create_sheet("说明")
    scheme, result = meant.standing.scheme, meant.result
    frozen = []
    if result:
        frozen = [("审定", f"第 {result.revision} 版，{result.approver}；摘要（{result.digest_name}）{result.digest}")]
    doubts = [("待核实", one) for one in scheme.unconfirmed]
    source = f"{scheme.source.document} {scheme.source.clause}".strip()
    for line in [("考核", meant.assessment.name), ("得分", meant.name), ("方案依据", source), *frozen, *lines, *doubts]:
        sheet.append([_safe(value) for value in line])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 90


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
