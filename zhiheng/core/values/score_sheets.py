"""Spreadsheets for scores: what a sheet asks, and what it says when it comes back."""

from decimal import Decimal

from msgspec import Struct

from zhiheng.core.values.tables import Column


class ScoreAsked(Struct, frozen=True, kw_only=True):
    """One row: an item of one of the assessed.

    Shape: `cells` are those shown, by column; `options` the answers to choose from, () for a number from 0 to `most`.
           `value`, `why`: what was said before, there to be changed.
    """

    code: str
    item: str
    cells: dict[str, str]
    options: tuple[str, ...] = ()
    most: Decimal | None = None
    value: str = ""
    applies: bool = True
    sample: str = ""
    why: str = ""


class ScoreSection(Struct, frozen=True, kw_only=True):
    """Rows under one head: an item with those assessed under it, or one of the assessed with its items."""

    head: str
    rows: tuple[ScoreAsked, ...]


class ScoreSheet(Struct, frozen=True, kw_only=True):
    """One sheet for one person or unit. `columns` are shown; those to fill follow. `sampled`: it asks how many answered.

    Shape: `value_name` is one that `scores_back` knows: 评分, 自评结果, 专家评分, 部门评分, 现场评分.
    """

    title: str
    who: str
    token: str
    how: str
    columns: tuple[Column, ...]
    sections: tuple[ScoreSection, ...]
    value_name: str = "评分"
    sampled: bool = False
    sent_on: str = ""


class ScoreSaid(Struct, frozen=True, kw_only=True):
    """What one row of a sheet says, as it was written. `row` is its number in the file."""

    code: str
    item: str
    row: int
    value: str = ""
    applies: bool = True
    sample: str = ""
    why: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in but perhaps a reason."""
        return not self.value and self.applies


class ScoresBack(Struct, frozen=True, kw_only=True):
    """A sheet that came back. `token` is "" where rows of several sheets stand in one; `lacks` are columns that are gone."""

    token: str
    rows: tuple[ScoreSaid, ...]
    lacks: tuple[str, ...] = ()
    loose: tuple[int, ...] = ()
