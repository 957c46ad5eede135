"""The three scores in the columns of the 考核细则, for a page, a spreadsheet and paper."""

from collections.abc import Sequence

from zhiheng.assessments.models import Assessment
from zhiheng.assessments.scoring.reviews import Line
from zhiheng.core.scoring import plain
from zhiheng.core.values.scorecards import ItemScore
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing import workbook

COLUMNS = (
    Column(key="subject", name="考核对象", width=12, merge=True), Column(key="aspect", name="一级指标", width=14, merge=True),
    Column(key="point", name="二级指标", width=16, merge=True), Column(key="no", name="编号", width=8, align="center"),
    Column(key="item", name="三级指标", width=24), Column(key="worth", name="分值", width=7, align="center"),
    Column(key="rule", name="评分标准", width=30), Column(key="proof", name="评分依据", width=18),
    Column(key="lead", name="考核牵头部门", width=14), Column(key="own", name="自评分", width=8, align="center"),
    Column(key="said", name="部门评分", width=8, align="center"), Column(key="final", name="最终分", width=8, align="center"),
    Column(key="why", name="扣分原因、备注", width=34),
)  # fmt: skip


def beside_table(assessment: Assessment, lines: Sequence[Line], day: str) -> Table:
    """The lines as an office prints them; those assessed stand in the first column where there are several."""
    scheme = assessment.as_opened
    one = lines[0].assessed if lines and len({line.assessed.pk for line in lines}) == 1 else None
    rows = tuple(
        {
            "subject": line.assessed.name, "aspect": scheme.aspects[line.item.aspect].name,
            "point": scheme.points[line.item.point].name, "no": line.item.id, "item": line.item.name, "worth": line.worth,
            "rule": line.rule, "proof": "、".join(line.item.evidence), "lead": line.who,
            "own": shown(line.own) if line.claimed else "—", "said": shown(line.said), "final": shown(line.final),
            "why": why_of(line),
        }
        for line in lines
    )  # fmt: skip
    return Table(
        title=f"{assessment.name}评分表" + (f"（{one.name}）" if one else ""),
        columns=COLUMNS[1:] if one else COLUMNS, rows=rows, printed_on=day,
        note="自评分、部门评分写“—”的没有评；最终分按方案对没有数据、不适用的规定计。",
    )  # fmt: skip


def beside_xlsx(assessment: Assessment, lines: Sequence[Line], day: str) -> bytes:
    """The same as .xlsx on A3."""
    return workbook(beside_table(assessment, lines, day))


def shown(score: ItemScore) -> str:
    """Its points; — where there is no data, 不适用 where it does not apply."""
    if score.state == "missing":
        return "—"
    return "不适用" if score.state == "inapplicable" and not score.counts else plain(score.score)


def why_of(line: Line) -> str:
    """Why it is not more: the ruling first, else what was said, and how the score came about."""
    told = line.ruled_words or line.said_words
    steps = "；".join(line.final.trace) if line.final.score < line.final.points else ""
    return "；".join(part for part in (told if line.ruled_words else "", steps) if part)
