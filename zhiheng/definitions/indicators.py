"""Indicators from `indicators/*.toml`, one file a figure; a later text of the same indicator is `<id>.<year>.toml`."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Due, Indicator, Measure, Over, Printing, Series, Time
from zhiheng.core.values.registers import Force, Register, Source
from zhiheng.definitions.figures.adding import narrowed, over_of, over_of_series
from zhiheng.definitions.figures.measures import measure_from, time_from
from zhiheng.definitions.figures.naming import Beside, columns_of
from zhiheng.definitions.figures.relations import by_id, refuse_unrelated
from zhiheng.definitions.figures.shapes import (
    change_from,
    done_from,
    due_from,
    each_from,
    formula_from,
    part_from,
    refuse_bad_dims,
    rule_from,
)
from zhiheng.definitions.figures.units import (
    Rate,
    dimension_of,
    measures_of,
    per_of_share,
    rate_of,
    refuse_odd_printing,
    scale_of,
)
from zhiheng.definitions.lines import with_lines
from zhiheng.definitions.registers import counted
from zhiheng.definitions.strict import (
    OURS,
    Change,
    changes_of,
    converted,
    files,
    place,
    refuse_unknown,
    table_of,
    text_of,
)

SHAPES = ("measure", "due", "change", "formula", "rule", "imported")
OF_ROWS = ("from", "where", "by", "time", "numerator", "denominator", "each", "per")
BESIDE = {  # what may stand beside each shape, after the head that all have
    "measure": (*OF_ROWS, "window", "value", "empty", "over_time", "over_area"),
    "due": ("done", "value", "window", "over_time", "over_area"),
    "change": (), "formula": (), "rule": ("from", "where", "time"), "imported": ("series", "over_area"),
}  # fmt: skip
HEAD = ("name", "source", "in_force", "print", "not_more", "aliases", "topic", "note")


class IndicatorFile(Struct, kw_only=True, forbid_unknown_fields=True):
    """The top of an indicator's file; the tables inside are read one by one: a fault names its place."""

    name: str
    source: dict[str, Any]
    in_force: dict[str, Any] = {}
    printing: dict[str, Any] = field(name="print")
    register: str = field(name="from", default="")
    measure: str = ""
    where: Any = {}
    by: list[str] = []
    time: str = "event"
    numerator: Any = None
    denominator: Any = None
    per: int = 0
    window: Literal["", "month", "quarter", "half-year", "year"] = ""
    due: Any = None
    done: Any = None
    value: Literal["", "done", "missing", "rate", "whole", "share"] = ""
    change: Any = None
    formula: Any = None
    each: Any = None
    rule: Any = None
    imported: bool = False
    series: Any = None
    empty: Literal["unknown", "zero", "zero if filed", "zero if whole"] = "unknown"
    over_time: Over | None = None
    over_area: Over | None = None
    not_more: str = ""
    aliases: list[str] = []
    topic: str = ""
    note: str = ""


def indicators(office: Path | None = None) -> dict[str, Indicator]:
    """Every indicator by id, in its latest text. Raises: Fault D201–D203, D205, D207, D252–D262.

    Shape: in the order of the registers and of the fields in them, a count of rows first; then what is computed from others.
    """
    return _latest(*_office_now(office))


def indicator_texts(office: Path | None = None) -> dict[str, tuple[Indicator, ...]]:
    """Every text of every indicator, the oldest first; loaded once, and again when a file of the office has changed."""
    return _texts(*_office_now(office))


def indicator_called(name: str, office: Path | None = None) -> Indicator:
    """The indicator of that id. Raises: Fault D208."""
    found = indicators(office)
    if name not in found:
        raise Fault("D208", f"没有“{name}”这个指标。可用的指标：{'、'.join(found)}。")
    return found[name]


def indicator_on(name: str, day: date, office: Path | None = None) -> Indicator:
    """The text of an indicator that was in force on a day; its latest where none was. Raises: Fault D208."""
    latest = indicator_called(name, office)
    return next((text for text in indicator_texts(office)[name] if day in text.in_force), latest)


def _office_now(office: Path | None) -> tuple[Path | None, tuple[Change, ...]]:
    changes = changes_of(office, "indicators/*.toml", "registers/*.toml", "limits/*.csv") if office else ()
    return (office if changes else None), changes


@lru_cache(maxsize=4)
def _latest(office: Path | None, changes: tuple[Change, ...]) -> dict[str, Indicator]:
    known = counted(office)
    places = {id: number for number, id in enumerate(known)}
    found = [texts[-1] for texts in _texts(office, changes).values()]
    return {one.id: one for one in sorted(found, key=lambda one: _place(one, known, places))}


@lru_cache(maxsize=4)
def _texts(office: Path | None, changes: tuple[Change, ...]) -> dict[str, tuple[Indicator, ...]]:
    known = counted(office)
    texts = by_id(indicator_from(path, known) for path in files("indicators", ".toml", office).values())
    refuse_unrelated(texts)
    return texts


def _place(one: Indicator, known: Mapping[str, Register], places: Mapping[str, int]) -> tuple[int, int, str]:
    first = next(iter(one.registers), "")
    summed = one.measure.field if one.measure and one.register else ""
    column = list(known[first].fields).index(summed) if summed else -1
    return places.get(first, len(places)), column, one.id


def indicator_from(path: Path, known: Mapping[str, Register]) -> Indicator:
    """The indicator that one file defines, proved by itself. Raises: Fault D201–D203, D205, D207, D252–D256, D260–D262."""
    text = text_of(path)
    with with_lines(text):
        return _indicator_from(path, text, known)


def _indicator_from(path: Path, text: str, known: Mapping[str, Register]) -> Indicator:
    raw = table_of(path, text, decimals=True)
    top = converted(raw, IndicatorFile, path)
    shape = _shape_of(raw, path)
    _refuse_computed_here(path, shape)
    printing = converted(top.printing, Printing, path, "print")
    refuse_odd_printing(printing, f"{place(path)} print")
    head: dict[str, Any] = {
        "id": path.stem.split(".")[0],
        "name": top.name,
        "source": converted(top.source, Source, path, "source"),
        "in_force": converted(top.in_force, Force, path, "in_force"),
        "printing": printing,
        "not_more": top.not_more,
        "aliases": tuple(top.aliases),
        "note": top.note,
        "text": text,
    }
    own = _of_rows(top, printing, path, known) if shape == "measure" else _of_others(top, shape, printing, path, known)
    own["topic"] = top.topic or own.get("topic", "")
    return Indicator(**head, **own)


def _shape_of(raw: dict[str, Any], path: Path) -> str:
    """The one shape that the file has. Raises: Fault D252."""
    said = [shape for shape in SHAPES if raw.get(shape)]
    if not said and "numerator" in raw:
        said = ["measure"]  # both halves have their own
    if len(said) != 1:
        found = f"同时写了 {'、'.join(said)}" if said else "一个也没有写"
        raise Fault("D252", f"{place(path)}：{'、'.join(SHAPES)} 里要写且只写一个，现在{found}。请改正。")
    for name in raw:
        if name not in (*HEAD, *SHAPES, *BESIDE[said[0]]):
            raise Fault("D252", f"{place(path)}：写了 {said[0]}，就不能写“{name}”。请删去其中一个。")
    return said[0]


def _refuse_computed_here(path: Path, shape: str) -> None:
    """A series of ours that may only be imported stays so in an office's own file. Raises: Fault D254."""
    ours = OURS / "indicators" / path.name
    if shape != "imported" and path.parent != ours.parent and ours.exists() and table_of(ours, text_of(ours)).get("imported"):
        raise Fault("D254", f"{place(path)}：“{path.stem}”只能导入公布的数，不在本地计算，也没有补数。本地的数请另起一个代码。")


def _of_rows(top: IndicatorFile, printing: Printing, path: Path, known: Mapping[str, Register]) -> dict[str, Any]:
    """What is counted over the rows of one register."""
    where = place(path)
    refuse_unknown([top.register], known, f"{where} from")
    about = Beside(known[top.register], known)
    numerator = part_from(top.numerator, about, path, "numerator") if top.numerator is not None else None
    denominator = part_from(top.denominator, about, path, "denominator") if top.denominator is not None else None
    measure = measure_from(top.measure, about.register, f"{where} measure") if top.measure else None
    halves = measures_of(measure, numerator, denominator)
    if halves is None:
        raise Fault("D252", f"{where}：没有写 measure，分子和分母又没有各写自己的。请补上，例如 measure = \"count\"。")
    refuse_bad_dims(top.by, about.register, f"{where} by")
    time = time_from(top.time, about.register, f"{where} time")
    is_rate = bool(numerator or denominator)
    rate = (_rate if is_rate else _plain)(halves, printing, top, about.register, where)
    if top.empty == "zero if filed" and not about.register.returns:
        raise Fault("D252", f"{where}：台账“{top.register}”没有写 returns，分不清零和未报。请先在台账里写明谁按期报送。")
    if top.empty == "zero if whole" and (is_rate or not top.not_more or halves[0].operation not in ("count", "distinct")):
        why = "只用于 count 或 distinct，并用 not_more 写明是哪个指标的一部分"
        raise Fault("D430", f"{where}：empty = \"zero if whole\" {why}。请改正。")
    natural = over_of(halves, time, whole=top.each is not None)
    over_time, over_area = narrowed(natural, (top.over_time, top.over_area), where, rate=is_rate)
    return {
        "register": top.register, "where": columns_of(top.where, about, f"{where} where"), "by": tuple(top.by),
        "measure": measure or halves[0], "numerator": numerator, "denominator": denominator, "time": time,
        "window": top.window, "value": top.value, "empty": top.empty, "scale": rate.scale, "per": rate.per,
        "each": each_from(top.each, about.register, path) if top.each is not None else None,
        "over_time": over_time, "over_area": over_area, "topic": about.register.topic,
    }  # fmt: skip


def _rate(halves: tuple[Measure, Measure], printing: Printing, top: IndicatorFile, register: Register, where: str) -> Rate:
    if top.value or top.each is not None:
        raise Fault("D252", f"{where}：比率不能再写 value 或 each。请另起一个指标。")
    above, below = (dimension_of(one, register) for one in halves)
    return rate_of(above, below, printing, top.per, f"{where} print")


def _plain(halves: tuple[Measure, Measure], printing: Printing, top: IndicatorFile, register: Register, where: str) -> Rate:
    if top.per:
        raise Fault("D252", f"{where}：不是比率，不写 per。请删去，或补上 numerator。")
    if top.value == "share":
        if not top.by:
            raise Fault("D252", f"{where}：value = \"share\" 要用 by 写明按什么分。请补上。")
        scale = scale_of(dimension_of(halves[0], register), _kept(halves[0], register), where)
        return Rate(scale, per_of_share(printing, f"{where} print"))
    if top.value:
        raise Fault("D252", f"{where}：value = \"{top.value}\" 只用于 due。请删去。")
    return Rate(scale_of(dimension_of(halves[0], register), printing.unit, f"{where} print.unit"), 1)


def _kept(measure: Measure, register: Register) -> str:
    """The unit in which a share is taken: the smallest there is."""
    dimension = dimension_of(measure, register)
    return dimension.units[0] if dimension.units else ""


def _of_others(
    top: IndicatorFile, shape: str, printing: Printing, path: Path, known: Mapping[str, Register]
) -> dict[str, Any]:
    """A due set, or what is computed from other indicators, or an outside series."""
    where = place(path)
    natural = over_of((), Time(), whole=True) if shape != "imported" else over_of_series(printing, top.over_area)
    over_time, over_area = narrowed(natural, (top.over_time, top.over_area), where)
    found: dict[str, Any] = {"over_time": over_time, "over_area": over_area}
    match shape:
        case "due":
            found |= _of_due(top, printing, path, known)
        case "change":
            found["change"] = change_from(top.change, path)
        case "formula":
            found["formula"] = formula_from(top.formula, path)
        case "rule":
            found |= _of_rule(top, path, known)
        case "imported":
            if top.series is None:
                raise Fault("D252", f"{where}：缺少“series”。请用 publisher 写明公布单位，用 system 写明来源系统。")
            found |= {"imported": True, "series": converted(top.series, Series, path, "series")}
    return found


def _of_rule(top: IndicatorFile, path: Path, known: Mapping[str, Register]) -> dict[str, Any]:
    """A named rule: over rows, where the file says of which register."""
    where = place(path)
    if not top.register:
        return {"rule": rule_from(top.rule, path)}
    refuse_unknown([top.register], known, f"{where} from")
    about = Beside(known[top.register], known)
    return {
        "rule": rule_from(top.rule, path, about.register), "register": top.register,
        "where": columns_of(top.where, about, f"{where} where"),
        "time": time_from(top.time, about.register, f"{where} time"), "topic": about.register.topic,
    }  # fmt: skip


def _of_due(top: IndicatorFile, printing: Printing, path: Path, known: Mapping[str, Register]) -> dict[str, Any]:
    where = place(path)
    due: Due = due_from(top.due, known, path)
    if top.done is None:
        raise Fault("D252", f"{where}：缺少“done”。请写明哪个台账的行算做了。")
    done = done_from(top.done, due, known, path)
    per = per_of_share(printing, f"{where} print") if top.value in ("rate", "share") else 1
    return {
        "due": due, "done": done, "value": top.value or "done", "window": top.window, "topic": known[done.register].topic,
        "per": per,
    }  # fmt: skip


