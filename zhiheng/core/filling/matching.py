"""What each place of a form asks for: which figure, of which area and days, in which unit, with the evidence for it.

A place is clear only when every word of its heads is accounted for: a name, a unit, a time, an area, or a word that narrows
nothing. Whatever is left over is a doubt, and a doubt is a question to a person.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from zhiheng.core.filling.names import OTHER_UNIT, Book, Sought
from zhiheng.core.filling.places import Places
from zhiheng.core.filling.times import Compared, Meant, Moment, meant, timed
from zhiheng.core.filling.wording import plain, unexplained, unit_in, units_noted
from zhiheng.core.values.filling import Change, Days, How, Known, Meaning, Option, Setting, Slot
from zhiheng.core.values.scales import fit, is_money
from zhiheng.core.values.stretches import before as period_before
from zhiheng.core.values.stretches import years_on

GUESS = 0.6  # below it nothing is proposed as the value, the candidates are only named
_BRACKET = re.compile(r"\(([^()]*)\)")
_UNIT_TAIL = re.compile(r"[/,，]([^/,，()]{1,5})$")


class Head(NamedTuple):
    """The words of all heads of a place, sorted by what they say."""

    names: tuple[str, ...]
    units: tuple[str, ...]
    moments: tuple[Moment, ...]
    compared: Compared | None
    areas: tuple[tuple[str, str], ...]
    total: bool
    wider: str = ""  # a total of another rank


class Reader:
    """Reads the places of one form in one setting."""

    def __init__(self, setting: Setting, slots: Sequence[Slot], title: str) -> None:
        self.setting = setting
        self.book = Book(setting.known, setting.words)
        self.places = Places(setting.area, setting.below, setting.words.total)
        self.form = form_key(title)
        self.remembered = {(form_key(one.form), one.label): one.indicator for one in setting.remembered}
        self.known = {one.id: one for one in setting.known}
        self.by_address: dict[str, Meaning] = {}
        self.listed: dict[tuple[str, ...], frozenset[str]] = {}
        columns = tuple(dict.fromkeys(head for slot in slots for head in slot.columns))
        self.columns = self.places.named_in(columns)

    def meaning(self, slot: Slot) -> Meaning:
        """What one place asks for."""
        head = self._head(slot)
        if stranger := self._stranger(slot, head):
            memo = "/".join(head.names)
            return Meaning(slot=slot, area=self.setting.area, days=self.setting.period, reason=stranger, memo=memo)
        if slot.before and head.compared and not head.names:
            return self._of_the_gap_before(slot, head)
        notes = self._title(slot)
        doubts: list[str] = []
        current, change = self._days(slot, head, notes, doubts)
        area = self._area(slot, head, notes, doubts)
        unit = self._unit(head, change, doubts)
        memo = "/".join(head.names)
        options, evidence = self._options(slot, head, unit, memo, notes, change, doubts)
        reason = "" if options else "没有与“" + (memo or slot.label) + "”相近的指标"
        if head.total and not head.names and not options:
            reason = "合计栏没有写是哪个指标的合计"
        found = Meaning(
            slot=slot, area=area, days=current, unit=self._wanted_unit(slot, unit, options, doubts), change=change,
            options=options, doubts=tuple(dict.fromkeys(doubts)), evidence=evidence, reason=reason, memo=memo,
        )  # fmt: skip
        self.by_address[slot.address] = found
        return found

    def _stranger(self, slot: Slot, head: Head) -> str:
        """Why a row among areas is none of ours; "" where it is, or where rows name no areas."""
        if head.wider:
            return f"“{head.wider}”不是{self.setting.area[1]}，没有它的数"
        if head.areas or head.total or not slot.rows or not self.places.listed(slot.siblings):
            return ""
        own = plain(slot.rows[-1])
        if self.book.options((own,), "").exact:
            return ""
        return f"“{own}”不是{self.setting.area[1]}或它的下级地区，没有它的数"

    # ── heads ──

    def _head(self, slot: Slot) -> Head:
        names: list[str] = []
        units: list[str] = []
        moments: list[Moment] = []
        areas: list[tuple[str, str]] = []
        compared, total, wider = None, False, ""
        for text in slot.heads:
            rest = plain(text)
            if self.places.is_wider(rest):
                wider = rest
                continue
            if self.places.is_total(rest):
                total = True
                continue
            if place := self.places.called(rest):
                areas.append(place)
                continue
            rest, found = _units_out(rest)
            units += found
            said = timed(rest)
            moments += said.moments
            compared = said.compared or compared
            rest = _BRACKET.sub(r"\1", said.rest).strip("/-:,()")
            if unit := unit_in(rest):
                units.append(unit)
            elif rest and not _is_generic(rest, self.setting.words.generic):
                names.append(rest)
        if slot.unit:
            units.append(slot.unit)
        return Head(tuple(names), tuple(dict.fromkeys(units)), tuple(moments), compared, tuple(areas), total, wider)

    def _title(self, slot: Slot) -> "_Title":
        moments: list[Moment] = []
        rests: list[str] = []
        areas: list[tuple[str, str]] = []
        for text in slot.title:
            if re.match(r"\s*(?:填报|报送|编制|制表|报表|表号|制定|批准|有效|联系|审核|负责)", text):
                continue
            rest = re.sub(r"(?:计量)?单位[:：][^\s]*", "", text)
            said = timed(plain(rest))
            moments += said.moments
            rest, found = self.places.taken_out(said.rest)
            areas += found
            rests.append(rest)
        year = next((moment.year for moment in moments if moment.year), None)
        return _Title(tuple(rests), tuple(moments), year, tuple(areas), units_noted(slot.title))

    # ── days ──

    def _days(self, slot: Slot, head: Head, title: "_Title", doubts: list[str]) -> tuple[Days, Change | None]:
        base = self.setting.period
        if not any(moment.kind not in ("same", "now") for moment in head.moments):
            self._check_title_days(title, base, doubts)
        if head.compared is None:
            found = self._own_days(slot, head, title.year)
            if found.doubt:
                doubts.append(found.doubt)
            return found.days, None
        found = self._left_days(slot, head, title.year)
        if found.doubt:
            doubts.append(found.doubt)
        return found.days, self._change(slot, head, head.compared, found.days, doubts)

    def _check_title_days(self, title: "_Title", base: Days, doubts: list[str]) -> None:
        """A title that names other days than those chosen is a doubt; one that names a wider stretch is none."""
        if not title.moments or any(moment.kind in ("same", "last-year", "last-period") for moment in title.moments):
            return
        said = meant(title.moments, base).days
        wider = said.start <= base.start and base.end <= said.end
        if said != base and not wider:
            doubts.append(f"表头写的期间是 {said.text}，所选期间是 {base.text}")

    def _own_days(self, slot: Slot, head: Head, year: int | None) -> Meant:
        """The days of a place; 上年同期 alone is the year before of the column to its left."""
        base = self.setting.period
        kinds = {moment.kind for moment in head.moments}
        if kinds == {"same"}:
            found = self._left_days(slot, head, year)
            return Meant(years_on(found.days, -1), found.doubt)
        if kinds == {"cum"} and not self._stands_with_period(slot):
            found = meant(head.moments, base, year)
            return found if found.days == base else Meant(found.days, "“累计”没有写从何时起，按年初算")
        return meant(head.moments, base, year)

    def _stands_with_period(self, slot: Slot) -> bool:
        words = "".join(map(plain, slot.columns))
        return bool(re.search(r"[本今当]年|年初|1月?-|全年|至", words)) or any(
            moment.kind.startswith("now") for heads in slot.left for text in heads for moment in timed(plain(text)).moments
        )

    def _left_days(self, slot: Slot, head: Head, year: int | None) -> Meant:
        """The days that a change, or 上年同期, is about: those its heads name, else those of the columns before it."""
        base = self.setting.period
        own = tuple(moment for moment in head.moments if moment.kind != "same")
        if own:
            return meant(own, base, year)
        shared = set(slot.columns[:-1])
        found: list[Meant] = []
        for heads in slot.left:
            if shared and not shared <= set(heads):
                break
            said = [timed(plain(text)) for text in heads]
            moments = tuple(moment for one in said for moment in one.moments)
            earlier = any(moment.kind in ("same", "last-year", "last-period") for moment in moments)
            if earlier or any(one.compared for one in said):
                continue
            found.append(meant(moments, base, year))
        if not found:
            return Meant(base)
        found = [one for one in found if one.days.end >= base.start] or found
        if len({one.days for one in found}) > 1:
            return Meant(found[0].days, f"不知比较的是 {found[0].days.text} 还是 {found[-1].days.text}")
        return found[0]

    def _change(self, slot: Slot, head: Head, said: Compared, current: Days, doubts: list[str]) -> Change:
        against = said.against
        if against is None:
            against = "last-year"
            if not any(re.search("上年|去年|同期", text) for heads in slot.left for text in heads):
                doubts.append("没有写与何时相比，按上年同期算")
        if said.falls:
            doubts.append("表头写的是下降或减少，不知正负号怎么填；按增减填，降为负数")
        signs: dict[str, How] = {"百分点": "points", "个百分点": "points", "%": "percent"}
        how = said.how or next((signs[unit] for unit in signs if unit in head.units), None)
        if how is None:
            doubts.append("没有写是增减数还是增减率，按增减率（%）算")
        earlier = years_on(current, -1) if against == "last-year" else period_before(current)
        if earlier is None:
            doubts.append("所选期间不是整月，不知上期是哪一段")
        return Change(against=against, how=how or "percent", days=earlier or current)

    # ── area and unit ──

    def _area(self, slot: Slot, head: Head, title: "_Title", doubts: list[str]) -> tuple[str, str]:
        for code, name in title.areas:
            if code != self.setting.area[0]:
                doubts.append(f"表头写的地区是{name}，所选地区是{self.setting.area[1]}")
        if len({code for code, _ in head.areas}) > 1:
            inner = head.areas[-1]
            doubts.append(f"行和列写了不同的地区，按{inner[1]}算")
            return inner
        if head.areas:
            return head.areas[0]
        if head.total and self.setting.below:
            listed = self.places.named_in(slot.siblings) | self.columns
            missing = [name for code, name in self.setting.below if code not in listed]
            if listed and missing:
                few = "、".join(missing[:3]) + ("等" if len(missing) > 3 else "")
                doubts.append(f"表里没有列全，少{few}；合计按{self.setting.area[1]}全部算")
        if head.total and not self.places.named_in(slot.siblings) | self.columns:
            doubts.append(f"不知合计的是哪几项，按{self.setting.area[1]}全部算")
        return self.setting.area

    def _unit(self, head: Head, change: Change | None, doubts: list[str]) -> str:
        units = [unit for unit in head.units if not (change and unit in ("%", "百分点", "个百分点"))]
        if len(units) > 1:
            doubts.append(f"写了几个单位：{'、'.join(units)}")
        return units[-1] if units else ""

    def _wanted_unit(self, slot: Slot, unit: str, options: Sequence[Option], doubts: list[str]) -> str:
        """The unit to write: the head's, else the one of its kind in the note over the table."""
        if not options:
            return unit
        return unit or self._noted_unit(slot, self.known[options[0].indicator])

    def _noted_unit(self, slot: Slot, known: Known) -> str:
        noted = [one for one in units_noted(slot.title) if fit(known.unit, one, self.setting.words.alike) in ("same", "scaled")]
        return noted[0] if len(noted) == 1 else ""

    # ── indicators ──

    def _options(
        self, slot: Slot, head: Head, unit: str, memo: str, title: "_Title", change: Change | None, doubts: list[str]
    ) -> tuple[tuple[Option, ...], tuple[str, ...]]:
        sought = self.book.options(head.names, unit)
        before = self.remembered.get((self.form, memo)) if memo else None
        if before in self.known:
            kept = [one for one in sought.options if one.indicator != before]
            first = Option(indicator=str(before), score=1.0, why="上次同一张表的这一栏填的就是它")
            self._check_unit(slot, unit, self.known[str(before)], change, doubts, remembered=True)
            return (first, *kept[:4]), (first.why,)
        if not sought.options:
            return (), ()
        best = self.known[sought.options[0].indicator]
        doubts += self._name_doubts(sought, head, title, best)
        self._check_unit(slot, unit, best, change, doubts)
        if sought.options[0].why == OTHER_UNIT and not any(doubt.startswith("单位写") for doubt in doubts):
            doubts.append(f"名称里的量词与指标的单位“{best.unit}”不同")
        return sought.options, (sought.options[0].why,)

    def _name_doubts(self, sought: Sought, head: Head, title: "_Title", best: Known) -> list[str]:
        if not sought.exact and sought.options[0].why != OTHER_UNIT:
            return [f"名称不同：最接近的是“{best.name}”"]
        doubts = []
        if sought.tied:
            doubts.append("几个指标都叫这个名称")
        context = (best.name, *best.aliases, *best.context)
        words = (*self.setting.words.generic, *self.setting.words.holding)
        if sought.inner:
            doubts.append(f"“{sought.inner}”可能另有所指")
        for rest in sought.others:
            if left := unexplained(rest, words, context):
                doubts.append(f"“{rest}”里的“{left}”可能另有范围")
        for rest in title.rests:
            if left := unexplained(rest, words, (*context, *head.names)):
                doubts.append(f"表头“{rest}”里的“{left}”可能另有范围")
        return doubts

    def _check_unit(
        self, slot: Slot, unit: str, known: Known, change: Change | None, doubts: list[str], *, remembered: bool = False
    ) -> None:
        if change:
            if change.how == "percent" and known.unit == "%":
                doubts.append("比率的同比写成%，不知是百分点还是百分比；按百分点填")
            if change.how == "points" and known.unit != "%":
                doubts.append("不是比率，却要百分点")
            return
        noted = units_noted(slot.title)
        if not unit:
            if is_money(known.unit) and not self._noted_unit(slot, known):
                doubts.append(f"没有写金额单位，按{known.unit}填")
            likes = [one for one in noted if fit(known.unit, one, self.setting.words.alike) == "alike"]
            if likes and not self._noted_unit(slot, known) and not remembered:
                doubts.append(f"单位写“{likes[0]}”，指标的单位是“{known.unit}”")
            return
        kind = fit(known.unit, unit, self.setting.words.alike)
        if kind == "other" or (kind == "alike" and not remembered):
            doubts.append(f"单位写“{unit}”，指标的单位是“{known.unit}”")

    def _of_the_gap_before(self, slot: Slot, head: Head) -> Meaning:
        """同比增长____% behind a figure is the change of that figure."""
        of = self.by_address.get(slot.before)
        if of is None or of.change or not of.options:
            return Meaning(
                slot=slot, area=self.setting.area, days=self.setting.period, reason="不知是哪个数的变化", memo=slot.label
            )
        doubts = list(of.doubts)
        own = tuple(moment for moment in head.moments if moment.kind != "same")
        current = meant(own, self.setting.period).days if own and slot.rows[:-1] != of.slot.rows[:-1] else of.days
        change = self._change(slot, head, head.compared or Compared("last-year", "percent", False), current, doubts)
        self._check_unit(slot, "", self.known[of.options[0].indicator], change, doubts)
        return Meaning(
            slot=slot, area=of.area, days=current, change=change, options=of.options, doubts=tuple(dict.fromkeys(doubts)),
            evidence=of.evidence, memo=f"{of.memo}/{slot.label}",
        )  # fmt: skip


class _Title(NamedTuple):
    rests: tuple[str, ...]
    moments: tuple[Moment, ...]
    year: int | None
    areas: tuple[tuple[str, str], ...]
    units: tuple[str, ...]


def meanings(slots: Sequence[Slot], setting: Setting, title: str) -> list[Meaning]:
    """What each place asks for, in the order of the places; `title` names the form for what is remembered of it.

    Source: docs/methods/filling.md
    """
    reader = Reader(setting, slots, title)
    return [reader.meaning(slot) for slot in slots]


def form_key(title: str) -> str:
    """What a form is called in every month: its title without the words of time."""
    return timed(plain(title)).rest


def _units_out(text: str) -> tuple[str, list[str]]:
    """A head without its units: 罚款(万元), 罚款/万元, 同比±%."""
    units: list[str] = []

    def taken(found: re.Match[str]) -> str:
        parts = [unit_in(part) for part in re.split(r"[、,/]", found[1])]
        if all(parts):
            units.extend(parts)
            return ""
        return found[0]

    text = _BRACKET.sub(taken, text)
    if (tail := _UNIT_TAIL.search(text)) and (unit := unit_in(tail[1])):
        units.append(unit)
        text = text[: tail.start()]
    if found := re.search(r"(?:±|\+/-|\+-)?%$", text):
        units.append("%")
        text = text[: found.start()]
    return text, units


def _is_generic(text: str, words: Sequence[str]) -> bool:
    return not unexplained(text, words, ())
