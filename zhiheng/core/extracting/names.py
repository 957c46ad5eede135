"""What a number is about: the words before it, or after it where the number comes first."""

import re

from zhiheng.core.extracting.bodies import Bodies
from zhiheng.core.extracting.comparators import Binding
from zhiheng.core.extracting.counting import COUNTED, Name
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.fronts import Fronts
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.nouns_behind import COMPOSED, PREPOSITION, NounsBehind
from zhiheng.core.extracting.numbers import Figure
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of

REACH = 90  # characters before a number in which its name is looked for
_RATES = {
    "share",
    "permille",
    "score",
    "index",
    "rate",
    "density",
}  # named by nouns: 认证面积占比, 培训合格率
_CLAUSE_AT_MOST = 20  # characters of a clause that is a name
_NOTED = re.compile("（(?:不?含|包括|其中)[^（）]*）|（[A-Za-z&]{2,8}）|各类|各种|各项(?!指标|工作)")
_SHARE_OF = re.compile("[^占]{2,}占(?!比|有|地)(?=.)")
_LISTED = ("、", "和", "及")
_ROUND = re.compile("[（）]")
_OF = re.compile(r"^(?P<what>.+?)(?:达到|占到|占|不低于|超过|不超过|为)(?P<whole>[^，。；]{2,24})$")
_HELD_AS = re.compile(r"^.*(?:列为|评为|认定为|命名为|核定为|定为|纳入|其中)(?=.)")
_DONE = ("进行", "实行", "实施", "开展")
_UPON = re.compile(rf"^(?:.*?)(?:对|向|在)(?P<upon>[^，。]{{2,30}}?)(?:{'|'.join(_DONE)})$")
_AGAINST_PLAN = re.compile("(?:超出?|超过|高于|低于|占)[^，。；、]{0,6}(?:计划|目标|预期|进度)")
_BARE_SHARE = 3  # characters of a share without the noun it is of: 占比, 合格率
_LISTED_AS = re.compile(
    "^.{2,8}(?<![认行成])[为是](?=..)|^.*(?:集中[在于]|其次[为是]|再次[为是]|依次[为是]|分别[为是]|主要[为是有在]|包括)"
)
_DIGIT = re.compile(r"\d")
_NEXT = re.compile("其次[为是]|再次[为是]")
_NOUN_BEFORE = re.compile(r"[^、，。；：！？\n（）]{2,20}$")


class Namer:
    """Names figures; `left` is where the figure before ended or the clause began."""

    def __init__(self, words: Words, layout: Layout, deadlines: Deadlines) -> None:
        self.words, self.layout = words, layout
        self.bodies = words.once(Bodies)
        self._fronts, self._behind = Fronts(words, deadlines), NounsBehind(words, layout)
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
        rest = self._fronts.stripped(bound.rest, left, name, figure.dimension not in _RATES)
        ahead, ahead_end = self._behind.ahead(figure, next_start)
        if previous and previous.first and left < previous.end:
            rest = self._after_first(rest, previous, ahead, name)
        elif previous and not name.verb and left == previous.end and self.layout.text[left : left + 1] in _LISTED:
            name.verb, name.added = previous.verb, previous.added
        if bound.from_baseline and ahead.endswith(COMPOSED):
            bound.from_baseline, rest = False, f"{rest}由"
        facing = PREPOSITION.search(bound.rest) if ahead else None
        leading = bool(facing) or self._behind.leads(figure, bound, rest, ahead)
        upon = _UPON.match(rest) if ahead and rest.endswith(_DONE) else None
        if figure.dimension == "share" and rest and len(rest) <= _BARE_SHARE and bound.kind == "level":
            rest = self.bracketed_noun(left) + rest
        of_whole = _OF.match(rest) if bound.of_it and figure.dimension == "share" else None
        if rest.startswith("占") and previous and figure.dimension == "share":
            rest = f"{self._told_apart(left, previous) or previous.root.split('占')[0]}{rest}"
        elif previous and left >= previous.end and figure.dimension == "share" and _AGAINST_PLAN.fullmatch(rest):
            rest = previous.root + rest  # 完成投资35亿元、超年度计划12%
        if bound.kind == "change" and figure.dimension in COUNTED and ahead and not rest:
            bound.kind, name.verb = "level", bound.verb
        if of_whole:
            name.head = f"{of_whole['what']}占{of_whole['whole']}"
        elif upon:
            name.head, name.end = upon["upon"] + ahead, ahead_end
        elif leading and figure.dimension != "points" and bound.kind != "change":
            name.first, name.end = True, ahead_end
            self._behind.name_by(name, figure, rest, ahead, bool(facing))
        elif rest:
            self._number_last(name, figure, bound, rest, ahead, ahead_end)
        elif name.verb and self._tells(name.verb):
            name.head = name.verb
        if not name.head and previous and (said := self._told.match(self._told_apart(left, previous))):
            name.head = self._fronts.stripped(said["what"], 0, Name(head=""))
        if not name.head and previous and (left >= previous.end or previous.first):
            name.head, name.scope, name.subject = previous.root, name.scope or previous.scope, previous.subject
            if previous.added and previous.verb and "累计" in self.layout.text[left : figure.start]:
                name.head = name.head.removeprefix(previous.verb)  # 新增商标2件，累计达到28件
            name.carried = True
        name.head = _balanced(_NOTED.sub("", name.head))
        name.root = name.head
        name.head = changed(bound, name.head)
        return name

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
        return self._fronts.stripped(topic, start, Name(head="")) if len(topic) <= REACH else ""

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
            rest = self._fronts.stripped(re.sub("^(?:当中|之中|中)", "", rest[len(noun) :]), 0, name)
        name.start = start
        return rest

    def _tells(self, verb: str) -> bool:
        """Whether a verb says what is counted (查处), rather than that it came about (打造)."""
        return any(self.words.verbs.get(part) == "find" for part in re.split("[、和及并]", verb))

    def _number_last(self, name: Name, figure: Figure, bound: Binding, rest: str, ahead: str, ahead_end: int) -> None:
        acted = (self.words.acted_by.match(rest) or self.words.acted.match(rest)) if not name.verb else None
        if acted and (acted["marker"] or self.bodies.acts(acted["subject"])):
            name.subject, name.verb, rest = acted["subject"], acted["verb"], acted["object"]
            name.acted = True
        held = _HELD_AS.match(rest)
        head = rest[held.end() :] if held and len(rest) - held.end() >= 2 else rest
        keeps_verb = name.verb and (name.added or self._tells(name.verb))
        if figure.dimension == "share" and ahead and bound.kind != "change" and not self.words.whole_name.of(head):
            head = f"{head}{ahead}" if self.words.whole_name.of(ahead) else f"{head}{ahead}比例"
            name.end = ahead_end
        name.subject = name.subject or (rest if held else None)
        name.head = (name.verb or "") + head if keeps_verb else head


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
