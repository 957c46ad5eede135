"""The numbers that Word prints before paragraphs but keeps out of their text (一、 1. （二））."""

from typing import Any

from docx.oxml.ns import qn

_DIGITS = "零一二三四五六七八九"
_ENCLOSED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
    "japaneseDigitalTenThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "taiwaneseDigital",
}  # fmt: skip


def chinese(number: int) -> str:
    """一 … 九十九 … 一百零一, as headings count.

    >>> [chinese(n) for n in (1, 10, 12, 20, 35, 101, 110)]
    ['一', '十', '十二', '二十', '三十五', '一百零一', '一百一十']
    """
    if number < 10:
        return _DIGITS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
    hundreds, rest = divmod(number, 100)
    if hundreds > 9:
        return str(number)
    tail = "" if not rest else ("零" + _DIGITS[rest] if rest < 10 else ("一" if rest < 20 else "") + chinese(rest))
    return _DIGITS[hundreds] + "百" + tail


def roman(number: int) -> str:
    """I, II, III, IV …"""
    written = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        count, number = divmod(number, value)
        written += sign * count
    return written


def printed(number: int, style: str) -> str:
    """A counter in one of Word's number formats; decimal where the format is not one we know."""
    if style in _CHINESE and number > 0:
        return chinese(number)
    if style.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return _ENCLOSED[number - 1]
    if style in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return roman(number).lower() if style == "lowerRoman" else roman(number)
    if style == "decimalZero":
        return f"{number:02d}"
    return str(number)


class Numbering:
    """Counters of one document, advanced paragraph by paragraph in reading order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._levels: dict[str, dict[int, tuple[int, str, str]]] = {}  # abstract → level → start, format, text
        self._abstract: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[str] = set()
        self._style_numbers: dict[str, tuple[str | None, int | None]] = {}
        self._style_base: dict[str, str] = {}
        if numbering is not None:
            self._load(numbering)
        if styles is not None:
            self._load_styles(styles)

    def prefix(self, paragraph: Any) -> str:
        """The number printed before this paragraph, "" for none or a bullet. Call once a paragraph."""
        number, level = self._number_of(paragraph)
        if number is None or number == "0" or number not in self._abstract:
            return ""
        abstract = self._abstract[number]
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._advance(number, abstract, level)
        _, style, text = levels[level]
        if style in ("bullet", "none"):
            return ""
        for deeper, (_, deeper_style, _) in levels.items():
            text = text.replace(f"%{deeper + 1}", printed(counts.get(deeper, levels[deeper][0]), deeper_style))
        return text.strip()

    def _advance(self, number: str, abstract: str, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(abstract, {})
        if number not in self._seen:
            self._seen.add(number)
            for (restarting, at), start in self._restarts.items():
                if restarting == number:
                    counts[at] = start - 1
        start = self._levels[abstract][level][0]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [held for held in counts if held > level]:
            del counts[deeper]
        return counts

    def _number_of(self, paragraph: Any) -> tuple[str | None, int]:
        number, level = _numbering_properties(paragraph.find(qn("w:pPr")))
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        held = style.get(qn("w:val")) if style is not None else None
        for _ in range(12):  # styles build on styles; a ring of them must not hang us
            if held is None or (number is not None and level is not None):
                break
            style_number, style_level = self._style_numbers.get(held, (None, None))
            number = style_number if number is None else number
            level = style_level if level is None else level
            held = self._style_base.get(held)
        return number, level or 0

    def _load(self, numbering: Any) -> None:
        for abstract in numbering.findall(qn("w:abstractNum")):
            levels = {}
            for level in abstract.findall(qn("w:lvl")):
                levels[int(level.get(qn("w:ilvl")))] = (
                    int(_value(level, "w:start") or 1),
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                )
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for number in numbering.findall(qn("w:num")):
            self._abstract[number.get(qn("w:numId"))] = _value(number, "w:abstractNumId") or ""
            for override in number.findall(qn("w:lvlOverride")):
                start = _value(override, "w:startOverride")
                if start is not None:
                    self._restarts[number.get(qn("w:numId")), int(override.get(qn("w:ilvl")))] = int(start)

    def _load_styles(self, styles: Any) -> None:
        for style in styles.findall(qn("w:style")):
            name = style.get(qn("w:styleId"))
            self._style_numbers[name] = _numbering_properties(style.find(qn("w:pPr")))
            base = _value(style, "w:basedOn")
            if base is not None:
                self._style_base[name] = base


def _numbering_properties(properties: Any | None) -> tuple[str | None, int | None]:
    held = properties.find(qn("w:numPr")) if properties is not None else None
    if held is None:
        return None, None
    level = _value(held, "w:ilvl")
    return _value(held, "w:numId"), int(level) if level is not None else None


def _value(element: Any, child: str) -> str | None:
    found = element.find(qn(child))
    value = found.get(qn("w:val")) if found is not None else None
    return str(value) if value is not None else None
