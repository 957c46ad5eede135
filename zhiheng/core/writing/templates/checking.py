"""Proves a template against the definitions: every figure exists, and has the unit, the list and the parts asked for."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.registers import Register
from zhiheng.core.writing.templates.calling import Call
from zhiheng.core.writing.templates.calls import Change, Drawn, Figure, Named, OfList, Parts, Ranked
from zhiheng.core.writing.templates.checking_rows import refuse_unfit_rows
from zhiheng.core.writing.templates.printing import factor, units_like
from zhiheng.core.writing.templates.splitting import (
    refuse_odd_columns,
    refuse_split_alone,
    refuse_unfit_split,
)
from zhiheng.core.writing.templates.tables import Broken, PartTable, RowTable, Table, YearTable
from zhiheng.core.writing.templates.tree import Template

_NEAR = 8  # names shown of many


def refuse_unfit(template: Template, indicators: Mapping[str, Indicator], registers: Mapping[str, Register]) -> None:
    """Raises: Fault W122 an unknown indicator · W152 a unit of another kind · W153 a list, parts or a change that a figure does
    not have · W154 a register or a column that is not there, or not for everybody · W161 a field that keeps nothing apart ·
    W162 columns of a table that do not fit together · W163 rows that a figure does not count · W200–W206 what it says of rows."""
    refuse_unfit_rows(template, registers)
    for call, line in template.calls:
        where = f"{template.file} 第{line}行"
        for name in _indicators_of(call):
            if name not in indicators:
                raise Fault("W122", f"{where}：没有编号为“{name}”的指标。请改为相近的一个：{_near(name, indicators)}。")
        if isinstance(call, RowTable):
            _refuse_unfit_rows(call, registers, where)
            _refuse_other_rows(call, indicators, where)
        if isinstance(call, Broken | YearTable):
            refuse_odd_columns(call, indicators, where)
        for ask in call.asks:
            refuse_unfit_split(indicators[ask.indicator], ask.by, registers, where)
        refuse_split_alone(call, where)
        if isinstance(call, Figure) and call.unit:
            _refuse_other_unit(call, indicators[call.indicator], where)
        if unfit := next((one for one in _FITS if isinstance(call, one.kind) and not one.fits(call, indicators)), None):
            name = indicators[next(iter(_indicators_of(call)))].name
            raise Fault("W153", f"{where}：“{name}”{unfit.why}。请{unfit.remedy}。")


def _refuse_other_unit(call: Figure, one: Indicator, where: str) -> None:
    own = one.printing.unit
    if factor(own, call.unit) is None:
        like = "、".join(units_like(own))
        raise Fault("W152", f"{where}：“{one.name}”的单位是{own}，不能印成{call.unit}。可用的：{like}。")


def _indicators_of(call: Call) -> Iterable[str]:
    chart = (call.indicator,) if isinstance(call, Drawn) else ()
    rows = (call.of,) if isinstance(call, RowTable) and call.of else ()
    return dict.fromkeys((*(ask.indicator for ask in call.asks), *chart, *rows))


def _lists(call: OfList, known: Mapping[str, Indicator]) -> bool:
    one = known[call.indicator]
    picks = bool(one.each and one.each.pick)
    return one.shape == "due" or (call.of == "names" and (picks or one.rule is not None))


def _has_parts(call: Call, known: Mapping[str, Indicator]) -> bool:
    return all(ask.by or known[ask.indicator].by for ask in call.asks if ask.split == "parts")


def _is_whole(call: Call, known: Mapping[str, Indicator]) -> bool:
    return not any(known[ask.indicator].by for ask in call.asks if ask.split != "parts")


def _is_one_number(call: Figure, known: Mapping[str, Indicator]) -> bool:
    each = known[call.indicator].each
    return not (each and len(each.take) > 1) or not (call.unit or call.decimals is not None or call.more or call.step > 1)


def _is_level(call: Change, known: Mapping[str, Indicator]) -> bool:
    one = known[call.indicator]
    return not one.change or not call.by


class _Fits(NamedTuple):
    """What a kind of call asks of its indicator."""

    kind: type[Call]
    fits: Callable[..., bool]
    why: str
    remedy: str


_FITS = (
    _Fits(OfList, _lists, "没有名单，不能列名或数名单", "换成“谁应做、谁做了”一类的指标"),
    _Fits(Figure, _is_one_number, "有最少、最多几个数，只能照定义印", "删去 unit、decimals、more 和 step"),
    _Fits(Parts, _has_parts, "没有分项，不能按分项列出", "换一个定义里写了 by 的指标"),
    _Fits(PartTable, _has_parts, "没有分项，不能按分项列表", "换一个定义里写了 by 的指标"),
    _Fits(Named, _has_parts, "没有分项，不能取其中一项", "删去 part"),
    _Fits(Change, _is_level, "本身就是增减，不能再换一种增减", "删去 by"),
    _Fits(Named, _is_whole, "按分项各有一个数，没有一个总数", "用 part 写明是哪一项，或改用 parts( )、part_table( )"),
    _Fits(Ranked, _is_whole, "按分项各有一个数，不能按地区排名", "换一个指标"),
    _Fits(Table, _is_whole, "按分项各有一个数，不能放进这张表", "换一个指标，或改用 part_table( )"),
)


def _refuse_unfit_rows(call: RowTable, registers: Mapping[str, Register], where: str) -> None:
    if call.register not in registers:
        raise Fault("W154", f"{where}：没有“{call.register}”这个台账。请改为相近的一个：{_near(call.register, registers)}。")
    register = registers[call.register]
    allowed = register.public.fields if register.public else ()
    if not allowed:
        raise Fault("W154", f"{where}：台账“{register.name}”没有写明哪些栏可以公开，不能逐条印出。请先在它的定义里写 [public]。")
    for column in (*call.columns, *call.where):
        if column not in allowed:
            raise Fault("W154", f"{where}：台账“{register.name}”可以公开的栏里没有“{column}”。可用的：{'、'.join(allowed)}。")


def _refuse_other_rows(call: RowTable, indicators: Mapping[str, Indicator], where: str) -> None:
    one = indicators.get(call.of)
    if one and (one.shape != "value" or one.register != call.register):
        raise Fault("W163", f"{where}：“{one.name}”不是数台账 {call.register} 里的行的指标，不能用 of 取它的行。请换一个指标。")


def _near(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=_NEAR, cutoff=0.3)
    return "、".join(near) if near else f"{'、'.join(list(known)[:_NEAR])}等 {len(known)} 个"
