"""All that scoring is given but the scheme, as a text that is the same every time."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from zhiheng.core.values.scorecards import Findings, Happened, Judged, Observed, Subject


class Seen(Struct, frozen=True, kw_only=True):
    """One value as it went in; `under` is the indicator it counts as."""

    subject: str
    under: str
    value: Observed


class Said(Struct, frozen=True, kw_only=True):
    """What persons said of one item, in their order."""

    subject: str
    item: str
    words: tuple[Judged, ...]


class Pieces(Struct, frozen=True, kw_only=True):
    """How many pieces of evidence were on hand for one item."""

    subject: str
    item: str
    count: int


class Inputs(Struct, frozen=True, kw_only=True):
    """What goes in, each list in a fixed order."""

    period: str
    subjects: tuple[Subject, ...]
    observed: tuple[Seen, ...]
    judged: tuple[Said, ...]
    evidence: tuple[Pieces, ...]
    happened: tuple[Happened, ...]

    @property
    def findings(self) -> Findings:
        """As scoring takes them."""
        return Findings(
            observed={(one.subject, one.under): one.value for one in self.observed},
            judged={(one.subject, one.item): one.words for one in self.judged},
            evidence={(one.subject, one.item): one.count for one in self.evidence},
            happened=self.happened,
        )

    @property
    def text(self) -> str:
        """As it is kept."""
        return msgspec.json.encode(self).decode()


def inputs_of(period: str, subjects: Iterable[Subject], findings: Findings) -> Inputs:
    """What goes in, sorted. Shape: what persons said of an item, and incidents, stay in their order."""
    return Inputs(
        period=period,
        subjects=tuple(sorted(subjects, key=lambda one: one.id)),
        observed=tuple(Seen(subject=key[0], under=key[1], value=one) for key, one in sorted(findings.observed.items())),
        judged=tuple(Said(subject=key[0], item=key[1], words=one) for key, one in sorted(findings.judged.items())),
        evidence=tuple(Pieces(subject=key[0], item=key[1], count=one) for key, one in sorted(findings.evidence.items())),
        happened=findings.happened,
    )


def inputs_from(text: str) -> Inputs:
    """What was kept. Raises: msgspec.MsgspecError."""
    return msgspec.json.decode(text, type=Inputs)
