"""Everything in a draft that contradicts itself, what was told before, or the calendar, in the order of the text."""

from collections.abc import Iterable, Sequence

from zhiheng.core.auditing.bodies import Bodies
from zhiheng.core.auditing.chances import chances
from zhiheng.core.auditing.dates import date_findings
from zhiheng.core.auditing.directions import direction_findings
from zhiheng.core.auditing.document_numbers import document_number_findings
from zhiheng.core.auditing.judging import Records
from zhiheng.core.auditing.lists import list_findings
from zhiheng.core.auditing.naming import area_findings
from zhiheng.core.auditing.periods import period_findings
from zhiheng.core.auditing.places import Places
from zhiheng.core.auditing.repeats import repeated_findings, told_findings, unnamed_findings
from zhiheng.core.auditing.sentences import Sentences
from zhiheng.core.auditing.tables import table_findings
from zhiheng.core.auditing.wholes import whole_findings
from zhiheng.core.values.auditing import Finding, Judged, Number, Told
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.filling import Days


def findings(
    cleaned: Cleaned, numbers: Sequence[Number], figures: Sequence[Judged], places: Places, records: Records, base: Days,
    told: Iterable[Told], bodies: Bodies | None = None,
) -> list[Finding]:  # fmt: skip
    """What a clerk has to look at beside the verdicts. Source: docs/methods/auditing.md"""
    text, sentences = cleaned.text, Sentences(cleaned.text)
    plain = [number for number in numbers if number.kind == "figure"]
    found = [
        *whole_findings(text, plain, sentences),
        *list_findings(text, plain, sentences, places),
        *table_findings(cleaned),
        *direction_findings(text, plain, sentences),
        *repeated_findings(figures, sentences),
        *unnamed_findings(figures, sentences),
        *told_findings(figures, told),
        *area_findings(text, places),
        *(bodies.findings(text, base) if bodies else ()),
        *document_number_findings(cleaned),
        *date_findings(text),
        *period_findings(figures, records, base),
        *chances(figures, records),
    ]
    return sorted(found, key=lambda one: (one.start, one.end))
