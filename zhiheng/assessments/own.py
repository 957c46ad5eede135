"""自评: each item of one of the assessed with what is known of it, what it said itself, and what that comes to."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from zhiheng.assessments.cards import Standing
from zhiheng.assessments.explaining.remembering import standing_now
from zhiheng.assessments.figured import figures_by_item
from zhiheng.assessments.models import Assessed, Assessment, Judgement, Pledge
from zhiheng.assessments.remembered import figures_kept
from zhiheng.assessments.scoring.asking import Pair, word_in_short, words_of
from zhiheng.assessments.scoring.sheets import proofs_of
from zhiheng.core.measuring import period_from
from zhiheng.core.scoring import plain, rule_in_words, value_asked
from zhiheng.core.values.schemes import BY_WORDS, EVIDENCE, Item
from zhiheng.core.values.scorecards import ItemScore, Observed
from zhiheng.core.values.ways import Choice


class OwnLine(NamedTuple):
    """One item: `figure` is what the records give; `text` what counts as its own word now, "" where nothing is known."""

    item: Item
    worth: str
    rule: str
    asked: str
    answers: tuple[str, ...]
    figure: Observed | None
    last: str
    pledge: Pledge | None
    word: Judgement | None
    text: str
    why: str
    score: str
    department: str
    proofs: str

    @property
    def computed(self) -> bool:
        """Whether the records give its value."""
        return self.item.by == "computed"

    @property
    def counted(self) -> bool:
        """Whether pieces of evidence are counted for it: nobody writes anything."""
        return self.item.of == EVIDENCE

    @property
    def source(self) -> str:
        """Where its value comes from."""
        return BY_WORDS[self.item.by]

    @property
    def known(self) -> str:
        """What the records give, as printed."""
        return "" if self.figure is None or self.figure.value is None else plain(self.figure.value)

    @property
    def seen(self) -> int:
        """The number of the word shown."""
        return self.word.pk if self.word else 0

    @property
    def open(self) -> bool:
        """Whether it is to be said and nothing is."""
        return _open(self.item, self.word, self.figure)


class Section(NamedTuple):
    """One aspect with its lines."""

    id: str
    name: str
    worth: str
    score: str
    lines: list[OwnLine]


class Own(NamedTuple):
    """The whole form of one of the assessed."""

    assessed: Assessed
    sections: list[Section]
    total: str

    @property
    def lines(self) -> Iterator[OwnLine]:
        """All its lines."""
        return (line for section in self.sections for line in section.lines)

    @property
    def missing(self) -> list[OwnLine]:
        """The lines about which nothing is known."""
        return [line for line in self.lines if line.open]


def items_missing(one: Assessed) -> list[Item]:
    """The items about which nothing is known, as the form has them; nothing is scored for it."""
    scheme, words = one.assessment.as_opened, words_of([one], "self")
    everyone = list(one.assessment.assessed.select_related("area"))
    figures = figures_kept(scheme, everyone, period_from(one.assessment.period))
    asked = [item for item in scheme.items if item.asked_of(one.group)]
    return [item for item in asked if _open(item, words.get((one.code, item.id)), figures.get((one.code, item.of)))]


def _open(item: Item, word: Judgement | None, figure: Observed | None) -> bool:
    figured = figure is not None and (not figure.applies or figure.value is not None)
    return not (item.of == EVIDENCE or word or (item.by == "computed" and figured))


def own_form(one: Assessed, typed: Mapping[str, tuple[str, str]] = {}) -> Own:
    """The form as it stands now, with what was just typed of items (text, reason) in its cells. Raises: as `scorecards`."""
    assessment, scheme = one.assessment, one.assessment.as_opened
    asked = [item for item in scheme.items if item.asked_of(one.group)]
    standing = standing_now(assessment, "self")
    words, pledges = words_of([one], "self"), {each.item: each for each in one.pledges.filter(replaced=False)}
    proofs = proofs_of([one], asked)
    known, last = _known(one, standing, words), last_year(one)
    card = standing.card(one.code)
    scores = {score.id: score for score in card.items}
    department = _department(assessment, one)
    lines = [
        _line(one, item, known.get(item.id), last.get(item.id, ""), pledges.get(item.id), words.get((one.code, item.id)),
              scores.get(item.id), department.get(item.id, ""), proofs.get((one.code, item.id), ""))
        for item in asked
    ]  # fmt: skip
    lines = [
        line._replace(text=typed[line.item.id][0], why=typed[line.item.id][1]) if line.item.id in typed else line
        for line in lines
    ]  # fmt: skip
    sections = [
        Section(id, level.name, plain(level.worth_for(one.group)), _of_level(card.aspects, id), of)
        for id, level in scheme.aspects.items()
        if (of := [line for line in lines if line.item.aspect == id])
    ]
    return Own(one, sections, plain(card.adjusted))


def _known(one: Assessed, standing: Standing, words: Mapping[Pair, Judgement]) -> Mapping[str, Observed]:
    """What the records give: as the scores saw it, but where its own words stand in place of figures."""
    computed = {item.id: item.of for item in standing.scheme.items if item.by == "computed" and item.of != EVIDENCE}
    if any((one.code, item) in words for item in computed):
        return figures_by_item(one)
    seen = standing.findings.observed
    return {item: seen[one.code, of] for item, of in computed.items() if (one.code, of) in seen}


def last_year(one: Assessed) -> dict[str, str]:
    """What was so the period before, by item: the records' figures, and what it said in the assessment of that period."""
    assessment = one.assessment
    year = "".join(sign for sign in assessment.period if sign.isdigit())
    if assessment.period.removeprefix("A") != year or int(year) <= 1000:
        return {}
    before = period_from(assessment.period.replace(year, str(int(year) - 1)))
    earlier = Assessment.objects.unscoped("the same office's, a period before").filter(
        area=assessment.area_id, office=assessment.office_id, scheme=assessment.scheme, end=assessment.start - timedelta(days=1)
    )
    former = Assessed.objects.select_related("assessment").filter(assessment__in=earlier.order_by(), code=one.code).first()
    if former is None:
        return {id: plain(seen.value) for id, seen in figures_by_item(one, before).items() if seen.value is not None}
    standing = standing_now(former.assessment, "self")
    words = words_of([former], "self")
    known = _known(former, standing, {}).items()
    return {id: plain(seen.value) for id, seen in known if seen.value is not None} | {
        item: word_in_short(word) for (_, item), word in words.items()
    }


def _line(
    one: Assessed, item: Item, known: Observed | None, last: str, pledge: Pledge | None, word: Judgement | None,
    score: ItemScore | None, department: str, proofs: str,
) -> OwnLine:  # fmt: skip
    answers = tuple(option.answer for option in item.how.options) if isinstance(item.how, Choice) else ()
    text = word_in_short(word) if word else plain(known.value) if known and known.value is not None else ""
    said = word is not None or (known is not None and known.value is not None)
    return OwnLine(
        item, plain(item.worth_for(one.group)), rule_in_words(item, one.group), value_asked(item, one.group), answers, known,
        last, pledge, word, text, word.why if word else "", plain(score.score) if score and said else "", department, proofs,
    )  # fmt: skip


def _department(assessment: Assessment, one: Assessed) -> dict[str, str]:
    if assessment.stage in ("filing", "self"):
        return {}
    card = standing_now(assessment, "department").card(one.code)
    return {score.id: plain(score.score) for score in card.items if score.state == "scored"}


def _of_level(levels, id: str) -> str:  # type: ignore[no-untyped-def]
    return next((plain(level.score) for level in levels if level.id == id), "")
