"""Which figure the words of a sentence name: by the book of labels first, else a name that stands in the words."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from zhiheng.core.filling.names import Book
from zhiheng.core.filling.times import meant, timed
from zhiheng.core.filling.wording import named, plain, unexplained
from zhiheng.core.values.filling import Days, FormWords, Known, Option
from zhiheng.core.values.scales import fit
from zhiheng.core.values.stretches import years_on

WORTH = 0.6  # below it the words of a sentence name nothing for certain
_LONGEST = 40  # characters of a name
IN_ORDER = 0.75  # all characters of a name, most of them neighbours still
SHARED = 0.5  # of a name's pairs of characters, for a name to be thought of at all
_LEADING = re.compile(
    r"^(?:目前|现|已|共|共计|累计|全年|分别|并|组织|开展|进行|完成|实施|实现|有|其中|各地|各市县|执法|我[省市县]|全[省市县区]|全系统"
    r"|对|的|了|均)+"
)
_CHANGED = re.compile(
    r"(?:的)?(?:同比|环比)?(?:提高|提升|增长|上升|增加|下降|降低|减少|回落|增幅|降幅|增减)+(?:率|数|幅度|百分点)?$"
)
_IDLE = (
    "的", "了", "共", "已", "数", "数量", "共计", "累计", "总", "为", "达", "达到", "有", "省", "市县", "县", "市", "全",
    "各", "兴", "个", "并", "对", "均", "组织", "开展", "进行", "实施", "完成", "执法", "工作", "其中", "质量", "分别",
    "产品", "各类",
)  # fmt: skip


class Named(NamedTuple):
    """What words name: options, the best first, and whether no word of theirs is left over."""

    options: tuple[Option, ...] = ()
    clear: bool = False


class _Name(NamedTuple):
    """A name of a figure, its stem, and the pairs of neighbouring characters in that."""

    known: Known
    name: str
    stem: str
    pairs: frozenset[str]


class Prose:
    """Reads the names and times of figures in sentences, with the names that forms are read with."""

    def __init__(self, known: Sequence[Known], words: FormWords) -> None:
        self.words = words
        self.book = Book(known, words)
        stems = [(entry, named(entry.plain).stem) for entry in self.book.entries]
        self.names = [_Name(entry.known, entry.plain, stem, _pairs(stem)) for entry, stem in stems]
        self.by_unit: dict[str, list[_Name]] = {}
        self.held: dict[tuple[str, str, str, bool], Named] = {}

    def called(self, measure: str, clause: str, unit: str, change: bool = False) -> Named:
        """The figures that a measure may be; `clause` are the words around it, `unit` the one that is printed."""
        key = (measure, clause, unit, change)
        if key not in self.held:
            self.held[key] = self._called(measure, clause, "" if change else unit, change)
        return self.held[key]

    def days(self, text: str, base: Days) -> tuple[Days, ...]:
        """The days that words of time may mean beside `base`, the likeliest first; `base` alone where they say nothing."""
        moments = timed(plain(text)).moments
        if not moments:
            return (base,)
        kinds = {moment.kind for moment in moments}
        found = meant(moments, base).days
        own = next((moment.year for moment in moments if moment.year), None)
        year = own or (base.end.year - 1 if kinds & {"last-year", "same"} else base.end.year)
        whole = Days(base.start.replace(year=year, month=1, day=1), base.end.replace(year=year, month=12, day=31), str(year))
        vague = kinds <= {"year", "last-year", "now-year", "same"} and (own is not None or "last-year" in kinds)
        if kinds == {"same"}:
            found = years_on(base, -1)
        return tuple(dict.fromkeys((found, whole) if vague and "same" not in kinds else (found,)))

    def _called(self, measure: str, clause: str, unit: str, change: bool) -> Named:
        measure = _CHANGED.sub("", measure) if change else measure
        found = self._standing(plain(measure), plain(clause), unit)
        for words in dict.fromkeys(_shorn(measure)) if len(measure) <= _LONGEST else ():
            if words and (same := self.book.same(words, unit)):
                held = {one.indicator for one in same}
                others = [one for one in found.options if one.indicator not in held]
                tied = [one for one in self.book.tied(words, unit) if one.indicator not in held]
                others = [one for one in others if one.indicator not in {each.indicator for each in tied}]
                return Named((*same, *tied, *others)[:4], clear=len(same) == 1)
        return found if found.options else self._shortened(measure, unit)

    def _shortened(self, measure: str, unit: str) -> Named:
        """Names that short words are a part of: 查处2102宗. Never clear."""
        word = _LEADING.sub("", plain(measure)).removesuffix("数")
        if not 2 <= len(word) <= 4:
            return Named()
        found = {one.known.id: one.name for one in reversed(self._of_unit(unit)) if unit and word in one.name}
        said = sorted(found.items(), key=lambda one: (len(one[1]), one[0]))[:4]
        return Named(tuple(Option(indicator=id, score=0.7, why=f"是“{name}”的一部分") for id, name in said))

    def _standing(self, measure: str, clause: str, unit: str) -> Named:
        """Names that stand in the words: whole, or with all of their characters in order."""
        scores: dict[str, tuple[float, str, str]] = {}
        bare = _LEADING.sub("", measure).removesuffix("数")
        for known, name, stem, _ in self._of_unit(unit):
            score = max(_held(stem, measure), 0.97 * _held(stem, clause))
            score *= 0.55 if len(stem) <= 2 and stem != name and stem != bare else 1  # 宣传 of 宣传总次数
            score -= 0.3 * (("率" in name) != ("率" in measure or unit == "%"))
            held, _, longest = scores.get(known.id, (WORTH, "", ""))
            if (score, len(stem)) > (held, len(longest)):
                scores[known.id] = (score, name, stem)
        if not scores:
            return self._alike(measure + clause, unit)
        best = sorted(scores.items(), key=lambda one: (-one[1][0], -len(one[1][2]), one[0]))[:4]
        options = tuple(Option(indicator=id, score=round(score, 2), why=f"与“{name}”相近") for id, (score, name, _) in best)
        if not best:
            return Named()
        score, name, stem = best[0][1]
        alone = len(best) == 1 or best[1][1][0] < score or len(best[1][1][2]) < len(stem)
        left = unexplained(measure, (*self.words.generic, *self.words.holding, *_IDLE), (name, stem))
        return Named(options, clear=score >= IN_ORDER and alone and not left)


    def _of_unit(self, unit: str) -> list["_Name"]:
        """The names of figures that may be printed in a unit; all where none is printed."""
        if unit not in self.by_unit:
            kept = [one for one in self.names if not unit or fit(one.known.unit, unit, self.words.alike) != "other"]
            self.by_unit[unit] = kept
        return self.by_unit[unit]

    def _alike(self, words: str, unit: str) -> Named:
        """Names with which a sentence shares at least half of their pairs of characters: never clear, never worth much."""
        pairs = _pairs(words)
        scores: dict[str, tuple[float, str]] = {}
        for known, name, _, own in self._of_unit(unit):
            share = len(own & pairs) / len(own) if own else 0.0
            if share >= SHARED and share > scores.get(known.id, (0.0, ""))[0]:
                scores[known.id] = (share, name)
        best = sorted(scores.items(), key=lambda one: (-one[1][0], one[0]))[:3]
        said = [(id, round((WORTH - 0.01) * share, 2), f"与“{name}”相近") for id, (share, name) in best]
        return Named(tuple(Option(indicator=id, score=score, why=why) for id, score, why in said))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _shorn(measure: str) -> list[str]:
    """A measure, and the same without 的 and without the verbs before it."""
    text = plain(measure)
    bare = _LEADING.sub("", text)
    return [text, text.replace("的", ""), bare, bare.replace("的", ""), re.sub("的市县数$|市县数$", "的市县", text)]


def _held(name: str, words: str) -> float:
    """How much of a name stands in the words, 0–1: whole 1; all characters in order, by how many neighbours stay neighbours."""
    if len(name) < 2 or not words:
        return 0.0
    if name in words:
        return 1.0
    at, places = 0, []
    for character in name:
        at = words.find(character, at)
        if at < 0:
            return 0.0
        places.append(at)
        at += 1
    near = sum(b - a == 1 for a, b in pairwise(places)) / (len(name) - 1)
    return 0.5 + 0.45 * near if places[-1] - places[0] <= 3 * len(name) else 0.0
