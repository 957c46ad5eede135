"""Whether a number is a promise, a result, or neither."""

from functools import cached_property

from msgspec import Struct

from zhiheng.core.extracting.comparators import Binding
from zhiheng.core.extracting.deadlines import Mention
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.numbers import Figure
from zhiheng.core.extracting.words import Words

_PRIOR = {"plan": 1.5, "scheme": 1.5, "notice": 0.5, "bulletin": -2.0, "research_report": -1.5, "meeting_report": -1.5}
_FORMS = {"horizon": 4.0, "before": 3.0, "period": 1.5, "year": 0.0}
_TARGET_FROM = 1.5


class Verdict(Struct, frozen=True):
    """`sense` is target, statistic or neither; `margin` how far from the line."""

    sense: str
    margin: float


class Judge:
    """Weighs cues of the document, the section and the sentence."""

    def __init__(self, words: Words, layout: Layout, doc_type: str, issued: int | None) -> None:
        self.words, self.layout, self.doc_type, self.issued = words, layout, doc_type, issued
        self._sections: dict[str | None, float] = {}

    @cached_property
    def prior(self) -> float:
        """Above zero for documents that promise, below for those that report."""
        text = self.layout.text[:200_000]
        promise, report = self.words.weight("plan_doc", text), self.words.weight("report_doc", text)
        return max(-3.0, min(3.0, _PRIOR.get(self.doc_type, 0.0) + promise - report))

    def verdict(self, figure: Figure, bound: Binding, mention: Mention | None, inherited: bool) -> Verdict:
        sentence = self.layout.sentence(figure.start)
        clause_end = self.layout.clause(figure.end)[1]
        text = self.layout.text[max(sentence[0], figure.start - 160) : clause_end]
        if self._reward(figure, text):
            return Verdict("neither", 2.0)
        future = min(3.0, self.words.weight("future", text))
        past = min(4.5, self.words.weight("past", text))
        score = self.prior + self._section(self.layout.section(figure.start)) + future - past
        score += self._time(mention, inherited)
        if figure.after or bound.hold or bound.firm or (bound.comparator in ("<=", "<", "≈") and bound.said):
            score += 1.5
        if score >= _TARGET_FROM:
            return Verdict("target", score - _TARGET_FROM)
        if self.prior <= 0 or past >= 1.5:
            return Verdict("statistic", _TARGET_FROM - score)
        return Verdict("neither", 1.0)

    def _time(self, mention: Mention | None, inherited: bool) -> float:
        if mention is None:
            return 0.0
        weight = _FORMS[mention.form]
        if mention.year and self.issued:
            if mention.year < self.issued and mention.form != "horizon":
                return -3.0
            if mention.year > self.issued:
                weight += 1.5
        return weight / 2 if inherited else weight

    def _section(self, path: str | None) -> float:
        if path not in self._sections:
            goal, result = self.words.weight("goal_section", path or ""), self.words.weight("result_section", path or "")
            self._sections[path] = max(-3.0, min(3.0, goal + result))
        return self._sections[path]

    def _reward(self, figure: Figure, text: str) -> bool:
        return figure.dimension == "money" and bool(self.words.hits("reward", text)) and not self.words.hits("paid", text)
