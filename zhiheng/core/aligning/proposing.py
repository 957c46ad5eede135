"""Proposals for the 机构对照表, each with its reason. A person accepts; nothing here is applied by itself."""

import re

from zhiheng.core.aligning.naming import Names
from zhiheng.core.values.lexicons import UnitNaming
from zhiheng.core.values.units import Candidate, Level, UnitWords

_COMMITTEE = re.compile(r".+(领导小组|委员会|联席会议|指挥部|专班)(办公室|各?成员单位)?")
_LEVELS: tuple[Level, ...] = ("province", "city", "county", "township")
_NONE_HERE = "-"


def propose_counterpart(
    name: str, own_region: str, own_level: Level, *, words: UnitWords, on: str = "9999-12-31"
) -> tuple[Candidate, ...]:
    """Who may take up at the own level what `name` does above, the likeliest first; empty: nothing is known.

    `own_region` is the region's name (示例县); units are written with its last character (县市场监管局).
    Source: docs/methods/aligning.md
    """
    names = Names(words)
    if _COMMITTEE.fullmatch(name) and not names.naming(name):
        return _for_committee(name, own_region)
    if general := names.general(name):
        return _for_phrase(name, getattr(general, own_level, ""))
    later, reform = names.renamed(name, on)
    history = f"{reform.said}，“{name}”现为“{'、'.join(later)}”；" if reform else ""
    found: dict[str | None, Candidate] = {}
    for current in later:
        for candidate in _at_level(current, own_region, own_level, names):
            said = Candidate(
                name=candidate.name, reason=history + candidate.reason, vertical=candidate.vertical
            )
            found.setdefault(candidate.name, said)
    return tuple(found.values())


def _for_phrase(name: str, here: str) -> tuple[Candidate, ...]:
    if here and here != name:
        return (Candidate(name=here, reason=f"“{name}”是泛称，本级一般写作“{here}”。"),)
    return (Candidate(name=name, reason=f"“{name}”是泛称，本级可照写。"),)


def _for_committee(name: str, own_region: str) -> tuple[Candidate, ...]:
    mark = _mark(own_region)
    here = re.sub(r"[省市州](?!场|政)", mark, name)
    return (Candidate(name=here, reason="议事协调机构，按上级名称改为本级名称，以本级成立文件为准。"),)


def _at_level(name: str, own_region: str, own_level: Level, names: Names) -> list[Candidate]:
    rows = names.naming(name)
    if rows:
        return [candidate for row in rows for candidate in _from_row(name, row, own_region, own_level)]
    return _from_suffix(name, own_region, own_level, names)


def _from_row(name: str, row: UnitNaming, own_region: str, own_level: Level) -> list[Candidate]:
    vertical = bool(row.vertical) and _LEVELS.index(own_level) >= _LEVELS.index(_level(row.vertical))
    note = f"（{row.note}）" if row.note else ""
    found = []
    for form in getattr(row, own_level):
        if form == _NONE_HERE:
            found += _none_here(name, vertical, note)
            continue
        here = _written(form, own_region, own_level)
        why = "垂直管理，业务由上级系统主管" if vertical else "同一职能在本级的通常名称"
        found.append(Candidate(name=here, reason=f"{why}{note}。", vertical=vertical))
    return found


def _none_here(name: str, vertical: bool, note: str) -> list[Candidate]:
    none = Candidate(name=None, reason=f"本级一般无此机构{note}。", vertical=vertical)
    if not vertical:
        return [none]
    keep = Candidate(name=name, reason=f"垂直管理，本级无同级机构，可仍列上级机构{note}。", vertical=True)
    return [keep, none]


def _from_suffix(name: str, own_region: str, own_level: Level, names: Names) -> list[Candidate]:
    """By the rule of suffixes: a 厅 is a 局 below the province; 委, 局, 办 and 中心 keep theirs."""
    stripped = re.sub(r"^(?:[一-龥]{2,6}?(?:省|自治区|市|自治州)|省|自治区|市(?!场|政))", "", name)
    if stripped == name or own_level == "township":
        return []
    if stripped.endswith("厅"):
        here = _mark(own_region) + stripped[:-1] + "局"
        return [Candidate(name=here, reason="按命名规律，省级的厅在市县为局；请核对是否设有。")]
    if stripped.endswith(("局", "委", "办", "办公室", "中心", "部", "会")):
        here = _mark(own_region) + stripped
        return [Candidate(name=here, reason="按命名规律沿用原名；请核对是否设有。")]
    return []


def _written(form: str, own_region: str, own_level: Level) -> str:
    if "{" in form:
        return form.replace("{region}", own_region).replace("{level}", _mark(own_region))
    return _mark(own_region) + form


def _mark(region: str) -> str:
    """The character that stands before the office's units: 县 for 示例县; 街道 for a 街道."""
    return "街道" if region.endswith("街道") else region[-1:]


def _level(text: str) -> Level:
    return next(level for level in _LEVELS if level == text)
