"""What must hold between indicators: names, units and bases fit, nothing is computed from itself."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from itertools import pairwise

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.definitions.figures.units import MANY, POINTS, RATES
from zhiheng.definitions.lines import lined
from zhiheng.definitions.strict import fault_of, refuse_unknown

Texts = Mapping[str, tuple[Indicator, ...]]


def refuse_unrelated(texts: Texts) -> None:
    """Raises: the first of `unrelated`."""
    for fault in unrelated(texts):
        raise fault


def unrelated(texts: Texts) -> list[Fault]:
    """What is wrong between indicators, each with its file.

    Shape: D202 an unknown indicator · D257 two texts in force on the same day · D258 a circle · D259 units that do not fit, a
           rate added to another, or held against one of another base.
    """
    latest = {id: of[-1] for id, of in texts.items()}
    proofs: list[Callable[[], None]] = [partial(_refuse_overlapping, id, of) for id, of in texts.items()]
    proofs += [partial(_refuse_bad_relation, one, latest) for of in texts.values() for one in of]
    faults = [_in_its_file(fault, latest) for proof in proofs if (fault := fault_of(proof))]
    return faults or [_in_its_file(fault, latest) for fault in _circles(latest)]


def by_id(found: Iterable[Indicator]) -> dict[str, tuple[Indicator, ...]]:
    """The texts of each indicator, the oldest first, by id."""
    texts: dict[str, list[Indicator]] = {}
    for indicator in found:
        texts.setdefault(indicator.id, []).append(indicator)
    return {id: tuple(sorted(of, key=lambda one: one.in_force.since or date.min)) for id, of in texts.items()}


def _in_its_file(fault: Fault, indicators: Mapping[str, Indicator]) -> Fault:
    id = fault.says.removeprefix("indicators/").partition(".toml")[0]
    return lined(fault, indicators[id].text) if id in indicators else fault


def _refuse_overlapping(id: str, texts: tuple[Indicator, ...]) -> None:
    for earlier, later in pairwise(texts):
        if (earlier.in_force.until or date.max) >= (later.in_force.since or date.min):
            raise Fault("D257", f"indicators/{id}：两份定义的施行日期重叠。前一份的 in_force 请写 to，止于后一份的前一天。")


def _refuse_bad_relation(one: Indicator, known: Mapping[str, Indicator]) -> None:
    where = f"indicators/{one.id}.toml"
    if one.not_more:
        refuse_unknown([one.not_more], [id for id in known if id != one.id], f"{where} not_more")
        if (whole := known[one.not_more].printing.unit) != one.printing.unit:
            units = f"“{one.not_more}”的单位是“{whole}”，本指标是“{one.printing.unit}”"
            raise Fault("D259", f"{where} not_more：{units}，不能相比。请改正。")
        if one.empty == "zero if whole" and known[one.not_more].register != one.register:
            raise Fault("D431", f"{where}：“{one.not_more}”数的是另一个台账，它有数不说明这里是零。请改 not_more 或删去 empty。")
    if one.change:
        refuse_unknown([one.change.of], known, f"{where} change.of")
        _refuse_bad_change(one, known[one.change.of], where)
    if one.formula:
        refuse_unknown(one.formula.of, known, f"{where} formula.of")
        _refuse_bad_formula(one, known[one.formula.of[0]], known[one.formula.of[1]], where)
    if one.rule and one.rule.of:
        refuse_unknown([one.rule.of], known, f"{where} rule.of")


def _refuse_bad_change(one: Indicator, of: Indicator, where: str) -> None:
    unit, within = of.printing.unit, one.change.within if one.change else ""
    wanted: tuple[str, ...] = {"points": POINTS.get(unit, ()), "percent": ("%",), "amount": (unit,)}[within]
    if within == "points" and unit not in RATES:
        raise Fault("D259", f"{where} change：“{of.id}”的单位是“{unit}”，不是百分比，没有百分点。请改用 percent 或 amount。")
    if within == "amount" and unit in RATES:
        raise Fault("D259", f"{where} change：“{of.id}”是比率，变化用百分点。请写 in = \"points\"。")
    if one.printing.unit not in wanted:
        raise Fault("D259", f"{where} change：单位写成了“{one.printing.unit}”。请写成“{wanted[0]}”。")


def _refuse_bad_formula(one: Indicator, first: Indicator, second: Indicator, where: str) -> None:
    formula, unit = one.formula, one.printing.unit
    units = (first.printing.unit, second.printing.unit)
    if formula is None:
        return
    if formula.op == "ratio":
        _refuse_bad_ratio(formula.per, units, unit, f"{where} formula")
        return
    if units[0] != units[1]:
        raise Fault("D259", f"{where} formula：“{first.id}”的单位是“{units[0]}”，“{second.id}”是“{units[1]}”，不能加减。请改正。")
    if units[0] not in RATES:
        if unit != units[0]:
            raise Fault("D259", f"{where} formula：单位写成了“{unit}”。请写成“{units[0]}”。")
        return
    if formula.op == "plus":
        raise Fault("D259", f"{where} formula：“{first.id}”和“{second.id}”都是比率，不能相加。请写分子和分母，各自相加再除。")
    if first.printing.base != second.printing.base:
        bases = f"“{first.printing.base or '未写'}”和“{second.printing.base or '未写'}”"
        raise Fault("D259", f"{where} formula：两个比率的分母是{bases}，不是一回事，不能相减，也不互为补数。请各自列出。")
    if unit not in POINTS[units[0]]:
        raise Fault("D259", f"{where} formula：两个比率相减，单位写成了“{unit}”。请写成“{POINTS[units[0]][0]}”。")


def _refuse_bad_ratio(per: int, units: tuple[str, str], unit: str, where: str) -> None:
    if unit in RATES:
        if units[0] != units[1] or per != RATES[unit]:
            raise Fault("D259", f"{where}：“{units[0]}”除以“{units[1]}”，per = {per}，得不到 {unit}。请核对单位和 per。")
        return
    wanted = f"{units[0]}/{MANY.get(per, f'{per}')}{units[1]}"
    if unit not in (wanted, "倍" if units[0] == units[1] and per == 1 else wanted):
        raise Fault("D259", f"{where}：单位写成了“{unit}”。请写成“{wanted}”。")


def _circles(indicators: Mapping[str, Indicator]) -> list[Fault]:
    """The first circle that is found, as a fault of the file where it closes."""
    done: set[str] = set()
    for start in indicators:
        way: list[str] = []
        if circle := _circle_from(start, indicators, way, done):
            said = " → ".join(circle)
            return [Fault("D258", f"indicators/{circle[0]}.toml：由自己算出自己（{said}）。请断开其中一处。")]
    return []


def _circle_from(at: str, indicators: Mapping[str, Indicator], way: list[str], done: set[str]) -> list[str]:
    if at in way:
        return [*way[way.index(at) :], at]
    if at in done or at not in indicators:
        return []
    way.append(at)
    for following in indicators[at].uses:
        if circle := _circle_from(following, indicators, way, done):
            return circle
    way.pop()
    done.add(at)
    return []
