"""A result as files: for people a workbook, for programs the kept bytes or one line an item."""

import csv
import io
from datetime import date

from django.utils.timezone import localdate

from zhiheng.assessments.freezing import scheme_from
from zhiheng.assessments.kept import CardKept, cards_in
from zhiheng.assessments.models import Result
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = (
    Column(key="rank", name="名次", width=6, align="center"), Column(key="name", name="考核对象", width=18),
    Column(key="group", name="分组", width=14), Column(key="total", name="总分", width=9, align="right"),
    Column(key="grade", name="等次", width=10, align="center"),
)  # fmt: skip
LINE = (
    "代码", "考核对象", "分组", "总分", "等次", "名次", "项", "内容", "分值", "得分", "状态", "数值", "依据", "说明",
)  # fmt: skip
STATES = {"scored": "已评分", "missing": "没有数据", "inapplicable": "不适用"}
TAIL = (Column(key="struck", name="一票否决、封顶", width=28), Column(key="consequences", name="结果运用", width=30))


def result_table(result: Result, today: date) -> Table:
    """The ranking: total, grade and the points of every aspect, with vetoes and what follows."""
    scheme, cards = scheme_from(result.scheme_kept), cards_in(result.cards)
    aspects = [
        Column(key=f"a{id}", name=f"{level.name}（{level.worth}分）", width=12, align="right")
        for id, level in scheme.aspects.items()
    ]
    grouped = [column for column in HEAD if column.key != "group" or scheme.groups]
    rows = tuple(_row(card, dict(scheme.groups)) for card in cards.ranked)
    document = f"，{result.document}" if result.document else ""
    digest = f"{result.digest_name} {result.digest[:16]}"
    on = localdate(result.approved_at)
    note = f"{on} 由 {result.approver} 审定{document}；第{result.revision}版，{digest}。"
    columns = (*grouped, *aspects, *TAIL)
    return Table(title=f"{result.assessment}结果", columns=columns, rows=rows, note=note, printed_on=today.isoformat())


def _row(card: CardKept, groups: dict[str, str]) -> dict[str, str]:
    tied = "（并列）" if card.tied else ""
    return {
        "rank": f"{card.rank}{tied}", "name": card.name, "group": groups.get(card.group, card.group), "total": f"{card.adjusted}",
        "grade": card.grade, "struck": "；".join(one.name for one in card.struck), "consequences": "；".join(card.consequences),
        **{f"a{one.id}": f"{one.score}" for one in card.aspects},
    }  # fmt: skip


def result_xlsx(result: Result, today: date) -> bytes:
    """The ranking as .xlsx, A3 landscape."""
    return workbook(result_table(result, today))


def result_csv(result: Result) -> bytes:
    """One line an item of each of the assessed, in UTF-8 with a mark that spreadsheets understand."""
    scheme, out = scheme_from(result.scheme_kept), io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(LINE)
    for card in cards_in(result.cards).ranked:
        for one in card.items:
            item = scheme.leaves[one.id]
            writer.writerow([
                card.area, card.name, card.group, card.adjusted, card.grade, card.rank, one.id, _safe(item.name), one.points,
                one.score, STATES[one.state], "" if one.value is None else one.value, "、".join(one.rests_on),
                _safe("；".join(one.trace)),
            ])  # fmt: skip
    return b"\xef\xbb\xbf" + out.getvalue().encode()



def _safe(words: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words
