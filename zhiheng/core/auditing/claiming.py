"""What a draft says with each of its numbers: which figure, of which area, of which days."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from zhiheng.core.auditing.places import ELSEWHERE, Mention, Place, Places
from zhiheng.core.auditing.sentences import Sentences
from zhiheng.core.values.auditing import Claim, Number
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.filling import Days, Option
from zhiheng.core.values.reading import Reading, Statistic
from zhiheng.core.values.stretches import before, days, years_on

Called = Callable[[str, str, str, bool], tuple[tuple[Option, ...], bool]]  # measure, clause, unit, whether it is a change
_CHANGE = re.compile(
    r"(?P<against>同比|环比|[比较](?:上年|去年|上一年)(?:度)?(?:同期)?|[比较]上(?:期|月|季度|季)|上年同期)[^，。；\d]{0,12}?"
    r"(?P<way>提高|提升|增长|上升|增加|增幅|下降|降低|减少|回落|降幅|降)了?(?:约|近|超过)?$"
)
_FALLS = re.compile("下降|降低|减少|回落|降幅|降")
_WAYS = re.compile("提高|提升|增长|上升|增加|增幅|下降|降低|减少|回落|降幅|降|升")
_TOTAL = re.compile(r"(?:合计|共计|总计)[\u4e00-\u9fff]{0,8}$")
_LISTED = re.compile(r"[、和及与，]?\s*")
_BREAK = re.compile(r"[、，。；：:（）()\n\t]")


class Asking(NamedTuple):
    """What is asked of others: what words name, which days they mean, and for whom the draft speaks."""

    called: Called
    days_in: Callable[[str], tuple[Days, ...]]
    base: Days
    places: Places


def claims(cleaned: Cleaned, numbers: Sequence[Number], reading: Reading, asking: Asking) -> list[Claim]:
    """One claim for each figure among the numbers, in the order of the text.

    Source: docs/methods/auditing.md
    """
    text = cleaned.text
    figures = [number for number in numbers if number.kind == "figure"]
    said = _by_place(cleaned, figures, reading.statistics)
    promised = {place for target in reading.targets for place in _places(cleaned, figures, target.start, target.end)}
    return _Claims(text, asking, figures, said, promised).all()


class _Claims:
    def __init__(
        self, text: str, asking: Asking, figures: Sequence[Number], said: dict[int, Statistic], promised: set[int]
    ) -> None:
        self.text, self.asking, self.figures, self.said, self.promised = text, asking, figures, said, promised
        self.sentences = Sentences(text)
        self.mentions = asking.places.mentions(text)
        self.starts = [one.start for one in self.mentions]
        self.shared: dict[int, Place] = {}  # of a list that is shared out, by the place of the number
        self.listed: dict[int, str] = {}  # why a number of a list is none of ours
        self._share_out()

    def all(self) -> list[Claim]:
        """The claims, each knowing the one before it in its sentence."""
        found: list[Claim] = []
        for place, number in enumerate(self.figures):
            if place in self.promised and place not in self.said:
                continue
            last = found[-1] if found and self._together(found[-1].number, number) else None
            found.append(self._claim(place, self.said.get(place), last))
        return found

    def _together(self, one: Number, other: Number) -> bool:
        return self.sentences.sentence(one.at) == self.sentences.sentence(other.at)

    def _claim(self, place: int, statistic: Statistic | None, last: Claim | None) -> Claim:
        number, shared = self.figures[place], self.shared.get(place)
        clause = self.sentences.clause(number.at)
        since = max(clause.start, last.number.end if last else clause.start)
        ahead = self.text[since : number.start]
        changed = _CHANGE.search(self.text[clause.start : number.start])
        change = bool(changed) or bool(statistic and statistic.kind == "change") or number.unit.endswith("百分点")
        options, clear, words = self._name(number, statistic, ahead, clause.end, change, last)
        if not options and last and (change or (shared and _LISTED.fullmatch(ahead))):
            options, clear, words = last.options, last.clear, last.words
        areas, doubt = ((shared,), "") if shared else self._areas(number, clause.start)
        if statistic and statistic.except_:
            doubt = doubt or f"除{'、'.join(statistic.except_)}外，范围不同"
        doubt = doubt or self.listed.get(place, "") or self._sum_of_listed(number)
        spans = self._days(number, statistic, clause.start, last)
        against = None
        if change:
            said = changed["against"] if changed else (statistic and statistic.comparison) or ""
            against = before(spans[0]) if re.search("环比|上(?:期|月|季)", said) else years_on(spans[0], -1)
        way = changed["way"] if changed else "".join(_WAYS.findall(self.text[since : number.start])[-1:])
        return Claim(
            number=number, words=words, options=options, clear=clear and not doubt, areas=areas, days=spans, change=change,
            falls=bool(_FALLS.search(way)), against=against, statistic=statistic, doubt=doubt,
        )  # fmt: skip

    def _name(
        self, number: Number, statistic: Statistic | None, ahead: str, stop: int, change: bool, last: Claim | None
    ) -> tuple[tuple[Option, ...], bool, str]:
        behind = _BREAK.split(self.text[number.end : min(stop, number.end + 24)])[0]
        own = self._without_areas(_BREAK.split(ahead)[-1])
        sentence = self.sentences.sentence(number.at)
        around = self._without_areas(ahead) + behind
        wide = self._without_areas(self.text[max(sentence.start, number.start - 60) : min(sentence.end, number.end + 30)])
        measures = [self._without_areas(statistic.measure)] if statistic else []
        measures += [own, f"{own}{behind}" if own else behind, behind]
        unit = "%" if change and number.unit in ("个百分点", "百分点") else number.unit.removeprefix("个") or number.unit
        best: tuple[tuple[Option, ...], bool, str] = ((), False, measures[0])
        for measure in dict.fromkeys(filter(None, measures)):
            options, clear = self.asking.called(measure, around, unit, change)
            if options and clear and (statistic is None or measure == measures[0]):
                return options, True, measure
            if options and (not best[0] or options[0].score > best[0][0].score):
                best = options, False, measure
        if best[0]:
            return best
        options, _ = self.asking.called(wide, wide, unit, change)
        return options, False, measures[0]

    def _without_areas(self, words: str) -> str:
        for one in reversed(self.asking.places.mentions(words)):
            words = words[: one.start] + words[one.end :]
        return words

    def _areas(self, number: Number, clause: int) -> tuple[tuple[Place, ...], str]:
        """The areas that a number may be of, the nearest named before it first."""
        sentence = self.sentences.sentence(number.at)
        named = self._mentions(sentence.start, number.start)
        base = self.asking.places.area
        if not named:
            return (base,), ""
        nearest = named[-1]
        if nearest.place == ELSEWHERE:
            return (base,), f"“{self.text[nearest.start : nearest.end]}”不是{base[1]}或它的下级地区"
        if nearest.start >= clause:
            return (nearest.place,), ""
        return tuple(dict.fromkeys(one.place for one in reversed(named) if one.place != ELSEWHERE)), ""

    def _sum_of_listed(self, number: Number) -> str:
        """Why the total behind a list of areas is none of ours: it is of those that are listed."""
        sentence = self.sentences.sentence(number.at)
        if not _TOTAL.search(self.text[max(sentence.start, number.start - 16) : number.start]):
            return ""
        return "是前面几项的合计，只核对相加" if self._lists_since(sentence.start, number.at) else ""

    def _lists_since(self, start: int, end: int) -> bool:
        first, last = (bisect_left(self.figures, at, key=lambda one: one.at) for at in (start, end))
        return any(place in self.shared or place in self.listed for place in range(first, last))

    def _mentions(self, start: int, end: int) -> list[Mention]:
        return [one for one in self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)] if one.end <= end]

    def _days(self, number: Number, statistic: Statistic | None, clause: int, last: Claim | None) -> tuple[Days, ...]:
        base = (self.asking.base,)
        own = self.asking.days_in(_CHANGE.sub("", self.text[clause : number.start]))
        if own != base:
            return own
        period = statistic.period if statistic else None
        if period and period.text:
            if period.from_ and period.to and re.search(r"\d日", period.text) and "截" not in period.text:
                return self._dated(period.text, period.from_, period.to)
            return self.asking.days_in(period.text)
        sentence = self.sentences.sentence(number.at)
        said = self.asking.days_in(_CHANGE.sub("", self.text[sentence.start : clause]))
        return last.days if last and said == base and not last.change else said

    def _dated(self, text: str, start: str, end: str) -> tuple[Days, ...]:
        found = days(date.fromisoformat(start), date.fromisoformat(end))
        if re.search(r"\d{4}", text):
            return (found,)
        return (years_on(found, self.asking.base.end.year - found.end.year),)

    def _share_out(self) -> None:
        """Gives each number of a list its area: 甲县、乙县、丙县分别查处3宗、4宗、5宗; other lists are of none of ours."""
        starts = [number.at for number in self.figures]
        for word in re.finditer("分别", self.text):
            sentence = self.sentences.sentence(word.start())
            named = self._list_before(sentence.start, word.start())
            first = bisect_left(starts, word.end())
            last = first + 1
            while last < len(starts) and _LISTED.fullmatch(self.text[self.figures[last - 1].end : self.figures[last].start]):
                last += 1
            if first >= len(starts) or starts[first] >= sentence.end or last - first < 2:
                continue
            if last - first == len(named):
                self.shared |= {first + step: one.place for step, one in enumerate(named) if one.place != ELSEWHERE}
            else:
                self.listed |= dict.fromkeys(range(first, last), "是分别列出的几项之一，没有写清是哪一项")

    def _list_before(self, start: int, end: int) -> list[Mention]:
        """The last list of areas in a stretch, joined by 、 and 和."""
        found: list[Mention] = []
        for one in reversed(self._mentions(start, end)):
            if found and not re.fullmatch(r"[、和及与]", self.text[one.end : found[0].start]):
                break
            found.insert(0, one)
        return found


def _by_place(cleaned: Cleaned, figures: Sequence[Number], statistics: Sequence[Statistic]) -> dict[int, Statistic]:
    """The statistic of each number, by the number's place in the list."""
    found: dict[int, Statistic] = {}
    for statistic in statistics:
        values = statistic.value if isinstance(statistic.value, list) else [statistic.value]
        for start, end in ((statistic.start, statistic.end), *statistic.also_at):
            for place in _places(cleaned, figures, start, end):
                if abs(float(figures[place].value) - float(values[0])) < 1e-9 * max(1.0, abs(values[0])) and place not in found:
                    found[place] = statistic
                    break
    return found


def _places(cleaned: Cleaned, figures: Sequence[Number], start: int, end: int) -> range:
    """The places in the list of the numbers under a stretch of the raw text."""
    first, last = cleaned.slice_of(start, end)
    return range(bisect_left(figures, first, key=lambda one: one.end - 1), bisect_left(figures, last, key=lambda one: one.at))
