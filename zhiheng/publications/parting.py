"""Figures kept apart for one document by a field of their register: lots by kind of product, failures by item."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import structs

from zhiheng.core.measuring import Period
from zhiheng.core.measuring.valuing import exact_of, valued
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.core.values.registers import Register
from zhiheng.core.writing.templates import Part
from zhiheng.directory.models import Area
from zhiheng.indicators.known import known_indicator
from zhiheng.indicators.queries import Figure, figures
from zhiheng.registers.known import known_register
from zhiheng.web.scoping import Scope

UNFILLED = "未填"
_YES_NO = {"true": "是", "false": "否"}
Dims = tuple[str | None, ...]
Apart = tuple[str, tuple[str, ...]]  # an indicator, and the fields that keep it apart


class _Wanted(NamedTuple):
    name: str
    by: tuple[str, ...]
    one: Indicator


def parts_apart(scope: Scope, area: Area, period: Period, wanted: Iterable[Apart]) -> dict[Apart, Mapping[Dims, Measured]]:
    """The values of each figure by each value of its fields, those of a code in the order of the code.

    Shape: where a figure is a part of another (`zero if whole`), each value that the whole has is there, with 0 where none was.
    """
    asked = set(wanted)
    wholes = {(one.not_more, by) for name, by in asked if (one := known_indicator(name)).empty == "zero if whole"}
    all_of = [_Wanted(name, by, _kept_apart(known_indicator(name), by)) for name, by in sorted(asked | wholes)]
    found = figures(scope, area, period, [each.one for each in all_of]) if all_of else {}
    values = {(each.name, each.by): exactly(found[each.one.id]).parts for each in all_of}
    return {apart: _ordered(apart, _with_none(apart, values)) for apart in asked}


def part_of(dims: Dims, seen: Measured) -> Part:
    """A value with the name of its part."""
    name = "／".join(_YES_NO.get(one, one) if one else UNFILLED for one in dims)
    return Part(key=name, name=name, measured=seen, dims=tuple(one or "" for one in dims))


def is_code(one: Indicator, by: tuple[str, ...]) -> bool:
    """Whether the first field has an order of its own."""
    return _register_of(one).fields[by[0]].type in ("code", "int")


def exactly(figure: Figure) -> Figure:
    """The figure with its exact values."""
    parts = {dims: _exact(figure.indicator, seen) for dims, seen in figure.parts.items()}
    return figure._replace(measured=_exact(figure.indicator, figure.measured), parts=parts)


def _exact(one: Indicator, seen: Measured) -> Measured:
    return structs.replace(seen, exact=exact_of(one, seen))


def _kept_apart(one: Indicator, by: tuple[str, ...]) -> Indicator:
    """The indicator as if its file said `by`: another figure, so that what is kept of the whole is not taken for it."""
    return structs.replace(one, id=f"{one.id} by {' '.join(by)}", by=by, text=f"{one.text}\nby = {list(by)}\n")


def _with_none(apart: Apart, values: Mapping[Apart, Mapping[Dims, Measured]]) -> Mapping[Dims, Measured]:
    name, by = apart
    one, own = known_indicator(name), values[apart]
    if one.empty != "zero if whole":
        return own
    none = _exact(one, valued(one, None, filed=True))
    known = {dims: none for dims, whole in values[one.not_more, by].items() if whole.value is not None}
    return known | dict(own)


def _ordered(apart: Apart, parts: Mapping[Dims, Measured]) -> Mapping[Dims, Measured]:
    name, by = apart
    register = _register_of(known_indicator(name))
    codes = [register.code_values(field) if field in register.codes else () for field in by]
    places = [{value: at for at, value in enumerate(values)} for values in codes]
    number = [register.fields[field].type == "int" for field in by]

    def place(dims: Dims) -> tuple[object, ...]:
        return tuple(
            (one is None, known.get(one or "", len(known)), int(one or 0) if whole else 0, one or "")
            for one, known, whole in zip(dims, places, number, strict=True)
        )

    return {dims: parts[dims] for dims in sorted(parts, key=place)}


def _register_of(one: Indicator) -> Register:
    return known_register(one.register)
