"""自评表 as .xlsx: the whole form of one of the assessed, or the items that one of its departments leads."""

import io
import zipfile

from zhiheng.assessments.models import Assessed, Sheet
from zhiheng.assessments.own import Own, OwnLine, own_form
from zhiheng.core.scoring import most_allowed
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.score_sheets import ScoreAsked, ScoreSection, ScoreSheet
from zhiheng.core.values.tables import Column
from zhiheng.core.writing.scores_out import score_workbook
from zhiheng.web.sending import safe_name

HOW = (
    "只填浅黄色的格。“自评结果”已按台账填好的，核对即可；要改的，改数并写依据。"
    "能选的从下拉表里选；确实不适用的选“不适用”并写理由。"
)
COLUMNS = (
    Column(key="aspect", name="一级指标", width=9), Column(key="point", name="二级指标", width=10),
    Column(key="no", name="三级指标", width=7, align="center"), Column(key="name", name="考核要点", width=22),
    Column(key="worth", name="分值", width=6, align="center"), Column(key="rule", name="评分标准", width=24),
    Column(key="basis", name="评分依据", width=14), Column(key="source", name="数据来源", width=9),
    Column(key="lead", name="牵头部门", width=10), Column(key="asked", name="填什么", width=10),
    Column(key="known", name="系统算得", width=8, align="center"), Column(key="last", name="上年", width=8, align="center"),
    Column(key="pledge", name="备案目标", width=8, align="center"), Column(key="proof", name="佐证编号", width=9),
    Column(key="score", name="自评分", width=7, align="center"),
    Column(key="department", name="部门得分", width=7, align="center"),
)  # fmt: skip


def own_sheet(sheet: Sheet, day: str, form: Own | None = None) -> bytes:
    """The .xlsx of one sheet, with what was said before in its cells; `form` spares reckoning it for every sheet."""
    assessment = sheet.assessment
    one = assessment.assessed.select_related("assessment", "area").get(pk=sheet.assessed_id)
    found, scheme = form or own_form(one), assessment.as_opened
    led = set(assessment.lead_units.filter(unit=sheet.unit).values_list("words", flat=True)) if sheet.unit else None
    sections = []
    for section in found.sections:
        lines = [line for line in section.lines if not line.counted and (led is None or line.item.lead in led)]
        if lines:
            head = f"{section.id} {section.name}（{section.worth} 分）"
            rows = tuple(_row(one.code, section.name, scheme.points[line.item.point].name, line, one.group) for line in lines)
            sections.append(ScoreSection(head=head, rows=rows))
    until = f"    请于 {assessment.self_until} 前交回" if assessment.self_until else ""
    whose = f"填报单位：{sheet.unit}    " if sheet.unit else ""
    return score_workbook(
        ScoreSheet(
            title=f"{assessment.name}自评表", who=f"{whose}自评对象：{one.name}{until}", token=sheet.token, how=HOW,
            columns=COLUMNS, sections=tuple(sections), value_name="自评结果", sent_on=day,
        )
    )  # fmt: skip


def _row(code: str, aspect: str, point: str, line: OwnLine, group: str) -> ScoreAsked:
    item, word = line.item, line.word
    cells = {
        "aspect": aspect, "point": point, "no": item.id, "name": item.name, "worth": line.worth, "rule": line.rule,
        "basis": "、".join(item.evidence), "source": line.source, "lead": item.lead, "asked": line.asked, "known": line.known,
        "last": line.last, "pledge": line.pledge.text if line.pledge else "", "proof": line.proofs, "score": line.score,
        "department": line.department,
    }  # fmt: skip
    return ScoreAsked(
        code=code, item=item.id, cells=cells, options=line.answers, most=None if line.computed else most_allowed(item, group),
        value="" if word and not word.applies else line.text, applies=word is None or word.applies, why=word.why if word else "",
    )  # fmt: skip


def zip_of(one: Assessed, day: str) -> bytes:
    """All its sheets in one archive. Raises: Fault S219: none were made ready."""
    sheets = list(one.assessment.sheets.filter(kind="self", assessed=one).select_related("assessment", "unit", "assessed__area"))
    if not sheets:
        raise Fault("S219", f"{one.name}：还没有备好自评表。请先按“备好自评表”。")
    form, out = own_form(one), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            archive.writestr(file_name(sheet), own_sheet(sheet, day, form))
    return out.getvalue()


def file_name(sheet: Sheet) -> str:
    """The name under which a sheet goes out."""
    who = f"{sheet.assessed} {sheet.unit}" if sheet.unit else str(sheet.assessed)
    return f"{safe_name(who)} 自评表 {sheet.assessment.period}.xlsx"
