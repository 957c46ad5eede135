"""数据来源表: what every figure and fact of a document rests on, as an attachment of it."""

from collections.abc import Mapping

from msgspec import structs

from zhiheng.core.values.papers import Block, Column, Grid, Line, NewPage, Paper, Printed, Words

TITLE = "数据来源表"
_COLUMNS = (
    Column(name="序号", width=6, align="center"),
    Column(name="文中数据", width=16),
    Column(name="准确值", width=14, align="right"),
    Column(name="指标", width=24),
    Column(name="地区", width=12),
    Column(name="期间", width=22),
    Column(name="计算批次", width=10, align="center"),
)


_OF_FACTS = (Column(name="序号", width=6, align="center"), Column(name="文中内容", width=36), Column(name="来自", width=48))


def with_sources(paper: Paper, names: Mapping[str, str] | None = None) -> Paper:
    """The document with one more attachment: each figure, its exact value, indicator, area, period and computation; and what was
    taken from rows, with row and column.

    Shape: in the order in which they are read, a fact once; `names` says how indicators, areas and periods are called, by id.
           The figures of the table carry no marks: those stand in the text, once.
    None:  a document without figures and facts stays as it is.
    """
    facts = dict.fromkeys((one.text, one.source.name) for one in paper.facts if one.source)
    if not paper.printed and not facts:
        return paper
    rows = tuple(_row(place, figure, names or {}) for place, figure in enumerate(paper.printed, 1))
    tables: list[Block] = [Grid(title="", columns=_COLUMNS, rows=rows, note="注：准确值未经四舍五入。")] if rows else []
    if facts:
        told = tuple(_words(str(place), *fact) for place, fact in enumerate(facts, 1))
        tables.append(Grid(title="", columns=_OF_FACTS, rows=told))
    before: tuple[Block, ...] = (*paper.appended, NewPage()) if paper.appended else ()
    return structs.replace(paper, attached=(*paper.attached, TITLE), appended=(*before, *tables))


def _row(place: int, figure: Printed, names: Mapping[str, str]) -> tuple[Line, ...]:
    value = f"{figure.value}{figure.unit}" if figure.value else ""
    told = (figure.indicator, figure.area, figure.period)
    return _words(str(place), figure.text, value, *(names.get(one, one) for one in told), figure.run)


def _words(*cells: str) -> tuple[Line, ...]:
    return tuple((Words(text=cell),) if cell else () for cell in cells)
