"""What a return hands on when its last level accepts it: its numbers into 已报数据台账, its figures into the values kept."""

from collections.abc import Collection, Mapping
from typing import Any

from zhiheng.core.checking import natural_key, written_number
from zhiheng.core.measuring import period_from
from zhiheng.core.values.forms import Form, Item
from zhiheng.core.values.registers import Kept as Cell
from zhiheng.history.queries import timeline
from zhiheng.indicators.actions import remember
from zhiheng.indicators.freshening import observe_many
from zhiheng.indicators.giving import GIVEN, Giving, calibre
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.models import Return
from zhiheng.indicators.returns.forms_kept import Kept, answers_of
from zhiheng.indicators.returns.given import number_of, own_rows
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row

HANDED_IN = "报送"  # as history says it


def enter(accepted: Collection[Return], form: Form, by: Any) -> None:
    """The numbers of returns of one form and period that are final are in the ledger of what was given, and the figures
    that come from nowhere else are kept, as a new revision where they differ. Entered again, only what has changed is."""
    if not accepted:
        return
    kept = answers_of(accepted)
    for one in accepted:
        _remember(one, form, kept[one.pk], by)
    _keep(accepted, form)


def _remember(one: Return, form: Form, kept: Mapping[str, Kept], by: Any) -> None:
    earlier, opened = own_rows(one), one.round
    numbers = {key: said for key, said in kept.items() if form.items[key].is_number and said.answer.value}
    changed = {
        key: said
        for key, said in numbers.items()
        if key not in earlier or earlier[key].data["value"] != written_number(form.items[key], said.answer.value)
    }
    if not changed:
        return
    reason = _why_again(one) if earlier else ""
    giving = Giving(opened.office.name, opened.name, one.submitted_on or opened.end, permit=opened.permit, reason=reason)
    register, handed_in = known_register(GIVEN), _handed_in_by(one, kept)
    said_by = {"given_by": handed_in, "approved_by": by.get_full_name()}
    rows = [_row(one, form.items[key], said, earlier.get(key), giving) | said_by for key, said in changed.items()]
    remember({natural_key(register, row): row for row in rows}, one.area, giving, opened.office, by)


def _row(one: Return, item: Item, said: Kept, earlier: Row | None, giving: Giving) -> dict[str, Cell]:
    """The row that remembers one number; it says why where that is not what the records say, or not what it was."""
    known, opened, answer = known_indicators().get(item.indicator), one.round, said.answer
    own = f"报表“{opened.name}”的项“{item.name}”，{one.name}自报"
    return dict.fromkeys(known_register(GIVEN).fields) | {
        "area": one.area.code,
        "no": number_of(one, item.key, said.revision),
        "given_to": giving.to,
        "form": giving.form,
        "permit": giving.permit,
        "figure": known.name if known else item.name,
        "indicator": known.id if known else None,
        "label": item.name,
        "calibre": calibre(known) if known else own,
        "period": opened.period,
        "cutoff_on": min(opened.end, giving.on).isoformat(),
        "value": written_number(item, answer.value),
        "unit": item.unit,
        "given_on": giving.on.isoformat(),
        "observation": (said.run if answer.value == answer.filled else "") or None,
        "replaces": earlier.key if earlier else None,
        "reason": answer.note or (giving.reason if earlier else "") or None,
    }


def _why_again(one: Return) -> str:
    """Why it was opened again, or sent back, the last time."""
    act = one.reviews.exclude(act="accept").order_by("-pk").first()
    return f"{act.get_act_display()}：{act.reason}" if act else ""


def _handed_in_by(one: Return, kept: Mapping[str, Kept]) -> str | None:
    """Who handed it in; None where it came by file, of which only the collector is known."""
    if any(said.means == "file" for said in kept.values()):
        return None
    last = timeline(one).filter(verb=HANDED_IN).first()
    return last.by_name if last else None


def _keep(accepted: Collection[Return], form: Form) -> None:
    """What the figures of these areas come to now. Those of areas above, where they are kept, follow in the background: a
    revision for each of a hundred returns that come one by one would tell nobody anything."""
    known = known_indicators()
    wanted = [known[name] for name in dict.fromkeys(form.indicators) if name in known and known[name].imported]
    if not wanted:
        return
    areas = list({one.area_id: one.area for one in accepted}.values())
    observe_many(wanted, areas, [period_from(next(iter(accepted)).round.period)])
