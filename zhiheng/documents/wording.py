"""Items in words, as people say them."""

import re
from typing import Any

SIGNS = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "=": "＝", "≈": "约"}
RULES = {
    "pinyin": "夹注拼音", "t2s": "繁体字", "width": "半角标点", "doubled": "重复的字", "chunk": "错位的片段",
    "lattice": "形近字", "swallowed": "缺失的字", "spacing": "多余空格", "line": "段落起止", "mirror": "重复的正文",
}  # fmt: skip
EVIDENCE = {
    "half-width between Chinese": "夹在汉字之间",
    "a comma before a mark": "标点前多出逗号",
    "a byte lost at the line's end": "行末丢了一个字节",
    "a heading begins or ends here": "标题在这里起止",
    "a line ended at this blank": "空白处原为行末",
    "the file's name is the title": "文件名就是标题",
    "OpenCC t2s": "",
}
BASES = {"annual": "每年", "cumulative": "累计", "increment": "新增", "stock": "存量"}


def in_words(item: Any) -> str:
    """One line that says what an item holds: 主要农产品抽检合格率 ≥ 98%（到2020年）."""
    return headline(item) + "".join(f"；{name}：{says}" if name else f"；{says}" for name, says in details(item))


def headline(item: Any) -> str:
    """What the item is about."""
    value = item.value
    match item.kind:
        case "target":
            return str(value.get("indicator") or "")
        case "statistic":
            return str(value.get("measure") or "")
        case "rule":
            return f"{value.get('if') or ''} → {value.get('then') or ''}"
        case _:
            return str(value.get("text") or "")


def details(item: Any) -> list[tuple[str, str]]:
    """What else it says, as (name, words); the name may be empty."""
    value = item.value
    lines: list[tuple[str, str]] = []
    if item.kind in ("target", "statistic"):
        lines.append(("", quantity(value)))
    if item.kind == "task":
        lines.append(("牵头", _list(value.get("lead_units"))))
        lines.append(("责任", _list(value.get("responsible_units"), value.get("open_ended"))))
    if item.kind == "mechanism":
        lines += [("频次", str(value.get("frequency") or "")), ("参加", _list(value.get("who")))]
    if item.kind == "qualitative_target":
        lines.append(("参照", str(value.get("benchmark") or "")))
    if item.kind == "statistic":
        lines.append(("时间", str((value.get("period") or {}).get("text") or "")))
        lines.append(("范围", str(value.get("subject") or "")))
    if item.kind == "target":
        lines.append(("范围", str(value.get("scope") or "")))
    lines.append(("时限", deadline(value.get("deadline"))))
    return [(name, says) for name, says in lines if says]


def why_repaired(repair: dict[str, Any]) -> str:
    """Why a place was repaired: the rule, then what it rests on."""
    rule, evidence = RULES.get(repair["rule"], "修复"), repair["evidence"]
    if reads := re.fullmatch(r"(\S+) reads (\S+)", evidence):
        return f"{rule}：{reads[1]} 读作“{reads[2]}”"
    said = EVIDENCE.get(evidence, "" if evidence.isascii() else evidence)
    return f"{rule}：{said}" if said else rule


def quantity(value: dict[str, Any]) -> str:
    """≥ 98%, 3–5 家, ＞ 200 万元（累计）."""
    figure, unit = value.get("value"), value.get("unit") or ""
    if figure is None:
        return ""
    if isinstance(figure, list):
        number = "–".join(number_as_printed(part) for part in figure)
        sign = ""
    else:
        number, sign = number_as_printed(figure), SIGNS.get(value.get("comparator") or "=", "")
    sign = "" if sign == "＝" else sign
    apart = "" if unit in ("%", "‰") else " "
    words = f"{sign} {number}{apart}{unit}".strip()
    if value.get("kind") == "change":
        words = f"变动 {words}"
    qualifier = value.get("qualifier")
    if qualifier == "以上" and sign == "≥":
        qualifier = None  # the sign says it already
    notes = [qualifier, BASES.get(value.get("basis") or ""), "保持" if value.get("hold") else None]
    said = "、".join(note for note in notes if note)
    return f"{words}（{said}）" if said else words


def number_as_printed(figure: float) -> str:
    """98, 98.5, 1200000: no exponent, no trailing zeros."""
    return f"{figure:.6f}".rstrip("0").rstrip(".") if isinstance(figure, float) else str(figure)


def deadline(value: dict[str, Any] | None) -> str:
    """By when: as printed, else the day, else the year; says where it was carried over."""
    if not value:
        return ""
    year = f"{value['year']}年" if value.get("year") else ""
    said = value.get("text") or value.get("due_on") or year
    if said and year and value["year"] and str(value["year"]) not in str(said):
        said = f"{said}（{value.get('due_on') or year}）"
    return f"{said}（承前）" if said and value.get("inherited") else str(said or "")


def _list(names: list[str] | None, open_ended: bool | None = False) -> str:
    return "、".join(names or ()) + ("等" if names and open_ended else "")
