"""Whether two records may be of one firm, and what speaks for and against it. It links nothing: a person decides."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from zhiheng.core.matching.naming import CompanyName

Verdict = Literal["same", "near", "differs", "unknown"]
NEAR_BRAND = 80  # of 100, by rapidfuzz: one of five characters changed, or one of three left out
NEAR_TRADE = 50
_TOWN_ENDING = re.compile(r"(?:县|镇|乡|街道)$")
_NUMBERS = re.compile(r"\d+|第[一二三四五六七八九十百]+")
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")


class Firm(NamedTuple):
    """What of a record speaks for its identity; "" is unknown."""

    name: CompanyName
    code: str = ""
    head: str = ""  # 法定代表人
    address: str = ""


class Feature(NamedTuple):
    """One thing that was compared; `left` and `right` as they stand."""

    name: str
    left: str
    right: str
    verdict: Verdict
    says: str = ""


class Resemblance(NamedTuple):
    """Two records beside each other. `score` orders, it decides nothing."""

    alike: bool
    score: int
    features: tuple[Feature, ...]


def resemblance(left: Firm, right: Firm) -> Resemblance:
    """How two records compare, feature by feature.

    Alike: the brands are the same, sound the same or are near, and neither code, branch, region nor trade speaks against it.
    Source: docs/methods/matching-enterprises.md
    """
    features = (
        _code(left.code, right.code),
        _regions(left.name.regions, right.name.regions),
        _brand(*_without_towns(left.name, right.name)),
        _trade(left.name.trade, right.name.trade),
        _plain("组织形式", left.name.form, right.name.form),
        _branch(left.name.branch, right.name.branch),
        _plain("法定代表人", left.head, right.head),
        _address(left.address, right.address),
    )
    verdicts = {feature.name: feature.verdict for feature in features}
    against = any(verdicts[name] == "differs" for name in ("代码", "行政区划", "字号", "行业", "分支机构"))
    points = sum(_WEIGHTS[name] * _SHARES[verdict] for name, verdict in verdicts.items())
    return Resemblance(not against and bool(left.name.brand), round(100 * points / _whole(verdicts)), features)


_WEIGHTS = {
    "代码": 0, "行政区划": 15, "字号": 40, "行业": 15, "组织形式": 5, "分支机构": 0, "法定代表人": 15, "住所": 10,
}  # fmt: skip
_SHARES = {"same": 1.0, "near": 0.7, "differs": 0.0, "unknown": 0.4}


def _whole(verdicts: dict[str, Verdict]) -> float:
    """The points there are; what neither record says about heads and addresses is left out."""
    return sum(weight for name, weight in _WEIGHTS.items() if verdicts[name] != "unknown" or name not in ("法定代表人", "住所"))


def sound_key(text: str) -> str:
    """The usual reading of each character, without tones: what homophones share. A character without one is itself."""
    return " ".join(_reading(sign) for sign in text)


@lru_cache(maxsize=20_000)
def _reading(sign: str) -> str:
    from pypinyin.constants import (
        PINYIN_DICT,  # here: its table of phrases takes long to load, and most commands match no firms
    )

    toned: str = PINYIN_DICT.get(ord(sign), sign).split(",")[0]
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", toned)))


def _plain(name: str, left: str, right: str) -> Feature:
    verdict: Verdict = "unknown" if not (left and right) else "same" if left == right else "differs"
    return Feature(name, left, right, verdict)


def _code(left: str, right: str) -> Feature:
    return _plain("代码", left, right)


def _branch(left: str, right: str) -> Feature:
    """A branch is another registration than its house: one with and one without differ."""
    says = "分支机构与本部是两个登记主体" if bool(left) != bool(right) else ""
    return Feature("分支机构", left, right, "same" if left == right else "differs", says)


def _regions(left: tuple[str, ...], right: tuple[str, ...]) -> Feature:
    shown = " ".join(left), " ".join(right)
    if left == right and left:
        return Feature("行政区划", *shown, "same")
    if not left or not right:
        return Feature("行政区划", *shown, "unknown", "有一方没有写行政区划" if left or right else "")
    return Feature("行政区划", *shown, "near" if set(left) & set(right) else "differs")


def _without_towns(left: CompanyName, right: CompanyName) -> tuple[str, str]:
    """The two brands; one that only has the other's town before it, without 镇, is left without: 金江李记, 金江镇 李记."""
    return _without_town(left.brand, right), _without_town(right.brand, left)


def _without_town(brand: str, other: CompanyName) -> str:
    towns = [_TOWN_ENDING.sub("", region) for region in other.regions]
    return other.brand if other.brand and brand in {f"{town}{other.brand}" for town in towns} else brand


def _brand(left: str, right: str) -> Feature:
    if left == right:
        return Feature("字号", left, right, "same" if left else "unknown")
    if _NUMBERS.findall(left) != _NUMBERS.findall(right):
        return Feature("字号", left, right, "differs", "编号不同")
    if sound_key(left) == sound_key(right):
        return Feature("字号", left, right, "near", "同音")
    likeness = fuzz.ratio(left, right)
    return Feature("字号", left, right, "near" if likeness >= NEAR_BRAND else "differs", f"相近 {likeness:.0f}%")


def _trade(left: str, right: str) -> Feature:
    if left == right:
        return Feature("行业", left, right, "same" if left else "unknown")
    if not left or not right:
        return Feature("行业", left, right, "unknown")
    near = left in right or right in left or fuzz.ratio(left, right) >= NEAR_TRADE
    return Feature("行业", left, right, "near" if near else "differs")


def _address(left: str, right: str) -> Feature:
    if not left or not right:
        return Feature("住所", left, right, "unknown")
    likeness = fuzz.partial_ratio(left, right)
    return Feature("住所", left, right, "same" if likeness == 100 else "near" if likeness >= 70 else "differs")
