"""Three documents as offices lay them out, written from values alone: a bulletin, a report with tables, a yearly review.

Nothing here knows how documents are renewed: the same layout is written for the old and for the new period.
"""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

Exact = Callable[[str, str, str], Decimal | None]  # indicator, area, period
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
HEADS = (
    ("cases-found", "查处案件（宗）"),
    ("cases-filed", "立案（宗）"),
    ("fines", "罚款（万元）"),
    ("inspections", "检查次数（次）"),
)
CITIES = (("990100", "青屿市"), ("990200", "澄湾市"), ("990300", "白鹭市"), ("990400", "岚川市"), ("990000", "全省"))


@dataclass(frozen=True)
class About:
    """What a document is written of: the period, that of the year before, and the word for it."""

    period: str
    earlier: str
    said: str
    year: int


class Text:
    """The figures of one period as sentences print them."""

    def __init__(self, exact: Exact, decimals: dict[str, int], about: About) -> None:
        self.exact, self.decimals, self.about = exact, decimals, about

    def number(self, id: str, area: str = "990000", places: int | None = None) -> str:
        value = self.exact(id, area, self.about.period)
        if value is None:
            raise LookupError(f"no {id} of {area} in {self.about.period}")
        return _rounded(value, self.decimals[id] if places is None else places)

    def grown(self, id: str, lead: str = "比上年同期") -> str:
        """比上年同期增长12.3%"""
        now, then = self.exact(id, "990000", self.about.period), self.exact(id, "990000", self.about.earlier)
        if now is None or not then:
            raise LookupError(f"no growth of {id} in {self.about.period}")
        share = (now - then) / then * 100
        return f"{lead}{'增长' if share > 0 else '下降'}{_rounded(abs(share), 1)}%"

    def points(self, id: str, lead: str = "比上年同期") -> str:
        """比上年同期提高0.5个百分点"""
        now, then = self.exact(id, "990000", self.about.period), self.exact(id, "990000", self.about.earlier)
        if now is None or then is None:
            raise LookupError(f"no change of {id} in {self.about.period}")
        return f"{lead}{'提高' if now > then else '下降'}{_rounded(abs(now - then), 1)}个百分点"


def _rounded(value: Decimal, places: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def bulletin(text: Text, chance: random.Random) -> bytes:
    """A quarterly bulletin as it comes out of WPS: runs break anywhere, also inside numbers; thousands have separators."""
    document = docx.Document()
    said, n = text.about.said, text.number
    _title(document, f"示例省质量工作简报\n（{said}）", "方正小标宋简体", RGBColor(200, 0, 0))
    staff = f"{int(n('inspection-staff-times')):,}"
    for line in (
        f"{said}，全省共组织专项检查{n('inspections')}次，出动执法人员{staff}人次，查处案件{n('cases-found')}宗，"
        f"立案{n('cases-filed')}宗，罚款{n('fines')}万元。",
        f"{said}，查处案件{n('cases-found')}宗，{text.grown('cases-found', '同比')}；"
        f"罚款金额{n('fines')}万元，{text.grown('fines', '同比')}。",
        f"{said}，青屿市查处案件{n('cases-found', '990100')}宗，澄湾市查处案件{n('cases-found', '990200')}宗。",
        "各地要进一步提高认识，按照《质量强省建设纲要》（示委发〔2023〕6号）要求抓好落实，全年培训500人以上。",
        f"{said}，监督抽查产品{n('sampled-lots')}批次，监督抽查合格率为{n('sampling-pass-rate')}%，{text.points('sampling-pass-rate')}。",
    ):
        _torn(document.add_paragraph(), line, chance)
    return _file(document)


def report(text: Text, chance: random.Random) -> bytes:
    """An analysis report of a half-year: headings by styles, two tables, one with full-width digits, bold figures."""
    document = docx.Document()
    document.styles["Normal"].font.name = "仿宋_GB2312"
    said, n = text.about.said, text.number
    document.add_heading(f"示例省{said}质量状况分析报告", 0)
    document.add_heading("一、总体情况", 1)
    _bold(document.add_paragraph(), (
        f"{said}，全省查处案件", f"{n('cases-found')}宗", "，其中立案", f"{n('cases-filed')}宗", "，罚款", f"{n('fines')}万元",
        "；投入工作经费", f"{n('work-funds')}万元", "。",
    ))  # fmt: skip
    document.add_paragraph(f"{said}，全省受理投诉举报{n('complaints')}件，组织专项检查{n('inspections')}次。")
    document.add_heading("二、各市情况", 1)
    document.add_paragraph(f"表1 {said}各市执法情况").alignment = WD_ALIGN_PARAGRAPH.CENTER
    rows = [["地区", *(head for _, head in HEADS)]]
    for code, name in CITIES:
        rows.append([name, *(n(id, code) for id, _ in HEADS)])
    _table(document, rows)
    document.add_heading("三、抽查情况", 1)
    document.add_paragraph(f"表2 {said}监督抽查情况").alignment = WD_ALIGN_PARAGRAPH.CENTER
    pairs = [
        ["项目", "计量单位", "数量"],
        ["监督抽查合格率", "%", n("sampling-pass-rate")],
        ["专项检查次数", "次", n("inspections")],
        ["查处案件", "宗", n("cases-found")],
        ["投诉举报受理数", "件", n("complaints")],
    ]
    _table(document, [[cell.translate(_WIDE) if cell[0].isdigit() else cell for cell in row] for row in pairs])
    document.add_paragraph("近期走访企业120余家，收集意见86条。")
    return _file(document)


def review(text: Text, chance: random.Random) -> bytes:
    """A yearly review of one long paragraph after another, full-width digits in some, loosened numbers, next year's plans."""
    document = docx.Document()
    about, n = text.about, text.number
    _title(document, f"示例省质量工作领导小组办公室{about.year}年工作总结", "宋体", RGBColor(0, 0, 0))
    staff = int(n("inspection-staff-times"))
    for line in (
        f"{about.year}年，在省委、省政府领导下，全省组织专项检查{n('inspections')}次，出动执法人员{staff // 1000 * 1000}余人次，"
        f"查处案件{n('cases-found')}宗，立案查处{n('cases-filed')}宗，共处罚款{n('fines')}万元。",
        f"{about.year}年，全省监督抽查合格率为{n('sampling-pass-rate')}%，{text.points('sampling-pass-rate', '比上年')}。",
        f"{about.year}年，全省投入工作经费{n('work-funds')}万元，参会人数{n('meeting-attendees')}人。".translate(_WIDE),
        f"{about.year}年，通过自愿性认证的企业{n('voluntary-certified-enterprises')}家，受理投诉举报{n('complaints')}件。",
        f"{about.year}年，青屿市、澄湾市、白鹭市分别查处案件{n('cases-found', '990100')}宗、{n('cases-found', '990200')}宗、"
        f"{n('cases-found', '990300')}宗。",
        "全省现有质量强市示范城市3个，建成示范点12个，发放宣传手册2000册。",
        f"{about.year + 1}年，我们将继续抓好质量强省各项任务的落实。",
    ):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Cm(1.1)
        _torn(paragraph, line, chance)
    return _file(document)


def _title(document: Any, text: str, font: str, colour: RGBColor | None) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(22), colour
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _torn(paragraph: Any, text: str, chance: random.Random) -> None:
    """Runs of one to nine characters, some of them of another colour, as years of editing leave them."""
    while text:
        size = chance.randint(1, 9)
        run = paragraph.add_run(text[:size])
        run.font.size = Pt(16)
        if chance.random() < 0.3:
            run.font.color.rgb = RGBColor(0, 0, chance.choice((0, 120)))
        text = text[size:]


def _bold(paragraph: Any, pieces: tuple[str, ...]) -> None:
    for at, piece in enumerate(pieces):
        paragraph.add_run(piece).bold = at % 2 == 1


def _table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for line, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text


def _file(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
