"""Covers, directories and gap lists as an office prints them."""

from collections.abc import Sequence
from datetime import date

from zhiheng.assessments.evidence.box import Department
from zhiheng.assessments.models import Assessed, ExhibitUse
from zhiheng.core.measuring import period_from
from zhiheng.core.values.exhibits import ELSEWHERE, BoxSheets, Bundle, Listed
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing import workbook
from zhiheng.core.writing.exhibits_pdf import box_pdf
from zhiheng.core.writing.exhibits_table import directory_table
from zhiheng.core.writing.exhibits_word import box_docx
from zhiheng.engines.fonts import machine_fonts

GAP_COLUMNS = (
    Column(key="no", name="序号", width=5, align="center"),
    Column(key="assessed", name="考核对象", width=16, merge=True),
    Column(key="item", name="编号", width=8, align="center"),
    Column(key="name", name="考核内容", width=40),
    Column(key="piece", name="缺的材料", width=26),
    Column(key="remark", name="备注", width=14),
)


def box_sheets(assessed: Assessed, on: date, by: str = "item", only: str = "") -> BoxSheets:
    """The covers and directories of a box, one for each item (or aspect) that has files; `only` of that id."""
    of = assessed.assessment
    scheme = of.as_opened
    uses = list(
        ExhibitUse.objects.filter(exhibit__assessed=assessed, exhibit__dropped=False).select_related("exhibit")
        .order_by("item", "position", "pk")
    )  # fmt: skip
    order = {item.id: place for place, item in enumerate(scheme.items)}
    uses.sort(key=lambda use: (order.get(use.item, len(order)), use.position, use.pk))
    numbers: dict[int, list[str]] = {}
    for use in uses:
        numbers.setdefault(use.exhibit_id, []).append(str(use))
    bundles: dict[str, list[Listed]] = {}
    for use in uses:
        key = use.item if by == "item" else use.item.partition(".")[0]
        bundles.setdefault(key, []).append(_listed(use, numbers[use.exhibit_id]))
    names = {item.id: item.name for item in scheme.items} | {id: level.name for id, level in scheme.aspects.items()}
    found = tuple(
        Bundle(id=id, name=names.get(id, ""), lines=tuple(lines)) for id, lines in bundles.items() if only in ("", id)
    )
    return BoxSheets(
        title=of.name, owner=assessed.name, keeper=_keeper(assessed), period=period_from(of.period).name, made_on=on.isoformat(),
        bundles=found,
    )  # fmt: skip


def _keeper(assessed: Assessed) -> str:
    """Who put the box together: the unit assessed, else the office that the files came to."""
    return assessed.unit.name if assessed.unit else assessed.name


def _listed(use: ExhibitUse, numbers: Sequence[str]) -> Listed:
    """A file that serves several items lies under the first; under the others the line says where."""
    one = use.exhibit
    remark = "" if str(use) == numbers[0] else f"{ELSEWHERE}{numbers[0]}"
    return Listed(
        number=str(use), doc_number=one.number, issuer=one.issuer, title=one.title,
        day=one.dated_on.strftime("%Y%m%d") if one.dated_on else "", pages=str(one.pages or ""),
        remark="；".join(part for part in (use.part, remark) if part),
    )  # fmt: skip


def box_word(assessed: Assessed, on: date, by: str = "item", only: str = "") -> bytes:
    """Covers and directories as one .docx, to be printed in one go."""
    return box_docx(box_sheets(assessed, on, by, only))


def box_print(assessed: Assessed, on: date, by: str = "item", only: str = "") -> bytes:
    """The same as PDF, which prints alike on every machine."""
    return box_pdf(box_sheets(assessed, on, by, only), machine_fonts())


def directory_xlsx(assessed: Assessed, on: date) -> bytes:
    """The directory of the whole box as .xlsx, A4."""
    return workbook(directory_table(box_sheets(assessed, on)), "A4")


def gap_table(title: str, department: Department, on: date) -> Table:
    """What one department has still to hand in."""
    rows = tuple(
        {"no": str(at), "assessed": gap.assessed.name, "item": gap.item, "name": gap.name, "piece": gap.piece}
        for at, gap in enumerate(department.gaps, 1)
    )
    heading = f"{title}佐证材料缺口清单（{department.unit}）"
    note = "" if rows else "没有缺的材料。"
    return Table(title=heading, columns=GAP_COLUMNS, rows=rows, note=note, printed_on=on.isoformat())


def gap_xlsx(title: str, department: Department, on: date) -> bytes:
    """The same as .xlsx, A4."""
    return workbook(gap_table(title, department, on), "A4")
