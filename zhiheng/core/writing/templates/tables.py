"""The functions that make tables: by areas, by the parts of figures, by years, by figures, and rows of a register."""

from typing import Annotated

from msgspec import Meta

from zhiheng.core.writing.templates.asking import Ask, RowsAsk
from zhiheng.core.writing.templates.calling import Against, Call, Count, Period, fields_of

Ids = Annotated[tuple[str, ...], Meta(min_length=1, max_length=12)]


class Table(Call, frozen=True, kw_only=True):
    """A table of figures."""

    roles = frozenset({"block"})
    title: str = ""
    period: Period = ""
    note: str = ""
    landscape: bool = False


class Broken(Table, frozen=True, kw_only=True):
    """A table that breaks figures down: a row for each area or part, and the figures of the whole.

    Shape: `heads` are what the columns of the figures are called, their names where not said; `share` names the figures that
           have a column with their part of the whole, `compared` those with one for `against` and one for the change.
    """

    heads: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    against: Against = "last-year"
    total: str = ""

    @property
    def figures(self) -> tuple[str, ...]:
        """The indicators of its columns."""
        return ()

    def broken(self, indicator: str, period: str) -> Ask:
        """The parts of a figure."""
        raise NotImplementedError

    @property
    def before(self) -> str:
        """The period that figures are held against."""
        step = f"in-{self.against}" if self.against.isdigit() else self.against
        return f"{self.period} {step}".strip()

    @property
    def asks(self) -> tuple[Ask, ...]:
        """A total is the figure of the whole as it is counted, never the sum of what the rows print."""
        periods = [(one, self.period) for one in self.figures] + [(one, self.before) for one in self.compared]
        wholes = [one for one in periods if self.total or one[0] in self.share]
        return (*(self.broken(*one) for one in periods), *(Ask(*one) for one in wholes))


class AreaTable(Broken, frozen=True, kw_only=True):
    """One row for each area below, a column for each figure, and the figures of the whole."""

    indicators: Ids
    total: str = "合计"

    @property
    def figures(self) -> tuple[str, ...]:
        return self.indicators

    def broken(self, indicator: str, period: str) -> Ask:
        return Ask(indicator, period, split="areas")


class PartTable(Broken, frozen=True, kw_only=True):
    """One row for each value that figures are kept apart by: by their definition, or by the field `split`.

    Shape: of those that have no order of their own the largest come first, and `first` leaves out the others. `top` adds a
           column: the parts by `top_by` of that figure with most, within each row.
    """

    indicator: str | Ids
    head: str = "类别"
    split: str = ""
    first: Count | None = None
    top: str = ""
    top_by: str = ""
    top_head: str = ""
    top_first: Count = 2

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.indicator,) if isinstance(self.indicator, str) else self.indicator

    def broken(self, indicator: str, period: str) -> Ask:
        return Ask(indicator, period, split="parts", by=fields_of(self.split))

    @property
    def tops(self) -> tuple[Ask, ...]:
        """What its last column needs: within each row, and of the whole."""
        if not self.top:
            return ()
        return tuple(Ask(self.top, self.period, split="parts", by=by) for by in ((self.split, self.top_by), (self.top_by,)))

    @property
    def asks(self) -> tuple[Ask, ...]:
        return (*super().asks, *self.tops)


class YearTable(Table, frozen=True, kw_only=True):
    """One row for each year, the same part of each, the last one that of the document."""

    indicators: Ids
    years: Annotated[int, Meta(ge=2, le=10)] = 5
    heads: tuple[str, ...] = ()

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods of its rows, the oldest first."""
        return tuple(" ".join([self.period, *["last-year"] * back]).strip() for back in reversed(range(self.years)))

    @property
    def asks(self) -> tuple[Ask, ...]:
        return tuple(Ask(one, period) for period in self.periods for one in self.indicators)


class FigureTable(Table, frozen=True, kw_only=True):
    """One row for each figure: now, before, and how it moved."""

    indicators: Annotated[tuple[str, ...], Meta(min_length=1, max_length=60)]
    against: Annotated[str, Meta(pattern=r"^(|last-year|previous|[1-9]\d{3})$")] = "last-year"  # "" compares with nothing

    @property
    def before(self) -> str:
        """The period that figures are held against; "" where they are not."""
        step = f"in-{self.against}" if self.against.isdigit() else self.against
        return f"{self.period} {step}".strip() if self.against else ""

    @property
    def asks(self) -> tuple[Ask, ...]:
        """The figures, and the same in the period before."""
        before = [Ask(one, self.before) for one in self.indicators] if self.against else []
        return (*(Ask(one, self.period) for one in self.indicators), *before)


class RowTable(Table, frozen=True, kw_only=True):
    """Rows of a register, with the columns named; only what everybody may see. With `of`, only those that a figure counts."""

    register: str
    columns: Ids
    where: dict[str, str | int | bool | tuple[str, ...]] = {}
    first: Count = 200
    of: str = ""

    @property
    def rows(self) -> RowsAsk:
        """The rows it needs."""
        where = tuple((name, value if isinstance(value, tuple) else (value,)) for name, value in sorted(self.where.items()))
        return RowsAsk(self.register, self.columns, where, self.first, self.period, self.of)
