"""A number that stands first: 抽查30家企业 counts the noun behind it."""

import re

from zhiheng.core.extracting.comparators import Binding
from zhiheng.core.extracting.counting import COUNTED, Name
from zhiheng.core.extracting.fronts import EDGE
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.numbers import Figure
from zhiheng.core.extracting.words import Words

_AHEAD = 60
_OWNER = 10  # characters of a noun that owns what follows 的
_COMPOUND = 6  # a longer compound is named by its head, and kept whole as subject
_LOOSE_END = re.compile("(?:[和及、]|(?:当中|之中|中|里)?(?:有|已有|共有)|中|里)$")
_RELATIVE = re.compile("拥有|具有|具备|获得|取得|通过")
_ASIDE = re.compile(r"（(?:不?含|包括)[^（）]{1,30}）")
_CLAUSE_LIKE = 8  # characters from which a predicate before its noun needs 的
_AREAS = re.compile("[省市州盟县区旗乡镇村](?:[、和][省市州盟县区旗乡镇村])+(?![长委级])")
_DEALT_WITH = re.compile("[^，、和及]{2,20}?(?=进行|实施|开展|实行)")
_BETWEEN = re.compile("[、和]")
COMPOSED = ("组成", "构成")
_MADE_OF = re.compile("(?P<whole>[^，。；]{2,30}?)(?:分别|共|一般)?由")
_ADVERBS_FIRST = re.compile("^(?:也|还|都|均)+")
_ADVERBS = re.compile("^(?:共|均|都|已经|已|还|也|分别|先后|全部)+|了")
_STOP = re.compile(r"[，。；：！？\n（）]")
_BEFORE_LIST = re.compile(r"(?P<first>[^、，]+)(?:[、，和及].*)?等$")
_OBJECT = re.compile(r"^(?:本次|此次)?(?P<verb>[\u4e00-\u9fff]{2,4})(?:对象|范围|总数|数量)$")
PREPOSITION = re.compile(r"(?:对|向|(?<![存现所])在|为|给|把|将|从|以|由|与|被|使)$")
_CARRIED_OUT = re.compile(r"^.*(?:进行|实施|开展)了?(?=..)")
_ACT = re.compile(r"(?:进行|实施|开展|实行)了?(?P<act>[^，。；、]{2,12})")
_SHARED_PREDICATE = 40  # characters in which 进行了 is looked for


class NounsBehind:
    """Finds the noun behind a number, and names the number by it."""

    def __init__(self, words: Words, layout: Layout) -> None:
        self.words, self.layout = words, layout

    def ahead(self, figure: Figure, next_start: int) -> tuple[str, int]:
        """The words behind a figure that can belong to it, and where they end."""
        text = self.layout.text
        limit = min(next_start, figure.end + _AHEAD, len(text))
        stop = _STOP.search(text, self._past_aside(figure.end, limit), limit)
        end = stop.start() if stop else limit
        ahead = _ASIDE.sub("", text[figure.end : end])
        if ahead[:1] in ("、", "和", "及", "或") or ahead[:2] in ("以及", "分别"):
            return "", figure.end
        if end == next_start and (listed := ahead.rfind("、")) > 0 and not ahead.endswith(("、", "级", "类")):
            ahead, end = ahead[:listed], figure.end + listed  # 9个产品、老字号[2个]
        return _LOOSE_END.sub("", ahead.strip(EDGE)), end

    def _past_aside(self, at: int, limit: int) -> int:
        """Where a noun goes on behind a bracket that only says what it takes in: 96批次食品（含保健食品）样品."""
        aside = _ASIDE.search(self.layout.text, at, limit)
        if not aside or _STOP.search(self.layout.text, at, aside.start()) or _STOP.match(self.layout.text, aside.end()):
            return at
        return aside.end()

    def leads(self, figure: Figure, bound: Binding, rest: str, ahead: str) -> bool:
        """Whether a number belongs to the noun behind it: 55个系统; but 机构4家参加, 合格率98%以上."""
        if not ahead or (bound.from_baseline and self.words.comparator_start.match(ahead)):
            return False
        if not rest or bound.of_it or _OBJECT.match(rest) or self.words.verb_end.search(rest) or PREPOSITION.search(rest):
            return True
        if not bound.worded and _BEFORE_LIST.search(rest):
            return True
        if figure.dimension not in COUNTED or figure.after or bound.worded or bound.from_baseline:
            return False
        return not self.words.predicate_start.match(ahead) and not self.words.comparator_start.match(ahead)

    def name_by(self, name: Name, figure: Figure, rest: str, ahead: str, facing: bool) -> None:
        """Name a number by the noun behind it, with what is said of it and who acts."""
        sample, closing = _BEFORE_LIST.search(rest), self.words.verb_end.search(rest)
        name.subject = _subject_of(rest, sample, closing or PREPOSITION.search(rest)) or name.subject
        if sample:
            name.scope = name.scope or sample["first"].strip(EDGE) + "等"
        if closing:
            name.verb = closing["verb"]
        noun, predicate = self._noun_and_predicate(ahead)
        dealt_with = (_AREAS.match(ahead) or _DEALT_WITH.match(ahead)) if facing else None
        if dealt_with:
            noun, predicate = _BETWEEN.sub("", dealt_with[0]), ""  # 对12个市、县…进行了督查
        made_of = _MADE_OF.match(rest) if noun.endswith(COMPOSED) else None
        if made_of:
            name.subject, name.scope, noun = made_of["whole"], None, f"组成{noun[:-2]}"  # 领导小组由9个部门组成
        if name.subject in self.words.senses["remaining"]:
            noun, name.subject = f"{name.subject}{noun}", None  # 其他12名学员
        if name.subject and noun == ahead and self.words.predicate_start.match(ahead):
            noun, predicate = name.subject, ahead  # 16个乡镇中有14个通过了验收
        if self.layout.text[name.end - 1 : name.end] == "的":
            predicate = ""  # 30家企业生产的45批次
        if facing and (act := _ACT.search(self.layout.text, figure.end, figure.end + _SHARED_PREDICATE)):
            predicate = act["act"]
        predicate = _CARRIED_OUT.sub("", _ADVERBS.sub("", predicate)).rstrip("的")
        name.noun = noun
        if name.subject and (goal := _OBJECT.match(name.subject)):
            name.verb, name.subject = goal["verb"], None
        full, core = self._cores(noun)
        if full != noun and noun.endswith(full):
            name.scope = name.scope or noun.removesuffix(full).rstrip("的") or None
        if made_of or noun.startswith(tuple(self.words.senses["remaining"])):
            core = full
        if core != noun:
            name.subject = noun
        keeps_verb = name.verb and self.words.verbs.get(name.verb) not in ("make", "cause") and not predicate
        before = predicate + ("的" if len(predicate) >= _CLAUSE_LIKE else "") + ((name.verb or "") if keeps_verb else "")
        share = "比例" if figure.dimension == "share" and not self.words.whole_name.of(full) else ""  # 30%以上的乡镇
        name.head, name.short, name.predicate = before + full + share, before + core + share, before if predicate else ""

    def _cores(self, noun: str) -> tuple[str, str]:
        """What is counted, in full and in short: 承担任务的检验机构 are 检验机构, 违规机构的资质 are 违规机构,
        海产品加工企业 are 企业 in short."""
        owner, of, _ = noun.partition("的")
        of = "" if _RELATIVE.match(owner) else of
        if of and len(owner) <= _OWNER and self.words.head_end.of(owner):
            return owner, owner
        tail = noun.rsplit("的", 1)[-1] if "的" in noun[:-1] else noun
        head = self.words.head_end.of(tail)
        return tail, head if head and len(tail) > _COMPOUND else tail

    def _noun_and_predicate(self, ahead: str) -> tuple[str, str]:
        """820户企业生产… is 企业 and 生产…; a noun to the end has no predicate."""
        ends = bool(self.words.head_end.of(ahead))
        for match in self.words.head.finditer(ahead[:20]):
            rest = ahead[match.end() :]
            if rest.startswith("生产") and self.words.head.search(rest[2:8]):
                continue  # 产品生产单位 is one noun
            if (
                rest
                and self.words.predicate_start.match(_ADVERBS_FIRST.sub("", rest))
                and (not ends or self.words.hits("acts", rest))
            ):
                return ahead[: match.end()], rest
        said = self.words.said_of.match(ahead)
        return (said["noun"], said["said"]) if said else (ahead, "")


def _subject_of(rest: str, sample: re.Match[str] | None, cut: re.Match[str] | None) -> str | None:
    """Who acts, in the words before a number that stands first."""
    return None if sample else (rest[: cut.start()] if cut else rest) or None
