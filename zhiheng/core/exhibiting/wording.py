"""The words of a file, apart from its dates: two that differ in nothing else have one digest."""

import hashlib
import re

_FEW = 30  # characters; shorter texts (a bare form, a heading) say nothing about being copied
_DIGIT = r"[\d〇○零一二三四五六七八九十]"
_DATES = re.compile(
    rf"{_DIGIT}{{4}}\s*年(?:度)?(?:\s*{_DIGIT}{{1,3}}\s*月(?:\s*{_DIGIT}{{1,3}}\s*日)?)?|{_DIGIT}{{1,3}}\s*月\s*{_DIGIT}{{1,3}}\s*日"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*第?\s*\d+\s*号"
)
_NOT_WORDS = re.compile(r"[\W_]+")


def digest_of_words(text: str) -> str:
    """SHA-256 of the words without dates, document numbers, blanks and punctuation; "" where too few are left to compare.

    >>> digest_of_words("县质量办2024年3月1日召开会议，研究部署质量强县工作，议定三件事，各成员单位分头办理。") == (
    ...     digest_of_words("县质量办2025年4月2日召开会议，研究部署质量强县工作，议定三件事，各成员单位分头办理。"))
    True
    """
    words = _NOT_WORDS.sub("", _DATES.sub("", text))
    return hashlib.sha256(words.encode()).hexdigest() if len(words) >= _FEW else ""
