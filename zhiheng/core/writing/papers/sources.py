"""数据来源表: what every figure of a document rests on, as an attachment of it."""

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


def with_sources(paper: Paper, names: Mapping[str, str] | None = None) -> Paper:
    """The document with one more attachment: each figure, its exact value, indicator, area, period and computation.

    Shape: figures in the order in which they are read; `names` says how indicators, areas and periods are called, by id.
           The figures of the table carry no marks: those stand in the text, once.
    None:  a document without figures stays as it is.
    """
    if not paper.printed:
        return paper
    rows = tuple(_row(place, figure, names or {}) for place, figure in enumerate(paper.printed, 1))
    table: tuple[Block, ...] = (Grid(title="", columns=_COLUMNS, rows=rows, note="注：准确值未经四舍五入。"),)
    before: tuple[Block, ...] = (*paper.appended, NewPage()) if paper.appended else ()
    return structs.replace(paper, attached=(*paper.attached, TITLE), appended=(*before, *table))


def _row(place: int, figure: Printed, names: Mapping[str, str]) -> tuple[Line, ...]:
    value = f"{figure.value}{figure.unit}" if figure.value else ""
    told = (figure.indicator, figure.area, figure.period)
    cells = (str(place), figure.text, value, *(names.get(one, one) for one in told), figure.run)
    return tuple((Words(text=cell),) if cell else () for cell in cells)
