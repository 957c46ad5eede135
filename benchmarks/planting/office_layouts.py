"""Seven documents as offices have them, written from values alone: what years of Word, WPS and many hands leave in a file.

Nothing here knows how documents are renewed: the same layout is written for the old and for the new period.
"""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from planting.layouts import CITIES, Text, _file, _rounded, _table, _title, _torn

Listed = Callable[[str, str, str], tuple[str, ...]]  # indicator, which of its lists, period
_HAN = "零一二三四五六七八九"
_W = nsdecls("w")


class OfficeText(Text):
    """The sentences of one period that name areas, turn directions, or write numbers in characters."""

    listed: Listed
    names: dict[str, str]

    def value(self, id: str, area: str, period: str = "") -> Decimal:
        found = self.exact(id, area, period or self.about.period)
        if found is None:
            raise LookupError(f"no {id} of {area}")
        return found

    def missing(self, id: str, *, short: bool = False) -> list[str]:
        codes = self.listed(id, "missing", self.about.period)
        return [self.names[code][:-1] if short else self.names[code] for code in codes]

    def top(self, id: str, size: int) -> list[tuple[str, str]]:
        """The first areas and their codes, the largest first."""
        held = {code: self.exact(id, code, self.about.period) for code in self.names}
        ordered = sorted((code for code in held if held[code] is not None), key=lambda code: -(held[code] or 0))
        return [(code, self.names[code]) for code in ordered[:size]]

    def compared(self, id: str, area: str, lead: str = "比上年同期", *, to: str = "") -> str:
        """比上年同期提高0.5个百分点, 与上年同期持平; `to`: the words between the verb and the number."""
        now, then = self.value(id, area), self.value(id, area, self.about.earlier)
        rate = id.endswith("rate")
        change = now - then if rate else (now - then) / then * 100
        said = _rounded(abs(change), 1)
        if not Decimal(said):
            return f"{lead.replace('比上', '与上')}{'基本' if change else ''}持平"
        verb = ("提高" if rate else "增长") if change > 0 else "下降"
        return f"{lead}{verb}{to}{said}{'个百分点' if rate else '%'}"

    def from_to(self, id: str, area: str, unit: str) -> str:
        """由上年的87.4%提高到87.9%"""
        now, then = self.value(id, area), self.value(id, area, self.about.earlier)
        rise, fall = ("提高", "下降") if unit == "%" else ("增加", "减少")
        places = self.decimals[id]
        verb = rise if now > then else fall
        return f"由上年同期的{_rounded(then, places)}{unit}{verb}到{_rounded(now, places)}{unit}"


def han(number: int) -> str:
    """一百三十: as many digits as the demo has."""
    said, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            said += ("零" if gap and said else "") + _HAN[digit] + name
        gap = not digit
    return said.removeprefix("一") if said.startswith("一十") else said


def annual(text: OfficeText, chance: random.Random) -> bytes:
    """A yearly report with running heads, feet, a text box that stands twice in the file, and footnotes with figures."""
    document = docx.Document()
    n, year = text.number, text.about.year
    section = document.sections[0]
    section.header.paragraphs[0].text = f"示例省{year}年质量工作年度报告"
    section.footer.paragraphs[0].text = f"数据截至{year}年12月31日　— 1 —"
    _title(document, f"示例省{year}年质量工作年度报告", "方正小标宋简体", None)
    document.add_heading("一、执法情况", 1)
    first = document.add_paragraph(f"{year}年，全省组织专项检查{n('inspections')}次，查处案件{n('cases-found')}宗。")
    _footnote(document, first, f"{year}年，全省立案{n('cases-filed')}宗，罚款{n('fines')}万元。")
    rate = f"{year}年，全省监督抽查合格率{n('sampling-pass-rate')}%"
    boxed = [f"{year}年主要数据", rate, f"{year}年，全省受理投诉举报{n('complaints')}件"]
    _box(document.add_paragraph("主要数据见框内。"), boxed)
    document.add_heading("二、抽查情况", 1)
    _torn(document.add_paragraph(), (
        f"{year}年，全省监督抽查产品{n('sampled-lots')}批次，监督抽查合格率为{n('sampling-pass-rate')}%，"
        f"{text.compared('sampling-pass-rate', '990000', '比上年')}。"
    ), chance)  # fmt: skip
    document.add_paragraph(f"{year}年，全省投入工作经费{n('work-funds')}万元，参会人数{n('meeting-attendees')}人。")
    document.add_paragraph(f"示例省质量工作领导小组办公室\n{year + 1}年1月15日")
    return _file(document)


def named(text: OfficeText, chance: random.Random) -> bytes:
    """A bulletin that names areas: 除…外, 仍有部分市县（…）, 前三名, each list as long as the number beside it says."""
    document = docx.Document()
    said = text.about.said
    missing, short = text.missing("areas-without-meeting"), text.missing("areas-without-meeting", short=True)
    funds = text.missing("areas-with-funds")
    ranked = text.top("cases-found", 3)
    fined = text.top("fines", 3)
    values = "、".join(f"{name}（{text.number('fines', code)}万元）" for code, name in fined)
    _title(document, f"示例省质量工作通报\n（{said}）", "方正小标宋简体", None)
    for line in (
        f"{said}，除{'、'.join(missing)}外，其他市县都召开了质量工作会议。",
        f"{said}，仍有部分市县（{'、'.join(short)}）尚未召开质量工作会议。",
        f"{said}，未召开质量工作会议的有{len(missing)}个市县（{'、'.join(missing)}）。",
        f"{said}，{'、'.join(funds)}等{len(funds)}个市县没有安排质量工作经费。".replace("等", "共"),
        f"{said}，查处案件数前三名的是{'、'.join(name for _, name in ranked)}。",
        f"{said}，罚款金额居前三位的是{values}。",
        "各市县要对照《质量强省建设纲要》抓好落实，青屿市、澄湾市要带头示范。",
    ):
        _torn(document.add_paragraph(), line, chance)
    return _file(document)


def tabled(text: OfficeText, chance: random.Random) -> bytes:
    """A report of tables: heads merged over two rows, a row of totals, years as columns and as rows."""
    document = docx.Document()
    n, year = text.number, text.about.year
    _title(document, f"示例省{year}年质量统计资料", "宋体", None)
    document.add_paragraph(f"表1 {year}年各市执法情况")
    table = document.add_table(2 + len(CITIES), 4)
    table.style = "Table Grid"
    for at, head in enumerate(("地区", "案件", "", "罚款（万元）")):
        table.cell(0, at).text = head
    table.cell(1, 1).text, table.cell(1, 2).text = "查处案件（宗）", "立案（宗）"
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 3).merge(table.cell(1, 3))
    for row, (code, name) in enumerate(CITIES, 2):
        values = (n("cases-found", code), n("cases-filed", code), n("fines", code))
        for at, value in enumerate(("合计" if code == "990000" else name, *values)):
            table.cell(row, at).text = value
    years = (year - 2, year - 1, year)
    document.add_paragraph("表2 近三年监督抽查情况")
    kept = (("sampled-lots", "监督抽查批次（批次）"), ("sampling-pass-rate", "监督抽查合格率（%）"))
    rows = [["项目", *(f"{one}年" for one in years)]]
    rows += [[name, *(_printed(text, id, one) for one in years)] for id, name in kept]
    _table(document, rows)
    document.add_paragraph("表3 近两年执法情况")
    columns = (("inspections", "检查次数（次）"), ("cases-found", "查处案件（宗）"))
    rows = [["年份", *(name for _, name in columns)]]
    rows += [[str(one), *(_printed(text, id, one) for id, _ in columns)] for one in years[1:]]
    _table(document, rows)
    return _file(document)


_BEFORE_BOOKS = {  # printed in years of which the demo has no rows
    ("sampled-lots", 2022): "88", ("sampling-pass-rate", 2022): "85.2",
    ("inspections", 2023): "760", ("cases-found", 2023): "1702",
}  # fmt: skip


def _printed(text: OfficeText, id: str, year: int) -> str:
    value = text.exact(id, "990000", str(year))
    return _BEFORE_BOOKS.get((id, year), "—") if value is None else _rounded(value, text.decimals[id])


def edited(text: OfficeText, chance: random.Random) -> bytes:
    """A report that went through many hands: figures over several runs, parts bold or red, tracked changes and comments in it."""
    document = docx.Document()
    said, n = text.about.said, text.number
    _title(document, f"示例省{said}质量工作情况报告", "方正小标宋简体", None)
    first = document.add_paragraph()
    _torn(first, f"{said}，全省查处案件{n('cases-found')}宗，立案{n('cases-filed')}宗，罚款{n('fines')}万元。", chance)
    document.add_comment(first.runs[2:5], text="这个数再核一下", author="王处长", initials="王")
    second = document.add_paragraph(f"{said}，全省组织专项检查")
    _inserted(second, f"{n('inspections')}次")
    _deleted(second, "（其中联合检查若干次）")
    second.add_run(f"，出动执法人员{n('inspection-staff-times')}人次。")
    third = document.add_paragraph(f"{said}，全省监督抽查合格率为")
    for digit in n("sampling-pass-rate"):
        run = third.add_run(digit)
        run.bold, run.font.size = chance.random() < 0.5, Pt(chance.choice((15, 16)))
    third.add_run(f"%，{text.compared('sampling-pass-rate', '990000')}。")
    fourth = document.add_paragraph()
    _inserted(fourth, f"{said}，全省受理投诉举报{n('complaints')}件，投入工作经费{n('work-funds')}万元。")
    return _file(document)


def wps(text: OfficeText, chance: random.Random) -> bytes:
    """A file as WPS writes it: no theme, fonts by eastAsia alone, compatibility settings, hyperlinks, fields, bookmarks."""
    document = docx.Document()
    said, n = text.about.said, text.number
    for style in document.styles.element.iter(qn("w:rFonts")):
        for name in [name for name in style.attrib if name.endswith("Theme")]:
            del style.attrib[name]
    for relation in [id for id, one in document.part.rels.items() if one.reltype.endswith("/theme")]:
        document.part.drop_rel(relation)
    settings = document.settings.element
    settings.append(parse_xml(f"<w:compat {_W}><w:ulTrailSpace/><w:compatSetting w:name='compatibilityMode' "
                              "w:uri='http://schemas.microsoft.com/office/word' w:val='15'/></w:compat>"))  # fmt: skip
    _title(document, f"示例省{said}质量状况通报", "方正小标宋简体", None)
    paragraph = document.add_paragraph()
    _field(paragraph, f"{said}，全省查处案件{n('cases-found')}宗", "REF _总体情况")
    paragraph.add_run(f"，立案{n('cases-filed')}宗；")
    _link(document, paragraph, f"罚款{n('fines')}万元")
    paragraph.add_run("。")
    marked = document.add_paragraph(f"{said}，全省受理投诉举报")
    _bookmarked(marked, n("complaints"))
    marked.add_run("件，组织专项检查")
    _simple_field(marked, n("inspections"))
    marked.add_run("次。")
    rows = [["项目", "计量单位", "数量"], ["监督抽查合格率", "%", n("sampling-pass-rate")]]
    rows.append(["投入工作经费", "万元", n("work-funds")])
    document.add_paragraph(f"表1 {said}主要指标")
    _table(document, rows)
    for run in document.element.body.iter(qn("w:r")):
        _east_asia(run)
    return _file(document)


def turned(text: OfficeText, chance: random.Random) -> bytes:
    """A review in words: numbers in characters, 余 and 万, and comparisons that turn round, also by 由…到…."""
    document = docx.Document()
    said, n = text.about.said, text.number
    staff, city = text.value("inspection-staff-times", "990000"), "990100"
    _title(document, f"示例省{said}质量工作综述", "宋体", None)
    places = text.decimals["sampling-pass-rate"]
    rate = _rounded(text.value("sampling-pass-rate", city), places)
    for line in (
        f"{said}，全省查处案件{han(int(n('cases-found')))}宗，立案{han(int(n('cases-filed')))}宗。",
        f"{said}，全省出动执法人员{_rounded(staff / 10000, 2)}万人次，组织专项检查{n('inspections')}次。",
        f"{said}，全省出动执法人员{int(staff) // 1000 * 1000}余人次，投入工作经费{n('work-funds')}万元。",
        f"{said}，青屿市监督抽查合格率为{rate}%，{text.compared('sampling-pass-rate', city)}。",
        f"{said}，青屿市监督抽查合格率{text.from_to('sampling-pass-rate', city, '%')}。",
        "全省把握三个关键、抓好五项措施，推进十二项重点任务。",
    ):
        paragraph = document.add_paragraph(line)
        paragraph.paragraph_format.first_line_indent = Cm(1.1)
    return _file(document)


def quarterly(text: OfficeText, chance: random.Random) -> bytes:
    """A quarter beside the one before, city by city: many small figures, 环比增长, 环比下降, 环比持平."""
    document = docx.Document()
    said, n = text.about.said, text.number
    _title(document, f"示例省{said}各市执法情况", "宋体", None)
    for code, name in CITIES:
        place = "全省" if code == "990000" else name
        document.add_paragraph(
            f"{said}，{place}查处案件{n('cases-found', code)}宗，{text.compared('cases-found', code, '环比')}；"
            f"立案{n('cases-filed', code)}宗，{text.compared('cases-filed', code, '环比')}。"
        )
        compared = text.compared("inspections", code, "环比")
        document.add_paragraph(f"{said}，{place}组织专项检查{n('inspections', code)}次，{compared}。")
    return _file(document)


# ── what Word and WPS put into a file ──


def _footnote(document: Any, paragraph: Any, text: str) -> None:
    reference = paragraph.add_run()._r
    note = OxmlElement("w:footnoteReference")
    note.set(qn("w:id"), "1")
    reference.append(note)
    xml = f"<w:footnotes {_W}><w:footnote w:id='1'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _box(paragraph: Any, lines: list[str]) -> None:
    """A text box as Word writes it: a drawing, and the same again for programs before 2010."""
    said = "".join(f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    spaces = (
        f'{_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    shape = (
        '<w:drawing><wp:inline><wp:extent cx="4000000" cy="1200000"/><wp:docPr id="1" name="框"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="4000000" cy="1200000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{said}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing>"
    )
    older = (
        f'<w:pict><v:shape style="width:300pt;height:90pt"><v:textbox><w:txbxContent>{said}</w:txbxContent></v:textbox></v:shape>'
        "</w:pict>"
    )
    xml = (
        f'<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{older}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    paragraph._p.append(parse_xml(xml))


def _revision(tag: str, text: str) -> Any:
    inner = "delText" if tag == "del" else "t"
    return parse_xml(
        f'<w:{tag} {_W} w:id="{700 + len(text)}" w:author="王处长" w:date="2025-01-05T09:00:00Z"><w:r><w:rPr>'
        f'<w:color w:val="FF0000"/></w:rPr><w:{inner}>{text}</w:{inner}></w:r></w:{tag}>'
    )


def _inserted(paragraph: Any, text: str) -> None:
    paragraph._p.append(_revision("ins", text))


def _deleted(paragraph: Any, text: str) -> None:
    paragraph._p.append(_revision("del", text))


def _field(paragraph: Any, text: str, code: str) -> None:
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{code}</w:instrText>", '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{text}</w:t>", '<w:fldChar w:fldCharType="end"/>',
    ):  # fmt: skip
        paragraph._p.append(parse_xml(f"<w:r {_W}>{piece}</w:r>"))


def _simple_field(paragraph: Any, text: str) -> None:
    xml = f'<w:fldSimple {_W} w:instr="DOCPROPERTY 次数"><w:r><w:rPr><w:i/></w:rPr><w:t>{text}</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(xml))


def _link(document: Any, paragraph: Any, text: str) -> None:
    id = document.part.relate_to("https://example.org/fines", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    spaces = f'{_W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    paragraph._p.append(parse_xml(f'<w:hyperlink {spaces} r:id="{id}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>'))


def _bookmarked(paragraph: Any, text: str) -> None:
    paragraph._p.append(parse_xml(f'<w:bookmarkStart {_W} w:id="41" w:name="投诉件数"/>'))
    paragraph.add_run(text)
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {_W} w:id="41"/>'))


def _east_asia(run: Any) -> None:
    properties = run.get_or_add_rPr()
    if properties.find(qn("w:rFonts")) is None:
        fonts = OxmlElement("w:rFonts")
        fonts.set(qn("w:eastAsia"), "仿宋_GB2312")
        fonts.set(qn("w:hint"), "eastAsia")
        properties.insert(0, fonts)
