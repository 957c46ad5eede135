"""Who helps in a duty: those who 配合, are supported, organised, worked with or made members."""

import re

from zhiheng.core.extracting.subjects import SUBJECT, Subjects
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of

_CHAIR = re.compile(r"由[^，。；由]{2,30}?(?:任|为|担任)(?:主任|组长|总召集人|召集人)")
_MEMBERS = re.compile(r"[，、](?P<who>[^，。；]{2,400}?)(?:为|任)(?:小组)?成员")
_COMPOSED = re.compile(r"由(?P<who>[^，。；]{4,600}?)组成")  # 联席会议由甲局、乙局等12个部门组成
_COUNTED_OFF = re.compile(r"\d+个(?:成员)?(?:部门|单位|机构)(?:[和及、](?:单位|机构|部门))?$")
_OTHER_POSTS = re.compile(r"^.*任[^、，]{2,8}[、，]")  # 分管副市长任副组长、有关部门…
_PERSONS = re.compile("(?:主要|分管|有关)?(?:负责人|负责同志|领导)$")
_LISTED = re.compile(r"(?P<list>[^等]{2,50}等)[\u4e00-\u9fff]{0,8}?(?:部门|单位|媒体|机构|企业|组织)")
_LONGEST = 24


class Helpers:
    """Finds helpers; compiled for one set of words."""

    def __init__(self, words: Words, subjects: Subjects) -> None:
        self.subjects, self.bodies = subjects, subjects.bodies
        self._helped = re.compile(
            rf"(?:{any_of(words.senses['helped'])})(?!办公室|会议|工作组|惩戒|执法|体[系国])(?P<who>[^，：；。]{{2,{SUBJECT}}})"
        )
        self._helping = re.compile(
            rf"(?:^|[，；])(?P<who>[^，：；。]{{2,{SUBJECT}}}?)(?:要|应|应当)?(?:积极|密切|予以|做好|给予)?"
            rf"(?:配合|协助|协同|参与|支持)(?=做好|开展|抓好|落实|推进|实施|完成|[，；。]|$)"
        )
        self._beside = re.compile(
            rf"(?<!会)[与同](?P<who>[^，：；。与同]{{2,{SUBJECT}}}?(?:部门|单位|机构))的?(?:密切|沟通|协作|协调|配合|联动|合作|衔接)"
        )

    def of(self, text: str, lead: tuple[str, ...]) -> tuple[list[str], bool]:
        """The helpers named in a duty, and whether 等 left them open."""
        listed = [m["who"] for pattern in (self._helping, self._beside) for m in pattern.finditer(text)]
        if "成员" in text and (chair := _CHAIR.search(text)):
            listed += [_OTHER_POSTS.sub("", match["who"]) for match in _MEMBERS.finditer(text, chair.end())]
        listed += [who for match in self._helped.finditer(text) if (who := self._object(match["who"]))]
        if "组成" in text:
            listed += [_COUNTED_OFF.sub("", match["who"]) for match in _COMPOSED.finditer(text)]
        names: list[str] = []
        is_open = False
        for each in listed:
            who = _PERSONS.sub("", each)
            named = "等" in who or self.subjects.units(who)
            if not named or self.subjects.not_a_name.match(who) or re.search("要|应当|任副?组长", who):
                continue
            split, opened = self.bodies.split(who)
            is_open |= opened
            names += [name for name in split if name not in names and name not in lead and len(name) >= 2]
        return names, is_open

    def _object(self, after: str) -> str:
        """The units at the beginning of what follows 支持, 组织, 会同 …"""
        listed = _LISTED.match(after)
        if listed:
            return listed["list"]
        if self.subjects.not_a_name.match(after):
            return ""
        told = [after[:cut] for cut in range(2, min(len(after), _LONGEST) + 1) if self.bodies.is_told(after[:cut])]
        acting = (who for who in told if self.subjects.goes_on(after[len(who) :]))  # 会同有关部门|建立…的部门协调机制
        return next(acting, told[-1] if told else "")
