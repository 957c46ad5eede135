"""What each column of a table holds, from the words of its head."""

import re
from functools import lru_cache

from msgspec import Struct

from zhiheng.core.extracting.leading import first_leads_from
from zhiheng.core.extracting.tables.grids import Grid, Row
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of

_NOTE = re.compile(r"（([^（）]*)）")
_YEAR = re.compile(r"(?:到|至|截至)?((?:19|20)\d\d)(?:[-～—至到](?:19|20)?\d\d)?年?(?:度|底|末|上半年)?")
_REMEMBERED = 4096  # heads: tables of one office say the same
_TOP = 8  # rows in which a head is sought
_LONGEST = 24
_LOOSE = 12  # characters of a head in which a known word may stand beside others
_LEADING = ("牵头", "主责", "主办")
_NUMBERING = re.compile(r"[ \d.、]+")
_VAGUE = {"单位", "部门", "时间", "工作", "完成", "项目", "内容", "名称", "计划", "类型", "方面", "行动", "说明", "数量"}
"""Words that say what a column holds only where they are all of its head."""

_LONG_CELL = 12  # characters; longer, and a cell under 目标 says in words what is to be reached
UNIT_FIELDS = ("lead", "responsible", "assigned")
DUTY_FIELDS = ("task", "measure")


class Column(Struct, frozen=True):
    """What a column holds. `sure` is false where its head only contains a known word; `unit` and `year` as its head says."""

    field: str = "other"
    sure: bool = True
    year: int | None = None
    unit: str | None = None
    head: str = ""


class Head(Struct, frozen=True):
    """A table's columns, the rows before its body, and whether the first unit listed leads."""

    columns: tuple[Column, ...]
    rows: int
    leads_first: bool
    unit: str | None = None  # said once above the head, for the whole table

    def places(self, *fields: str) -> list[int]:
        """The columns that hold one of these fields."""
        return [k for k, column in enumerate(self.columns) if column.field in fields]

    @property
    def is_of_duties(self) -> bool:
        """Whether the table assigns: something to do, units beside it, and no persons by name."""
        people = any("姓名" in column.head for column in self.columns)
        return bool(self.places(*DUTY_FIELDS) and self.places(*UNIT_FIELDS)) and not people

    @property
    def is_of_goals(self) -> bool:
        """Whether the table promises: its indicators have a column of goals."""
        named = [self.columns[k].head for k in self.places("name")]
        goals = self.places("goal") and (named or self.places("task"))
        return bool(goals or (self.places("base") and any("指标" in head for head in named)))

    @property
    def names(self) -> list[int]:
        """The columns that name what is measured: the indicator, or the task where there is no indicator."""
        return self.places("name") or self.places("task")


class Heads:
    """Reads heads; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._fields = {row.word.replace("（", "").replace("）", ""): row.field for row in words.lexicons.table_columns}
        near = any_of(word for word in self._fields if len(word) > 1 and word not in _VAGUE)
        self._inside, self._ending = re.compile(near), re.compile(f"(?:{near})$")
        self._plan = re.compile(f"“?({any_of(words.plans)})”?(?:时期|期末|规划|期间|末)?")
        self._table_unit = re.compile("单位：([^ ，；）]{1,8})")
        self.column = lru_cache(_REMEMBERED)(self._column)

    def is_head(self, texts: list[str]) -> bool:
        """Whether these are the heads of a table of duties or goals, every one of them known."""
        columns = [self.column((text,)) for text in texts]
        head = Head(tuple(columns), 1, False)
        known = all(column.field != "other" or column.year for column in columns)
        return known and (head.is_of_duties or head.is_of_goals)

    def head(self, grid: Grid, issued: int | None, promises: bool) -> Head | None:
        """The head of a grid, None where none is known. `promises`: the document is a plan, so years without a word are goals."""
        for at, row in enumerate(grid.rows[:_TOP]):
            if not self._begins(row):
                continue
            rows = [row]
            while at + len(rows) < len(grid.rows) - 1 and self._goes_on(rows[-1], grid.rows[at + len(rows)]):
                rows.append(grid.rows[at + len(rows)])
            columns = tuple(self.column(_stack(rows, place)) for place in range(grid.width))
            above = " ".join(cell.text for held in grid.rows[:at] for cell in held.cells())
            said = " ".join(column.head for column in columns) + " " + above
            unit = self._table_unit.search(above)
            return Head(
                self._settled(columns, grid, at + len(rows), issued, promises), at + len(rows), leads_first(said),
                unit[1] if unit else None,
            )  # fmt: skip
        return None

    def _column(self, stack: tuple[str, ...]) -> Column:
        """What a column holds, by the heads over it from top to bottom; the lowest that is known decides."""
        year = unit = None
        decided: tuple[str, bool] | None = None
        dated = False
        for text in reversed(stack):
            bare = text.replace(" ", "").replace("：", "")
            for note in _NOTE.findall(bare):
                unit = unit or (note if self._is_unit(note) else None)
            time = _YEAR.search(bare) or self._plan.search(bare)
            if time and year is None:
                year = int(time[1]) if time[1].isdigit() else self.words.plans[time[1]].last_year
            rest = self._plan.sub("", _YEAR.sub("", _NOTE.sub("", bare)))
            dated |= bool(time) and not rest
            said = [found for found in (self._field(bare), self._field(rest)) if found]
            decided = decided or next((found for found in said if found[1]), said[0] if said else None)
        field, sure = decided or ("year" if dated else "other", True)
        return Column(field, sure, year, unit, " ".join(stack))

    def _field(self, text: str) -> tuple[str, bool] | None:
        bare = text.replace("（", "").replace("）", "").replace("/", "")
        if bare in self._fields:
            return self._fields[bare], True
        if not bare or len(bare) > _LONGEST:
            return None
        kinds = {self._fields[part] for part in re.split("[、和及与/]", text) if part in self._fields}
        if "lead" in kinds and "responsible" in kinds:
            return "assigned", True
        if kinds and kinds <= set(DUTY_FIELDS):
            return "task" if "task" in kinds else "measure", True
        found = self._ending.search(bare) or self._inside.search(bare)
        if not found or len(bare) > _LOOSE:
            return None
        field = self._fields[found[0]]
        return ("lead" if field in UNIT_FIELDS and bare.startswith(_LEADING) else field), False

    def _is_unit(self, text: str) -> bool:
        return is_measure_unit(self.words, text)

    def _begins(self, row: Row) -> bool:
        texts = [cell.text for cell in row.cells()]
        columns = [self.column((text,)) for text in texts]
        known = [column.field for column in columns if column.field != "other"]
        return len(set(known)) >= 2 and 2 * len(known) >= len(texts) and all(len(text) <= _LONGEST + 16 for text in texts)

    def _goes_on(self, above: Row, row: Row) -> bool:
        """Whether a row under a head row is of the head: all that begins in it is a head's word."""
        own = [cell.text for cell in row.cells()]
        if not own or any(_NUMBERING.fullmatch(text) and not _YEAR.fullmatch(text) for text in own):
            return False
        under = [k for k in row.own if above.places[k] is not None and k in above.own and not _wide(above, k)]
        fields = [self.column((text,)) for text in own]
        sure = all(column.sure for column in fields)
        return all(column.field != "other" for column in fields) and (len(own) > 1 or sure) and (not under or sure)

    def _settled(
        self, columns: tuple[Column, ...], grid: Grid, body: int, issued: int | None, promises: bool
    ) -> tuple[Column, ...]:
        """Columns whose head leaves open what they hold: bare years, and 单位 of whom or of what."""
        fields = {column.field for column in columns}
        dates = sorted(column.year for column in columns if column.field == "year" and column.year)
        settled = []
        for k, column in enumerate(columns):
            field, sure = column.field, column.sure
            if field == "year":
                goal = column.year is not None and self._is_ahead(column.year, dates, fields, issued, promises)
                field = "goal" if goal else "base"
            if field == "unit" and column.head.replace(" ", "") == "单位" and _many_are_long(grid, body, k):
                field, sure = "responsible", False
            if field == "goal" and "name" not in fields and not _many_are_values(grid, body, k):
                field = "aim"
            settled.append(Column(field, sure, column.year, column.unit, column.head))
        return tuple(settled)

    def _is_ahead(
        self, year: int, dates: list[int], fields: set[str], issued: int | None, promises: bool
    ) -> bool:
        """Whether a column with nothing but a year over it is of what is to come."""
        if issued is not None:
            return year >= issued
        return promises or bool(fields & {"base", "kind"}) or (len(dates) > 1 and year > dates[0] and "goal" in fields)


def leads_first(text: str) -> bool:
    """Whether a text says that the unit listed first leads (注：列首位的为牵头单位)."""
    return first_leads_from(text.replace(" ", "")) is not None


def is_measure_unit(words: Words, text: str) -> bool:
    """Whether a text is a unit of measure, alone or of two parts (件/万人, 万元)."""
    parts = [part.lstrip("万亿千百十") or part for part in text.split("/")]
    return 0 < len(text) <= 10 and all(part in words.units or part in ("万", "亿") for part in [parts[0], parts[-1]])


def _wide(row: Row, place: int) -> bool:
    """Whether the cell at a place covers several columns, or may: nothing stands beside it."""
    cell = row.places[place]
    return cell is not None and (cell.across > 1 or (place + 1 < len(row.places) and row.places[place + 1] is None))


def _stack(rows: list[Row], place: int) -> tuple[str, ...]:
    """The heads over a column, from top to bottom; where cells are not known to be merged, the one to the left goes on."""
    texts: list[str] = []
    for depth, row in enumerate(rows):
        cell = row.places[place]
        if cell is None and depth < len(rows) - 1 and rows[depth + 1].places[place] is not None:
            cell = next((row.places[k] for k in range(place, -1, -1) if row.places[k] is not None), None)
        if cell is not None and (not texts or texts[-1] != cell.text):
            texts.append(cell.text)
    return tuple(texts)


def _many_are_values(grid: Grid, body: int, place: int) -> bool:
    """Whether cells of a column are rather figures than sentences."""
    texts = [cell.text for row in grid.rows[body:] if (cell := row.places[place])]
    return sum(len(text) <= _LONG_CELL and any(map(str.isdigit, text)) for text in texts) > 0.5 * max(len(texts), 1)


def _many_are_long(grid: Grid, body: int, place: int) -> bool:
    """Whether cells of a column are rather names of bodies than units of measure."""
    texts = [cell.text for row in grid.rows[body:] if (cell := row.places[place]) and cell.text]
    return sum(len(text) >= 4 and "/" not in text for text in texts) > 0.6 * max(len(texts), 1)
