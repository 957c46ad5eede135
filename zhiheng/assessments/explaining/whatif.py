"""What if: the points of an item moved, or a value of one of the assessed; grades and ranks before and after. Nothing is kept."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from zhiheng.assessments.explaining.asking import Meant
from zhiheng.assessments.explaining.wording import steps_of
from zhiheng.core.scoring import (
    Moved,
    Moves,
    Supposition,
    most_allowed,
    rule_in_words,
    smallest_moves,
    supposed,
)
from zhiheng.core.scoring.numbers import plain
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Item
from zhiheng.core.values.scorecards import ItemScore, Scorecard, Subject
from zhiheng.core.values.ways import Choice
from zhiheng.web.asking import typed

CHOICES = 200  # of the assessed, in a list
SHOWN = 60  # of those that move
FINEST = 6  # decimals of a number that is typed
FIELDS = ("item", "worth", "who", "of", "value")


class Shift(NamedTuple):
    """One of the assessed before and after."""

    name: str
    moved: Moved
    mark: bool  # whether its value was moved

    @property
    def places(self) -> int:
        """How many ranks it rises; negative: falls."""
        return self.moved.rank[0] - self.moved.rank[1]

    @property
    def falls(self) -> int:
        """How many ranks it falls."""
        return -self.places

    @property
    def more(self) -> str:
        """By how much its total changes, with its sign."""
        by = self.moved.total[1] - self.moved.total[0]
        return f"{'+' if by > 0 else '−' if by < 0 else ''}{abs(by)}"

    @property
    def regraded(self) -> bool:
        return self.moved.grade[0] != self.moved.grade[1]


class Answer(NamedTuple):
    """What would come of it: those that move, the first of them shown; who is passed by whom."""

    shifts: list[Shift]
    count: int  # whose total, grade or rank would change
    of: int
    own: Shift | None
    passed: list[str]  # by the one whose value was moved
    passed_by: list[str]
    says: list[str]  # what was supposed, in words
    steps: list[str]  # of the moved item, of the one meant
    regraded: int  # whose grade would change


class WhatIf(NamedTuple):
    """The page: what was asked, what comes of it or why not, and of the one meant the smallest changes that move its grade."""

    meant: Meant
    asked: dict[str, str]
    answer: Answer | None
    fault: str
    item: Item | None  # whose points are moved
    of: Item | None  # whose value is moved
    card: Scorecard | None  # of the one meant
    score: ItemScore | None  # of that item, as it stands
    moves: Moves | None

    @property
    def says(self) -> list[str]:
        """How that item was scored."""
        return steps_of(self.of, self.score.trace) if self.of and self.score else []

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Whom to choose from: code and name; none where a list of them would be too long."""
        cards = self.meant.standing.cards
        return [(card.subject, card.name) for card in cards] if len(cards) <= CHOICES else []

    @property
    def options(self) -> list[str]:
        """The answers that the item takes; none where it takes a number."""
        return [one.answer for one in self.of.how.options] if self.of and isinstance(self.of.how, Choice) else []

    @property
    def rule(self) -> str:
        """How the item is scored whose value is moved."""
        return rule_in_words(self.of, self.card.group if self.card else "") if self.of else ""


def what_if(meant: Meant, given: Mapping[str, str]) -> WhatIf:
    """The page of an address."""
    asked = {key: typed(given, key) for key in FIELDS}
    scheme, leaves = meant.standing.scheme, meant.standing.scheme.leaves
    who = asked["who"]
    card = next((one for one in meant.standing.cards if who and who in (one.subject, one.name)), None)
    of = leaves.get(asked["of"])
    score = next((one for one in card.items if of and one.id == of.id), None) if card else None
    answer, fault = None, ""
    try:
        suppositions = _suppositions(asked, leaves, card)
        answer = _answer(meant, suppositions, card) if suppositions else None
    except Fault as problem:
        fault = f"{problem.says}（{problem.id}）"
    known = meant.standing
    moves = smallest_moves(scheme, known.subjects, known.findings, card) if card else None
    return WhatIf(meant, asked, answer, fault, leaves.get(asked["item"]), of, card, score, moves)


def _suppositions(asked: Mapping[str, str], leaves: Mapping[str, Item], card: Scorecard | None) -> list[Supposition]:
    """What is supposed. Raises: Fault S280, S281, S282."""
    found = []
    if asked["worth"]:
        if asked["item"] not in leaves:
            raise Fault("S280", "试算分值：没有选是哪一项。请在“项”中选一项。")
        found.append(Supposition(item=asked["item"], worth=_number(asked["worth"], "新的分值")))
    if asked["value"]:
        item = leaves.get(asked["of"])
        if card is None or item is None:
            raise Fault("S281", "试算数值：没有选考核对象或项。请两样都选。")
        if isinstance(item.how, Choice):
            found.append(Supposition(item=item.id, subject=card.subject, answer=asked["value"]))
        else:
            value = _number(asked["value"], f"“{item.name}”的数值")
            _refuse_beyond(item, value, card)
            found.append(Supposition(item=item.id, subject=card.subject, value=value))
    return found


def _number(text: str, what: str) -> Decimal:
    """Raises: Fault S282."""
    try:
        value = Decimal(text.replace("−", "-").rstrip("%％分"))
        if not value.is_finite() or abs(value) > 10**12 or value.adjusted() < -FINEST:
            raise InvalidOperation
    except InvalidOperation:
        raise Fault("S282", f"{what}“{text[:20]}”不是数。请只写数字，例如 95。") from None
    return value


def _refuse_beyond(item: Item, value: Decimal, card: Scorecard) -> None:
    """Raises: Fault S283: a share beyond the whole, or a count below nothing."""
    most = Decimal(100) if item.unit == "%" else most_allowed(item, card.group)
    if value < 0 or (most is not None and value > most):
        top = f"，最大 {plain(most)}" if most is not None else ""
        raise Fault("S283", f"{item.id} {item.name}：数值 {plain(value)}{item.unit} 超出可能的范围（最小 0{top}）。请改正。")


def _answer(meant: Meant, suppositions: list[Supposition], card: Scorecard | None) -> Answer:
    known = meant.standing
    found = supposed(known.scheme, known.subjects, known.findings, known.cards, suppositions)
    names = {one.id: one.name for one in known.subjects}
    touched = {one.subject for one in suppositions if one.worth is None}
    changed = [one for one in found.moved if any(was != now for was, now in (one.total, one.grade, one.rank))]
    changed.sort(key=lambda one: (-abs(one.rank[0] - one.rank[1]), one.rank[1], one.subject))
    first = [Shift(names[one.subject], one, one.subject in touched) for one in changed[:SHOWN]]
    first.sort(key=lambda shift: (shift.moved.rank[1], shift.moved.subject))
    mine = next((one for one in found.moved if card and one.subject == card.subject), None)
    passed, passed_by = _overtaken(found.moved, mine, known.subjects, known.scheme.ranks == "all") if mine else ([], [])
    leaves = known.scheme.leaves
    steps = [
        step for id, column in found.items.items() if mine and _names(suppositions, id)
        for step in steps_of(leaves[id], column[mine.subject].trace)
    ]  # fmt: skip
    return Answer(
        first, len(changed), len(found.moved), Shift(names[mine.subject], mine, True) if mine and touched else None,
        [names[one] for one in passed], [names[one] for one in passed_by],
        [_in_words(one, leaves, names) for one in suppositions], steps,
        sum(one.grade[0] != one.grade[1] for one in changed),
    )  # fmt: skip


def _names(suppositions: list[Supposition], item: str) -> bool:
    return any(one.item == item and one.worth is None for one in suppositions)


def _overtaken(
    moved: tuple[Moved, ...], mine: Moved, subjects: tuple[Subject, ...], together: bool
) -> tuple[list[str], list[str]]:
    """Who stood before it and would stand behind it, and the other way round; of its own group where ranks are by group."""
    groups = {one.id: "" if together else one.group for one in subjects}
    peers = [one for one in moved if one.subject != mine.subject and groups[one.subject] == groups[mine.subject]]
    passed = [one.subject for one in peers if one.rank[0] < mine.rank[0] and one.rank[1] > mine.rank[1]]
    passed_by = [one.subject for one in peers if one.rank[0] > mine.rank[0] and one.rank[1] < mine.rank[1]]
    return passed, passed_by


def _in_words(one: Supposition, leaves: Mapping[str, Item], names: Mapping[str, str]) -> str:
    item = leaves[one.item]
    if one.worth is not None:
        return f"{item.id} {item.name}：分值由 {plain(item.worth)} 改为 {plain(one.worth)} 分"
    said = one.answer or f"{plain(one.value)}{item.unit}" if one.value is not None or one.answer else ""
    return f"{names[one.subject]} {item.id} {item.name}：改为 {said}"
