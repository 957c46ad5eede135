"""What the records say of a form's items: figures of each unit's area and the period, each with its computation."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.measuring import Period
from zhiheng.core.values.forms import Form
from zhiheng.core.values.indicators import Measured
from zhiheng.directory.models import Area
from zhiheng.indicators.engines import engine
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.values import bases_of, values_of


class FromRecords(NamedTuple):
    """A value counted from records, "" where they say nothing; `run` names the computation."""

    value: str
    run: str


def from_records(form: Form, areas: Sequence[Area], period: Period) -> dict[str, dict[str, FromRecords]]:
    """The values of the items that are filled from records, by the area's code and by item; all areas asked for at once.

    An indicator that is no more, or is no longer printed in the unit that was asked for, fills nothing.
    """
    known = known_indicators()
    items = {key: known[item.indicator] for key, item in form.items.items() if item.indicator in known}
    items = {key: one for key, one in items.items() if one.printing.unit == form.items[key].unit}
    wanted = list({one.id: one for one in items.values()}.values())
    if not wanted:
        return {}
    used = engine()
    bases = bases_of(wanted, used)
    values: dict[tuple[str, str], Measured] = {
        (spot.area, spot.indicator): value
        for spot, value in values_of(wanted, list(areas), [period], used, bases).items()
        if not spot.dims
    }
    return {
        area.code: {
            key: FromRecords(_text(found.value) if (found := values.get((area.code, one.id))) else "", bases[one.id].name)
            for key, one in items.items()
        }
        for area in areas
    }


def _text(value: Decimal | None) -> str:
    """Canonical decimal text: no exponent, no trailing zeros."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
