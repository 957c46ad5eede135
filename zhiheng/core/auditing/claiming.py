"""What a draft says with each of its numbers: which figure, of which area, of which days."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from zhiheng.core.auditing.places import ELSEWHERE, Mention, Place, Places
from zhiheng.core.auditing.sentences import Sentences
from zhiheng.core.auditing.shares import Called, Shares
from zhiheng.core.auditing.times import in_percent
from zhiheng.core.values.auditing import Claim, Number
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.filling import Days, Option
from zhiheng.core.values.reading import Reading, Statistic
from zhiheng.core.values.scales import parts_of
from zhiheng.core.values.stretches import before, days, years_on

_AGAINST = (
    r"同比|环比|[比较与跟和](?:上年|去年|上一年|前一年)(?:度)?(?:同期)?(?:相比|比较)?|[比较与](?:上期|上月|上季度?)(?:相比)?|上年同期"
)
_WAY_WORDS = "提高|提升|增长|上升|增加|上涨|增幅|升幅|涨幅|下降|下滑|降低|减少|回落|降幅|降|升"
_CHANGE = re.compile(
    rf"(?P<against>{_AGAINST})[^，。；\d]{{0,12}}?(?P<way>{_WAY_WORDS})了?(?:达到?|约?为|是)?(?:约|近|超过)?$"
)
_BARE = re.compile(rf"^[^，。；\d]{{0,8}}?(?P<way>{_WAY_WORDS})了?(?:达到?|约?为|是)?(?:约|近|超过)?$")
_AGAIN = re.compile(rf"(?P<against>{_AGAINST})[^，。；]{{0,8}}$")
_EARLIER = re.compile(rf"^(?:上年|去年|上一年|前一年)?(?:同期)?$|{_AGAINST}")
_ANY_AGAINST = re.compile(_AGAINST)
_LED = re.compile(rf"(?P<against>{_AGAINST})[，,]?$")
_TIMES_OF = re.compile("(?:是|为|相当于|达到?)(?P<against>(?:上年|去年|上一年|上期|上月|上季度?)(?:同期)?)(?:数)?的$")
_FALLS = re.compile("下降|下滑|降低|减少|回落|降幅|降")
_WAYS = re.compile(_WAY_WORDS)
_EMPTY = re.compile(r"[、和及与，；;：:\s]*(?:其中|分别|则|为|有|是|达|共|约|的|[、和及与，；;：:\s])*")
_SHARED = re.compile(r"^[，、]?占[^，。；：]{1,24}?(?:[%％成半一]|百分点)")
_AREAS_THAT = re.compile("^(?P<areas>市县区|市县|县市|县区|区县|市州|地区)(?P<did>[^，。；：]{4,})")
_OTHERS = re.compile("(?:其余|其他|其它|剩余)[\u4e00-\u9fff]{0,8}$")
_IDIOM = 10  # numbers in words below it are figures only where their name is clear: 一家人, 两项
_TOTAL = re.compile(r"(?:合计|共计|总计)[\u4e00-\u9fff]{0,8}$")
_COMES_TO = re.compile(rf"(?:{_WAY_WORDS})了?[至到为]$")
_COME_FROM = re.compile(r"[由从][^，。；]{0,16}$")
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
        self.shares = Shares(text, asking.called, asking.places)
        self._share_out()

    def all(self) -> list[Claim]:
        """The claims, each knowing the one before it in its sentence."""
        found: list[Claim] = []
        for place, number in enumerate(self.figures):
            if place in self.promised and place not in self.said:
                continue
            line = [one for one in found[-4:] if "\n" not in self.text[one.number.end : number.at]]
            last = line[-1] if line and self._together(line[-1].number, number) else None
            near = next((one for one in reversed(line) if not one.whole and not one.change), None)
            claim = self._claim(place, self.said.get(place), last, near, line[-2:])
            if not number.written or number.value >= _IDIOM or claim.clear:
                found.append(claim)
        return found

    def _together(self, one: Number, other: Number) -> bool:
        return self.sentences.sentence(one.at) == self.sentences.sentence(other.at)

    def _claim(
        self, place: int, statistic: Statistic | None, last: Claim | None, near: Claim | None, line: Sequence[Claim]
    ) -> Claim:
        number, shared = self.figures[place], self.shared.get(place)
        clause = self.sentences.clause(number.at)
        since = max(clause.start, last.number.end if last else clause.start)
        ahead = self.text[since : number.start]
        changed, against = self._change(number, clause.start, last)
        change = bool(against) or bool(statistic and statistic.kind == "change") or number.unit.endswith("百分点")
        if change and number.unit == "倍":
            number = in_percent(number, ahead)
        share = None if change or shared else self.shares.of(number, clause.start, line)
        goes_on = self._goes_on(number, near, change)
        if share:
            options, clear, words = share.options, share.clear, share.words
        elif near and goes_on:
            options, clear, words = near.options, near.clear, near.words
        else:
            options, clear, words = self._name(number, statistic, ahead, clause.end, change, last)
        if not options and last and (change or (shared and _LISTED.fullmatch(ahead))):
            options, clear, words = last.options, last.clear, last.words
        areas, doubt = ((shared,), "") if shared else self._areas(number, clause.start)
        if share and share.area:
            areas, doubt = (share.area,), ""
        if statistic and statistic.except_:
            doubt = doubt or f"除{'、'.join(statistic.except_)}外，范围不同"
        doubt = doubt or self.listed.get(place, "") or self._sum_of_listed(number) or self._of_others(number, clause.start)
        spans = near.days if near and goes_on else self._days(number, statistic, clause.start, last, change)
        spans = tuple(one for one in spans if one.start <= one.end) or (self.asking.base,)  # 9月1日至7月25日 is told as a finding
        measured_from = None
        if change:
            said = against or (statistic and statistic.comparison) or ""
            measured_from = before(spans[0]) if re.search("环比|上(?:期|月|季)", said) else years_on(spans[0], -1)
        way = changed or "".join(_WAYS.findall(self.text[since : number.start])[-1:])
        return Claim(
            number=number, words=words, options=options, clear=clear and not doubt, areas=areas, days=spans, change=change,
            falls=bool(_FALLS.search(way)), against=measured_from, statistic=statistic, doubt=doubt,
            whole=share.whole if share else None,
        )  # fmt: skip

    def _change(self, number: Number, clause: int, last: Claim | None) -> tuple[str, str]:
        """The word of direction before a number, and what it is measured from; two blanks where it is no change."""
        ahead = self.text[clause : number.start]
        if found := _CHANGE.search(ahead):
            return found["way"], found["against"]
        if number.unit == "倍" and (found := _TIMES_OF.search(ahead)):
            return "增长", found["against"]
        if "翻" in number.text:
            found = _AGAIN.search(ahead)
            return "增长", found["against"] if found else "同比"
        bare = _BARE.search(ahead)
        if not bare:
            return "", ""
        start = self.sentences.sentence(number.at).start
        if led := _LED.search(self.text[start:clause].rstrip("，,")):
            return bare["way"], led["against"]
        follows = last and last.number.unit != "%" and clause - last.number.end <= 1
        if number.unit in ("%", "倍") and follows and not ahead.startswith(("比", "较")):
            return bare["way"], "同比"  # 查处案件2102宗，增长5.9%
        if last and last.change and last.number.unit == number.unit and clause - last.number.end <= 1:
            return bare["way"], "同比"  # 与上年同期相比，罚款增长25.8%，立案增加15.6%
        return "", ""

    def _goes_on(self, number: Number, near: Claim | None, change: bool) -> bool:
        """Whether nothing but an area stands between two numbers of a unit: 青屿市查处案件239宗，澄湾市192宗."""
        if not near or parts_of(near.number.unit)[0] != parts_of(number.unit)[0]:
            return False
        if near.change != change or near.doubt or not near.options or near.whole:
            return False
        between = _SHARED.sub("", self.text[near.number.end : number.start])
        if change or not self._mentions(near.number.end, number.start):
            return False
        return bool(_EMPTY.fullmatch(self._without_areas(between)))

    def _of_others(self, number: Number, clause: int) -> str:
        """Why 其他市县1671宗 is none of ours: it is of the areas that are left."""
        found = _OTHERS.search(self.text[max(clause, number.start - 12) : number.start])
        return "是其余部分，只核对相加" if found and not re.search("工作|问题", found[0]) else ""

    def _name(
        self, number: Number, statistic: Statistic | None, ahead: str, stop: int, change: bool, last: Claim | None
    ) -> tuple[tuple[Option, ...], bool, str]:
        behind = _BREAK.split(self.text[number.end : min(stop, number.end + 24)])[0]
        own = self._without_areas(_BREAK.split(ahead)[-1])
        sentence = self.sentences.sentence(number.at)
        around = self._without_areas(ahead) + behind
        wide = self._without_areas(self.text[max(sentence.start, number.start - 60) : min(sentence.end, number.end + 30)])
        measures = [self._without_areas(statistic.measure)] if statistic else []
        if not statistic and (did := _AREAS_THAT.search(behind)):
            measures.append(f"{did['did']}的{did['areas']}")  # 十四个市县召开会议
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
            return tuple(dict.fromkeys((*self._area_before(sentence.start), base))), ""
        nearest = named[-1]
        if nearest.place == ELSEWHERE:
            return (base,), f"“{self.text[nearest.start : nearest.end]}”不是{base[1]}或它的下级地区"
        if nearest.start >= clause:
            return (nearest.place,), ""
        return tuple(dict.fromkeys(one.place for one in reversed(named) if one.place != ELSEWHERE)), ""

    def _area_before(self, start: int) -> tuple[Place, ...]:
        """The area that the parts of a sentence before a ；speak of, where this one names none."""
        while start and self.text[start - 1] in "；;":
            part = self.sentences.sentence(start - 1)
            if named := self._mentions(part.start, part.end):
                return () if named[-1].place == ELSEWHERE else (named[-1].place,)
            start = part.start
        return ()

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

    def _days(
        self, number: Number, statistic: Statistic | None, clause: int, last: Claim | None, change: bool
    ) -> tuple[Days, ...]:
        base = (self.asking.base,)
        if led := self._come_from(number, clause, last):
            own = self.asking.days_in(led)
            return own if own != base else self.asking.days_in(self.text[self.sentences.sentence(number.at).start : clause])
        ahead = self._without_against(self.text[clause : number.start], change)
        own = self.asking.days_in(ahead)
        if own != base:
            return own
        period = statistic.period if statistic else None
        if period and period.text and self._whole(period.text, number) and not (change and _EARLIER.search(period.text)):
            if period.from_ and period.to and re.search(r"\d日", period.text) and "截" not in period.text:
                return self._dated(period.text, period.from_, period.to)
            return self.asking.days_in(period.text)
        sentence = self.sentences.sentence(number.at)
        said = self.asking.days_in(self._without_against(self.text[sentence.start : clause], change))
        follows = last and said == base and not last.change and (not change or last.days[0].end >= base[0].end)
        return last.days if last and follows else said

    def _whole(self, period: str, number: Number) -> bool:
        """Whether words of time are all that the sentence says: 7月25日 is not, where 1月1日至7月25日 stands."""
        sentence = self.sentences.sentence(number.at)
        return not re.search(rf"[至到—~～-]\s*{re.escape(period)}", self.text[sentence.start : number.start])

    def _without_against(self, words: str, change: bool) -> str:
        """Words without what a change is measured from; the days of the change are those of the figure."""
        return _TIMES_OF.sub("", _ANY_AGAINST.sub("", words)) if change else _CHANGE.sub("", words)

    def _come_from(self, number: Number, clause: int, last: Claim | None) -> str:
        """The words before B of 由上年同期的 A 提高到 B, without those of A; "" where it is not said so."""
        if last is None or last.number.start < clause or not _COMES_TO.search(self.text[last.number.end : number.start]):
            return ""
        led = _COME_FROM.search(self.text[clause : last.number.start])
        return f"{self.text[clause : clause + led.start()]}，{self.text[last.number.end : number.start]}" if led else ""

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
