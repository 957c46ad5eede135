"""The words of a head: without numbers, spaces and signs; its unit; its name without what a unit already says."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

MEASURES = (
    "人次", "批次", "场次", "家次", "户次", "件次", "台次", "车次", "个百分点", "百分点", "平方米", "公斤", "千克", "吨",
    "小时", "课时", "学时", "人", "名", "宗", "起", "件", "例", "个", "家", "户", "次", "批", "场", "期", "条", "篇", "项",
    "份", "台", "套", "处", "张", "本", "册", "部", "块", "亩", "组", "类", "种", "辆", "所", "座", "届", "天", "月", "%", "分",
)  # fmt: skip
MONEY = ("元", "千元", "万元", "百万元", "亿元")
_NOUNS = {
    "件": "案事文条证部零邮稿信要软硬", "处": "查", "台": "平后", "场": "市农林牧现广", "项": "事奖", "组": "小", "类": "种分品",
    "所": "场", "家": "专国", "人": "法个", "期": "周到", "名": "更", "本": "样成", "部": "干", "分": "评得", "种": "品",
}  # fmt: skip
_NUMBERING = re.compile(
    r"^(?:[①-⑳⑴-⒇]|其中[:：,，]?|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:\.\d{1,2})*[、.．]"
    r"|\d{1,2}\s+(?=[\u4e00-\u9fff])(?!\d+\s+(?:月|日|年|季)))\s*"
)
_BRACKETS = str.maketrans("〔〕【】[]［］", "()()()()")
_DASHES = re.compile(r"[—–－―~～‐−]+")
_SIZES = r"(?:十|百|千|万|十万|百万|千万|亿)?"


def plain(text: str) -> str:
    """The text in one width, without blanks, numbering and marks."""
    text = text.strip()
    for _ in range(2):
        text = _NUMBERING.sub("", text)
    text = unicodedata.normalize("NFKC", re.sub(r"\s", "", text)).translate(_BRACKETS)
    return re.sub(r"[*#★☆△▲※]+", "", _DASHES.sub("-", text)).strip(":,;、。-")


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, (*MEASURES, *MONEY)), key=len, reverse=True))
    return re.compile(rf"(?:人民币)?({_SIZES}(?:{words}))")


def unit_in(text: str) -> str:
    """The unit that a text is, and nothing else; "" where it is none.

    >>> unit_in("万元"), unit_in("万人次"), unit_in("查处")
    ('万元', '万人次', '')
    """
    text = text.replace("百分比", "%").replace("±%", "%").replace("+-%", "%").replace("/-%", "%")
    found = _unit().fullmatch(text.removeprefix("单位:").strip("±+/-:"))
    return found[1] if found else ""


def units_noted(lines: Iterable[str]) -> tuple[str, ...]:
    """The units that a note names for the whole table (单位：万元、宗)."""
    found: list[str] = []
    for line in lines:
        for said in re.findall(r"单位[:：]\s*([^:：()（）\s]{1,30})", unicodedata.normalize("NFKC", line)):
            parts = [unit_in(part) for part in re.split(r"[、,，/;；和及]", said)]
            if all(parts):
                found += parts
    return tuple(dict.fromkeys(found))


class Named(NamedTuple):
    """What a name says without its unit: 立案宗数 is 立案 in 宗; `money` where it says 金额."""

    stem: str
    measure: str
    money: bool


def named(text: str) -> Named:
    """The parts of a name.

    >>> named("立案宗数"), named("罚款金额")
    (Named(stem='立案', measure='宗', money=False), Named(stem='罚款', measure='', money=True))
    """
    if found := re.fullmatch(r"(.+?)总?(?:金额|数额|总额|款额|额度|额)", text):
        return Named(found[1], "", True)
    counted, bare = _measured()
    found = counted.fullmatch(text) or bare.fullmatch(text)
    if found and (found[1] or found[2]):
        return Named(found[1], found[2] or "", False)
    return Named(text, "", False)


@lru_cache(maxsize=1)
def _measured() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name that ends with a measure word and 数, and one that ends with a measure word of two signs alone.

    A measure word that ends a noun is none: 案件, 查处, 市场.
    """
    single = "|".join(
        rf"(?<![{_NOUNS[word]}]){re.escape(word)}" if word in _NOUNS else re.escape(word) for word in MEASURES if len(word) == 1
    )
    double = "|".join(re.escape(word) for word in sorted(MEASURES, key=len, reverse=True) if len(word) > 1)
    counted = re.compile(rf"(.*?)总?({double}|{single})?(?:数量|总数|总量|数|量)")
    return counted, re.compile(rf"(.+?)({double})")


def likeness(one: str, other: str) -> float:
    """How much two short texts have in common, 0–1: pairs of neighbouring characters in both (Dice)."""
    if one == other:
        return 1.0
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def unexplained(text: str, words: Iterable[str], context: Iterable[str]) -> str:
    """What is left of a text without the words that narrow nothing and the stretches that the context holds too."""
    by_length = sorted(words, key=len, reverse=True)
    for word in by_length:
        text = text.replace(word, "\0") if len(word) > 2 else text
    for held in context:
        text = _without_shared(text, held)
    for word in by_length:
        text = text.replace(word, "\0")
    return re.sub(r"[\0\W_]", "", text)


def _without_shared(text: str, held: str) -> str:
    """The text without stretches of two characters and more that stand in `held`."""
    out, at = "", 0
    while at < len(text):
        end = at
        while end < len(text) and text[at : end + 1] in held:
            end += 1
        if end - at >= 2:
            out, at = out + "\0", end
        else:
            out, at = out + text[at], at + 1
    return out
