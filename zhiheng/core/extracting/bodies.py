"""Lists of units, split as the contract asks: at 、及和, each name as written, 等 leaves the list open."""

import re

from zhiheng.core.extracting.endings import Endings
from zhiheng.core.extracting.scanning import past
from zhiheng.core.extracting.words import Words

_OPEN = re.compile(r"等(?!级|效|候|次|额)")
_NOT_OPEN = re.compile(r"[高中平同初特优对上下均几]等$")
_AREA = re.compile(r"(?!各|设区|我|本|该|全)[\u4e00-\u9fff]{1,6}(?:省|市|县|区|州|盟|旗|镇|乡)(?:及周边地区)?")
_GATHERINGS = ("社会", "机会", "大会")
_ASIDE = re.compile("（[^（）]{1,12}）$")
_AND = re.compile("以及|及|和|与")
_FIELD = re.compile("(?:[\u4e00-\u9fff]{1,8}[省市州盟县区旗]|[省市州盟县区旗])?(?:自然资源|网信|机关)")
_OFFICE = re.compile("[^和与及]{1,14}(?:局|厅|委|委员会|办|办公室)(?=和|与|及|以及|$)")
_GENERIC = re.compile("单位|机构|企业|地方")
_FOR = re.compile("[为对向给]")
_EDGE = " ，。；：、\n"
_LEADING = re.compile(r"^(?:(?:分别|统一|具体)?由|请|并由|会同|以及|及|和|与|其他|其中)")


class Bodies:
    """Knows what ends the name of a unit."""

    def __init__(self, words: Words) -> None:
        endings = {ending.word for ending in words.lexicons.body_endings}
        self._ends = Endings(endings)
        self.last = "".join(sorted({word[-1] for word in endings})) + "）"
        self._told = Endings(word for word in endings if len(word) > 1 or word in "局厅委")

    def is_told(self, name: str) -> bool:
        """A name whose ending is plain enough to stand in the middle of a clause."""
        return bool(self._told.of(name))

    def acts(self, subject: str) -> bool:
        """Whether words before a verb are a unit, or begin with one that acts for something (测绘部门为经济社会发展)."""
        return self.is_told(subject) or any(self.is_told(subject[: at.start()]) for at in _FOR.finditer(subject))

    def is_body(self, name: str) -> bool:
        """Whether a name ends as a body of government does."""
        if not 2 <= len(name) <= 40 or name.endswith(_GATHERINGS):
            return False
        end = self._ends.of(_ASIDE.sub("", name) if name.endswith("）") else name)
        return bool(end) and (len(end) > 1 or len(name) > 2 or end in "局厅委部办省市县区")

    def is_area(self, name: str) -> bool:
        """An area named without its government (北京市), which is spoken of rather than told."""
        return bool(_AREA.fullmatch(name))

    def split(self, listed: str) -> tuple[list[str], bool]:
        """The names of a list, and whether 等 left it open."""
        names: list[str] = []
        is_open = False
        for part in _outside_brackets(listed, "、，；"):
            for piece in self._joined(part):
                name, opened = _closed(piece)
                is_open |= opened
                if name and name not in names:
                    names.append(name)
        return names, is_open

    def _joined(self, part: str) -> list[str]:
        """Split at 及, 和, 与 where what stands before is a whole unit (not 工业和信息化厅)."""
        if "及" not in part and "和" not in part and "与" not in part:
            return [part]
        pieces, start = [], 0
        for match in _AND.finditer(part):
            before = part[start : match.start()]
            name, opened = _closed(before)  # of 由住房和城乡建设局 only 住房: 由 is no part of a name
            if (self.is_body(name) or (opened and name)) and not _is_field(part, start, match):
                pieces.append(before)
                start = match.end()
        if pieces and start < len(part) and _closed(pieces[-1])[1] and _GENERIC.fullmatch(part, start):
            return pieces  # 财政部等有关部门和单位
        return [*pieces, part[start:]]


def _closed(piece: str) -> tuple[str, bool]:
    """The name before 等; what follows 等 up to the separator is dropped."""
    piece = piece.strip(_EDGE)
    for match in _OPEN.finditer(piece) if "等" in piece else ():
        if match.start() and not _NOT_OPEN.search(piece[: match.end()]):
            return past(_LEADING, piece[: match.start()]).strip(_EDGE), True
    return past(_LEADING, piece).strip(_EDGE), False


def _is_field(part: str, start: int, joined: re.Match[str]) -> bool:
    """Whether what stands before 和 is the first half of one office's name: 自然资源和规划局, not 自然资源和公安部门."""
    return bool(_FIELD.fullmatch(part, start, joined.start()) and _OFFICE.match(part, joined.end()))


def _outside_brackets(text: str, separators: str) -> list[str]:
    """The text split at separators that stand outside （）."""
    if "（" not in text and "〔" not in text:
        return re.split(f"[{separators}]", text)
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        if char in "（〔":
            depth += 1
        elif char in "）〕":
            depth = max(0, depth - 1)
        elif char in separators and not depth:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
