"""Forms as offices send them, in four layouts, with what belongs into each of their empty cells."""

import io
import random
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import docx
from forming.figures import FIGURES, Figure
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

AREAS = (
    ("990100", "青屿市"), ("990200", "澄湾市"), ("990300", "白鹭市"), ("990400", "岚川市"), ("990600", "望榕县"),
    ("990700", "云桥县"), ("990800", "松坞县"), ("990900", "柳浦县"),
)  # fmt: skip
PROVINCE = ("990000", "示例省")
HALF = (date(2025, 1, 1), date(2025, 6, 30))
_side = Side(style="thin")
BOX = Border(left=_side, right=_side, top=_side, bottom=_side)
TITLES = ("质量工作情况统计表", "市场监管主要指标统计表", "质量工作月报表", "有关数据汇总表", "质量强省工作进展情况表")
NARROW = ("农资打假", "成品油", "儿童用品", "电动自行车")


class Gold(NamedTuple):
    """What belongs into one cell. `figure` "" : nothing that we count; it must not be filled without a mark."""

    figure: str
    area: str
    start: date
    end: date
    unit: str = ""
    change: str = ""  # percent, points
    unseen: bool = False


class Made(NamedTuple):
    """A form, its kind, and its gold by address."""

    name: str
    kind: str
    content: bytes
    gold: dict[str, Gold]


class Words(NamedTuple):
    """How labels are written in one form."""

    dice: random.Random
    unseen: float  # share of labels in wording that is in no list

    def label(self, figure: Figure) -> tuple[str, bool]:
        """A wording of the figure's name, with noise, and whether it is an unseen one."""
        unseen = self.dice.random() < self.unseen
        name = self.dice.choice(figure.unseen if unseen else (figure.name, figure.name, *figure.aliases))
        return self.noisy(name), unseen

    def noisy(self, text: str) -> str:
        """Blanks between the signs, now and then."""
        return " ".join(text) if len(text) <= 4 and self.dice.random() < 0.15 else text

    def unit(self, figure: Figure) -> tuple[str, str]:
        """A unit as a head writes it, and which it is."""
        unit = self.dice.choice(("万元", "元", "亿元", "万元")) if figure.unit == "万元" else figure.unit
        if figure.unit == "人次" and self.dice.random() < 0.3:
            unit = "万人次"
        left, right = self.dice.choice(("（）", "()", "（）"))
        return self.dice.choice((f"{left}{unit}{right}", f"{left}单位：{unit}{right}")), unit

    def numbered(self, at: int, text: str) -> str:
        """A numbering before a row's name."""
        return self.dice.choice((text, f"{at}.{text}", f"（{'一二三四五六七八九十'[at % 10]}）{text}", f"{at}、{text}"))


def made(layout: int, seed: int, unseen: float) -> Made:
    """The form of one layout and seed."""
    makers: tuple[Callable[[Words, str], Made], ...] = (_areas, _columns, _merged, _word)
    return makers[layout](Words(random.Random(seed * 4 + layout), unseen), f"表{layout + 1}-{seed}")


def _picked(words: Words, count: int) -> list[Figure]:
    return words.dice.sample(FIGURES, count)


def _title(words: Words) -> tuple[str, bool]:
    """A title, and whether it narrows what is asked to something we do not count apart."""
    narrow = words.dice.random() < 0.1
    when = words.dice.choice(("2025年上半年", "2025年1—6月", "2025年1-6月份", "2025年度", ""))
    name = words.dice.choice(TITLES)
    return f"{words.dice.choice(('', '示例省'))}{when}{words.dice.choice(NARROW) if narrow else ''}{name}", narrow


def _book(title: str, width: int) -> tuple[Workbook, Any]:
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet["A1"].font, sheet["A1"].alignment = Font(name="方正小标宋简体", size=18), Alignment(horizontal="center")
    return book, sheet


def _saved(book: Workbook, top: int, last: int, width: int) -> bytes:
    for row in book.active.iter_rows(min_row=top, max_row=last, max_col=width):
        for cell in row:
            cell.border = BOX
    book.active.append([])
    book.active.append(["填表人：", None, "审核人：", None, "联系电话："])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _areas(words: Words, name: str) -> Made:
    """Areas as rows, indicators as columns; units in the heads or in the note."""
    figures = _picked(words, words.dice.randint(4, 7))
    title, narrow = _title(words)
    numbered = words.dice.random() < 0.5
    first = 2 + numbered
    width = first + len(figures)
    book, sheet = _book(title, width)
    noted = words.dice.random() < 0.3
    if noted:
        sheet.append(["填报单位：示例省市场监管局", None, None, f"单位：{'、'.join(dict.fromkeys(one.unit for one in figures))}"])
    gold: dict[str, Gold] = {}
    heads: list[str | None] = [*(["序号"] if numbered else []), words.dice.choice(("市县", "地区", "市县名称"))]
    asked: list[tuple[Figure, str, bool]] = []
    for figure in figures:
        label, unseen = words.label(figure)
        said, unit = ("", figure.unit) if noted else words.unit(figure)
        heads.append(label + said)
        asked.append((figure, unit, unseen))
    sheet.append([*heads, "备注"])
    top = sheet.max_row
    rows = [*AREAS, None] if words.dice.random() < 0.7 else list(AREAS)
    formula = words.dice.random() < 0.3
    if words.dice.random() < 0.5:
        rows = [rows[-1], *rows[:-1]] if rows[-1] is None else rows
    for at, area in enumerate(rows, 1):
        sheet.append([*([at] if numbered else []), area[1] if area else words.dice.choice(("合计", "全省", "合  计"))])
        row = sheet.max_row
        for column, (figure, unit, unseen) in enumerate(asked, first):
            cell = sheet.cell(row, column)
            if area is None and formula:
                cell.value = f"=SUM({get_column_letter(column)}{top + 1}:{get_column_letter(column)}{row - 1})"
                continue
            if figure.unit == "%" and words.dice.random() < 0.2:
                cell.number_format = "0.0%"
            gold[f"Sheet!{cell.coordinate}"] = Gold(
                "" if narrow else figure.id, area[0] if area else PROVINCE[0], *HALF, unit, "", unseen
            )
    return Made(name, "sheet", _saved(book, top, sheet.max_row, width), gold)


NOW = ("本期", "本期数", "报告期", "2025年上半年", "1—6月")
SUM = ("累计", "本年累计", "1-6月累计", "年初至今累计")
LAST = ("上年同期", "去年同期", "上年同期数", "2024年1—6月")
GROWN = ("同比（%）", "同比±%", "比上年同期增减（%）", "同比增长（%）", "同比增幅（%）")


def _columns(words: Words, name: str) -> Made:
    """Indicators as rows; 本期, 累计, 上年同期, 同比 as columns; a column of units or units in the rows."""
    figures = _picked(words, words.dice.randint(6, 12))
    title, narrow = _title(words)
    with_units = words.dice.random() < 0.6
    asks = [("now", NOW), *([("sum", SUM)] if words.dice.random() < 0.6 else []), ("last", LAST), ("grown", GROWN)]
    width = 1 + with_units + len(asks) + 1
    book, sheet = _book(title, width)
    names = (words.dice.choice(("指标名称", "项目", "指标")), *(["计量单位"] if with_units else []))
    sheet.append([*names, *(words.dice.choice(w) for _, w in asks), "备注"])
    top, gold = sheet.max_row, {}
    if words.dice.random() < 0.3:
        sheet.append(["甲", *(["乙"] if with_units else []), *range(1, len(asks) + 1)])
    for at, figure in enumerate(figures, 1):
        label, unseen = words.label(figure)
        said, unit = words.unit(figure)
        if with_units:
            sheet.append([words.numbered(at, label), unit])
        else:
            sheet.append([words.numbered(at, label) + said])
        for column, (kind, _) in enumerate(asks, 2 + with_units):
            address = f"Sheet!{get_column_letter(column)}{sheet.max_row}"
            gold[address] = _asked(kind, figure, "" if narrow else figure.id, unit, unseen)
    return Made(name, "sheet", _saved(book, top, sheet.max_row, width), gold)


def _asked(kind: str, figure: Figure, id: str, unit: str, unseen: bool) -> Gold:
    if kind == "last":
        return Gold(id, PROVINCE[0], date(2024, 1, 1), date(2024, 6, 30), unit, "", unseen)
    change = {"grown": "points" if figure.unit == "%" else "percent"}.get(kind, "")
    return Gold(id, PROVINCE[0], *HALF, unit, change, unseen)


def _merged(words: Words, name: str) -> Made:
    """Heads of two and three rows, merged; units in the note and the heads; areas or periods below them."""
    groups: dict[str, list[Figure]] = {}
    for figure in _picked(words, 9):
        groups.setdefault(figure.group, []).append(figure)
    title, narrow = _title(words)
    kinds = words.dice.choice(((("now", NOW), ("last", LAST)), (("now", NOW), ("grown", GROWN)), (("", ("",)),)))
    each = [(group, figure) for group, held in groups.items() for figure in held]
    columns = [(group, figure, kind, words.dice.choice(w)) for group, figure in each for kind, w in kinds]
    width = 1 + len(columns)
    book, sheet = _book(title, width)
    sheet.append([f"单位：{'、'.join(dict.fromkeys(one.unit for held in groups.values() for one in held))}"])
    top, depth = 3, 2 + bool(kinds[0][0])
    sheet.cell(top, 1, "市县")
    sheet.merge_cells(start_row=top, start_column=1, end_row=top + depth - 1, end_column=1)
    said: dict[str, tuple[str, str, bool]] = {}
    for figure in (one for held in groups.values() for one in held):
        label, unseen = words.label(figure)
        bracket, unit = words.unit(figure) if words.dice.random() < 0.5 else ("", figure.unit)
        said[figure.id] = (label + bracket, unit, unseen)
    _merge_heads(sheet, top, [[group, said[figure.id][0], *([head] if depth == 3 else [])] for group, figure, _, head in columns])
    gold: dict[str, Gold] = {}
    narrowed = words.dice.choice(list(groups)) if words.dice.random() < 0.2 else ""
    if narrowed:  # a group that narrows: none of ours
        at = next(column for column, (group, *_) in enumerate(columns, 2) if group == narrowed)
        sheet.cell(top, at, f"{words.dice.choice(NARROW)}专项")
    for at, (code, area) in enumerate((PROVINCE, *AREAS[:5]), top + depth):
        sheet.cell(at, 1, area)
        for column, (group, figure, kind, _) in enumerate(columns, 2):
            _, unit, unseen = said[figure.id]
            asked = _asked(kind, figure, "" if narrow or group == narrowed else figure.id, unit, unseen)
            gold[f"Sheet!{get_column_letter(column)}{at}"] = asked._replace(area=code)
    return Made(name, "sheet", _saved(book, top, top + depth + 5, width), gold)


def _merge_heads(sheet: Any, top: int, heads: list[list[str]]) -> None:
    for level in range(len(heads[0])):
        start = 0
        for at in range(1, len(heads) + 1):
            if at == len(heads) or heads[at][: level + 1] != heads[start][: level + 1]:
                sheet.cell(top + level, start + 2, heads[start][level])
                if at - start > 1:
                    sheet.merge_cells(start_row=top + level, end_row=top + level, start_column=start + 2, end_column=at + 1)
                start = at


def _word(words: Words, name: str) -> Made:
    """A document: a sentence with gaps, then a table of indicators."""
    title, narrow = _title(words)
    document, gold = docx.Document(), {}
    document.add_paragraph(title)
    figures = _picked(words, 9)
    sentence, number = "1—6月，全省", 0
    for figure in figures[:4]:
        label, unseen = words.label(figure)
        number += 1
        sentence += f"{words.dice.choice(('', '共'))}{label.replace(' ', '')}{'_' * words.dice.randint(3, 8)}{figure.unit}，"
        gold[f"第2段#{number}"] = Gold("" if narrow else figure.id, PROVINCE[0], *HALF, figure.unit, "", unseen)
        if words.dice.random() < 0.4 and figure.unit != "%":
            number += 1
            sentence += f"同比增长{'_' * 4}%，"
            gold[f"第2段#{number}"] = Gold("" if narrow else figure.id, PROVINCE[0], *HALF, "%", "percent", unseen)
    document.add_paragraph(sentence.rstrip("，") + "。")
    asks = (("now", NOW), ("last", LAST), ("grown", GROWN))
    table = document.add_table(rows=1 + len(figures[4:]), cols=2 + len(asks))
    table.style = "Table Grid"
    for at, head in enumerate(("指标", "单位", *(words.dice.choice(w) for _, w in asks))):
        table.cell(0, at).text = head
    for row, figure in enumerate(figures[4:], 1):
        label, unseen = words.label(figure)
        _, unit = words.unit(figure)
        table.cell(row, 0).text, table.cell(row, 1).text = words.numbered(row, label), unit
        for column, (kind, _) in enumerate(asks, 2):
            gold[f"表1!{'ABCDE'[column]}{row + 1}"] = _asked(kind, figure, "" if narrow else figure.id, unit, unseen)
    document.add_paragraph("填表人：____  联系电话：____")
    out = io.BytesIO()
    document.save(out)
    return Made(name, "docx", out.getvalue(), gold)
