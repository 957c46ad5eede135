"""What stands before a name and is no part of it."""

import re

from zhiheng.core.extracting.counting import Name
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of

_RECKONED = re.compile("按[^，。；]{1,24}?(?:计算|折算|测算)")
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,2}(?:是|、)|（[一二三四五六七八九十\d]{1,3}）")
_OVER_YEARS = re.compile(
    "(?:近|过去|最近)[一二三四五六七八九十\\d]{1,2}年(?:以?来|间|中)?|[一二三四五六七八九十\\d]{1,2}年(?:以?来|间)"
)
_LASTING = re.compile("连续[一二两三四五六七八九十\\d]+(?:年|个月|季度)")
EDGE = "、，；：的 ·—-'）>|"
_TIMES = ("中", "期间", "以来")
_WHILE = re.compile(rf"^[^，。；、]{{2,14}}?(?:过程中|{'|'.join(_TIMES)})(?=共|累计|已|先后|新增|查|出动)")


class Fronts:
    """Strips what stands before a name: deadlines, lead-in words, scopes and counting verbs."""

    def __init__(self, words: Words, deadlines: Deadlines) -> None:
        self.words, self.deadlines = words, deadlines
        self._lead = words.once(_lead)

    def stripped(self, rest: str, left: int, name: Name, counts: bool = True) -> str:
        """Take deadlines, lead-in words, scopes and counting verbs off the front."""
        if reckoned := _RECKONED.match(rest):
            rest, left = rest[reckoned.end() :], left + reckoned.end()
        for mention in self.deadlines.within(left, left + len(rest)):
            if mention.end - left <= len(rest):
                cut = mention.end - left
                name.start, rest, left = mention.end, rest[cut:], mention.end
        if listed := _ORDINAL.match(rest) or _OVER_YEARS.match(rest):
            rest, left = rest[listed.end() :], left + listed.end()
        if (crumb := rest.rfind(">")) >= 0:
            rest, left = rest[crumb + 1 :], left + crumb + 1
        rest, left = _trim(rest, left)
        rest = _LASTING.sub("", rest)
        if any(word in rest for word in _TIMES) and (during := _WHILE.match(rest)):
            rest, left = rest[during.end() :], left + during.end()
        for _ in range(8):
            lead = self._lead.match(rest)
            scope = self.words.scope_start.match(rest)
            verb = self.words.verb_start.match(rest)
            if scope:
                name.scope, cut = scope[0], scope.end()
            elif lead and (not verb or verb.end() <= lead.end()):
                cut = lead.end()
            elif verb and counts and self._is_verb(rest, verb) and not name.verb:
                name.verb, cut = verb[0].rstrip("了着"), verb.end()
                name.added = any(self.words.verbs.get(part) == "add" for part in re.split("[、和及并]", name.verb))
            else:
                break
            rest, left = _trim(rest[cut:], left + cut)
            if not name.verb:
                name.start = left
        rest, left = _trim(rest, left)
        if not name.verb:
            name.start = left
        return rest.rstrip(EDGE.replace("）", ""))

    def _is_verb(self, rest: str, verb: re.Match[str]) -> bool:
        """A counting verb, unless the two characters belong to a noun (检验机构, 发展水平)."""
        following = rest[verb.end() :]
        return verb[0].endswith(("了", "着")) or not self.words.hits("verb_noun", verb[0] + following[:2])


def _trim(rest: str, left: int) -> tuple[str, int]:
    bare = rest.lstrip("、，；：的 ·—-)）>|")
    return bare, left + len(rest) - len(bare)


def _lead(words: Words) -> re.Pattern[str]:
    """A linking word at the front, unless it begins a noun (有机产品)."""
    nouns = any_of(words.senses["noun_start"])
    return re.compile(f"(?!{nouns}){words.leadin_start.pattern}")
