"""What the page of a comparison shows: each statement above with what takes it up, decided or proposed."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from zhiheng.core.aligning import unit_words
from zhiheng.core.aligning.adding_up import promised_below
from zhiheng.core.aligning.carrying import carried_down, carrying_words, held_against
from zhiheng.core.aligning.versions import revised
from zhiheng.core.values.carrying import RELATIONS, CarryingWords, Pair, Revised, Statement, Total
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.values.vocabulary import Vocabulary
from zhiheng.core.writing import workbook
from zhiheng.definitions import lexicons
from zhiheng.directory.models import Area
from zhiheng.plans.models import Carried, Comparison, Plan
from zhiheng.plans.statements import by_key, own_statements, upper_statements, words_of

SHOWN = {
    "open": "待确认", "missing": "未承接", "weaker": "弱化", "differs": "不一致", "stronger": "加严", "part": "分担",
    "same": "承接", "moved": "文字有变", "left": "不承接",
}  # fmt: skip
TONES = {"missing": "bad", "weaker": "bad", "differs": "warn", "stronger": "good", "same": "good"}


class Line(NamedTuple):
    """One statement below that takes up one above: proposed, or as a person decided. `moved`: what was decided on has changed."""

    lower: Statement | None
    pair: Pair
    decided: Carried | None
    moved: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        return RELATIONS[self.pair.relation]

    @property
    def tone(self) -> str:
        return TONES.get(self.pair.relation, "plain")

    @property
    def sure(self) -> bool:
        return self.decided is None and self.pair.likeness >= SURE_ENOUGH


class Group(NamedTuple):
    """One statement above and all that takes it up. `left`: why it is not to be taken up."""

    upper: Statement
    lines: list[Line]
    left: Carried | None = None

    @property
    def states(self) -> set[str]:
        """Under which of `SHOWN` it is listed."""
        if self.left:
            return {"left"}
        if not self.lines:
            return {"missing"}
        moved = {"moved"} if any(line.moved for line in self.lines) else set()
        waiting = {"open"} if any(line.decided is None for line in self.lines) else set()
        return {*(line.pair.relation for line in self.lines), *moved, *waiting}


class View(NamedTuple):
    """A whole comparison: groups in the order of what was asked, and what the own plan adds."""

    groups: list[Group]
    added: list[Statement]
    lower: list[Statement]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(state, its word, how many statements above), those that occur."""
        found = [(state, word, sum(state in group.states for group in self.groups)) for state, word in SHOWN.items()]
        return [one for one in found if one[2]]

    @property
    def sure(self) -> list[tuple[str, str]]:
        """Proposals that are alike enough to be confirmed together."""
        return [(group.upper.id, line.lower.id) for group in self.groups for line in group.lines if line.sure and line.lower]


SURE_ENOUGH = 60  # of 100
LONGEST_CHOICE = 60  # characters of a statement in a list to choose from


@lru_cache(maxsize=1)
def words() -> CarryingWords:
    """The word lists that comparing needs, ready."""
    return carrying_words(lexicons(), unit_words(lexicons()))


def view_of(comparison: Comparison) -> View:
    """The comparison as it stands now: statements as they are, a person's decisions, and proposals for the rest."""
    upper, lower = upper_statements(comparison), own_statements(comparison.plan)
    below = by_key(lower)
    proposed = carried_down(upper, lower, words())
    decided = {(one.upper_key, one.lower_key): one for one in comparison.carried.select_related("decided_by")}
    groups = []
    for one in upper:
        kept = [_decided_line(one, below, said) for (key, other), said in decided.items()
                if key == one.id and other and said.decision == "confirmed"]  # fmt: skip
        settled = {other for key, other in decided if key == one.id}
        rest = [] if kept else [pair for pair in proposed.pairs if pair.upper == one.id and pair.lower not in settled]
        lines = [*kept, *(Line(below[pair.lower], pair, None) for pair in rest)]
        groups.append(Group(one, lines, decided.get((one.id, ""))))
    taken = {line.lower.id for group in groups for line in group.lines if line.lower}
    return View(groups, [one for one in lower if one.id not in taken], lower)


def own_key(plan: Plan, said: str) -> str:
    """The key of our statement that a person chose by its words. Raises: Fault P168 none reads like that."""
    for one in own_statements(plan):
        if said.strip() in (one.id, words_of(one), words_of(one)[:LONGEST_CHOICE]):
            return one.id
    raise Fault("P168", f"本级方案里没有“{said[:30]}”这一条。请从列出的条目里选一条。")


def _decided_line(upper: Statement, below: dict[str, Statement], said: Carried) -> Line:
    lower = below.get(said.lower_key)
    moved = [f"上级原为“{said.upper_said}”"] if words_of(upper) != said.upper_said else []
    if lower is None:
        why = (f"本级原有“{said.lower_said}”已删去",)
        gone = Pair(upper=upper.id, lower=said.lower_key, likeness=0, relation="missing", evidence=why)
        return Line(None, gone, said, tuple(moved))
    if words_of(lower) != said.lower_said:
        moved.append(f"本级原为“{said.lower_said}”")
    return Line(lower, held_against(upper, lower, words()), said, tuple(moved))


def changes_since(comparison: Comparison) -> list[tuple[Revised, Statement | None, Statement | None, list[str]]]:
    """What the version above says otherwise than the one before: what became of it, before, now, and ours that rest on it."""
    before = comparison.follows
    if before is None:
        return []
    old, new = upper_statements(before), upper_statements(comparison)
    lower = by_key(own_statements(comparison.plan))
    resting: dict[str, list[str]] = {}
    for said in before.carried.filter(decision="confirmed").exclude(lower_key=""):
        ours = lower.get(said.lower_key)
        resting.setdefault(said.upper_key, []).append(words_of(ours) if ours else said.lower_said)
    olds, news = by_key(old), by_key(new)
    found = [one for one in revised(old, new, words()) if one.differences or not one.old or not one.new]
    return [(one, olds.get(one.old), news.get(one.new), resting.get(one.old, [])) for one in found]


def totals_of(plan: Plan, areas: Sequence[Area], comparisons: Sequence[Comparison]) -> list[tuple[Statement, Total]]:
    """Each goal of a plan that areas below were compared with, and what they promise of it together."""
    vocabulary = Vocabulary(words().indicators)
    promised: dict[str, dict[str, Statement]] = {}
    for one in comparisons:
        lower = by_key(own_statements(one.plan))
        for said in one.carried.all():
            if said.decision == "confirmed" and said.lower_key in lower:
                promised.setdefault(said.upper_key, {})[one.plan.area.name] = lower[said.lower_key]
    names = [area.name for area in areas]
    goals = [goal for goal in own_statements(plan) if goal.kind == "goal" and goal.low is not None]
    found = ((goal, promised_below(goal, promised.get(goal.id, {}), names, vocabulary)) for goal in goals)
    return [(goal, total) for goal, total in found if total]


def carrying_table(comparison: Comparison, on: date) -> Table:
    """The 衔接对照表 as an office prints it."""
    view = view_of(comparison)
    rows = []
    for number, group in enumerate(view.groups, 1):
        upper = group.upper
        base = {"number": str(number), "place": upper.place, "upper": words_of(upper), "led": "、".join(upper.lead)}
        if not group.lines:
            said = {"relation": "不承接", "evidence": group.left.reason} if group.left else {"relation": "未承接"}
            rows.append(base | said)
        rows += [base | _printed(line) for line in group.lines]
    rows += [
        {"upper": "—", "lower": words_of(one), "own": "、".join(one.lead), "relation": RELATIONS["added"]} for one in view.added
    ]
    note = "“待确认”的为系统提出的对应，供核对。"
    title = f"{comparison.plan.title}{comparison}对照表"
    return Table(title=title, columns=_COLUMNS, rows=tuple(rows), note=note, printed_on=on.isoformat())


def carrying_xlsx(comparison: Comparison, on: date) -> bytes:
    """The 衔接对照表 as .xlsx, A4 landscape."""
    return workbook(carrying_table(comparison, on), "A4")


def _printed(line: Line) -> dict[str, str]:
    lower = words_of(line.lower) if line.lower else ""
    state = line.decided.get_decision_display() if line.decided else "待确认"
    evidence = "；".join((*line.pair.evidence[1:], *line.moved))
    own = "、".join(line.lower.lead) if line.lower else ""
    return {"lower": lower, "own": own, "relation": line.word, "evidence": evidence, "state": state}


_COLUMNS = (
    Column(key="number", name="序号", width=6, align="center", merge=True),
    Column(key="place", name="上级条款", width=12, merge=True),
    Column(key="upper", name="上级要求", width=40, merge=True),
    Column(key="led", name="上级牵头单位", width=14, merge=True),
    Column(key="lower", name="本级安排", width=40),
    Column(key="own", name="本级牵头单位", width=14),
    Column(key="relation", name="关系", width=8, align="center"),
    Column(key="evidence", name="说明", width=30),
    Column(key="state", name="核对", width=8, align="center"),
)
