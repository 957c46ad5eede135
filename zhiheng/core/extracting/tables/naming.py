"""Who leads and who answers, from the cells of a row."""

import re

from msgspec import Struct, field

from zhiheng.core.extracting.assignments import Assigner
from zhiheng.core.extracting.tables.grids import Cell

_NOTHING = re.compile(r"[-—–/／\\无空\s]*")
_LED_BY = re.compile(r"（(?:牵头|主责|主办|牵头单位)）|[★*▲☆△※]")
_LABELLED = re.compile(r"(?:牵头|主责|主办|责任|配合|协办|参与|落实|承办)(?:责任)?(?:单位|部门)?(?:为)?：")
_VERBS = re.compile(r"牵头(?:$|[，；。、 ]|负责)|(?:配合|协助|参与|协办)(?:$|[，；。 ])|按职责|(?:分别|共同)?负责$")
_PARTED = re.compile(r"[ ；\n/]+|(?<=[\u4e00-\u9fff）]),(?=[\u4e00-\u9fff])|(?:^|(?<=[ 、；]))\d{1,2}[.、．]")


class Assigned(Struct, kw_only=True):
    """Who was named in a row."""

    lead: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)
    is_open: bool = False


class CellUnits:
    """Reads cells of units; compiled for one set of words."""

    def __init__(self, assigner: Assigner) -> None:
        self.assigner, self.bodies = assigner, assigner.bodies

    def add(self, assigned: Assigned, cell: Cell, role: str, leads_first: bool) -> None:
        """Adds the units of one cell; `role` is the field of its column."""
        text = cell.text.strip("。；， ")
        if _LABELLED.search(text) or (_VERBS.search(text) and role != "lead"):
            self._add_told(assigned, text)
            return
        marked = bool(_LED_BY.search(text))
        names, is_open = self._names(text)
        assigned.is_open |= is_open
        for place, name in enumerate(names):
            bare = _LED_BY.sub("", name)
            leads = role == "lead" or (marked and bare != name) or (leads_first and not marked and role != "lead" and not place)
            self._append(assigned, bare, leads and (role != "responsible" or not assigned.lead or marked))

    def _add_told(self, assigned: Assigned, text: str) -> None:
        joined = re.sub(r"(?<=[\u4e00-\u9fff）]) (?=[\u4e00-\u9fff])", lambda match: _break(text, match.start()), text)
        told = self.assigner.parse(joined)
        for name in told.lead:
            self._append(assigned, name, True)
        for name in told.responsible:
            self._append(assigned, name, False)
        assigned.is_open |= told.is_open

    def _names(self, text: str) -> tuple[list[str], bool]:
        """The names of a cell: a line each, or parted; a line that ends in no unit's name goes on in the next."""
        joined = ""
        for piece in _PARTED.split(text):
            whole = not joined or joined.endswith(("、", "，")) or self._ends_whole(joined)
            joined += ("、" if whole and joined and not joined.endswith(("、", "，")) else "") + piece
        return self.bodies.split(joined)

    def _ends_whole(self, text: str) -> bool:
        last = text.replace("，", "、").split("、")[-1]
        bare = _LED_BY.sub("", last)
        return self.bodies.is_body(bare) or last.endswith(("等", "）", "司", "会")) or len(bare) >= 12

    def _append(self, assigned: Assigned, name: str, leads: bool) -> None:
        if not name or name in assigned.lead or name in assigned.responsible:
            return
        (assigned.lead if leads else assigned.responsible).append(name)


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing (—, 无, /)."""
    return bool(_NOTHING.fullmatch(text))


def _break(text: str, at: int) -> str:
    """What a line's end in a cell stands for: the next part where a label follows, else the next name."""
    return "；" if _LABELLED.match(text, at + 1) else "" if text[at - 1] in "、，；：" else "、"
