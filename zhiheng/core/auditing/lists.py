"""Lists that are counted: the names beside the number that is printed, and 14 个市县 … 其余 4 个 beside the whole."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from zhiheng.core.auditing.places import Places
from zhiheng.core.auditing.sentences import Sentences, Stretch
from zhiheng.core.values.auditing import Finding, Number

_THINGS = "市县区|县市区|市县|县区|县市|地区|市|县|区|部门|单位|成员单位|企业|公司|乡镇|街道|省份|城市|机构|协会|家"
_NAME = r"[^、，。；：:（）()\s\d]{2,24}"
_LIST = rf"{_NAME}(?:[、]{_NAME})+(?:[和及]{_NAME})?"
_BRACKET = re.compile(rf"^(?:{_THINGS})?(?:[\u4e00-\u9fff]{{0,10}})?[（(](?P<list>[^（）()]{{3,400}})[）)]")
_BEHIND = re.compile(rf"^(?:{_THINGS})")
_REST = re.compile(r"(?:其余|其他|剩余|另外?)(?:的)?$")
_COUNTED = ("个", "家", "名", "户", "所")
_PARTS = re.compile(r"[、]|(?<=[\u4e00-\u9fff])[和及](?=[\u4e00-\u9fff])")


def list_findings(text: str, figures: Sequence[Number], sentences: Sentences, places: Places) -> Iterator[Finding]:
    """Lists of names whose length is not the printed number."""
    starts = [number.at for number in figures]
    for number in figures:
        if number.unit in _COUNTED and not number.loose and number.high is None:
            yield from _counted(text, number, sentences.sentence(number.at), places)
    for sentence in sentences.all():
        inside = figures[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        yield from _rest(text, sentence, inside, places)


def _counted(text: str, number: Number, sentence: Stretch, places: Places) -> Iterator[Finding]:
    behind = text[number.end : min(len(text), number.end + 420)].split("\n")[0]
    if not _BEHIND.match(behind):
        return
    listed = _in_brackets(behind) or _before(text, sentence, number, places)
    if listed is None:
        return
    names, open_ended = listed
    wrong = len(names) > number.value if open_ended else len(names) != number.value
    if wrong and len(names) >= 2:
        yield Finding(
            kind="list", start=number.start, end=number.end, evidence="、".join(names),
            says=f"原文写 {number.text}，列出的是 {len(names)} 个",
        )  # fmt: skip


def _in_brackets(behind: str) -> tuple[list[str], bool] | None:
    """The names in brackets right behind: 4 个市县（甲市、乙县）."""
    found = _BRACKET.match(behind)
    if not found or re.search(r"\d|，|。|；|：", found["list"]):
        return None
    names = _names(found["list"].removesuffix("等"))
    return (names, found["list"].endswith("等")) if len(names) >= 2 else None


def _before(text: str, sentence: Stretch, number: Number, places: Places) -> tuple[list[str], bool] | None:
    """The areas right before: 甲市、乙县、丙县等 3 个市县; 等 may leave some out."""
    ahead = text[sentence.start : number.start]
    open_ended = ahead.endswith("等")
    mentions = [one for one in places.mentions(ahead) if one.place[0] and ahead[one.start : one.end][0] not in "全我本"]
    end, names = len(ahead) - open_ended, list[str]()
    for one in reversed(mentions):
        if one.end != end and not (names and re.fullmatch("[、和及]", ahead[one.end : end])):
            break
        names.insert(0, ahead[one.start : one.end])
        end = one.start
    return (names, open_ended) if len(names) >= 2 else None


def _names(listed: str) -> list[str]:
    return [name for name in _PARTS.split(listed) if name.strip()]


def _rest(text: str, sentence: Stretch, inside: Sequence[Number], places: Places) -> Iterator[Finding]:
    """14 个市县 … 其余 4 个: together they are the areas right below, or the whole that the sentence names."""
    for at, number in enumerate(inside):
        if not _REST.search(text[max(sentence.start, number.start - 4) : number.start]) or number.unit not in _COUNTED or not at:
            continue
        first = next((one for one in inside[:at] if _of_areas(text, one)), None)
        if first is None or number.loose:
            continue
        wholes = [one for one in inside[:at] if one is not first and _of_areas(text, one) and one.value > first.value]
        whole = int(wholes[0].value) if wholes else places.nearest
        others = [first, *(one for one in inside[:at] if one is not first and one not in wholes and _of_areas(text, one))]
        total = int(sum(one.value for one in others) + number.value)
        if whole and total != whole:
            said = "＋".join(str(one.value) for one in (*others, number))
            yield Finding(
                kind="list", start=number.start, end=number.end, evidence=f"{said}＝{total}",
                says=f"{said}＝{total}，{places.area[1]}共有 {whole} 个，原文的“{number.text}”对不上",
            )  # fmt: skip


def _of_areas(text: str, number: Number) -> bool:
    return number.unit == "个" and bool(re.match("市县|县市|县区|市|县|区|地区", text[number.end : number.end + 3]))
