"""Writes drafts of the sentences of `spoken.py`; each place knows what it could wrongly say, by the class of the error."""

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from planting.drafts import WEEK, Values
from planting.spoken import BODIES, CLOSING, FILLER, HEADS, NOISE, PARAGRAPHS, TABLE_HEADS

NOW, BEFORE, HALF, MONTH = "2025-01-01..2025-07-25", "2024-01-01..2024-07-25", "2025-01-01..2025-06-30", "2025-07-01..2025-07-25"
YEAR = "2024"
CLASSES = (
    "wrong value", "wrong rounding", "wrong unit", "cut-off", "cumulative or annual", "人 or 人次", "base", "percent for points",
    "direction", "part above whole", "sum in a table", "list length", "contradiction inside", "name of area or body",
    "document number", "date",
)  # fmt: skip
_PLACE = re.compile(r"\{([^}]+)\}")
_ONES = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass
class Spot:
    """A place of a sentence: what it says, and what it could wrongly say by class."""

    text: str
    wrong: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Spoken:
    """A draft: groups of lines (a sentence, or a whole table), each line a list of texts and places."""

    groups: list[list[list[str | Spot]]] = field(default_factory=list)
    tables: set[int] = field(default_factory=set)  # the groups that are tables: a line is a row, its pieces are cells

    def lines(self, group: int) -> list[list[str]]:
        """The pieces of each line of a group as text."""
        return [[piece.text if isinstance(piece, Spot) else piece for piece in line] for line in self.groups[group]]


def in_words(number: int) -> str:
    """A number below a hundred thousand as it is said."""
    if number >= 10_000:
        rest = number % 10_000
        behind = ("零" if rest < 1000 else "") + in_words(rest) if rest else ""
        return f"{in_words(number // 10_000)}万{behind}"
    out, gap = "", False
    for size, step in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        gap |= bool(out) and not digit
        if digit:
            out += ("零" if gap and out else "") + _ONES[digit] + step
            gap = False
    return out


class Speaker:
    """Writes one draft of the province and three of its areas."""

    def __init__(self, values: Values, chance: random.Random) -> None:
        self.values, self.chance = values, chance
        counties = [code for code in values.areas if code != "990000" and (self._value("cases-found", code) or 0) >= 60]
        self.codes = dict(zip("ABC", chance.sample(counties, 3), strict=True)) | {"": "990000"}
        self.noise = {name: chance.randint(low, high) for name, (_, low, high) in NOISE.items()}

    def draft(self, sentences: int) -> Spoken:
        """A draft with a table, in the order of chance."""
        made = Spoken([[["示例省质量工作情况通报"]]])
        told_twice = [text for text in PARAGRAPHS if "{x 手册}" in text or "{x 海报}" in text]
        others = [text for text in PARAGRAPHS if text not in told_twice]
        said = [*self.chance.sample(others, min(sentences, len(others))), *told_twice]
        self.chance.shuffle(said)
        for text in [*said, *self.chance.sample(FILLER, 2), *CLOSING]:
            made.groups.append([self._line(text)])
        made.groups.insert(len(made.groups) // 2, self._table())
        made.tables.add(next(at for at, group in enumerate(made.groups) if len(group) > 1))
        return made

    def _line(self, text: str) -> list[str | Spot]:
        pieces: list[str | Spot] = []
        at = 0
        for found in _PLACE.finditer(text):
            pieces += [text[at : found.start()], *self._spots(found[1].split())]
            at = found.end()
        return [*pieces, text[at:]]

    # ── places ──

    def _spots(self, said: list[str]) -> list[str | Spot]:
        kind, asked = said[0], said[1:]
        if kind in ("A", "B", "C"):
            return [self._area(kind)]
        if kind == "n":
            area = asked[1] if len(asked) > 1 and asked[1] in "ABC" else ""
            style = asked[-1] if len(asked) > 1 and asked[-1] not in "ABC" else ""
            return [self._figure(asked[0], area, style)]
        if kind in ("g", "p"):
            return self._change(asked[0], asked[1].split("/"), kind == "p")
        made = {"y": self._earlier, "s": self._share, "a": self._of_area, "t": self._total, "x": self._other}.get(kind)
        if made:
            return [made(*asked)]
        return {"list": self._list, "date": self._date, "doc": self._doc, "body": self._body}[kind]()

    def _figure(self, id: str, letter: str = "", style: str = "") -> Spot:
        code, (unit, decimals) = self.codes[letter], self.values.printing[id]
        value = self._value(id, code) or Decimal(0)

        def shown(number: Decimal) -> str:
            return _styled(number, unit, decimals, style)

        spot = Spot(shown(value))
        digits = f"{value:.{decimals}f}"
        if style in ("", "comma", "wide") and len(digits.replace(".", "")) >= 3:
            spot.wrong["wrong value"] = [shown(Decimal(other)) for other in self._slips(digits)]
        if style == "han":
            spot.wrong["wrong value"] = [shown(value + step) for step in (100, -100, 10, 30) if value + step > 0]
        if style == "more":
            spot.wrong["wrong value"] = [shown(value + 20_000), shown(value * Decimal("0.6"))]
        if style == "wan":
            spot.wrong["wrong rounding"] = [f"{_down(value / 10_000, 1) + Decimal('0.2')}万{unit}"]
            spot.wrong["wrong unit"] = [shown(value).replace("万", "")]
        if style in ("", "comma", "wide") and unit in ("万元", "人次", "宗"):
            turned = {"万元": ("元", "亿元"), "人次": ("万人次",), "宗": ("万宗",)}[unit]
            spot.wrong["wrong unit"] = [shown(value).removesuffix(unit) + each for each in turned]
        if decimals and style == "" and unit == "万元":
            way = ROUND_FLOOR if _half_up(value, 1) > value else ROUND_CEILING
            wrong = value.quantize(Decimal("0.1"), way)
            spot.wrong["wrong rounding"] = [f"{wrong}{unit}"] if abs(wrong - value) > Decimal("0.05") else []
        for name, period in (("cut-off", HALF), ("cumulative or annual", YEAR), ("cumulative or annual", MONTH)):
            other = self._value(id, code, period)
            if other and shown(other) != spot.text and len(str(other).replace(".", "")) >= 2 and style in ("", "comma", "wide"):
                spot.wrong.setdefault(name, []).append(shown(other))
        if unit in ("人次", "人") and style != "han":
            spot.wrong["人 or 人次"] = [spot.text.removesuffix(unit) + ("人" if unit == "人次" else "人次")]
        whole = self._value("cases-found", code)
        if id == "cases-filed" and whole and style in ("", "comma", "wide"):
            spot.wrong["part above whole"] = [shown(whole + self.chance.randint(3, 60))]
        return spot

    def _slips(self, digits: str) -> list[str]:
        places = [at for at, char in enumerate(digits) if char.isdigit()]
        found = []
        for _ in range(3):
            at = self.chance.choice(places)
            other = self.chance.choice([each for each in "0123456789" if each != digits[at] and (at or each != "0")])
            found.append(digits[:at] + other + digits[at + 1 :])
        return found

    def _change(self, id: str, ways: list[str], points: bool) -> list[str | Spot]:
        now, then = self._value(id, "990000") or Decimal(0), self._value(id, "990000", BEFORE) or Decimal(1)
        exact = now - then if points else (now - then) / then * 100
        unit = "个百分点" if points else "%"
        way = Spot(ways[exact < 0], {"direction": [ways[exact >= 0]]})
        size = _half_up(abs(exact), 1)
        amount = Spot(f"{size}{unit}")
        if points:
            amount.wrong["percent for points"] = [f"{size}%"]
            amount.wrong["wrong value"] = [f"{size + 1}{unit}", f"{size + Decimal('0.6')}{unit}"]
        else:
            other = abs((now - then) / now * 100) if now else size
            if abs(other - size) >= Decimal("0.3"):
                amount.wrong["base"] = [f"{_half_up(other, 1)}%"]
            cut = abs(exact).quantize(Decimal("0.1"), ROUND_FLOOR)
            amount.wrong["wrong rounding"] = [f"{cut}%"] if cut != size else [f"{size + Decimal('0.1')}%"]
            amount.wrong["wrong value"] = [f"{size + 2}%", f"{size + Decimal('1.3')}%"]
        return [way, amount]

    def _earlier(self, id: str) -> Spot:
        value, (unit, decimals) = self._value(id, "990000", BEFORE) or Decimal(0), self.values.printing[id]
        return Spot(_styled(value, unit, decimals, ""), {"wrong value": [f"{value + step}{unit}" for step in (100, 40, -9)]})

    def _share(self, part: str, whole: str) -> Spot:
        return self._percent(self._value(part, "990000"), self._value(whole, "990000"))

    def _of_area(self, id: str, letter: str) -> Spot:
        listed = sum((self._value(id, self.codes[each]) or Decimal(0) for each in "ABC"), Decimal(0))
        spot = self._percent(self._value(id, self.codes[letter]), self._value(id, "990000"))
        part = self._value(id, self.codes[letter]) or Decimal(0)
        spot.wrong["base"] = [f"{_half_up(part / listed * 100, 1)}%"]
        return spot

    def _percent(self, part: Decimal | None, whole: Decimal | None) -> Spot:
        exact = (part or Decimal(0)) / (whole or Decimal(1)) * 100
        size = _half_up(exact, 1)
        cut = exact.quantize(Decimal("0.1"), ROUND_FLOOR)
        wrong = cut if cut != size else size + Decimal("0.1")
        return Spot(f"{size}%", {"wrong rounding": [f"{wrong}%"], "wrong value": [f"{size + 3}%", f"{size + Decimal('1.1')}%"]})

    def _total(self, id: str) -> Spot:
        total = sum((self._value(id, self.codes[each]) or Decimal(0) for each in "ABC"), Decimal(0))
        unit = self.values.printing[id][0]
        return Spot(f"{total}{unit}", {"wrong value": [f"{total + step}{unit}" for step in (10, -1, 2)]})

    def _other(self, name: str) -> Spot:
        unit, value = NOISE[name][0], self.noise[name]
        wrong = [f"{value + step}{unit}" for step in (100, 60)] if name in ("手册", "海报") else []
        return Spot(f"{value}{unit}", {"contradiction inside": wrong})

    def _area(self, letter: str) -> Spot:
        name = self.values.areas[self.codes[letter]]
        return Spot(name, {"name of area or body": [name[0] + "屹" + name[2:], "岙" + name[1:]]} if len(name) == 3 else {})

    def _list(self) -> list[str | Spot]:
        all_names = [name for code, name in self.values.areas.items() if code != "990000"]
        names = self.chance.sample(all_names, self.chance.randint(3, 5))
        count = Spot(f"{len(names)}个", {"list length": [f"{len(names) + step}个" for step in (1, -1, 2)]})
        if self.chance.random() < 0.4:
            count = Spot(f"{in_words(len(names))}个", {"list length": [f"{in_words(len(names) + step)}个" for step in (1, 2)]})
        return ["、".join(names), count, "市县"]

    def _date(self) -> list[str | Spot]:
        day = date(2025, 1, 8) + timedelta(days=self.chance.randint(0, 180))
        said, week = f"{day.year}年{day.month}月{day.day}日", WEEK[day.weekday()]
        others = [each for each in "一二三四五" if each != week]
        wrong = [f"{said}（星期{self.chance.choice(others)}）", "2025年2月30日", "2025年6月31日（星期一）"]
        return [Spot(f"{said}（星期{week}）", {"date": wrong})]

    def _doc(self) -> list[str | Spot]:
        number = self.chance.randint(3, 99)
        wrong = [f"[2025]{number}号", f"〔25〕{number}号", f"〔2025〕第{number}号", f"〔2025〕0{number}号", f"【2025】{number}号"]
        return [Spot(f"〔2025〕{number}号", {"document number": wrong})]

    def _body(self) -> list[str | Spot]:
        name = self.chance.choice(list(BODIES))
        return [Spot(name, {"name of area or body": list(BODIES[name])})]

    def _table(self) -> list[list[str | Spot]]:
        rows: list[list[str | Spot]] = [["地区", *(HEADS[id] for id in TABLE_HEADS)]]
        for letter in "ABC":
            rows.append([self.values.areas[self.codes[letter]], *(self._plain(id, letter) for id in TABLE_HEADS)])
        total: list[str | Spot] = ["合计"]
        for id in TABLE_HEADS:
            decimals = self.values.printing[id][1]
            value = sum((self._value(id, self.codes[each]) or Decimal(0) for each in "ABC"), Decimal(0))
            wrong = [f"{value + step:.{decimals}f}" for step in (1, 10, -2)]
            total.append(Spot(f"{value:.{decimals}f}", {"sum in a table": wrong}))
        return [*rows, total]

    def _plain(self, id: str, letter: str) -> Spot:
        value, decimals = self._value(id, self.codes[letter]) or Decimal(0), self.values.printing[id][1]
        return Spot(f"{value:.{decimals}f}", {"sum in a table": [f"{value + step:.{decimals}f}" for step in (10, 3)]})

    def _value(self, id: str, code: str, period: str = NOW) -> Decimal | None:
        return self.values.found.get((id, code, period))


def planted(draft: Spoken, kinds: list[str], chance: random.Random) -> dict[int, str]:
    """The errors that were planted, by the number of their group, one a group; `draft` is changed."""
    done: dict[int, str] = {}
    for kind in kinds:
        spots = [
            (at, piece) for at, group in enumerate(draft.groups) if at not in done for line in group for piece in line
            if isinstance(piece, Spot) and piece.wrong.get(kind)
        ]  # fmt: skip
        if spots:
            at, spot = chance.choice(spots)
            said = [each for each in spot.wrong[kind] if each != spot.text]
            if said:
                spot.text = chance.choice(said)
                done[at] = kind
                for _, other in spots if kind == "contradiction inside" else ():
                    if other.wrong[kind] == spot.wrong[kind] and other is not spot:
                        other.wrong = {}  # one of both
    return done


def _half_up(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _down(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_FLOOR)


def _styled(value: Decimal, unit: str, decimals: int, style: str) -> str:
    if style == "han":
        return f"{in_words(int(value))}{unit}"
    if style == "more":
        return f"{_down(value / 10_000, 1)}万余{unit}"
    if style == "wan":
        return f"{_half_up(value / 10_000, 2)}万{unit}"
    text = f"{value:,.{decimals}f}" if style == "comma" else f"{value:.{decimals}f}"
    return f"{text.translate(_WIDE) if style == 'wide' else text}{unit}"


