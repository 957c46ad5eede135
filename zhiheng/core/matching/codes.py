"""Unified social credit codes 统一社会信用代码 (GB 32100-2015): what is right, and what is wrong with one that is not."""

import re
import unicodedata
from typing import NamedTuple

from zhiheng.core.values.faults import Fault

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CONFUSED = {"O": "0", "I": "1", "Z": "2", "S": "5", "V": "U"}
LENGTH = 18
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015·._\u200b-\u200d\ufeff]+")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")


class CreditCode(NamedTuple):
    """A code whose check character is right; `doubts` are what is odd about it all the same."""

    text: str
    doubts: tuple[str, ...] = ()


def plain_code(written: str) -> str:
    """A code as the register of firms writes it: half-width, capitals, no blanks or strokes.

    >>> plain_code(" ９１３５０１００ｍ-000100Y43 ")
    '91350100M000100Y43'
    """
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", written)).upper()


def credit_code(written: str) -> CreditCode:
    """The code that was written, checked.

    Source: GB 32100-2015; the inner organisation code GB 11714-1997, of which old ones exist that fail: a doubt, no fault.
    Raises: Fault C601–C607, each with its reason and remedy.
    """
    text = plain_code(written)
    if _SCIENTIFIC.fullmatch(unicodedata.normalize("NFKC", written).strip()):
        raise Fault("C607", f"“{written.strip()}”是电子表格把代码当成了数，后几位已经丢失。请把这一列设成“文本”，重新填写代码。")
    if not text:
        raise Fault("C601", "统一社会信用代码是空的。请填写 18 位代码；确实没有的，请选“没有代码”。")
    _refuse_length(text)
    _refuse_signs(text)
    if len(set(text)) == 1:
        raise Fault("C605", f"“{text}”是占位的代码。请按营业执照填写；确实没有的，请选“没有代码”。")
    if (expected := check_character(text)) != text[-1]:
        raise Fault(
            "C606",
            f"“{text}”的校验不对：按前 17 位算，末位应为“{expected}”，现为“{text[-1]}”，多半有一位抄错。请对照营业执照逐位核对。",
        )
    return CreditCode(text, () if _inner_is_right(text) else ("内含的组织机构代码校验不符，可能是早年的代码，请核对",))


def check_character(text: str) -> str:
    """What the last character of a code must be, from the seventeen before it."""
    total = sum(VALUES[sign] * weight for sign, weight in zip(text, WEIGHTS, strict=False))
    return ALPHABET[-total % 31]


def looks_like_code(words: str) -> bool:
    """Whether the words of a cell are meant as a code and not as a name: letters and digits alone, mostly digits."""
    text = plain_code(words)
    return 8 <= len(text) <= 20 and text.isascii() and text.isalnum() and sum(sign.isdigit() for sign in text) * 2 >= len(text)


def _refuse_length(text: str) -> None:
    if len(text) == LENGTH:
        return
    kinds = {15: "像是旧的工商注册号", 13: "像是旧的工商注册号", 9: "像是组织机构代码"}
    remedy = "改填 18 位代码；只有旧号的，在“证件类型”里选相应的一种" if len(text) in kinds else "核对有没有多抄或漏抄"
    says = kinds.get(len(text), f"有 {len(text)} 位")
    raise Fault("C602", f"“{text[:40]}”{says}，统一社会信用代码是 18 位。请{remedy}。")


def _refuse_signs(text: str) -> None:
    places = [place for place, sign in enumerate(text) if sign not in VALUES]
    strange = [place for place in places if text[place] not in CONFUSED]
    if strange:
        shown = "、".join(f"第 {place + 1} 位“{text[place]}”" for place in strange)
        raise Fault("C603", f"“{text}”的{shown}不是代码用的字符。代码只用数字和大写英文字母（没有 I、O、Z、S、V），请改正。")
    if places:
        raise Fault("C604", f"“{text}”{_confused(text, places)}。请对照营业执照核对后再填。")
    if not text[2:8].isdigit():
        raise Fault("C603", f"“{text}”的第 3 至 8 位应是 6 位地区数字，现为“{text[2:8]}”。请对照营业执照改正。")


def _confused(text: str, places: list[int]) -> str:
    shown = "、".join(f"第 {place + 1} 位是字母 {text[place]}" for place in places)
    likely = "".join(CONFUSED.get(sign, sign) for sign in text)
    meant = "、".join(dict.fromkeys(f"{text[place]} 多半是 {CONFUSED[text[place]]}" for place in places))
    proof = "改后校验通过" if likely[2:8].isdigit() and check_character(likely) == likely[-1] else "但改后校验仍不对"
    return f"{shown}，代码里没有这些字母。{meant}：“{likely}”，{proof}"


def _inner_is_right(text: str) -> bool:
    organisation = text[8:17]
    total = sum(int(sign, 36) * weight for sign, weight in zip(organisation, INNER_WEIGHTS, strict=False))
    return organisation[-1] == {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
