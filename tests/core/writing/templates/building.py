"""Small worlds to fill templates with: indicators, what was measured, and the text of a document."""

from collections.abc import Mapping
from decimal import Decimal

from zhiheng.core.values.indicators import Change, Done, Due, Each, Indicator, Measure, Measured, Printing
from zhiheng.core.values.papers import Grid, Heading, Paper, Paragraph, text_of
from zhiheng.core.values.registers import Source
from zhiheng.core.writing.templates import Answer, Given, Part, Template, asked, parsed, written

HEAD = '+++\nid = "bulletin"\ntitle = "通报"\n+++\n# {{ area }}工作通报\n\n'
WORDS = {
    "area": "示例省", "period": "2025年上半年", "since": "2025年1月1日", "until": "2025年6月30日", "year": "2025",
    "last_year": "2024", "next_year": "2026", "today": "2025年7月5日", "office": "省市场监管局",
    "units_below": "市县",
}  # fmt: skip
NAMES = {"1": "海口市", "2": "文昌市", "3": "白沙黎族自治县", "4": "陵水黎族自治县", "5": "东方市"}


def indicator(id: str, unit: str = "次", decimals: int = 0, **more) -> Indicator:
    """An indicator of rows, unless something else is said."""
    shape = more if more.keys() & {"due", "change"} else {"measure": Measure(operation="count"), "register": "r"} | more
    printing = Printing(unit=unit, decimals=decimals)
    return Indicator(id=id, name=f"{id}数", source=Source(document="文"), printing=printing, text="", **shape)


INDICATORS = {
    one.id: one
    for one in (
        indicator("checks"), indicator("staff", "人次"), indicator("cases", "起"), indicator("fines", "万元", 2),
        indicator("firms", "家", measure=Measure(operation="distinct", fields=("firm",))), indicator("rate", "%", 1),
        indicator("kinds", "起", by=("kind",)),
        indicator("span", "个", each=Each(by="area", take=("min", "max"))),
        indicator("met", "个", due=Due(who="areas"), done=Done(register="r", key="area"), value="done"),
        indicator("rate-change", "个百分点", 1, change=Change(of="rate", against="last-year", within="points")),
    )
}  # fmt: skip


def measured(id: str, exact: str | None, **more) -> Measured:
    """A value as measuring would give it."""
    one = INDICATORS[id]
    value = None if exact is None else round(Decimal(exact), one.printing.decimals)
    return Measured(
        indicator=id, unit=one.printing.unit, decimals=one.printing.decimals, value=value,
        exact=None if exact is None else Decimal(exact), numerator=None, denominator=None, rows=1, empty=0,
        state="unknown" if exact is None else "complete", **more,
    )  # fmt: skip


def met(done: str = "1234", missing: str = "5") -> Measured:
    """Who held a meeting, by the digits of their codes."""
    return measured("met", str(len(done)), names=tuple(done), done=tuple(done), missing=tuple(missing))


def parts(id: str, values: Mapping[str, str | None], names: Mapping[str, str] = NAMES) -> tuple[Part, ...]:
    """The values of areas below, or of kinds."""
    return tuple(Part(key=key, name=names.get(key, key), measured=measured(id, value)) for key, value in values.items())


def template(body: str, head: str = HEAD) -> Template:
    return parsed(head + body, "通报.md")


def given(of: Template, values: Mapping[str, object] | None = None, *, period: str = "2025H1", **more) -> Given:
    """Everything the template asks for; `values` by id, period and split ("rate last-year"): text, `Measured` or parts."""
    known = values or {}
    answers = {}
    for ask in asked(of).figures:
        said = known.get(f"{ask.indicator} {ask.period}".strip() + (f" {ask.split}" if ask.split else ""))
        found = said if isinstance(said, Measured) else measured(ask.indicator, None if isinstance(said, tuple) else said)
        split = said if isinstance(said, tuple) else ()
        answers[ask] = Answer(area="460000", period=ask.period or period, over="二季度", run="r1", measured=found, parts=split)
    words, names = WORDS | more.pop("words", {}), more.pop("names", NAMES)
    return Given(words=words, indicators=INDICATORS, answers=answers, names=names, **more)


def paper(body: str, values: Mapping[str, object] | None = None, **more) -> Paper:
    made = template(body)
    return written(made, given(made, values, **more))


def said(found: Paper) -> str:
    """The paragraphs and headings, line by line."""
    return "\n".join(text_of(block.inlines) for block in found.blocks if isinstance(block, Heading | Paragraph))


def text(body: str, values: Mapping[str, object] | None = None, **more) -> str:
    return said(paper(body, values, **more))


def cells(grid: Grid) -> list[list[str]]:
    return [[text_of(line) for line in row] for row in grid.rows]
