"""What a cell of figures says: ≥98, 98%以上, [2-3], 年均增长5%, 城区60、乡镇40; or in words: 持续提升."""

import re

from msgspec import Struct

from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.reading import Basis, Comparator, Kind, Number

_BASES: dict[str, Basis] = {"新增": "increment", "累计": "cumulative", "年均": "annual", "每年": "annual", "全年": "annual"}
_NUMBER = r"(?<!\d)\d{1,18}(?!\d)(?:,\d{3}){0,5}(?:\.\d+)?"  # what has more digits is a code
_CUMULATIVE = re.compile(rf"[\[〔（]\s*({_NUMBER}(?:\s*[-～—]\s*{_NUMBER})?)\s*[\]〕）]")
_LEVEL = re.compile(
    r"(?:达到?(?:或超过|并超过)?|处于|保持在?|进入|位居|接近|优于|高于|低于|走在|不低于|超过|争取)?"
    r"(?P<level>[\u4e00-\u9fff]{0,12}?(?:平均水平|先进水平|领先水平|平均值|平均数|领先|水平|前列|行列|标准|要求))"
)
_WHOLE = re.compile(r"全覆盖|全部|清零|零增长|零发生|翻[一两]番")


class Value(Struct, frozen=True, kw_only=True):
    """One number of one cell; `start:end` in the cell's text."""

    start: int
    end: int
    value: Number | list[Number]
    unit: str | None = None
    scope: str | None = None
    comparator: Comparator = "="
    hold: bool = False
    kind: Kind = "level"
    basis: Basis | None = None
    qualifier: str | None = None


class Values:
    """Reads cells of figures; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        self.words = words
        before, after = any_of(words.before), any_of(words.after)
        loose = any_of(word.word for word in words.lexicons.qualifiers if word.place == "after")
        self._loose = {word.word for word in words.lexicons.qualifiers}
        unit = rf"(?:(?:万|亿|千|百)?(?:{any_of(words.units)})|万|亿)"
        self._entry = re.compile(
            rf"(?P<scope>[^\d：、，；\[]{{0,16}}?)：?(?P<before>(?:{before}|{any_of(_BASES)}|比例|数量|总量|的)*)\s*"
            rf"(?P<lo>{_NUMBER})(?:(?P<lounit>{unit})?\s*[-～—至到]\s*(?P<hi>{_NUMBER}))?"
            rf"(?P<loose>{loose})?\s*(?P<unit>{unit}(?:/{unit})?)?(?P<after>（含）|{after})?(?P<rest>（[^（）\d]{{1,10}}）)?[、；，\s]*"
        )
        self._before = re.compile(before)

    def of(self, text: str) -> list[Value]:
        """The numbers of a cell that holds nothing else; none where words remain that they do not explain."""
        found = []
        whole = _CUMULATIVE.fullmatch(text.strip())
        plain = text if whole is None else _blanked(text)
        at = 0
        while at < len(plain):
            match = self._entry.match(plain, at)
            if match is None or not self._is_scope(match["scope"]):
                return []
            found.append(self._value(match, whole is not None))
            at = match.end()
        return found

    def _is_scope(self, scope: str) -> bool:
        """Whether words before a number can say of whom it is; 第 and letters make a name of it."""
        return not re.search(r"[A-Za-z]|[第前]$|[（）。！]", scope)

    def _value(self, match: re.Match[str], cumulative: bool) -> Value:
        said = [self.words.before[word] for word in self._before.findall(match["before"])]
        told = next((word for word in said if word.comparator != "="), said[0] if said else None)
        comparator: Comparator = told.comparator if told else "="
        after = self.words.after.get(match["after"] or "")
        if after:
            comparator = after.comparator
        numbers = [_number(match[part]) for part in ("lo", "hi") if match[part]]
        basis: Basis | None = "cumulative" if cumulative else None
        for word, means in _BASES.items():
            basis = means if word in match["before"] or word in match["scope"] else basis
        change = next((word for word in said if word.kind == "change"), None)
        scope = match["scope"].strip(" ，、：；")
        if scope.startswith(("比", "较")):  # what the number is measured against, not of whom it is
            change, scope = change or told, ""
        for word in _BASES:
            scope = scope.removeprefix(word)
        words = [word for word in (*self._before.findall(match["before"]), match["loose"], match["after"]) if word in self._loose]
        unit = match["unit"] or match["lounit"]
        return Value(
            start=match.start(),
            end=match.start() + len(match[0].rstrip("、；， ")),
            value=numbers if len(numbers) == 2 else numbers[0],
            unit=unit,
            scope=scope or None,
            comparator="range" if len(numbers) == 2 else comparator,
            hold=any(word.hold for word in said),
            kind="change" if change or (unit and "百分点" in unit) else "level",
            basis=basis,
            qualifier=words[0] if words else None,
        )


def benchmark(text: str) -> str | None:
    """The level that words name to be reached (达到全国平均水平)."""
    level, whole = _LEVEL.fullmatch(text), _WHOLE.search(text)
    return level["level"] if level else whole[0] if whole else None


def _blanked(text: str) -> str:
    """The same length without the brackets around a number."""
    return re.sub(r"[\[〔（\]〕）]", " ", text)


def _number(text: str) -> Number:
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)
