"""Reading what is chased. A page costs the same number of queries however long the 台账 is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet

from zhiheng.core.chasing import light_on, next_feedback, possible_acts
from zhiheng.core.values.chasing import Act, Chasing, Light, Standing
from zhiheng.core.values.masking import masked_name, masked_phone
from zhiheng.directory.models import Organisation
from zhiheng.documents import originals
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.models import Matter, MatterEntry, MatterProof, Recurring
from zhiheng.web.scoping import Scope

NO_LIGHT = Light(id="none", name="未下发", tone="plain")
COLUMNS = Standing.__struct_fields__


class Line(NamedTuple):
    """One matter as lists show it on a day."""

    matter: Matter
    light: Light
    days_left: int | None  # negative: past
    feedback_on: date | None  # the next day of feedback
    last: MatterEntry | None  # the last that says how it stands

    @property
    def when(self) -> str:
        """The deadline as a person says it."""
        left, matter = self.days_left, self.matter
        if matter.ended_on or matter.finished_on or left is None:
            return ""
        return f"逾期 {-left} 天" if left < 0 else "今天到期" if left == 0 else f"还有 {left} 天" if left <= 15 else ""


class Counts(NamedTuple):
    """How many there are, in the words of a 通报; cancelled ones are counted apart."""

    total: int
    done: int
    cancelled: int
    lights: list[tuple[Light, int]]
    states: list[tuple[str, int]]

    @property
    def open(self) -> int:
        """How many are still being done."""
        return self.total - self.done

    @property
    def says(self) -> str:
        """22件，办结6件占27%，在办16件占73%: whole per cent that add up to 100."""
        if not self.total:
            return "没有在册的督办事项"
        share = int((Decimal(self.done * 100) / self.total).quantize(Decimal(1), ROUND_HALF_UP))
        apart = f"（另有撤销{self.cancelled}件）" if self.cancelled else ""
        return f"{self.total}件，办结{self.done}件占{share}%，在办{self.open}件占{100 - share}%{apart}"


class Wanted(NamedTuple):
    """What the address asks for."""

    state: str = ""
    light: str = ""
    unit: int = 0
    source: str = ""
    year: int = 0
    words: str = ""


class Page(NamedTuple):
    """A 台账 as it is filtered: the counts are of everything but the filter by light and state."""

    lines: list[Line]
    counts: Counts
    found: int


def matters_within(scope: Scope) -> QuerySet[Matter]:
    """The matters of the office's own area."""
    return Matter.objects.within(scope)


def matters_seen(scope: Scope, office: Organisation) -> QuerySet[Matter]:
    """Those of her own area, and those of other areas that her office leads or helps with."""
    theirs = Matter.objects.filter(lead=office).unscoped("asked of this office").values("pk")
    helped = Matter.objects.filter(helpers__unit=office).unscoped("asked of this office").values("pk")
    found = Matter.objects.filter(Q(area_id=scope.area) | Q(pk__in=theirs) | Q(pk__in=helped))
    return found.unscoped("own area, or asked of this office").select_related("area", "office", "lead", "opened_by")


def asked_of(office: Organisation) -> QuerySet[Matter]:
    """What an office leads and still has to do something about, whoever asks."""
    theirs = {state for act in known_chasing().acts if act.who == "unit" for state in act.start}
    open_ones = Matter.objects.filter(lead=office, state__in=theirs).exclude(issued_on=None)
    return open_ones.unscoped("asked of this office").select_related("office").prefetch_related("entries")


def waiting_at(office: Organisation) -> QuerySet[Matter]:
    """What waits for the office that chases: to be handed down, to be reviewed, an extension that is asked for."""
    chasing = known_chasing()
    finished = {act.end for act in chasing.acts if act.finish}
    found = Matter.objects.filter(office=office).filter(Q(state__in={chasing.start, *finished}) | ~Q(asked_on=None))
    return found.unscoped("of the office in hand").select_related("lead").order_by("year", "number")


def page_of_ledger(found: QuerySet[Matter], wanted: Wanted, today: date, first: int = 0, size: int | None = None) -> Page:
    """The 台账 from row `first` on, the newest number first."""
    filtered = _filtered(found, wanted)
    chasing = known_chasing()
    shown = lights_of(filtered, chasing, today)
    counts = counts_of([(state, light) for _, state, light in shown], chasing, today)
    picked = [
        pk for pk, state, light in shown
        if (not wanted.light or light.id == wanted.light) and (not wanted.state or state == wanted.state)
    ]  # fmt: skip
    ids = picked[first : first + size] if size is not None else picked
    return Page(lines_of(ids, chasing, today), counts, len(picked))


def lights_of(found: QuerySet[Matter], chasing: Chasing, today: date) -> list[tuple[int, str, Light]]:
    """Number, state and light of each: nothing else of the row is read."""
    edition = chasing.edition_on(today)
    rows = found.order_by("-year", "-number").values_list("pk", *COLUMNS)
    read = ((pk, Standing(**dict(zip(COLUMNS, values, strict=True)))) for pk, *values in rows)
    return [(pk, now.state, light_on(edition, now, today) or NO_LIGHT) for pk, now in read]


def counts_of(shown: Sequence[tuple[str, Light]], chasing: Chasing, today: date) -> Counts:
    """How many by state and light, in the order of the definition."""
    states, lights = Counter(state for state, _ in shown), Counter(light.id for _, light in shown)
    named = {light.id: light for _, light in shown}
    order = [light.id for light in chasing.edition_on(today).lights] + [NO_LIGHT.id]
    done = sum(states[state] for state in chasing.done)
    cancelled = sum(states[state] for state in chasing.ends if state not in chasing.done)
    return Counts(
        len(shown) - cancelled, done, cancelled, [(named[id], lights[id]) for id in order if lights[id]],
        [(state, states[state]) for state in chasing.states if states[state]],
    )  # fmt: skip


def lines_of(ids: Sequence[int], chasing: Chasing, today: date) -> list[Line]:
    """The matters of those numbers as lines, in their order."""
    told = MatterEntry.objects.order_by("position")
    rows = Matter.objects.filter(pk__in=ids).unscoped("picked within a scope")
    rows = rows.select_related("lead", "office", "area").prefetch_related("helpers__unit", Prefetch("entries", told))
    by_id = {row.pk: row for row in rows}
    return [line_of(by_id[pk], chasing, today) for pk in ids if pk in by_id]


def line_of(matter: Matter, chasing: Chasing, today: date) -> Line:
    """One matter on a day; its entries in the order of their position should be at hand."""
    now = matter.standing
    light = light_on(chasing.edition_on(today), now, today) or NO_LIGHT
    left = (now.due_on - today).days if now.due_on else None
    said = [entry for entry in matter.entries.all() if entry.progress]
    return Line(matter, light, left, next_feedback(now), said[-1] if said else None)


def acts_for(matter: Matter, office: Organisation, may_draft: bool, may_approve: bool) -> list[Act]:
    """What may be done with the matter by who works for `office`."""
    own, theirs = office.pk == matter.office_id, office.pk == matter.lead_id
    allowed = {"office": own and may_draft, "reviewer": own and may_approve, "unit": (own or theirs) and may_draft}
    return [act for act in possible_acts(known_chasing(), matter.standing) if allowed[act.who]]


def proof_content(proof: MatterProof) -> bytes:
    """The file as it came. Raises: Fault D405: it is not in its place."""
    return originals.read(proof.digest, proof.name)


def contact_of(matter: Matter) -> str:
    """Person and number, masked."""
    return " ".join(part for part in (masked_name(matter.person), masked_phone(matter.phone)) if part)


def recurring_within(scope: Scope) -> QuerySet[Recurring]:
    """The duties of her own area that come again, with how many matters each has made."""
    return Recurring.objects.within(scope).select_related("lead", "area").annotate(made=Count("occurrences"))


def units_asked(found: QuerySet[Matter]) -> list[Organisation]:
    """The units that lead any of them, in protocol order."""
    ids = found.exclude(lead=None).order_by().values("lead")
    return list(Organisation.objects.filter(pk__in=ids))


def years_of(found: QuerySet[Matter]) -> list[int]:
    """The years of their numbers, newest first."""
    return list(found.order_by("-year").values_list("year", flat=True).distinct())


def matters_of_duties(ids: Iterable[int]) -> dict[int, Matter]:
    """The latest matter made of each duty of a plan in hand."""
    rows = Matter.objects.filter(duty__in=list(ids)).unscoped("of a plan in hand").order_by("pk")
    return {row.duty_id: row for row in rows}


def _filtered(found: QuerySet[Matter], wanted: Wanted) -> QuerySet[Matter]:
    asked: dict[str, Any] = {"lead_id": wanted.unit, "source": wanted.source, "year": wanted.year}
    found = found.filter(**{name: value for name, value in asked.items() if value})
    if wanted.words:
        about = Q(subject__icontains=wanted.words) | Q(goal__icontains=wanted.words) | Q(basis__icontains=wanted.words)
        found = found.filter(about)
    return found
