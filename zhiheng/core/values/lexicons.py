"""The words that reading needs, as rows of `definitions/lexicons/*.csv`.

One struct a file, named in the singular; `Lexicons` has one field a file, named as the file.
The first field of a struct names its row: it is unique in the file, and an office's row of the same
name replaces ours. A cell of a tuple field holds its words separated by `|`.
To add a list: one struct, one field of `Lexicons`, one CSV.
"""

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

from zhiheng.core.values.own_rules import OwnRule
from zhiheng.core.values.reading import Comparator, DocType, Kind


class Area(Struct, frozen=True, forbid_unknown_fields=True):
    """One area of GB/T 2260: a province, a prefecture or a county.

    `formerly` are earlier names of the same code, `mark` a province's letters in document numbers (琼),
    `since` and `until` the first and last year at whose end the code was listed; None: before 1981, and to this day.
    """

    code: str
    name: str
    formerly: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None


class AreaChange(Struct, frozen=True, forbid_unknown_fields=True):
    """What became of one code in one year: a new name, a new rank (县改区, 撤地设市), a new code, a union, a division.

    `before` was its name; `to` are the codes that took its place, its own where only the name changed; nothing
    where that is not confirmed (`unknown`). `source` says who found it.
    """

    key: str  # code:year
    code: str
    year: int
    before: str
    kind: Literal["rename", "upgrade", "recode", "merge", "split", "unknown"]
    to: tuple[str, ...] = ()
    source: str = ""


class DocTypeWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that ends or stands in a title, and the kind of document it shows."""

    word: str
    doc_type: DocType


class ProtocolUnit(Struct, frozen=True, forbid_unknown_fields=True):
    """One place in the usual 发文排序; `name` and its other forms are matched at the end of a unit's name."""

    name: str
    group: str
    also: tuple[str, ...] = ()


class UnitRename(Struct, frozen=True, forbid_unknown_fields=True):
    """A body's name before and after a reform, without the region; several `new` where it was divided.

    `since` is the day of the new name (ISO). `confirmed` false: the day or the name differs from place to place, and is
    to be checked there (待核实).
    """

    old: str
    new: tuple[str, ...]
    since: str
    basis: str
    level: Literal["central", "local", "vertical"] = "local"
    confirmed: bool = True

    @property
    def said(self) -> str:
        """The reform as a reader should see it."""
        return self.basis if self.confirmed else f"{self.basis}，待核实"


class UnitAlias(Struct, frozen=True, forbid_unknown_fields=True):
    """Other ways to write one body's name, without the region: 发展改革委 is 发改委."""

    name: str
    also: tuple[str, ...]


class UnitNaming(Struct, frozen=True, forbid_unknown_fields=True):
    """What takes up a body's work at each level, without the region; the usual one first, "-": there is none.

    `vertical` is the highest level at which it is under 垂直管理; "" nowhere. In a name, "{region}" stands
    for the region and "{level}" for its last character; a name with either is complete. "*" stands for any
    words.
    """

    body: str
    central: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    township: tuple[str, ...] = ()
    vertical: str = ""
    note: str = ""


class GeneralUnit(Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase that names no single unit (各部门), and what is written for it at each lower level.

    `pattern` is a regular expression for the whole name; an empty level keeps the phrase.
    """

    pattern: str
    city: str = ""
    county: str = ""
    township: str = ""


class Unit(Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of measure without its 万 or 亿; `scale` to the base unit of its dimension (元, 平方米, 千克, 米, 秒, 千瓦时 …).

    Within `rate`, `capacity` and what is counted (`things`, `times` …) no unit is converted into another; a month is 30 days.

    `only_with`: the unit counts only where one of these words stands in the clause (8个工作日 is a figure of a time limit).
    """

    word: str
    dimension: str
    scale: float = 1.0
    only_with: tuple[str, ...] = ()


class IndicatorName(Struct, frozen=True, forbid_unknown_fields=True):
    """An indicator of the field, its other names, and what is usual for it.

    Unit:   `low` and `high` in the first of `units`, without 万 or 亿; the others stand for the same number.
    `direction` is the better one; `adding` how the areas below make up the whole: their values are summed, their
    numerators and denominators are, a mean is taken, or none of these.
    """

    name: str
    also: tuple[str, ...] = ()
    kind: Literal["share", "rate", "count", "persons", "visits", "index", "score", "money", "time", "amount"] = "count"
    units: tuple[str, ...] = ()
    direction: Literal["", "up", "down"] = ""
    low: Decimal | None = None
    high: Decimal | None = None
    adding: Literal["sum", "ratio", "mean", "none"] = "none"
    note: str = ""


class ComparatorWord(Struct, frozen=True, forbid_unknown_fields=True):
    """Words before or after a number that say how it binds, and whether it is a level or a change."""

    word: str
    place: Literal["before", "after"]
    comparator: Comparator
    hold: bool = False
    kind: Kind = "level"
    direction: Literal["", "up", "down"] = ""


class QualifierWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that loosens a number: 余 多 近 约."""

    word: str
    place: Literal["before", "after"]


class PlanPeriod(Struct, frozen=True, forbid_unknown_fields=True):
    """A five-year plan by its short name (十四五)."""

    word: str
    first_year: int
    last_year: int


class Cue(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that shows what its sentence, section or document is about; `key` is sense:word."""

    key: str
    word: str
    sense: str
    weight: float = 0.0


class CountingVerb(Struct, frozen=True, forbid_unknown_fields=True):
    """A verb before counted things: make (打造), add (新增), find (查处)."""

    word: str
    sense: Literal["make", "add", "find", "cause"]


class HeadNoun(Struct, frozen=True, forbid_unknown_fields=True):
    """A noun that can stand alone after a number and its unit (820户企业)."""

    word: str


class DutyWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that gives units their part: a label before them (牵头单位) or a verb after them (牵头)."""

    word: str
    role: Literal["lead", "responsible"]
    form: Literal["label", "verb"]


class BodyEnding(Struct, frozen=True, forbid_unknown_fields=True):
    """What the name of a unit of government, a firm or a body ends in."""

    word: str


class Frequency(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that says how often something recurs; `every_months` where it says so."""

    word: str
    every_months: int | None = None


class FurnitureWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word of a web page around a document. `weight` 1 alone proves nothing, 3 is enough.

    `place`: the word is the whole line, starts the line, or stands anywhere in it.
    """

    word: str
    weight: int
    place: Literal["line", "start", "part"]


class FrontField(Struct, frozen=True, forbid_unknown_fields=True):
    """A label that sites print before a document (发布文号), and what stands after it."""

    word: str
    field: Literal[
        "title", "issuer", "doc_number", "issued_on", "published_on", "effective_on", "expires_on", "note"
    ]


class HeadingCue(Struct, frozen=True, forbid_unknown_fields=True):
    """What a word weighs as a whole heading, as a heading's end, as the start of the sentence after it.

    A start below 0: no sentence starts so.
    """

    word: str
    whole: int = 0
    end: int = 0
    start: int = 0


class ZhuWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word in which 著 stays 著; elsewhere a traditional 著 is 着."""

    word: str


class CommonWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Common words of one level: counted about 2 ** (level / 2) times. Written by docs/write_common_words.py."""

    row: int
    level: int
    words: tuple[str, ...]
    source: str = ""  # where the words come from and under which licence; said once


class SecrecyWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word of a marking of secrecy: a level (机密), its label (密级), a handling (内部资料), a neighbour (特急)."""

    word: str
    form: Literal["level", "label", "handling", "beside"]


class TableColumn(Struct, frozen=True, forbid_unknown_fields=True):
    """A word at the head of a table's column, and what the column then holds.

    `assigned` holds those who lead and those who answer in one cell, `aim` what is to be reached in words,
    `growth` a rate over the years, `skip` what no item of a reading has a place for.
    """

    word: str
    field: Literal[
        "number", "category", "task", "measure", "aim", "lead", "responsible", "assigned", "deadline",
        "name", "unit", "base", "goal", "growth", "kind", "skip",
    ]  # fmt: skip


class ConfidenceFactor(Struct, frozen=True, forbid_unknown_fields=True):
    """How often items of a kind are right ("statistic"), or by what a doubt lowers it ("statistic:odd_name").

    `seen` and `right` count the annotated items that it was fitted on; without them it is set by hand. `flag` is
    the sentence that tells a person why to look.
    """

    key: str
    factor: Annotated[float, Meta(gt=0, le=1)]
    seen: int | None = None
    right: int | None = None
    flag: str = ""


class CompanyWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word at the end of a firm's name: its form (有限公司), its trade (食品), or that it is a branch (分公司).

    `means` is the form that several spellings stand for: 有限责任公司 is 有限公司.
    """

    word: str
    kind: Literal["form", "trade", "branch"]
    means: str = ""


class AreaLevel(Struct, frozen=True, forbid_unknown_fields=True):
    """What a document calls the areas below one of a level: 各市县, 14个市县."""

    level: Literal["省", "市", "县", "乡镇"]
    below: str


class BindingWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word by which a duty binds: firmly (必须), wholly (全部), or loosely (鼓励, 原则上)."""

    word: str
    binds: Literal["firmly", "wholly", "loosely"]


class Lexicons(Struct, frozen=True, kw_only=True, eq=False):
    """All word lists, loaded, and the rules of reading. Built by `zhiheng.definitions.lexicons()`.

    Compared by identity, so that what is compiled from it can be cached by it.
    """

    areas: tuple[Area, ...]
    area_changes: tuple[AreaChange, ...]
    doc_types: tuple[DocTypeWord, ...]
    protocol_order: tuple[ProtocolUnit, ...]
    unit_aliases: tuple[UnitAlias, ...]
    unit_renames: tuple[UnitRename, ...]
    unit_naming: tuple[UnitNaming, ...]
    general_units: tuple[GeneralUnit, ...]
    units: tuple[Unit, ...]
    indicators: tuple[IndicatorName, ...]
    comparators: tuple[ComparatorWord, ...]
    qualifiers: tuple[QualifierWord, ...]
    plan_periods: tuple[PlanPeriod, ...]
    cues: tuple[Cue, ...]
    verbs: tuple[CountingVerb, ...]
    heads: tuple[HeadNoun, ...]
    duty_words: tuple[DutyWord, ...]
    body_endings: tuple[BodyEnding, ...]
    frequencies: tuple[Frequency, ...]
    front_fields: tuple[FrontField, ...]
    furniture: tuple[FurnitureWord, ...]
    heading_cues: tuple[HeadingCue, ...]
    zhu_words: tuple[ZhuWord, ...]
    common_words: tuple[CommonWords, ...]
    secrecy: tuple[SecrecyWord, ...]
    table_columns: tuple[TableColumn, ...]
    company_words: tuple[CompanyWord, ...]
    binding_words: tuple[BindingWord, ...]
    confidence: tuple[ConfidenceFactor, ...]
    area_levels: tuple[AreaLevel, ...]
    own_rules: tuple[OwnRule, ...] = ()  # of definitions/rules/*.toml, an office's own first
