"""Whether a number is a promise, a result, or neither."""

import re
from collections import Counter
from functools import cached_property

from msgspec import Struct, structs

from zhiheng.core.extracting.comparators import Binding
from zhiheng.core.extracting.deadlines import Mention
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.numbers import Figure
from zhiheng.core.extracting.words import Words

_PRIOR = {
    "plan": 2.0,
    "scheme": 2.0,
    "notice": 0.5,
    "bulletin": -2.0,
    "research_report": -1.5,
    "meeting_report": -1.5,
}
_FORMS = {"horizon": 4.0, "before": 3.0, "period": 1.5, "year": 0.0}
_TARGET_FROM = 1.5
_PAST_FROM = 1.5
_INHERITED = 0.65
_NEAR = 2.0
_MOOD = 1.5
_RESULTS_AT_LEAST = 3  # in a paragraph whose other numbers go along
_TO_ONE = 4  # results to one target
_HARDLY = 1.0  # margin of a target that hardly is one
_CLAUSES_AT_LEAST = 6  # in a paragraph whose mood can be told
_OUTCOME = 6  # characters before a number of batches in which its outcome stands: 糕点不合格4批次


_CONDITION = re.compile(r"(?:\d{1,2}[.、])?(?:对|凡)[^。；]{2,80}的[^。；]{0,40}，")
_ENTITLED = re.compile(r"(?:(?:对|凡|符合)[^。；]{2,80}|[^。；]{2,160}的)，(?:可|给予|予以|按|一次性|免|减)")
_MADE_OF = re.compile("[^，。；]{0,12}(?:组成|构成)")
_CLAUSES = re.compile("[，。；：]")


class Verdict(Struct, frozen=True):
    """`sense` is target, statistic or neither; `margin` how far from the line; `below` the sense under the line."""

    sense: str
    margin: float
    score: float = 0.0
    below: str = "neither"
    settled: bool = False  # nothing around it changes it


class Judge:
    """Weighs cues of the document, the section and the sentence."""

    def __init__(self, words: Words, layout: Layout, doc_type: str, issued: int | None) -> None:
        self.words, self.layout, self.doc_type, self.issued = words, layout, doc_type, issued
        self._moods: dict[tuple[int, int], float] = {}
        self._sections: dict[str | None, float] = {}
        self._ruled: dict[tuple[int, int], bool] = {}

    @cached_property
    def prior(self) -> float:
        """Above zero for documents that promise, below for those that report; never across what the title says."""
        text = self.layout.text[:200_000]
        promise, report = self.words.weight("plan_doc", text), self.words.weight("report_doc", text)
        kind = _PRIOR.get(self.doc_type, 0.0)
        low, high = (kind / 2, 3.0) if kind > 1 else (-3.0, kind / 2) if kind < -1 else (-3.0, 3.0)
        return max(low, min(high, kind + promise - report))

    def verdict(self, figure: Figure, bound: Binding, mention: Mention | None, inherited: bool) -> Verdict:
        """What a figure is, with the score that says so: target, statistic or neither."""
        sentence = self.layout.sentence(figure.start)
        clause_end = self.layout.clause(figure.end)[1]
        text = self.layout.text[max(sentence[0], figure.start - 160) : clause_end]
        if self._reward(figure, text):
            return Verdict("neither", 2.0, settled=True)
        future = self._future(text)
        past = min(4.5, self.words.weight("past", text))
        score = self.prior + self._section(self.layout.section(figure.start)) + future - past
        score += self._time(mention, inherited)
        if figure.after or bound.hold or bound.firm or (bound.comparator in ("<=", "<", "≈") and bound.said):
            score += 1.5
        if abs(score - _TARGET_FROM) <= _MOOD:
            score += self._mood(self.layout.paragraph(figure.start))
        if self.words.hits("backdrop", bound.rest[-4:]):
            return Verdict("neither", 1.0, settled=True)  # 聚焦12条产业链: what the text is about, not what it promises
        if not bound.said and _MADE_OF.match(self.layout.text, figure.end) and "由" in text:
            return Verdict("statistic", 1.0, settled=True)  # 领导小组由9个部门组成
        found = figure.dimension == "batches" and self.words.hits("outcome", bound.rest[-_OUTCOME:])
        reported = self.prior <= 0 or past >= _PAST_FROM or self._is_past(mention) or bool(found)
        return _verdict(score, "statistic" if reported else "neither")

    def go_along(self, verdicts: list[Verdict]) -> list[Verdict]:
        """The verdicts of one paragraph: among many results a number that is neither, or hardly a target, is one too."""
        senses = Counter(verdict.sense for verdict in verdicts if not verdict.settled)
        others = max(senses["neither"], senses["target"] * _TO_ONE)
        if senses["statistic"] < _RESULTS_AT_LEAST or senses["statistic"] <= others:
            return verdicts
        return [
            v if v.settled or (v.sense == "target" and v.margin >= _HARDLY) else structs.replace(v, sense="statistic")
            for v in verdicts
        ]

    def settle(self, verdicts: list[Verdict]) -> list[Verdict]:
        """The verdicts of one sentence: a number near the line goes with the others."""
        open_ones = [verdict for verdict in verdicts if not verdict.settled]
        if len(open_ones) < 2:
            return verdicts
        if {verdict.sense for verdict in open_ones} == {"statistic", "neither"}:
            return [
                structs.replace(v, sense="statistic") if v in open_ones else v for v in verdicts
            ]  # 占14%，比三季度低2个百分点
        mean = sum(verdict.score for verdict in open_ones) / len(open_ones)
        return [
            _verdict((verdict.score + 2 * mean) / 3, verdict.below)
            if not verdict.settled and verdict.below != "neither" and abs(verdict.score - _TARGET_FROM) < _NEAR
            else verdict
            for verdict in verdicts
        ]

    def _future(self, text: str) -> float:
        """Words of promising; verbs of doing alone (推进, 建成) promise little in a document that does not."""
        weights = [self.words.senses["future"][hit] for hit in self.words.hits("future", text)]
        highest = 4.0 if self.prior > 0 or max(weights, default=0.0) > 1 else 1.0
        return min(highest, sum(weights))

    def _mood(self, paragraph: tuple[int, int]) -> float:
        """Whether a paragraph says clause by clause what to do (推进…，支持…), or what came of it (居全国前列，投产…)."""
        if paragraph not in self._moods:
            text = self.layout.text[paragraph[0] : paragraph[1]]
            clauses = [clause for clause in _CLAUSES.split(text) if clause]
            told = sum(bool(self.words.imperative.match(clause)) for clause in clauses)
            achieved = len(self.words.hits("achieved", text))
            orders = len(clauses) >= _CLAUSES_AT_LEAST and 2 * told >= len(clauses) and achieved <= 1
            reports = achieved > 1 and 2 * achieved > told
            self._moods[paragraph] = _MOOD if orders else -_MOOD if reports else 0.0
        return self._moods[paragraph]

    def _time(self, mention: Mention | None, inherited: bool) -> float:
        if mention is None:
            return 0.0
        weight = _FORMS[mention.form]
        if mention.year and self.issued:
            if self._is_past(mention):
                return -3.0
            if mention.year > self.issued:
                weight += 1.5
        return weight * _INHERITED if inherited else weight

    def _is_past(self, mention: Mention | None) -> bool:
        """A year before the day of issue, unless a document that promises says it as a horizon."""
        past = mention and mention.year and self.issued and mention.year < self.issued
        return bool(past and mention and (mention.form != "horizon" or self.prior <= 0))

    def _section(self, path: str | None) -> float:
        if path not in self._sections:
            goal, result = (
                self.words.weight("goal_section", path or ""),
                self.words.weight("result_section", path or ""),
            )
            self._sections[path] = max(-3.0, min(3.0, goal + result))
        return self._sections[path]

    def _reward(self, figure: Figure, text: str) -> bool:
        """Money promised to winners, or a fine set as a range: rules, not figures of the plan."""
        sentence = self.layout.sentence(figure.start)
        if sentence not in self._ruled:
            self._ruled[sentence] = self._rules(*sentence)
        ruled = self._ruled[sentence]
        if (not ruled and figure.dimension != "money") or self.words.hits("paid", text):
            return False
        if ruled:
            return True
        return bool(self.words.hits("reward", text)) or (figure.after is not None and bool(self.words.hits("penalty", text)))

    def _rules(self, start: int, end: int) -> bool:
        """对投资超过1亿元的项目，给予…; 新招用人数达到20%的，可申请…贷款: who is paid what, not what is to be reached."""
        if _CONDITION.match(self.layout.text, start, end) and self.words.hits("reward", self.layout.text[start:end]):
            return True
        entitled = _ENTITLED.match(self.layout.text, start, end)
        return bool(entitled and self.words.hits("entitlement", self.layout.text[start:end]))


def _verdict(score: float, below: str) -> Verdict:
    if score >= _TARGET_FROM:
        return Verdict("target", score - _TARGET_FROM, score, below)
    return Verdict(below, _TARGET_FROM - score if below == "statistic" else 1.0, score, below)
