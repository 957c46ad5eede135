"""Reading figures: computed from the rows as they stand, never from a figure kept before."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

import zhiheng
from zhiheng.core import measuring
from zhiheng.core.measuring import Period, period_from
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.core.values.registers import Register
from zhiheng.definitions.indicators import indicator_called, indicators
from zhiheng.directory.models import Area
from zhiheng.directory.queries import scope_of
from zhiheng.registers.known import known_registers
from zhiheng.registers.queries import kept_data
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope


class Figure(NamedTuple):
    """One indicator measured now, with what it rests on."""

    indicator: Indicator
    register: Register
    measured: Measured
    rows_digest: str
    run: str

    @property
    def definition_digest(self) -> str:
        return _digest(self.indicator.text, self.register.text)

    @property
    def in_words(self) -> str:
        """How it is counted, for people."""
        if self.indicator.measure.operation == "count":
            return f"台账“{self.register.name}”的行数（每行是{self.register.row}）"
        field = self.register.fields[self.indicator.measure.field]
        return f"台账“{self.register.name}”各行“{field.name}”之和"

    @property
    def why_unknown(self) -> str:
        """Why there is no value; "" when there is one."""
        if self.measured.state != "unknown":
            return ""
        if not self.measured.rows:
            return "这个地区和期间没有记录"
        return f"有 {self.measured.rows} 行记录，但都没有填“{self.register.fields[self.indicator.measure.field].name}”"

    @property
    def exact(self) -> str:
        """The numerator in the unit that is kept."""
        field = self.indicator.measure.field
        unit = "分" if field and self.register.fields[field].type == "money" else self.measured.unit
        return "" if self.measured.numerator is None else f"{self.measured.numerator} {unit}"


def area_called(code: str) -> Area:
    """The area of that code. Raises: Fault M102."""
    if found := Area.objects.filter(code=code).first():
        return found
    raise Fault("M102", f"没有代码为“{code}”的地区。请在“机构”页查地区代码。")


def measured(area: str, period: str, wanted: Iterable[str] | None = None) -> dict[str, dict[str, Any]]:
    """The figures (all, when not said) by id, as programs read them.

    Shape:  see `for_programs`.
    Raises: Fault D208, M101, M102.
    """
    about = area_called(area)
    asked = None if wanted is None else [indicator_called(name) for name in wanted]
    found = figures(scope_of(about), about, period_from(period), asked)
    return {name: for_programs(figure) for name, figure in found.items()}


def for_programs(figure: Figure) -> dict[str, Any]:
    """A figure with plain numbers: the value as the definition prints it, numerator and denominator exact."""
    seen = figure.measured
    value = None if seen.value is None else float(seen.value) if seen.decimals else int(seen.value)
    return {
        "indicator": figure.indicator.id,
        "value": value,
        "printed": seen.printed,
        "unit": seen.unit,
        "numerator": _plain(seen.numerator),
        "denominator": _plain(seen.denominator),
        "rows": seen.rows,
        "state": seen.state,
        "run": figure.run,
    }


def _plain(number: Decimal | None) -> int | float | None:
    """An exact number as programs read it: whole where it is whole."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def seen_indicators(rights: Rights) -> list[Indicator]:
    """The indicators of the registers that somebody may see."""
    return [each for each in indicators().values() if rights.allows("registers.view", each.register)]


def figures(
    scope: Scope, area: Area, period: Period, wanted: Iterable[Indicator] | None = None
) -> dict[str, Figure]:
    """The wanted figures (all, when not said) of an area with the areas below it, by id; one query a register."""
    found: dict[str, Figure] = {}
    rows: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    digests: dict[str, str] = {}
    for indicator in indicators().values() if wanted is None else wanted:
        if indicator.register not in rows:
            rows[indicator.register] = kept_data(indicator.register, scope, area, period)
            digests[indicator.register] = _digest(json.dumps(rows[indicator.register], ensure_ascii=False))
        found[indicator.id] = _figure(indicator, rows[indicator.register], digests[indicator.register], area, period)
    return found


def _figure(
    indicator: Indicator, rows: list[tuple[int, dict[str, Any]]], rows_digest: str, area: Area, period: Period
) -> Figure:
    register = known_registers()[indicator.register]
    value = measuring.measured(indicator, (data for _, data in rows))
    day_by_day = f"{area.code} {period.start} {period.end}"
    run = _digest(indicator.id, indicator.text, register.text, day_by_day, rows_digest, zhiheng.__version__)
    return Figure(indicator, register, value, rows_digest, run)


def _digest(*texts: str) -> str:
    whole = hashlib.sha256()
    for text in texts:
        whole.update(hashlib.sha256(text.encode()).digest())
    return whole.hexdigest()
