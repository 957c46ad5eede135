"""汇总: all returns of a period in one table, with totals where parts add up."""

from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.checking import written_number
from zhiheng.core.measuring import period_from
from zhiheng.core.values.forms import Form, Item
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing import workbook
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.models import Return, ReturnRound
from zhiheng.indicators.returns.forms_kept import NOTHING, Kept, answers_of, shown
from zhiheng.indicators.returns.queries import returns_within
from zhiheng.web.scoping import Scope

COUNTS = ("submitted", "accepted", "final")  # states of returns whose values are summed


class Total(NamedTuple):
    """The sum over the returns that came; "" where parts do not add up. `lacking`: how many came without the item."""

    words: str
    lacking: int


class Summary(NamedTuple):
    """Units by items: the words at each, and the totals; `absent` names who is not in it."""

    items: list[Item]
    rows: list[tuple[Return, list[str]]]
    totals: list[Total]
    absent: list[str]


def summary_of(opened: ReturnRound, scope: Scope) -> Summary:
    """What all who returned say of every item that is no long text; three queries, however many."""
    form = opened.as_asked
    found = list(returns_within(scope).filter(round=opened))
    came = [one for one in found if one.state in COUNTS]
    kept = answers_of(came)
    items = [item for item in form.items.values() if item.kind != "text"]
    rows = [(one, [shown(item, kept[one.pk].get(item.key, NOTHING).answer) for item in items]) for one in came]
    totals = [_total(form, item, kept) for item in items]
    return Summary(items, rows, totals, [one.name for one in found if one.state not in COUNTS])


def _total(form: Form, item: Item, kept: dict[int, dict[str, Kept]]) -> Total:
    values = [said.answer.value for of in kept.values() if (said := of.get(item.key)) and said.answer.value]
    if not values or not adds_up(item):
        return Total("", 0)
    total = sum((Decimal(value) for value in values), Decimal(0))
    return Total(written_number(item, f"{total:f}"), len(kept) - len(values))


def adds_up(item: Item) -> bool:
    """Whether the values of areas may be added: counts and sums may, rates and distinct counts may not."""
    if not item.indicator:
        return item.is_number and item.unit != "%"
    known = known_indicators().get(item.indicator)
    return known is not None and known.additivity != "distinct"


def summary_xlsx(opened: ReturnRound, scope: Scope, day: str) -> bytes:
    """The table as .xlsx on A3, landscape; who is missing stands below it."""
    found, period = summary_of(opened, scope), period_from(opened.period)
    columns = [Column(key="unit", name="单位", width=14)]
    columns += [
        Column(key=item.key, name=_head(item), width=12, align="right" if item.is_number else "left") for item in found.items
    ]
    rows = [{"unit": one.name} | _by_key(found, words) for one, words in found.rows]
    rows.append({"unit": f"合计（{len(found.rows)} 家）"} | _by_key(found, [total.words for total in found.totals]))
    table = Table(
        title=f"{period.name}{opened.name}汇总表", columns=tuple(columns), rows=tuple(rows), note=note_of(found), printed_on=day
    )
    return workbook(table)


def note_of(found: Summary) -> str:
    """What a reader must know of the totals, in a sentence."""
    parts = [f"合计不含未报的 {len(found.absent)} 家：{'、'.join(found.absent)}。"] if found.absent else []
    lacking = [item.name for item, total in zip(found.items, found.totals, strict=True) if total.lacking]
    parts += [f"{'、'.join(lacking)}有单位没有填，合计不含。"] if lacking else []
    apart = [item.name for item in found.items if item.is_number and not adds_up(item)]
    parts += [f"{'、'.join(apart)}不能相加，不列合计。"] if apart else []
    return "".join(parts)


def _head(item: Item) -> str:
    return f"{item.name}（{item.unit}）" if item.unit else item.name


def _by_key(found: Summary, words: list[str]) -> dict[str, str]:
    return {item.key: word for item, word in zip(found.items, words, strict=True)}
