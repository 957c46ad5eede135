"""What a number is about: the words before it, or after it where the number comes first."""

import re

from zhiheng.core.extracting.bodies import Bodies
from zhiheng.core.extracting.comparators import Binding
from zhiheng.core.extracting.counting import COUNTED, Name
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.numbers import Figure
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of

REACH = 90  # characters before a number in which its name is looked for
_AHEAD = 60
_OWNER = 10  # characters of a noun that owns what follows 的
_COMPOUND = 6  # a longer compound is named by its head, and kept whole as subject
_RATES = {
    "share",
    "permille",
    "score",
    "index",
    "rate",
    "density",
}  # named by nouns: 认证面积占比, 培训合格率
_LOOSE_END = re.compile("(?:[和及、]|(?:当中|之中|中|里)?(?:有|已有|共有)|中|里)$")
_RECKONED = re.compile("按[^，。；]{1,24}?(?:计算|折算|测算)")
_RELATIVE = re.compile("拥有|具有|具备|获得|取得|通过")
_CLAUSE_AT_MOST = 20  # characters of a clause that is a name
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,2}(?:是|、)|（[一二三四五六七八九十\d]{1,3}）")
_OVER_YEARS = re.compile(
    "(?:近|过去|最近)[一二三四五六七八九十\\d]{1,2}年(?:以?来|间|中)?|[一二三四五六七八九十\\d]{1,2}年(?:以?来|间)"
)
_LASTING = re.compile("连续[一二两三四五六七八九十\\d]+(?:年|个月|季度)")
_ASIDE = re.compile(r"（(?:不?含|包括)[^（）]{1,30}）")
_NOTED = re.compile("（(?:不?含|包括|其中)[^（）]*）|（[A-Za-z&]{2,8}）|各类|各种|各项(?!指标|工作)")
_CLAUSE_LIKE = 8  # characters from which a predicate before its noun needs 的
_SHARE_OF = re.compile("[^占]{2,}占(?!比|有|地)(?=.)")
_AREAS = re.compile("[省市州盟县区旗乡镇村](?:[、和][省市州盟县区旗乡镇村])+(?![长委级])")
_DEALT_WITH = re.compile("[^，、和及]{2,20}?(?=进行|实施|开展|实行)")
_BETWEEN = re.compile("[、和]")
_COMPOSED = ("组成", "构成")
_MADE_OF = re.compile("(?P<whole>[^，。；]{2,30}?)(?:分别|共|一般)?由")
_ADVERBS_FIRST = re.compile("^(?:也|还|都|均)+")
_ADVERBS = re.compile("^(?:共|均|都|已经|已|还|也|分别|先后|全部)+|了")
_LISTED = ("、", "和", "及")
_ROUND = re.compile("[（）]")
_STOP = re.compile(r"[，。；：！？\n（）]")
_EDGE = "、，；：的 ·—-'）>|"
_OF = re.compile(r"^(?P<what>.+?)(?:达到|占到|占|不低于|超过|不超过|为)(?P<whole>[^，。；]{2,24})$")
_BEFORE_LIST = re.compile(r"(?P<first>[^、，]+)(?:[、，和及].*)?等$")
_HELD_AS = re.compile(r"^.*(?:列为|评为|认定为|命名为|核定为|定为|纳入|其中)(?=.)")
_OBJECT = re.compile(r"^(?:本次|此次)?(?P<verb>[\u4e00-\u9fff]{2,4})(?:对象|范围|总数|数量)$")
_DONE = ("进行", "实行", "实施", "开展")
_UPON = re.compile(rf"^(?:.*?)(?:对|向|在)(?P<upon>[^，。]{{2,30}}?)(?:{'|'.join(_DONE)})$")
_PREPOSITION = re.compile(r"(?:对|向|(?<![存现所])在|为|给|把|将|从|以|由|与|被|使)$")
_CARRIED_OUT = re.compile(r"^.*(?:进行|实施|开展)了?(?=..)")
_TIMES = ("中", "期间", "以来")
_WHILE = re.compile(rf"^[^，。；、]{{2,14}}?(?:过程中|{'|'.join(_TIMES)})(?=共|累计|已|先后|新增|查|出动)")
_ACT = re.compile(r"(?:进行|实施|开展|实行)了?(?P<act>[^，。；、]{2,12})")
_AGAINST_PLAN = re.compile("(?:超出?|超过|高于|低于|占)[^，。；、]{0,6}(?:计划|目标|预期|进度)")
_BARE_SHARE = 3  # characters of a share without the noun it is of: 占比, 合格率
_LISTED_AS = re.compile(
    "^.{2,8}(?<![认行成])[为是](?=..)|^.*(?:集中[在于]|其次[为是]|再次[为是]|依次[为是]|分别[为是]|主要[为是有在]|包括)"
)
_DIGIT = re.compile(r"\d")
_NEXT = re.compile("其次[为是]|再次[为是]")
_NOUN_BEFORE = re.compile(r"[^、，。；：！？\n（）]{2,20}$")
_SHARED_PREDICATE = 40  # characters in which 进行了 is looked for


class Namer:
    """Names figures; `left` is where the figure before ended or the clause began."""

    def __init__(self, words: Words, layout: Layout, deadlines: Deadlines) -> None:
        self.words, self.layout, self.deadlines = words, layout, deadlines
        self.bodies = words.once(Bodies)
        self._lead = words.once(_lead)
        self._told = words.once(_told)

    def left_edge(self, figure: Figure, previous_end: int) -> int:
        """Where the words that can belong to a figure begin."""
        text = self.layout.text
        start = max(self.layout.clause(figure.start)[0], previous_end, figure.start - REACH)
        depth = 0
        if not _ROUND.search(text, start, figure.start):
            return start
        for at in range(figure.start - 1, start - 1, -1):
            if text[at] == "）":
                depth += 1
            elif text[at] == "（":
                if not depth:
                    return at + 1
                depth -= 1
        if depth and start > 0 and (close := text.find("）", start, figure.start)) >= 0:
            return close + 1
        return start

    def name(self, figure: Figure, bound: Binding, left: int, next_start: int, previous: Name | None) -> Name:
        """The name of a figure whose peeled prefix begins at `left`."""
        name = Name(head="", start=left, end=figure.end, scope=bound.scope)
        rest = self._strip(bound.rest, left, name, figure.dimension not in _RATES)
        ahead, ahead_end = self._ahead(figure, next_start)
        if previous and previous.first and left < previous.end:
            rest = self._after_first(rest, previous, ahead, name)
        elif previous and not name.verb and left == previous.end and self.layout.text[left : left + 1] in _LISTED:
            name.verb, name.added = previous.verb, previous.added
        if bound.from_baseline and ahead.endswith(_COMPOSED):
            bound.from_baseline, rest = False, f"{rest}由"
        facing = _PREPOSITION.search(bound.rest) if ahead else None
        leading = bool(facing) or self._leading(figure, bound, rest, ahead)
        upon = _UPON.match(rest) if ahead and rest.endswith(_DONE) else None
        if figure.dimension == "share" and rest and len(rest) <= _BARE_SHARE and bound.kind == "level":
            rest = self.bracketed_noun(left) + rest
        of_whole = _OF.match(rest) if bound.of_it and figure.dimension == "share" else None
        if rest.startswith("占") and previous and figure.dimension == "share":
            rest = f"{self._told_apart(left, previous) or previous.root.split('占')[0]}{rest}"
        elif previous and left >= previous.end and figure.dimension == "share" and _AGAINST_PLAN.fullmatch(rest):
            rest = previous.root + rest  # 完成投资35亿元、超年度计划28%
        if bound.kind == "change" and figure.dimension in COUNTED and ahead and not rest:
            bound.kind, name.verb = "level", bound.verb
        if of_whole:
            name.head = f"{of_whole['what']}占{of_whole['whole']}"
        elif upon:
            name.head, name.end = upon["upon"] + ahead, ahead_end
        elif leading and figure.dimension != "points" and bound.kind != "change":
            name.first, name.end = True, ahead_end
            self._number_first(name, figure, rest, ahead, bool(facing))
        elif rest:
            self._number_last(name, figure, bound, rest, ahead)
        elif name.verb and self._tells(name.verb):
            name.head = name.verb
        if not name.head and previous and (said := self._told.match(self._told_apart(left, previous))):
            name.head = self._strip(said["what"], 0, Name(head=""))
        if not name.head and previous and (left >= previous.end or previous.first):
            name.head, name.scope, name.subject = (
                previous.root,
                name.scope or previous.scope,
                previous.subject,
            )
            if previous.added and previous.verb and "累计" in self.layout.text[left : figure.start]:
                name.head = name.head.removeprefix(previous.verb)  # 新增商标2件，累计达到28件
            name.carried = True
        name.head = _balanced(_NOTED.sub("", name.head))
        name.root = name.head
        name.head = changed(bound, name.head)
        return name

    def _leading(self, figure: Figure, bound: Binding, rest: str, ahead: str) -> bool:
        """Whether a number belongs to the noun behind it: 55个系统; but 机构4家参加, 合格率98%以上."""
        if not ahead or (bound.from_baseline and self.words.comparator_start.match(ahead)):
            return False
        if not rest or bound.of_it or _OBJECT.match(rest) or self.words.verb_end.search(rest) or _PREPOSITION.search(rest):
            return True
        if not bound.worded and _BEFORE_LIST.search(rest):
            return True
        if figure.dimension not in COUNTED or figure.after or bound.worded or bound.from_baseline:
            return False
        return not self.words.predicate_start.match(ahead) and not self.words.comparator_start.match(ahead)

    def topic(self, figure: Figure) -> str:
        """The clauses before a figure that has no name of its own (…的乡镇、企业，共计达到1097个)."""
        text = self.layout.text
        sentence, clause = self.layout.sentence(figure.start)[0], self.layout.clause(figure.start)[0]
        start = clause
        while start > sentence:
            start = self.layout.clause(start - 1)[0]
            if not text[start:clause].startswith(("以及", "和", "及", "或")):
                break
        topic = text[start : clause - 1] if clause > start else ""
        told = self._told.match(topic)
        topic = told["what"] if told else topic
        return self._strip(topic, start, Name(head="")) if len(topic) <= REACH else ""

    def bracketed_noun(self, left: int) -> str:
        """The noun that a bracket or the clause before explains: 服装类（占比12.3%）; 其次是服装类，占比12.3%."""
        text = self.layout.text
        noun = _NOUN_BEFORE.search(text, max(0, left - REACH), left - 1) if text[left - 1 : left] in "（，" else None
        if not noun or _DIGIT.search(noun[0]) or (text[left - 1] == "，" and not _NEXT.match(noun[0])):
            return ""
        return _LISTED_AS.sub("", noun[0])

    def _told_apart(self, left: int, previous: Name) -> str:
        """The clause before, where no other figure stands in it: 标签问题，占总数的5%."""
        start = self.layout.clause(left)[0]
        if left > start or start <= previous.end:
            return ""
        before = self.layout.clause(start - 1)[0]
        clause = self.layout.text[before : start - 1]
        return clause if before >= previous.end and 2 <= len(clause) <= _CLAUSE_AT_MOST else ""

    def _after_first(self, rest: str, previous: Name, ahead: str, name: Name) -> str:
        """What is left of the words between two numbers when the first one has taken its noun from them."""
        noun = previous.noun
        if ahead:
            name.verb = name.verb or previous.verb
            name.subject, name.start = noun or None, previous.end
            return ""
        start = name.start
        if noun and rest.startswith(noun):
            rest = self._strip(re.sub("^(?:当中|之中|中)", "", rest[len(noun) :]), 0, name)
        name.start = start
        return rest

    def _strip(self, rest: str, left: int, name: Name, counts: bool = True) -> str:
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
        return rest.rstrip(_EDGE.replace("）", ""))

    def _tells(self, verb: str) -> bool:
        """Whether a verb says what is counted (查处), rather than that it came about (打造)."""
        return any(self.words.verbs.get(part) == "find" for part in re.split("[、和及并]", verb))

    def _is_verb(self, rest: str, verb: re.Match[str]) -> bool:
        """A counting verb, unless the two characters belong to a noun (检验机构, 发展水平)."""
        following = rest[verb.end() :]
        return verb[0].endswith(("了", "着")) or not self.words.hits("verb_noun", verb[0] + following[:2])

    def _ahead(self, figure: Figure, next_start: int) -> tuple[str, int]:
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
        return _LOOSE_END.sub("", ahead.strip(_EDGE)), end

    def _past_aside(self, at: int, limit: int) -> int:
        """Where a noun goes on behind a bracket that only says what it takes in: 96批次食品（含保健食品）样品."""
        aside = _ASIDE.search(self.layout.text, at, limit)
        if not aside or _STOP.search(self.layout.text, at, aside.start()) or _STOP.match(self.layout.text, aside.end()):
            return at
        return aside.end()

    def _number_last(self, name: Name, figure: Figure, bound: Binding, rest: str, ahead: str) -> None:
        acted = (self.words.acted_by.match(rest) or self.words.acted.match(rest)) if not name.verb else None
        if acted and (acted["marker"] or self.bodies.acts(acted["subject"])):
            name.subject, name.verb, rest = acted["subject"], acted["verb"], acted["object"]
            name.acted = True
        held = _HELD_AS.match(rest)
        head = rest[held.end() :] if held and len(rest) - held.end() >= 2 else rest
        keeps_verb = name.verb and (name.added or self._tells(name.verb))
        if figure.dimension == "share" and ahead and bound.kind != "change" and not self.words.whole_name.of(head):
            head = f"{head}{ahead}" if self.words.whole_name.of(ahead) else f"{head}{ahead}比例"
        name.subject = name.subject or (rest if held else None)
        name.head = (name.verb or "") + head if keeps_verb else head

    def _number_first(self, name: Name, figure: Figure, rest: str, ahead: str, facing: bool) -> None:
        sample, closing = _BEFORE_LIST.search(rest), self.words.verb_end.search(rest)
        name.subject = _subject_of(rest, sample, closing or _PREPOSITION.search(rest)) or name.subject
        if sample:
            name.scope = name.scope or sample["first"].strip(_EDGE) + "等"
        if closing:
            name.verb = closing["verb"]
        noun, predicate = self._noun_and_predicate(ahead)
        dealt_with = (_AREAS.match(ahead) or _DEALT_WITH.match(ahead)) if facing else None
        if dealt_with:
            noun, predicate = _BETWEEN.sub("", dealt_with[0]), ""  # 对12个市、县…进行了督查
        made_of = _MADE_OF.match(rest) if noun.endswith(_COMPOSED) else None
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
        name.head, name.short, name.predicate = before + full, before + core, before if predicate else ""

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


def _trim(rest: str, left: int) -> tuple[str, int]:
    bare = rest.lstrip("、，；：的 ·—-)）>|")
    return bare, left + len(rest) - len(bare)


def changed(bound: Binding, head: str) -> str:
    """The name of a change: 合格率提高, 能耗下降."""
    if bound.kind != "change" or not bound.verb or not head or head.endswith(bound.verb):
        return head
    if share := _SHARE_OF.match(head):
        head = f"{share[0]}比"  # 外观问题占不合格总数的12%，比上年低3个百分点
    return head + re.sub("同比|年均|了$", "", bound.verb)


def _balanced(head: str) -> str:
    """The name without a quotation mark that has lost its partner."""
    return head if head.count("“") == head.count("”") else head.replace("“", "").replace("”", "")


def _told(words: Words) -> re.Pattern[str]:
    """A measure and what is said of it: 产量|稳步提升, 规模|连续九年居全国首位."""
    measures = any_of(words.senses["whole_name"])
    return re.compile(
        rf"(?P<what>[^，。；]*?(?:{measures}|额|产量))(?:连续|保持|持续|稳步|平稳|不断|逐年|快速|大幅|明显|显著|最高|最低|较高|较低|居)"
    )


def _lead(words: Words) -> re.Pattern[str]:
    """A linking word at the front, unless it begins a noun (有机产品)."""
    nouns = any_of(words.senses["noun_start"])
    return re.compile(f"(?!{nouns}){words.leadin_start.pattern}")
