"""Who must act: the unit at the beginning of a clause that goes on with 要, 应, 负责 or a verb of duty."""

import re
from collections.abc import Iterator

from msgspec import Struct

from zhiheng.core.extracting.bodies import Bodies
from zhiheng.core.extracting.scanning import past
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of

SUBJECT = 160  # characters of a list of units
_CLAUSE = re.compile(r"[^，：；。！？\n]+")
_ENUMERATED = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:是|、)|第[一二三四五六七八九十百零]+(?:，|条)|（[一二三四五六七八九十]+）|\d{1,2}[.、]|[①-⑳])+"
)
_LEADING = re.compile(r"^(?:同时|此外|另外|其中|并|且|因此|为此|今后|下一步|当前|会后|特别是?|尤其是?)+，?")
_TOGETHER = re.compile("会同|联合|商(?=国家|省|市|县|有关)")
_PLACES = re.compile("[^我本该此全]{2,8}(?:省市|省区市|市县|县市|县区|区县|城市|乡镇|示范[市县区])")  # told to act: 试点城市要
_DESCRIBED = re.compile("[^。；]{0,30}的[^，。；]{0,8}(?:机制|体系|格局|模式|制度|网络)")  # 建立由政府牵头的机制
_FIGURE = re.compile(r"\d+%|\d+[家个户]")  # 80%以上的企业 are counted, not told
_HELPING = re.compile("配合|协助|协同|参与|支持")
_OTHER = "其他"
_PLACE = re.compile("[省市县区镇乡州村](?:（[^（）]*）)?$")


class Subject(Struct, frozen=True):
    """Who must act, and where its words begin; `modal` when told so by 要, 应, 负责, `urged` when by 要 or 应 itself."""

    start: int
    names: tuple[str, ...]
    is_open: bool
    modal: bool
    urged: bool = False


class Subjects:
    """Finds subjects; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        self.bodies = words.once(Bodies)
        modals = any_of(words.senses["duty_modal"])
        verbs = any_of(words.senses["duty_verb"])
        given_to, given_to_do = any_of(words.senses["given_to"]), any_of(words.senses["given_to_do"])
        who = rf"(?P<who>[^，：；。“”]{{2,{SUBJECT}}}?)"
        ends = self.bodies.last + "也还都均样"  # a pattern that begins with one of these characters is found fast
        self._acting = re.compile(
            rf"[{ends}由请各设要责敦成](?:(?<=[由请各])|(?<=设)在|(?<=要)求|(?<=责)[成令]|(?<=敦)促|(?<=成)员"
            rf"|(?<=[{ends}])(?:{modals}|{verbs}|(?:分别)?对|在|作为|于|是|为牵头|会同|联合|商|将))"
        )
        self._with_modal = re.compile(
            rf"{who}(?:也|还|都|均|同样|每年|每半年|每季度|每月|定期|首先)?(?<![所主重只必不需])(?P<modal>{modals})(?!人|同志)"
        )
        self._with_verb = re.compile(rf"{who}(?={verbs})")
        charged = "实施|实行|进行|负责|负(?:总|领导|主体|监管|属地|主要|首要)责任?"
        self._with_aim = re.compile(rf"{who}(?=(?:分别)?对[^，：；。]{{2,30}}(?:{charged}))")
        self._with_time = re.compile(
            rf"{who}(?=(?:在[^，：；。]{{2,40}}(?:时|中|期间|前)|作为[^，：；。]{{2,40}}|是[^，：；。]{{2,30}}(?:责任人|主体))，(?:也|还|都|均)?(?:{modals}))"
        )
        self._reporting = re.compile(  # 各地整改情况，要及时报送
            rf"(?P<who>各(?:地区?|省（自治区、直辖市）|县（市、区）|省|市|县|[^，：；。]{{1,10}}?(?:部门|单位)))[^，：；。]{{2,40}}，(?:{modals})"
        )
        self._by_day = re.compile(rf"{who}(?=于[^，：；。]{{2,20}}前)")
        self._leading = re.compile(rf"{who}(?:为|是|作为)牵头(?:单位|部门)")
        self._calling = (
            ("", self._with_modal), ("", self._with_verb), ("对", self._with_aim), ("于", self._by_day), ("牵头", self._leading),
        )  # fmt: skip
        self._given_to = re.compile(rf"由{who}(?:{given_to})(?!解释|同志|人)")
        self._given_to_do = re.compile(rf"由{who}(?:{given_to_do})")
        self._seated = re.compile(rf"办公室(?:就)?设在{who}(?=[，。；]|$)")
        more = any_of(words.senses["duty_goes_on"])
        self._starts_duty = re.compile(rf"(?:{modals}|{verbs}|{more})|对[^；。]{{2,80}}?，?(?:要|应|应当|必须|须)(?![求点素])")
        self._required = re.compile(
            rf"(?:要求|责成|敦促|责令|^请){who}(?=及时|立即|尽快|迅速|依法|严格|认真|切实|于|将|在|对|按照|{verbs})"
        )
        self.not_a_name = re.compile(f"(?:{verbs}|{any_of(words.senses['not_a_name'])})")

    def goes_on(self, bare: str) -> bool:
        """Whether a clause begins as a duty does whose subject was said before."""
        return bool(self._starts_duty.match(bare))

    def places(self, text: str) -> list[int]:
        """Where the name of a unit may end before a word of duty, or what gives one a duty begins."""
        return [match.start() for match in self._acting.finditer(text)]

    def of(self, part: str, offset: int, places: list[int]) -> Subject | None:
        """The first unit of a part that must act, with those that later clauses of the part name beside it.

        `places` are those of the part: a clause without one has no subject.
        """
        first: Subject | None = None
        for clause in _with_one_of(places, part, offset):
            bare = without_number(clause[0])
            at = offset + clause.end() - len(bare)
            subject = self._in_clause(bare, at) or self._before_a_time(part[clause.end() - len(bare) :], at)
            if subject is None:
                continue
            if first is None:
                first = subject
            elif (subject.modal or (first.modal and not _HELPING.search(bare))) and not self.not_a_name.match(subject.names[0]):
                more = tuple(name for name in subject.names if name not in first.names)
                first = Subject(first.start, first.names + more, first.is_open or subject.is_open, first.modal, first.urged)
        return first

    def units(self, who: str) -> bool:
        """Whether a list names units that can be told to act, not just an area or a thing."""
        last = re.split("[、和及]", who)[-1]
        if self.bodies.is_area(who) or self.not_a_name.match(who) or _FIGURE.search(who):
            return False
        if _PLACE.search(last) and not who.startswith(("各", "设区")):
            return False
        return self.bodies.is_body(who) or (self.bodies.is_body(last) and len(last) >= 2)

    def _in_clause(self, bare: str, at: int) -> Subject | None:
        if bare.startswith(_OTHER):
            rest = self._in_clause(bare.removeprefix(_OTHER), at)
            return rest and Subject(at, (_OTHER + rest.names[0], *rest.names[1:]), rest.is_open, rest.modal, rest.urged)
        seated = self._seated.search(bare)
        if seated and self.units(seated["who"]):
            return self._named(seated["who"], at, True)
        given = (self._given_to.search(bare) or self._given_to_do.search(bare)) if "由" in bare else None
        if given and not _DESCRIBED.match(bare, given.end()) and self.units(who := _TOGETHER.split(given["who"])[0]):
            return self._named(who, at, given.re is self._given_to)
        required = self._required.search(bare)
        if required and self.units(required["who"]):
            return self._named(required["who"], at, True)
        if self.not_a_name.match(bare):
            return None
        called = [match for sign, pattern in self._calling if sign in bare and (match := pattern.match(bare))]
        for match in sorted(called, key=lambda match: len(match["who"])):
            who = _TOGETHER.split(match["who"])[0]
            if self.units(who) or ("modal" in match.re.groupindex and _PLACES.fullmatch(who)):
                modal = "modal" in match.re.groupindex or who.startswith(("各", "有关"))
                return self._named(who, at, modal, urged="modal" in match.re.groupindex)
        return None

    def _before_a_time(self, rest: str, at: int) -> Subject | None:
        """各部门在审批时，应当…: the time stands between who and the duty."""
        match = self._with_time.match(rest) or self._reporting.match(rest)
        return self._named(match["who"], at, True) if match and self.units(match["who"]) else None

    def _named(self, who: str, at: int, modal: bool, urged: bool = False) -> Subject:
        names, is_open = self.bodies.split(who)
        return Subject(at, tuple(names), is_open, modal, urged)


def _with_one_of(places: list[int], part: str, offset: int) -> Iterator[re.Match[str]]:
    """The clauses of a part in which one of the ordered places lies."""
    k = 0
    for clause in _CLAUSE.finditer(part):
        while k < len(places) and places[k] < offset + clause.start():
            k += 1
        if k == len(places):
            return
        if places[k] < offset + clause.end():
            yield clause


def is_numbered(text: str) -> bool:
    """Whether a clause begins with its number: 一是, （二）."""
    return bool(_ENUMERATED.match(text))


def without_number(text: str) -> str:
    """A clause without its number (一是, （二）) and linking words."""
    return past(_LEADING, past(_ENUMERATED, text))
