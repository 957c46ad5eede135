"""Figures that leave the office 已报数据台账: each is a row of `reported-figure`, compared with those given before."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from zhiheng.core.checking import natural_key
from zhiheng.core.measuring import Period
from zhiheng.core.measuring.wording import in_words
from zhiheng.core.values.auditing import Told
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.registers import Kept
from zhiheng.directory.models import Area
from zhiheng.indicators.known import known_counted, known_indicators
from zhiheng.indicators.queries import Figure
from zhiheng.registers.across import problems_across
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row
from zhiheng.web.scoping import Scope

GIVEN, PERMITS = "reported-figure", "return-permit"  # the registers of figures given, and of forms that may be asked for
OUT = "报出"


class Giving(NamedTuple):
    """To whom figures go, in which form, on which day; `reason` explains what contradicts an earlier one."""

    to: str
    form: str
    on: date
    permit: str = ""  # natural key of the permit of the form
    reason: str = ""
    document: str = ""
    labels: Mapping[str, str] = {}  # what the form calls each figure, by indicator


class Contradiction(NamedTuple):
    """A figure that is not what was given before, for the same area, period and calibre."""

    name: str
    now: str
    says: str


class Earlier(NamedTuple):
    """A figure as it was given before."""

    row: Row
    same: bool

    @property
    def value(self) -> str:
        """What was given, in words."""
        said = self.row.data
        return str(said["text_value"]) if said["value"] is None else f"{said['value']}{said['unit'] or ''}"


def values_given(figure: Figure, area: Area, period: Period, giving: Giving, by: Any) -> dict[str, Kept]:
    """The row that remembers one figure."""
    return dict.fromkeys(known_register(GIVEN).fields) | {
        "area": area.code,
        "no": _number(figure, period, giving),
        "given_to": giving.to,
        "form": giving.form,
        "permit": giving.permit or None,
        "figure": figure.indicator.name,
        "indicator": figure.indicator.id,
        "label": giving.labels.get(figure.indicator.id) or None,
        "calibre": calibre(figure.indicator),
        "period": period.text,
        "cutoff_on": min(period.end, giving.on).isoformat(),
        "value": plain(figure),
        "unit": figure.measured.unit,
        "given_on": giving.on.isoformat(),
        "given_by": by.get_full_name(),
        "approved_by": by.get_full_name(),
        "document": giving.document or None,
        "observation": figure.run,
        "reason": giving.reason or None,
    }


def _number(figure: Figure, period: Period, giving: Giving) -> str:
    """The same figure given to the same in the same form has one number, whenever it is given."""
    said = "\n".join((giving.to, giving.form, figure.indicator.id, period.text, plain(figure)))
    return f"{period.end.isoformat()}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def calibre(indicator: Indicator) -> str:
    """How a figure of ours is counted, as it is remembered."""
    return f"本系统指标“{indicator.id}”：{in_words(indicator, known_counted(), known_indicators())}"


def plain(figure: Figure) -> str:
    """The value as the register keeps numbers."""
    return f"{(figure.measured.value or Decimal(0)).normalize():f}"


def number_given(row: Row, unit: str) -> Decimal | None:
    """The number that was given in this unit; None where words were given, or a number of another unit."""
    value = row.data["value"]
    return None if value is None or row.data["unit"] != unit else Decimal(value)


def contradictions(rows: Mapping[str, Mapping[str, Kept]]) -> list[Contradiction]:
    """What differs from earlier figures, of rows by natural key; a row that says why differs from none."""
    found = problems_across(known_register(GIVEN), rows)
    return [
        Contradiction(str(rows[key]["figure"]), f"{rows[key]['value']}{rows[key]['unit'] or ''}", problem.says)
        for key, problems in found.items()
        for problem in problems
    ]


def rows_given(
    figures: Iterable[Figure], area: Area, period: Period, giving: Giving, by: Any
) -> dict[str, dict[str, Kept]]:
    """The rows that remember some figures, by natural key; a figure without value is not given."""
    register = known_register(GIVEN)
    rows = [values_given(one, area, period, giving, by) for one in figures if one.measured.value is not None]
    return {natural_key(register, row): row for row in rows}


def given_before(figures: Iterable[Figure], area: Area, period: Period) -> dict[str, list[Earlier]]:
    """What was given before of each figure for the same area and period, whatever its calibre, by indicator, newest first."""
    wanted = {figure.indicator.name: figure for figure in figures}
    rows = Row.objects.unscoped("the figures of one area, which the office may see").filter(
        register=GIVEN, status="kept", state=OUT, area=area, data__period=period.text, data__figure__in=list(wanted)
    )
    found: dict[str, list[Earlier]] = {}
    for row in rows.order_by("-event_on", "-pk"):
        figure = wanted[row.data["figure"]]
        now = figure.measured
        same = now.value is not None and number_given(row, now.unit) == now.value
        found.setdefault(figure.indicator.id, []).append(Earlier(row, same))
    return found


def told_of(scope: Scope, asked: Collection[tuple[str, str, str]]) -> list[Told]:
    """What was given before of some figures: by indicator, code of the area and period."""
    rows = Row.objects.within(scope, reach="below").filter(
        register=GIVEN, status="kept", state=OUT, area__code__in={area for _, area, _ in asked},
        data__period__in={period for _, _, period in asked},
    )  # fmt: skip
    found = []
    for code, data in rows.order_by("event_on", "pk").values_list("area__code", "data"):
        if (data.get("indicator"), code, data["period"]) in asked and data.get("value") is not None:
            where = f"已报数据台账：{data['given_to']}，{data['form']}"
            found.append(
                Told(
                    indicator=data["indicator"], area=code, period=data["period"], value=Decimal(str(data["value"])),
                    unit=data["unit"] or "", where=where,
                )
            )
    return found


def permits(area: Area) -> list[Row]:
    """The forms that may be asked for in an area now."""
    return list(
        Row.objects.unscoped("the permits of one area, which the office may see")
        .filter(register=PERMITS, status="kept", state="准入", area=area)
        .order_by("key")
    )
