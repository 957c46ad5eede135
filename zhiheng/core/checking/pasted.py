"""Text that was pasted becomes a table: cells from a sheet, or lines like 张三：3起，罚款0.5万元.

What a phrase means is for a person to say: the table only sets numbers beside the words they stood with.
"""

import re
import unicodedata

from zhiheng.core.values.registers import MONEY_UNITS

LINE = re.compile(r"\s*(?:[\d一二三四五六七八九十]+[.、)）]\s*)?([^：:，,；;。]{1,40}?)[：:](.+)")
PHRASE = re.compile(r"(\D*?)([+-]?\d[\d,]*(?:\.\d+)?)(\D*)")
WHO = "名称"


def pasted_table(text: str) -> list[list[str]] | None:
    """Rows of cells, the head first; None where the text is no table and no such lines."""
    text = text.replace("\r\n", "\n").strip("\n")
    if "\t" in text:
        return [line.split("\t") for line in text.split("\n")]
    lines = [line for line in text.split("\n") if line.strip()]
    found = [match for line in lines if (match := LINE.fullmatch(unicodedata.normalize("NFKC", line)))]
    if not found or len(found) < len(lines):
        return None
    said = [(match[1].strip(), _phrases(match[2])) for match in found]
    heads = list(dict.fromkeys(head for _, phrases in said for head in phrases))
    return [[WHO, *heads], *([who, *(phrases.get(head, "") for head in heads)] for who, phrases in said)] if heads else None


def _phrases(words: str) -> dict[str, str]:
    """What stood with each number: 3起 is 起 3, 罚款0.5万元 is 罚款 0.5万元. What holds no number is 其他."""
    found: dict[str, str] = {}
    for part in re.split(r"[，；;。、]|,(?!\d{3})", words.strip()):
        match = PHRASE.fullmatch(part.strip())
        if match is None:
            if part.strip():
                found["其他"] = f"{found.get('其他', '')}{part.strip()}"
            continue
        unit = match[3].strip()
        head = match[1].strip() or unit or "数量"
        found[head] = f"{match[2]}{unit}" if unit in MONEY_UNITS else match[2]
    return found
