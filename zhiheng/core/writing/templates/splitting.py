"""Proves how a template breaks figures down: by fields that keep them apart, in columns that fit together."""

from collections.abc import Mapping

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.registers import Field, Register
from zhiheng.core.writing.templates.calling import Call
from zhiheng.core.writing.templates.calls import Known, Named
from zhiheng.core.writing.templates.tables import Broken, PartTable, YearTable

_FEW = ("code", "bool", "int")  # types whose values are few and nobody's own
_NAMED = ("text", "product")  # may be anything: only where the field is a filter of the register, or public


def refuse_unfit_split(one: Indicator, by: tuple[str, ...], registers: Mapping[str, Register], where: str) -> None:
    """Raises: Fault W161: the figure is not counted row by row, or the field keeps no rows apart, or is not for everybody."""
    if not by:
        return
    if one.shape not in ("value", "rate") or not one.register or one.by or one.each or one.value:
        raise Fault("W161", f"{where}：“{one.name}”不是按台账的行算的，不能用 split 分开。请换一个指标。")
    register = registers.get(one.register)
    if register is None:
        raise Fault("W161", f"{where}：“{one.name}”数的不是台账的行，不能用 split 分开。请换一个指标。")
    public = register.public.fields if register.public else ()
    able = [name for name, field in register.fields.items() if _able(name, field, public)]
    for name in by:
        if name not in able:
            said = f"{where}：“{one.name}”不能按“{name}”分开：台账“{register.name}”没有这一栏，或它不便分组、不公开。"
            raise Fault("W161", f"{said}可用的：{'、'.join(able)}。请改正。")


def refuse_split_alone(call: Call, where: str) -> None:
    """Raises: Fault W161: a figure in a sentence says by what it is kept apart, and not which part is meant."""
    if isinstance(call, Named) and call.split and not call.part and not isinstance(call, Known):
        raise Fault("W161", f"{where}：写了 split，还要用 part 写明是哪一项。请补上，或改用 parts( )、part_table( )。")


def _able(name: str, field: Field, public: tuple[str, ...]) -> bool:
    return not field.personal and (field.type in _FEW or (field.type in _NAMED and (field.index or name in public)))


def refuse_odd_columns(call: Broken | YearTable, known: Mapping[str, Indicator], where: str) -> None:
    """Raises: Fault W162: not as many heads as figures; a share or a change of what is no column; a share of a rate."""
    figures = call.indicators if isinstance(call, YearTable) else call.figures
    if call.heads and len(call.heads) != len(figures):
        raise Fault("W162", f"{where}：heads 有 {len(call.heads)} 个，指标有 {len(figures)} 个。请写得一样多，一一对应。")
    if isinstance(call, YearTable):
        return
    for name in (*call.share, *call.compared):
        if name not in figures:
            raise Fault("W162", f"{where}：share、compared 里的“{name}”不在表的指标里。请补进指标，或删去。")
    for name in call.share:
        if known[name].shape != "value":
            raise Fault("W162", f"{where}：“{known[name].name}”不是可以相加的数，没有占比。请从 share 里删去。")
    if isinstance(call, PartTable) and bool(call.top) != bool(call.top_by and call.split):
        such = 'top="failing-lots", top_by="failed_items"'
        raise Fault("W162", f"{where}：top、top_by 和 split 要一起写，例如 {such}。请补上。")
