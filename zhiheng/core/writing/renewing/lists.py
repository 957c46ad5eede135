"""Lists of areas in sentences: where they stand, in what words, and how those words go on with another list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from zhiheng.core.values.alternations import any_of
from zhiheng.core.writing.templates.naming import called

Kind = Literal["except", "some", "counted", "rank", "plain"]
_WORD = r"市县区|县市区|市县|县市|县区|地区|市|县|区"
_JOIN = re.compile(r"[、]|[和及]")
_VALUE = re.compile(r"[（(](?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>[^\d（）()，。；、]{1,6})[）)]")
_SOME_OF = r"[一二三四五六七八九十两\d]+(?:名|位|的)"
_RANK = re.compile(rf"前{_SOME_OF}|排名靠前|居前|最[多高大少低小]的|靠后|后{_SOME_OF}")
_LOW = re.compile(rf"最[少低小]|靠后|后{_SOME_OF}")
_RANK_BEHIND = re.compile(r"(?:分别|分)?(?:位?居|位?列|排名|排在)(?:全[省市县])?(?:前|后)")
_SOME = re.compile(rf"(?P<lead>仍有|还有|有)?部分(?:{_WORD})[（(]$")
_COUNT_AHEAD = re.compile(rf"(?P<n>\d+)个(?:{_WORD})[^，。；（）]{{0,10}}[（(]$")
_COUNT_BEHIND = re.compile(rf"(?P<etc>等)?(?P<n>\d+)个(?:{_WORD})")
_EXCEPT_BEHIND = re.compile(rf"外[，,]?其[他余](?P<word>{_WORD})(?P<all>都|均)?")
_SHARED = re.compile("[^，。；]{0,8}分别|各")


class AreaList(NamedTuple):
    """A list of areas: `codes` as they are named, `short` where without 市, 县, 区; `values` behind names of a ranking.

    Shape: `start:end` are the names; `whole` is the stretch that goes with them: 除…外，其他市县都. `counted` is where the number
           of them stands, None without; `open`: 等, it names the first of them only. `low`: the last of a ranking.
    """

    kind: Kind
    start: int
    end: int
    codes: tuple[str, ...]
    short: bool
    whole: tuple[int, int]
    counted: tuple[int, int] | None = None
    number: int = 0
    open: bool = False
    low: bool = False
    values: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


class Rewriting(NamedTuple):
    """A stretch and its new words."""

    start: int
    end: int
    new: str


def area_lists(text: str, names: Mapping[str, str]) -> Iterator[AreaList]:
    """The lists of a text in its order, of areas that `names` knows by code. One alone counts where its words say so."""
    codes: dict[str, tuple[str, bool]] = {}
    for code in names:
        codes[called(code, names, short=True)] = code, True
    codes |= {name: (code, False) for code, name in names.items()}
    if not codes:
        return
    name = re.compile(any_of(codes))
    at = 0
    while first := name.search(text, at):
        found, values, units, end = [codes[first[0]]], [], [], first.end()
        while True:
            if value := _VALUE.match(text, end):
                values.append(value["digits"])
                units.append(value["unit"])
                end = value.end()
            joined = _JOIN.match(text, end)
            after = name.match(text, joined.end()) if joined else None
            if after is None:
                break
            found.append(codes[after[0]])
            end = after.end()
        at = end
        kept = _list(text, first.start(), end, found, values, units)
        if kept is not None:
            yield kept


def _list(
    text: str, start: int, end: int, found: Sequence[tuple[str, bool]], values: Sequence[str], units: Sequence[str]
) -> AreaList | None:
    since = max(text.rfind(stop, 0, start) for stop in "。；\n") + 1
    ahead, behind = text[since:start], text[end : end + 40]
    codes, short = tuple(code for code, _ in found), all(one for _, one in found)
    made = AreaList("plain", start, end, codes, short, (start, end), values=tuple(values), units=tuple(units))
    if len(values) not in (0, len(codes)):
        return None
    if ahead.endswith("除") and (rest := _EXCEPT_BEHIND.match(behind)):
        return made._replace(kind="except", whole=(start - 1, end + rest.end()))
    if some := _SOME.search(ahead):
        return made._replace(kind="some", whole=(since + some.start() + len(some["lead"] or ""), end + 1))
    if count := _COUNT_AHEAD.search(ahead):
        place = (since + count.start("n"), since + count.end("n"))
        return made._replace(kind="counted", counted=place, number=int(count["n"]), open=behind.startswith("等"))
    if (rank := list(_RANK.finditer(ahead))) and since + rank[-1].end() > start - 24:
        return made._replace(kind="rank", low=bool(_LOW.search(rank[-1][0])))
    if rank_behind := _RANK_BEHIND.match(behind):
        return made._replace(kind="rank", low=rank_behind[0].endswith("后"))
    if count := _COUNT_BEHIND.match(behind):
        place = (end + count.start("n"), end + count.end("n"))
        return made._replace(kind="counted", counted=place, number=int(count["n"]), open=bool(count["etc"]))
    if ahead.endswith(("仍有", "还有")):
        return made._replace(kind="some")
    return made if len(codes) > 1 and not values and not _SHARED.match(behind) else None


def goes_on(text: str, one: AreaList, codes: Sequence[str], names: Mapping[str, str]) -> list[Rewriting] | None:
    """The words with another list in them; None where another sentence is wanted: nobody is left to be named."""
    if one.open:
        codes, all_of = codes[: len(one.codes)], len(codes)
    else:
        all_of = len(codes)
    short = one.short and len(codes) > 1
    said = "、".join(called(code, names, short or (one.short and one.kind == "counted")) for code in codes)
    if not codes:
        every = _EXCEPT_BEHIND.match(text, one.end) if one.kind == "except" else None
        return [Rewriting(*one.whole, f"各{every['word']}{every['all'] or ''}")] if every else None
    if one.kind == "some" and len(codes) == 1 and one.whole != (one.start, one.end):
        return [Rewriting(*one.whole, said)]
    if one.kind == "some" and len(codes) > 1 and one.whole == (one.start, one.end):
        return [Rewriting(one.start, one.end, f"部分市县（{'、'.join(called(code, names, True) for code in codes)}）")]
    found = [Rewriting(one.start, one.end, said)]
    if one.counted:
        found.append(Rewriting(*one.counted, str(all_of)))
    return found
