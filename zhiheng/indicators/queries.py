"""Reading figures: those that were kept and still hold, all others computed from the rows as they stand."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from zhiheng.core.measuring import Period, period_from
from zhiheng.core.measuring.wording import in_words
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.core.values.registers import Register
from zhiheng.directory.models import Area
from zhiheng.directory.queries import scope_of
from zhiheng.indicators.engines import Engine, engine
from zhiheng.indicators.known import known_counted, known_indicator, known_indicators
from zhiheng.indicators.observing import lists_of
from zhiheng.indicators.runs import Basis
from zhiheng.indicators.values import bases_of, values_of
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope


class Figure(NamedTuple):
    """One indicator measured, with what it rests on. `parts` are the values by `by`, of an indicator that keeps them apart."""

    indicator: Indicator
    register: Register | None  # the first whose rows it counts; None: it is computed from others, or imported
    measured: Measured
    basis: Basis
    parts: Mapping[tuple[str | None, ...], Measured] = {}

    @property
    def run(self) -> str:
        return self.basis.name

    @property
    def definition_digest(self) -> str:
        return self.basis.definition_digest

    @property
    def in_words(self) -> str:
        """How it is counted, for people."""
        return in_words(self.indicator, known_counted(), known_indicators())

    @property
    def why_unknown(self) -> str:
        """Why there is no value; "" when there is one."""
        seen = self.measured
        if seen.value is not None or self.parts:
            return ""
        if seen.why:
            return seen.why
        if not seen.rows or self.register is None or self.indicator.measure is None:
            return "这个地区和期间没有记录"
        field = self.register.fields.get(self.indicator.measure.field)
        return f"有 {seen.rows} 行记录，但都没有填“{field.name}”" if field else "这个地区和期间没有记录"

    @property
    def exact(self) -> str:
        """The numerator in the unit that is kept."""
        return "" if self.measured.numerator is None else f"{_number(self.measured.numerator)} {self._kept_unit}".rstrip()

    @property
    def base(self) -> str:
        """The denominator in the unit that is kept; "" for a figure that is no rate."""
        return "" if self.measured.denominator is None else f"{_number(self.measured.denominator)} {self._kept_unit}".rstrip()

    @property
    def _kept_unit(self) -> str:
        measure = self.indicator.measure
        field = self.register.fields.get(measure.field) if self.register and measure else None
        if field and field.type == "money":
            return "分"
        if self.indicator.shape in ("rate", "due"):
            return self.indicator.printing.base
        return field.unit if field and field.unit else self.measured.unit


def area_called(code: str) -> Area:
    """The area of that code. Raises: Fault M102."""
    if found := Area.objects.filter(code=code).first():
        return found
    raise Fault("M102", f"没有代码为“{code}”的地区。请在“机构”页查地区代码。")


def measured(area: str, period: str, wanted: Iterable[str] | None = None, by: str = "") -> dict[str, dict[str, Any]]:
    """The figures (all, when not said) by id, as programs read them; `by` names the engine.

    Shape:  see `for_programs`.
    Raises: Fault D208, M101, M102, M103.
    """
    about = area_called(area)
    asked = None if wanted is None else [known_indicator(name) for name in wanted]
    found = figures(scope_of(about), about, period_from(period), asked, by=engine(by), anew=bool(by))
    return {name: for_programs(figure) for name, figure in found.items()}


def for_programs(figure: Figure) -> dict[str, Any]:
    """A figure with plain numbers: the value as the definition prints it, numerator and denominator exact."""
    seen = figure.measured
    told = {
        "indicator": figure.indicator.id,
        "value": _plain(seen.value),
        "printed": seen.printed,
        "unit": seen.unit,
        "numerator": _plain(seen.numerator),
        "denominator": _plain(seen.denominator),
        "rows": seen.rows,
        "state": seen.state,
        "run": figure.run,
    }
    told |= lists_of(seen)
    if figure.parts:
        told["parts"] = [
            {"by": list(dims), "value": _plain(part.value), "printed": part.printed, "rows": part.rows}
            for dims, part in figure.parts.items()
        ]
    return told


def _plain(number: Decimal | None) -> int | float | None:
    """An exact number as programs read it: whole where it is whole."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def _number(number: Decimal) -> str:
    return str(int(number)) if number == int(number) else f"{number.normalize():f}"


def seen_indicators(rights: Rights) -> list[Indicator]:
    """The indicators of the registers that somebody may see, in the order of the definitions."""
    return [each for each in known_indicators().values() if may_see(rights, each)]


def may_see(rights: Rights, indicator: Indicator) -> bool:
    """Whether somebody may see every register that an indicator rests on."""
    return all(rights.allows("registers.view", name) for name in registers_of(indicator))


def registers_of(indicator: Indicator) -> list[str]:
    """Every register whose rows an indicator rests on, through those that it is computed from."""
    known = known_indicators() if indicator.uses else {}
    return list(dict.fromkeys([*indicator.registers, *(name for one in indicator.uses for name in registers_of(known[one]))]))


def figures(
    scope: Scope,
    area: Area,
    period: Period,
    wanted: Iterable[Indicator] | None = None,
    by: Engine | None = None,
    *,
    anew: bool = False,
) -> dict[str, Figure]:
    """The wanted figures (all, when not said) of an area with the areas below it, by id.

    What was kept of the same definitions over the same rows is taken as it is, unless `anew`; the rest is computed, each
    register once.
    Raises: Fault M102: the area lies outside the scope.
    """
    if not scope.covers(area):
        raise Fault("M102", f"“{area.name}”不在您的辖区里。请选本级或下级地区。")
    asked = list(known_indicators().values() if wanted is None else wanted)
    used = by or engine()
    bases = bases_of(asked, used)
    parts: dict[str, dict[tuple[str | None, ...], Measured]] = {}
    for spot, value in values_of(asked, [area], [period], used, bases, anew=anew).items():
        parts.setdefault(spot.indicator, {})[spot.dims] = value
    return {one.id: _figure(one, parts.get(one.id, {}), bases[one.id]) for one in asked}


def _figure(indicator: Indicator, parts: dict[tuple[str | None, ...], Measured], basis: Basis) -> Figure:
    registers = registers_of(indicator)
    register = known_counted()[registers[0]] if registers else None
    whole = parts.pop((), None)
    if whole is None:  # kept apart by `by`: there is no one value
        rows = sum(part.rows for part in parts.values())
        whole = Measured(
            indicator=indicator.id, unit=indicator.printing.unit, decimals=indicator.printing.decimals, value=None,
            numerator=None, denominator=None, rows=rows, empty=0, state="complete",
        )  # fmt: skip
    return Figure(indicator, register, whole, basis, parts)
