"""The page on which scores are typed: those assessed down, items across, each cell with what it comes to."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zhiheng.assessments.findings import evidence_on_hand
from zhiheng.assessments.models import Assessed, Assessment, Judgement
from zhiheng.assessments.scoring.asking import Pair, word_in_short, words_of
from zhiheng.core.scoring import column, plain, rule_in_words, value_asked
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Item, Scheme
from zhiheng.core.values.scorecards import Findings, Judged, Subject
from zhiheng.core.values.ways import Choice

SIDES = {"department": "部门评分", "survey": "满意度调查", "visit": "现场核查"}


class Head(NamedTuple):
    """One item above its column."""

    item: Item
    rule: str
    asked: str
    worth: str
    answers: tuple[str, ...]

    @property
    def sampled(self) -> bool:
        """Whether it asks how many answered."""
        return hasattr(self.item.how, "sample")


class Cell(NamedTuple):
    """One cell: what was said, what it comes to, what the assessed itself said; `asked` False: its group has no such item."""

    head: Head
    code: str
    asked: bool
    word: Judgement | None
    text: str
    score: str
    own: str
    own_why: str
    evidence: str

    @property
    def seen(self) -> int:
        """The number of the word shown."""
        return self.word.pk if self.word else 0


class Line(NamedTuple):
    """One of the assessed with its cells."""

    assessed: Assessed
    cells: list[Cell]


class Matrix(NamedTuple):
    """All that the page shows."""

    heads: list[Head]
    lines: list[Line]
    left: int


def matrix_of(assessment: Assessment, side: str, items: Sequence[Item]) -> Matrix:
    """The cells of one side for these items."""
    scheme, assessed = assessment.as_opened, list(assessment.assessed.all())
    said, own = words_of(assessed, side), words_of(assessed, "self")
    on_hand = evidence_on_hand(scheme, assessed)
    scores = scores_of(scheme, assessed, items, said, on_hand)
    heads = [
        Head(
            item, rule_in_words(item), value_asked(item), plain(item.worth),
            tuple(option.answer for option in item.how.options) if isinstance(item.how, Choice) else (),
        )
        for item in items
    ]  # fmt: skip
    lines = []
    for one in assessed:
        cells = []
        for head in heads:
            pair = (one.code, head.item.id)
            word, before = said.get(pair), own.get(pair)
            pieces = on_hand.get(pair)
            cells.append(
                Cell(
                    head, one.code, head.item.asked_of(one.group), word, word_in_short(word), scores.get(pair, ""),
                    word_in_short(before), before.why if before else "",
                    f"{pieces}/{len(head.item.evidence)}" if head.item.evidence and pieces is not None else "",
                )
            )  # fmt: skip
        lines.append(Line(one, cells))
    left = sum(cell.asked and cell.word is None for line in lines for cell in line.cells)
    return Matrix(heads, lines, left)


def scores_of(
    scheme: Scheme, assessed: Sequence[Assessed], items: Sequence[Item], said: Mapping[Pair, Judgement],
    evidence: Mapping[Pair, int],
) -> dict[Pair, str]:  # fmt: skip
    """What the words come to in points, by cell; a word that the scheme cannot score has none."""
    subjects = [Subject(id=one.code, name=one.name, group=one.group) for one in assessed]
    found: dict[Pair, str] = {}
    for item in items:
        judged = {pair: (_judged(pair, word),) for pair, word in said.items() if pair[1] == item.id}
        try:
            scores = column(scheme, item, subjects, Findings(judged=judged, evidence=evidence))
        except Fault:
            continue
        found |= {pair: plain(scores[pair[0]].score) for pair in judged if scores[pair[0]].state == "scored"}
    return found


def _judged(pair: Pair, word: Judgement) -> Judged:
    return Judged(
        subject=pair[0], item=pair[1], value=word.value, answer=word.answer, applies=word.applies, sample=word.sample,
        why=word.why,
    )  # fmt: skip
