"""The sheets that go out for scores: one a department with all those assessed, one an expert."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence

from zhiheng.assessments.models import Assessed, Assessment, ExhibitUse, Judgement, Sheet
from zhiheng.assessments.scoring.asking import Pair, items_of, word_in_short, words_of
from zhiheng.core.scoring import most_allowed, plain, rule_in_words, value_asked
from zhiheng.core.values.schemes import Item
from zhiheng.core.values.score_sheets import ScoreAsked, ScoreSection, ScoreSheet
from zhiheng.core.values.tables import Column
from zhiheng.core.values.ways import Choice
from zhiheng.core.writing.scores_out import score_workbook
from zhiheng.web.sending import safe_name

HOW = "只填浅黄色的格：评分按规则写，能选的从下拉表里选；确实不适用的选“不适用”并写明理由。表头和隐藏的列请勿改动。"
SELF = Column(key="self", name="自评", width=16, align="center")
WHY_SELF = Column(key="why_self", name="自评说明", width=24)
PROOF = Column(key="proof", name="佐证编号", width=20)
WORTH = Column(key="worth", name="分值", width=7, align="center")
OF_DEPARTMENT = (Column(key="name", name="考核对象", width=16), WORTH, SELF, WHY_SELF, PROOF)
OF_EXPERT = (
    Column(key="no", name="编号", width=8, align="center"), Column(key="name", name="评审内容", width=26),
    Column(key="rule", name="评分规则", width=30), WORTH, SELF, PROOF,
)  # fmt: skip


def sheet_of(sheet: Sheet, day: str) -> bytes:
    """The .xlsx of one sheet handed out, with what was said before in its cells."""
    return score_workbook(_department(sheet, day) if sheet.kind == "department" else _expert(sheet, day))


def zip_of(sheets: Sequence[Sheet], day: str) -> bytes:
    """All of them in one archive, each under the name of who is asked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            archive.writestr(file_name(sheet), sheet_of(sheet, day))
    return out.getvalue()


def file_name(sheet: Sheet) -> str:
    """The name under which a sheet goes out."""
    return f"{safe_name(str(sheet.unit or sheet.scorer))} {sheet.get_kind_display()} {sheet.assessment.period}.xlsx"


def _department(sheet: Sheet, day: str) -> ScoreSheet:
    assessment, unit = sheet.assessment, sheet.unit
    scheme, assessed = assessment.as_opened, list(assessment.assessed.all())
    items = items_of(assessment, scheme, unit) if unit else []
    said, own, proofs = words_of(assessed, "department"), words_of(assessed, "self"), proofs_of(assessed, items)
    sections = [
        ScoreSection(
            head=f"{item.id} {item.name}（{plain(item.worth)} 分，填{value_asked(item)}）：{rule_in_words(item)}",
            rows=tuple(_asked(one.name, one, item, said, own, proofs) for one in assessed if item.asked_of(one.group)),
        )
        for item in items
    ]  # fmt: skip
    return ScoreSheet(
        title=f"{assessment.name}部门评分表", who=f"评分部门：{unit}{_until(assessment)}", token=sheet.token, how=HOW,
        columns=OF_DEPARTMENT, sections=tuple(one for one in sections if one.rows), sent_on=day,
    )  # fmt: skip


def _expert(sheet: Sheet, day: str) -> ScoreSheet:
    """Of an expert: her own scores and nobody else's; who she does not judge is not in it."""
    assessment = sheet.assessment
    recused = assessment.assessed.filter(recusals__scorer=sheet.scorer).values_list("pk", flat=True)
    assessed = list(assessment.assessed.exclude(pk__in=list(recused)))
    items = [item for item in assessment.as_opened.items if item.by == "expert"]
    said = words_of(assessed, "expert", stage=sheet.stage, scorer=sheet.scorer)
    own, proofs = words_of(assessed, "self"), proofs_of(assessed, items)
    sections = [
        ScoreSection(
            head=f"{one.name}（{one.group}）" if one.group else one.name,
            rows=tuple(_asked(item.name, one, item, said, own, proofs) for item in items if item.asked_of(one.group)),
        )
        for one in assessed
    ]  # fmt: skip
    return ScoreSheet(
        title=f"{assessment.name}专家评分表", who=f"评审专家：{sheet.scorer}{_until(assessment)}", token=sheet.token,
        how=f"{HOW}请独立评分，不与其他专家商量。", columns=OF_EXPERT, sections=tuple(one for one in sections if one.rows),
        value_name="专家评分", sent_on=day,
    )  # fmt: skip


def _until(assessment: Assessment) -> str:
    return f"    请于 {assessment.score_until} 前交回" if assessment.score_until else ""


def _asked(
    name: str, one: Assessed, item: Item, said: Mapping[Pair, Judgement], own: Mapping[Pair, Judgement],
    proofs: Mapping[Pair, str],
) -> ScoreAsked:  # fmt: skip
    word, before = said.get((one.code, item.id)), own.get((one.code, item.id))
    options = tuple(option.answer for option in item.how.options) if isinstance(item.how, Choice) else ()
    cells = {
        "name": name, "no": item.id, "rule": rule_in_words(item, one.group), "worth": plain(item.worth_for(one.group)),
        "self": word_in_short(before), "why_self": before.why if before else "", "proof": proofs.get((one.code, item.id), ""),
    }  # fmt: skip
    return ScoreAsked(
        code=one.code, item=item.id, cells=cells, options=options, most=most_allowed(item, one.group),
        value=word_in_short(word) if word and word.applies else "",
        applies=word is None or word.applies, why=word.why if word else "",
    )  # fmt: skip


def proofs_of(assessed: Sequence[Assessed], items: Sequence[Item]) -> dict[Pair, str]:
    """The numbers of the pieces of evidence on hand, by cell: 1.1.1-1、1.1.1-2."""
    uses = ExhibitUse.objects.filter(
        exhibit__assessed__in=[one.pk for one in assessed], exhibit__dropped=False, item__in=[item.id for item in items]
    )
    codes = {one.pk: one.code for one in assessed}
    found: dict[Pair, list[int]] = defaultdict(list)
    for owner, item, position in uses.order_by("position", "pk").values_list("exhibit__assessed_id", "item", "position"):
        found[codes[owner], item].append(position)
    return {pair: "、".join(f"{pair[1]}-{place}" for place in dict.fromkeys(places)) for pair, places in found.items()}
