"""Whether a document carries a marking of secrecy at its head; this system may not keep such documents."""

import re
from functools import lru_cache

from zhiheng.core.values.extracted import Extracted
from zhiheng.core.values.lexicons import Lexicons

_HEAD_LINES = 12
_TERM = r"(?:[★☆✩*＊].{0,6}|[（(][^（）()]{0,8}[）)]|\d{1,2}年|[一二三四五六七八九十]{1,3}年|长期|启用前)"
_NUMBER = r"(?:(?:№|No\.?|NO\.?)?\d{1,7})"  # the copy's number stands above or before the level


def secrecy_mark(extracted: Extracted, lexicons: Lexicons) -> str | None:
    """The marking as printed (机密★1年, 内部资料), looked for in the first lines and in the pages' margins.

    None: no marking. Words of secrecy inside a sentence or a longer word (商业秘密, 国家秘密法) are none.
    """
    marking, starred, beside = _patterns(lexicons)
    for line in (*_head(extracted.text), *extracted.margins):
        found = marking.fullmatch("".join(line.split())) or _among_words(line.split(), marking, beside)
        if found:
            return found[1]
        star = starred.search(line)
        if star:
            return star[0]
    return None


def _among_words(
    words: list[str], marking: re.Pattern[str], beside: re.Pattern[str]
) -> re.Match[str] | None:
    """A marking that shares its line only with a copy number, a label or an urgency: 000001 机密 特急."""
    for place, word in enumerate(words):
        found = marking.fullmatch(word)
        others = words[max(place - 1, 0) : place] + words[place + 1 : place + 2]
        if found and all(beside.fullmatch(other) for other in others):
            return found
    return None


def _head(text: str) -> list[str]:
    lines = (line.strip() for line in text[: _HEAD_LINES * 400].splitlines())
    return [line for line in lines if line][:_HEAD_LINES]


@lru_cache(maxsize=4)
def _patterns(lexicons: Lexicons) -> tuple[re.Pattern[str], ...]:
    """A whole line or word that is a marking; a level with its star, which is one anywhere; what may stand beside."""

    def words(form: str) -> str:
        held = (re.escape(word.word) for word in lexicons.secrecy if word.form == form)
        return "(?:" + "|".join(sorted(held, key=len, reverse=True)) + ")"

    level = f"{words('level')}{_TERM}?"
    handling = f"{words('handling')}(?:[,，、·]?{words('handling')})*"
    whole = (
        rf"{_NUMBER}?[（(【\[〔]?(?:{words('label')}[:：])?({level}|{handling})[）)】\]〕]?[!！]?{words('beside')}?"
    )
    beside = rf"(?:{_NUMBER}|{words('label')}[:：]?|{words('beside')}|[^\u4e00-\u9fff]+)"
    return re.compile(whole), re.compile(rf"{words('level')}[★☆✩]\s*\S{{0,6}}"), re.compile(beside)
