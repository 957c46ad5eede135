"""The scan: every number with a unit, its qualifier and what stands directly after it."""

import re
from collections.abc import Iterator

from msgspec import Struct, structs

from zhiheng.core.extracting.folding import THOUSANDS
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.reading import Number

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_REST = rf"(?!\d)(?:{THOUSANDS}\d{{3}}){{0,5}}(?:\.\d+)?"
_ARABIC = rf"\d{{1,18}}{_REST}"  # what has more digits is a code
_ALONE = rf"[0-9](?<![\d.].)\d{{0,17}}{_REST}"  # a pattern that begins with a character is found faster than one that looks first
_CHINESE = "[零〇一二两三四五六七八九十百千]{1,8}"
_WORDED = 8  # characters of the longest comparator
_SCALE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万"


class Figure(Struct, frozen=True, kw_only=True):
    """One number with its unit in the folded text.

    Shape: `start:end` covers digits, unit and the words that belong after them (以上, （件）).
    """

    start: int
    end: int
    value: Number | list[Number]
    unit: str
    dimension: str
    qualifier: str | None = None
    after: str | None = None  # 以上, 以内, 左右
    written: bool = False  # in Chinese numerals


class Scanner:
    """Finds figures in folded text; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        self.words = words
        unit = any_of(words.units)
        after = any_of(words.after)
        loose = any_of(q.word for q in words.lexicons.qualifiers if q.place == "after")
        self._pattern = re.compile(
            rf"(?=[\d零〇一二两三四五六七八九十百千])(?<![\d.第]){_guard()}(?:"  # the first look keeps the scan fast
            rf"(?P<lo>{_ARABIC})(?:(?:{unit}|万|亿)?(?:-|～|—|至|到){{1,2}}(?P<hi>{_ARABIC}))?"
            rf"|百分之(?P<share>{_ARABIC}|{_CHINESE}(?:点{_CHINESE})?)(?:(?:-|～|至|到)(?:百分之)?(?P<share2>{_ARABIC}|{_CHINESE}))?"
            rf"|(?P<written>{_CHINESE})(?=(?:多|余)?(?:{_SCALE})?(?:多|余)?(?:(?:{unit})(?:{after})|个?百分点|倍(?![数率]))))"
            rf"(?P<loose>{loose})?(?P<scale>{_SCALE})?(?P<loose2>{loose})?(?P<unit>{unit})?"
            rf"(?P<aside>（[^（）\d]{{1,4}}）)?(?P<after>（含[^（）]{{0,8}}）)?(?P<bound>{after})?"
        )
        self._fold_over = re.compile("翻(?P<times>[一两二三四五]|\\d)番")
        self._score = re.compile(rf"{_ALONE}(?=的[\u4e00-\u9fff]{{0,6}}(?:评分|得分|分数|成绩))")
        worded = any_of(word for word, c in words.before.items() if len(word) > 1 and c.kind == "level")
        self._worded = re.compile(f"(?:{worded})$")
        self._reaches = re.compile(f"(?:{worded}|达)$")
        self._of_score = re.compile("(?:指数|系数|得分|评分|分值|人数|率)[达为]$")
        self._alone = re.compile(
            rf"(?P<lo>{_ALONE})(?P<scale>[万亿])?(?P<bound>{after})?(?=[，。；、\n）]|\Z)(?<!(?:19|20)\d\d)"
        )
        changing = any_of(
            word for word, c in words.before.items() if c.kind == "level" and c.direction and word[-1] in "到至为"
        )
        self._starting = re.compile(rf"(?P<lo>{_ALONE})(?P<scale>)(?P<bound>)(?={changing})")
        self._to_zero = re.compile("零(?<=[为至到]零)(?![\u4e00-\u9fff0-9])")

    def figures(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Figure]:
        """The figures of the text, in order."""
        stop = len(text) if end is None else end
        found = [figure for match in self._pattern.finditer(text, start, stop) if (figure := self._figure(match))]
        for match in self._fold_over.finditer(text, start, stop):
            times = 2 ** int(chinese_number(match["times"]))
            found.append(Figure(start=match.start(), end=match.end(), value=times, unit="倍", dimension="multiple"))
        for match in self._to_zero.finditer(text, start, stop):
            found.append(Figure(start=match.start(), end=match.end(), value=0, unit="", dimension="none"))
        for match in self._alone.finditer(text, start, stop):
            said = self._reaches if match["scale"] else self._worded
            near = max(start, match.start() - _WORDED)
            if said.search(text, near, match.start()) or self._of_score.search(text, near, match.start()):
                found.append(self._index(match))
        for match in self._starting.finditer(text, start, stop):
            if text[match.start() - 1 : match.start()] in ("由", "从"):
                found.append(self._index(match))
        for match in self._score.finditer(text, start, stop):
            found.append(
                Figure(
                    start=match.start(),
                    end=match.end(),
                    value=number_in(match[0]),
                    unit="分",
                    dimension="score",
                )
            )
        return iter(_points(text, sorted(found, key=lambda figure: figure.start)))

    def _index(self, match: re.Match[str]) -> Figure:
        """A number without a unit, which a comparator makes a figure: 指数达到102."""
        return Figure(
            start=match.start("lo"),
            end=match.end(),
            value=number_in(match["lo"]),
            unit=match["scale"] or "",
            dimension="index",
            after=match["bound"] or None,
        )

    def _figure(self, match: re.Match[str]) -> Figure | None:
        if not match["unit"] and not match["share"]:
            return None
        if match["share"]:
            if match["unit"] or match["scale"]:
                return None
            values = [share for share in (match["share"], match["share2"]) if share]
            unit, dimension, scale = "%", "share", ""
        else:
            values = [value for value in (match["lo"], match["hi"], match["written"]) if value]
            scale, name = match["scale"] or "", match["unit"]
            unit, dimension = scale + ("%" if name == "％" else name), self.words.units[name].dimension
        numbers = [number_in(value) for value in values]
        loose = match["loose"] or match["loose2"]
        if loose == "来" and not scale:
            return None
        return Figure(
            start=match.start(),
            end=match.end(),
            value=numbers if len(numbers) == 2 and numbers[0] < numbers[1] else numbers[0],
            unit=unit,
            dimension=dimension,
            qualifier=loose,
            after=match["bound"],
            written=bool(match["written"]),
        )


def _points(text: str, figures: list[Figure]) -> list[Figure]:
    """0.5个、0.8个和1.2个百分点: the unit said last holds for the list."""
    for k in range(len(figures) - 2, -1, -1):
        after = figures[k + 1]
        between = text[figures[k].end : after.start]
        if figures[k].unit == "个" and after.dimension == "points" and between in ("、", "和", "，", "及"):
            figures[k] = structs.replace(figures[k], unit=after.unit, dimension="points")
    return figures


def _guard() -> str:
    """A number does not start inside a word of Latin letters and digits (GB50014), nor after 第."""
    return r"(?<![\d][A-Za-z./])(?<![A-Z0-9]-)"


def number_in(text: str) -> Number:
    """The value of a number as printed: 1٬234, 98.5, 三十五."""
    plain = text.replace(THOUSANDS, "")
    if plain[0].isdecimal():
        return float(plain) if "." in plain else int(plain)
    return chinese_number(plain)


def chinese_number(text: str) -> Number:
    """The value of a number in Chinese numerals, up to thousands.

    >>> chinese_number("三十五"), chinese_number("九十八点五")
    (35, 98.5)
    """
    if "点" in text:
        whole, part = text.split("点", 1)
        return float(f"{chinese_number(whole)}." + "".join(str(_DIGITS[c]) for c in part if c in _DIGITS))
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in _STEPS:
            total += (digit or 1) * _STEPS[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit
