"""Reading manuscripts: what is on its way out, what it says, what changed from version to version, who may do what next."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Blank, Heading, Paper, Paragraph, Printed
from zhiheng.core.values.returning import Stretch
from zhiheng.core.writing.papers import text
from zhiheng.core.writing.tracking import tracked
from zhiheng.core.writing.wording import blanks_of, shape, to_type, typed_shape
from zhiheng.directory.models import Organisation
from zhiheng.history.models import Revision
from zhiheng.history.queries import timeline
from zhiheng.publications.lifecycle import ALLOWED
from zhiheng.publications.models import BookedNumber, Manuscript, NumberSeries, Version
from zhiheng.publications.numbering import last_code
from zhiheng.publications.rewriting import Rewritten, as_written, last_version, paper_of_version
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope

STATES = Manuscript.STATES
OPEN = ("draft", "review", "signed")
NEEDS = {
    "submit": "publications.draft", "drop": "publications.draft", "send_back": "publications.sign", "sign": "publications.sign",
    "take_back": "publications.sign", "issue": "publications.sign",
}  # fmt: skip


class Changed(NamedTuple):
    """One version, and what it changed of the one before; nothing of the first."""

    version: Version
    lines: list[list[Stretch]]


class Place(NamedTuple):
    """A paragraph that may be put in own words; `plain` as the template has it, `typed` as it is now, figures in braces."""

    key: str
    plain: str
    typed: str
    own: bool


def manuscripts_of(scope: Scope, state: str = "") -> QuerySet[Manuscript]:
    """What is on its way out, or in that state, newest first."""
    found = Manuscript.objects.within(scope, reach="below").select_related("area", "office", "made_by", "signed_by")
    return found.filter(state=state) if state else found.filter(state__in=OPEN)


def manuscript_in(scope: Scope, pk: int) -> Manuscript | None:
    """The manuscript of that number; None where it is not to be seen."""
    every = Manuscript.objects.within(scope, reach="below")
    return every.select_related("area", "office", "made_by", "signed_by", "issued", "corrects").filter(pk=pk).first()


def acts_of(one: Manuscript, rights: Rights, office: Organisation) -> set[str]:
    """What somebody of an office may do with it now; nothing with that of another office."""
    if one.office_id != office.pk:
        return set()
    allowed = {act for act in ALLOWED[one.state] if rights.allows(NEEDS[act], area=one.office.area)}
    return allowed | ({"revise"} if one.state == "draft" and rights.allows("publications.draft", area=one.office.area) else set())


def paper_now(one: Manuscript) -> Paper:
    """What it says."""
    return paper_of_version(last_version(one))


def versions_of(one: Manuscript) -> list[Changed]:
    """Every version with what it changed, newest first."""
    versions = list(one.versions.select_related("by"))
    texts = [text(paper_of_version(version)) for version in versions]
    earlier = [*texts[1:], texts[-1]]
    return [
        Changed(version, [line for line in tracked(old, new) if any(piece.kind != "same" for piece in line)])
        for version, new, old in zip(versions, texts, earlier, strict=True)
    ]


def places_of(found: Rewritten, wording: dict[str, str]) -> list[Place]:
    """The paragraphs of the template, each as it is and as somebody would type it."""
    return [
        Place(key, to_type(line), _typed(wording[key], line) if key in wording else to_type(line), key in wording)
        for key, line in _lines(found.plain)
        if key.strip() and not all(isinstance(one, Blank) for one in line)
    ]


def typed_wording(found: Rewritten, typed: dict[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """What was typed over paragraphs, by shape; what is as the template has it, or empty, is left out. Raises: Fault B133.

    Shape: `kept` is the wording until now: what stands in it for cells, added paragraphs and the title stays, and so does a
           paragraph that was taken out and that nobody typed anew.
    """
    lines = {key for key, _ in _lines(found.plain)}
    own = {key: words for key, words in kept.items() if key not in lines or (not words and not typed.get(key, "").strip())}
    for key, line in _lines(found.plain):
        words = typed.get(key, "").strip()
        if not words or " ".join(words.split()) == " ".join(to_type(line).split()):
            continue
        shaped, strange = typed_shape(words, line)
        if strange:
            raise Fault("B133", f"花括号里的“{strange[0]}”不是这一段原有的数。数由台账来，请只移动或删去，不要在这里改。")
        own[key] = shaped
    return own


def _lines(paper: Paper) -> list[tuple[str, tuple[Any, ...]]]:
    blocks = (block for block in paper.blocks if isinstance(block, Heading | Paragraph))
    return [(shape(block.inlines), block.inlines) for block in blocks]


def _typed(shaped: str, line: tuple[Any, ...]) -> str:
    for one in line:
        if isinstance(one, Printed):
            shaped = shaped.replace(f"{{{one.mark}}}", f"{{{one.text}}}")
    return shaped


def written_now(one: Manuscript) -> Rewritten:
    """The manuscript with the figures of now."""
    return as_written(one)


def acts_told(one: Manuscript) -> QuerySet[Revision]:
    """Who did what with it, newest first."""
    return timeline(one)


def numbers_of(one: Manuscript) -> list[BookedNumber]:
    """Its numbers, the void ones too."""
    return list(one.numbers.unscoped("of a manuscript in hand").select_related("series"))


def code_for(one: Manuscript) -> str:
    """The 机关代字 that is proposed: that of the template, or the one that was used last."""
    return last_code(one.office, one.template)


def book(scope: Scope, year: int | None = None) -> QuerySet[BookedNumber]:
    """The lines of the book, by series, the highest number first."""
    found = BookedNumber.objects.within(scope, reach="below")
    found = found.select_related("series__office", "manuscript", "taken_by", "voided_by")
    return found.filter(series__year=year) if year else found


def series_within(scope: Scope) -> QuerySet[NumberSeries]:
    """Every series of the offices that somebody may see."""
    return NumberSeries.objects.filter(scope.reached("office__area")).select_related("office")


__all__ = [
    "STATES", "Changed", "Place", "acts_of", "acts_told", "blanks_of", "book", "code_for", "last_version", "manuscript_in",
    "manuscripts_of", "numbers_of", "paper_now", "places_of", "series_within", "typed_wording", "versions_of", "written_now",
]  # fmt: skip
