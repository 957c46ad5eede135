"""Lists of areas in an old document: whose list each was, and who is on it now."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from django.conf import settings

from zhiheng.core.auditing import Spot
from zhiheng.core.filling.prose import Prose
from zhiheng.core.values.filling import Days, Known
from zhiheng.core.values.renewing import Kept, Swap
from zhiheng.core.writing.renewing.figures import SURE
from zhiheng.core.writing.renewing.lists import AreaList, area_lists, goes_on
from zhiheng.core.writing.renewing.numerals import to_places
from zhiheng.core.writing.templates.naming import called
from zhiheng.definitions.filling import form_words
from zhiheng.indicators.known import known_indicators
from zhiheng.publications.auditing import Measures

_OF = ("missing", "done", "names", "unreported")
_AROUND = 60  # characters of the sentence that may name the figure


class Lists:
    """The lists of one text between two periods."""

    def __init__(self, text: str, measures: Measures, known: Sequence[Known], old: Days, new: Days) -> None:
        self.text, self.measures, self.old, self.new = text, measures, old, new
        below: list[Any]
        self.own, *below = measures.areas.values()
        self.near = [one for one in below if one.parent_id == self.own.pk and one.until is None]
        self.names = {one.code: one.name for one in below}
        self.known, self.prose = {one.id: one for one in known}, Prose(known, form_words(settings.DEFINITIONS))
        self.due = [one.id for one in known_indicators().values() if one.due and one.due.who == "areas"]

    def found(self) -> Iterator[Swap | Kept]:
        """What becomes of each list; one that is nobody's known list stays, with a remark where its words say it is one."""
        lists = list(area_lists(self.text, self.names))
        if not lists:
            return
        here = (self.own.code, self.own.name)
        self.measures.need(Spot(id, here, days) for id in self.due for days in (self.old, self.new))
        for one in lists:
            yield from self._ranked(one) if one.kind == "rank" else self._listed(one)

    # ── who did, who did not ──

    def _listed(self, one: AreaList) -> Iterator[Swap | Kept]:
        called_so = self._called(one, "个")
        matches = [
            (id, of) for id in self.due for of in _OF if self._same(one, self._keys(id, of, self.old))
        ]  # fmt: skip
        told = [match for match in matches if match[0] in called_so]
        if not told and len(one.codes) + (one.number > 0) < SURE:
            matches = []  # one or two names agree by chance
        now = {self._keys(id, of, self.new) for id, of in told or matches}
        if len(now) != 1 or None in now:
            if one.kind != "plain" or matches:
                why = "新的期间暂无名单" if now == {None} else "名单与原期间的台账对不上，或看不出是什么名单"
                yield Kept(start=one.start, end=one.end, why=f"{why}，没有换")
            return
        codes = next(iter(now)) or ()
        says = known_indicators()[(told or matches)[0][0]].name
        changes = goes_on(self.text, one, codes, self.names)
        if changes is None:
            yield Kept(start=one.start, end=one.end, why=f"“{says}”在新的期间没有可列的市县，句子要人改，没有换")
            return
        if not one.open and {*codes} == {*one.codes}:
            return
        for each in changes:
            yield Swap(kind="names", start=each.start, end=each.end, new=each.new, says=says)

    def _keys(self, id: str, of: str, days: Days) -> tuple[str, ...] | None:
        seen = self.measures.seen.get((id, self.own.code, days.text))
        if seen is None or seen.value is None:
            return None
        keys = tuple(dict.fromkeys(key.partition("／")[0] for key in getattr(seen, of)))
        return keys if all(key in self.names for key in keys) else None

    def _same(self, one: AreaList, keys: tuple[str, ...] | None) -> bool:
        if keys is None or (one.counted and one.number != len(keys)):
            return False
        return keys[: len(one.codes)] == one.codes if one.open else {*keys} == {*one.codes}

    def _called(self, one: AreaList, unit: str) -> list[str]:
        ahead = re.split(r"[。；\n]", self.text[max(0, one.start - _AROUND) : one.start])[-1]
        behind = re.split(r"[。；\n]", self.text[one.end : one.end + _AROUND])[0]
        options: list[str] = []
        for words in (f"{ahead}{behind}", behind, ahead):
            for code in self.names:
                words = words.replace(self.names[code], "")
            options += [each.indicator for each in self.prose.called(words, words, unit).options]
        return list(dict.fromkeys(options))

    # ── rankings ──

    def _ranked(self, one: AreaList) -> Iterator[Swap | Kept]:
        candidates = [id for id in self._called(one, one.units[0] if one.units else "") if id in self.known][:6]
        near = [(area.code, area.name) for area in self.near]
        self.measures.need(Spot(id, area, days) for id in candidates for area in near for days in (self.old, self.new))
        fits = [id for id in candidates if self._top(id, self.old, one) == (one.codes, one.values)]
        if len(fits) != 1 or (len(one.codes) < 2 and not one.values):
            yield Kept(start=one.start, end=one.end, why="名次与原期间的台账对不上，或看不出按什么排，没有换")
            return
        codes, values = self._top(fits[0], self.new, one)
        if len(codes) != len(one.codes):
            yield Kept(start=one.start, end=one.end, why="新的期间名次有并列或暂无数据，没有换")
            return
        names = [called(code, self.names, one.short) for code in codes]
        if one.values:
            names = [f"{name}（{value}{unit}）" for name, value, unit in zip(names, values, one.units, strict=True)]
        if (new := "、".join(names)) != self.text[one.start : one.end]:
            yield Swap(kind="names", start=one.start, end=one.end, new=new, says=self.known[fits[0]].name)

    def _top(self, id: str, days: Days, one: AreaList) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The first (last) so many areas and their values as printed; those level with the last too."""
        exact = {area.code: self.measures.records(id, area.code, days).exact for area in self.near}
        known = {code: value for code, value in exact.items() if value is not None}
        ordered = sorted(known, key=lambda code: known[code], reverse=not one.low)
        size = len(one.codes)
        top = [code for at, code in enumerate(ordered) if at < size or known[code] == known[ordered[size - 1]]]
        return tuple(top), self._printed(id, days, one, top)

    def _printed(self, id: str, days: Days, one: AreaList, codes: Sequence[str]) -> tuple[str, ...]:
        if not one.values:
            return ()
        places = len(one.values[0].partition(".")[2])
        found = (self.measures.records(id, code, days).exact for code in codes)
        return tuple(f"{to_places(value, places):f}" for value in found if isinstance(value, Fraction))
