"""The scorecards of an assessment from three sides: the assessed's own, the departments', and what counts in the end."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from zhiheng.assessments.findings import evidence_on_hand, incidents_of
from zhiheng.assessments.models import Assessed, Assessment, Judgement
from zhiheng.assessments.remembered import figures_kept
from zhiheng.core.measuring import Period, period_from
from zhiheng.core.scoring import scorecards
from zhiheng.core.values.schemes import EVIDENCE, Scheme
from zhiheng.core.values.scorecards import Findings, Happened, Judged, Observed, Scorecard, Subject

Side = Literal["self", "department", "final"]
HEARD: Mapping[Side, tuple[str, ...]] = {
    "self": ("self",),
    "department": ("department", "expert", "survey", "visit"),
    "final": ("department", "expert", "survey", "visit", "review", "appeal"),
}
RULED = ("review", "appeal")  # a later one of these stands in place of all that was said before


class Standing(NamedTuple):
    """What an assessment comes to from one side, and from what: all that explaining and supposing ask for."""

    scheme: Scheme
    period: Period
    subjects: tuple[Subject, ...]
    findings: Findings
    cards: tuple[Scorecard, ...]

    def card(self, code: str) -> Scorecard:
        """The card of one of the assessed. Raises: KeyError."""
        return next(card for card in self.cards if card.subject == code)


class Records(NamedTuple):
    """What the records say of those assessed: the same from every side."""

    observed: Mapping[tuple[str, str], Observed]
    evidence: Mapping[tuple[str, str], int]
    happened: tuple[Happened, ...]


def standing_of(assessment: Assessment, side: Side = "final") -> Standing:
    """The scorecards as they stand now. Raises: as `scorecards`."""
    return standings_of(assessment, (side,))[side]


def standings_of(assessment: Assessment, sides: Iterable[Side]) -> dict[Side, Standing]:
    """The same from several sides; figures are measured once. Raises: as `scorecards`."""
    scheme, period = assessment.as_opened, period_from(assessment.period)
    assessed = list(assessment.assessed.select_related("area").prefetch_related("recusals"))
    subjects = tuple(Subject(id=one.code, name=one.name, group=one.group) for one in assessed)
    records = records_of(scheme, period, assessed)
    found: dict[Side, Standing] = {}
    for side in sides:
        findings = findings_of(scheme, period, assessed, side, records)
        found[side] = Standing(scheme, period, subjects, findings, scorecards(scheme, subjects, findings))
    return found


def records_of(scheme: Scheme, period: Period, assessed: list[Assessed]) -> Records:
    """Figures, evidence on hand and incidents."""
    happened = tuple(incidents_of(assessed, period))
    return Records(figures_kept(scheme, assessed, period), evidence_on_hand(scheme, assessed), happened)


def findings_of(
    scheme: Scheme, period: Period, assessed: list[Assessed], side: Side, records: Records | None = None
) -> Findings:
    """All that is known of them from one side: figures, what persons said, evidence, incidents."""
    records = records or records_of(scheme, period, assessed)
    computed = {item.id: item.of for item in scheme.items if item.by == "computed" and item.of != EVIDENCE}
    observed = dict(records.observed)
    judged: dict[tuple[str, str], list[Judged]] = {}
    recused = {(one.pk, recusal.scorer) for one in assessed for recusal in one.recusals.all()}
    for word in _heard(assessed, side):
        code = word.assessed.code
        if word.item in computed:
            if word.side in (*RULED, "self") or word.assessed.area_id is None:
                observed[code, computed[word.item]] = _said(word, computed[word.item], scheme)
            continue
        said = judged.setdefault((code, word.item), [])
        if word.side in RULED:
            said.clear()
        said.append(_judged(word, (word.assessed_id, word.scorer) in recused))
    judged_now = {key: tuple(words) for key, words in judged.items()}
    return Findings(observed=observed, judged=judged_now, evidence=records.evidence, happened=records.happened)


def _heard(assessed: Iterable[Assessed], side: Side) -> list[Judgement]:
    """The words that count from a side, as they were said; rulings last."""
    found = Judgement.objects.filter(assessed__in=[one.pk for one in assessed], replaced=False, side__in=HEARD[side])
    return sorted(
        found.select_related("assessed", "unit").order_by("pk"), key=lambda word: (word.side in RULED, word.pk)
    )


def _judged(word: Judgement, recused: bool) -> Judged:
    return Judged(
        subject=word.assessed.code, item=word.item, value=as_said(word.value), answer=word.answer, applies=word.applies,
        by=word.scorer or (word.unit.name if word.unit else ""), stage=word.stage, recused=recused, sample=word.sample,
        why=word.why, id=f"judgement {word.pk}",
    )  # type: ignore[arg-type]  # fmt: skip


def _said(word: Judgement, indicator: str, scheme: Scheme) -> Observed:
    """A figure that a person said in place of the computed one."""
    unit = scheme.leaves[word.item].unit
    why = f"{word.get_side_display()}：{word.why}" if word.why else word.get_side_display()
    return Observed(
        subject=word.assessed.code, indicator=indicator, value=as_said(word.value), unit=unit, id=f"judgement {word.pk}", why=why,
        applies=word.applies,
    )  # fmt: skip


def as_said(value: Decimal | None) -> Decimal | None:
    """A number without the zeros that a column of the database adds: 71 of 71.000000. How far it can move hangs on its places."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
