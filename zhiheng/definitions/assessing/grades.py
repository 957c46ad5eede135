"""Grades without gaps after rounding, vetoes on what is known, consequences of grades that exist."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.registers import Register, Source
from zhiheng.core.values.schemes import Consequence, Grading, Struck, Veto
from zhiheng.core.values.spans import span_from
from zhiheng.definitions.strict import converted, place, refuse_unknown

INCIDENTS = "quality-incident"  # the register whose kinds and levels a veto may name


class VetoTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """One veto or cap as written."""

    name: str
    when: dict[str, Any]
    grade: str = ""
    most: str = ""
    clause: str = ""
    unconfirmed: bool = False


def refuse_bad_grades(grading: Grading, where: str) -> None:
    """Raises: Fault D466: after rounding to the decimals written, every total has one grade, the best grade first."""
    bands = grading.bands
    if len(bands) < 2 or len({band.name for band in bands}) < len(bands):
        raise Fault("D466", f"{where} grading：至少要有两个等次，名称各不相同。请改正。")
    if bands[0].until is not None or bands[-1].since is not None:
        raise Fault("D466", f"{where} grading：最高等次不写 to，最低等次不写 from，等次从高到低排列。请改正。")
    for upper, lower in pairwise(bands):
        if upper.since is None or lower.until is None:
            raise Fault("D466", f"{where} grading：“{upper.name}”要写 from，“{lower.name}”要写 to。请补上。")
        apart = (upper.since - lower.until).scaleb(grading.decimals)
        if apart > 1:
            ends = f"“{lower.name}”到 {lower.until} 为止，“{upper.name}”从 {upper.since} 起"
            says = f"{ends}，总分保留 {grading.decimals} 位时中间有空"
            raise Fault("D466", f"{where} grading：{says}。请改 decimals（先取整再定等），或补齐两端。")
        if apart != 1:
            raise Fault("D466", f"{where} grading：“{upper.name}”与“{lower.name}”重叠，或两端的位数多于 decimals。请改正。")


def veto_from(
    id: str, raw: Any, path: Path, names: Iterable[str], levels: Iterable[str], figures: Mapping[str, Indicator],
    known: Mapping[str, Register], document: str,
) -> Veto:  # fmt: skip
    """The veto or cap of one table. Raises: Fault D202, D203, D453 (unknown incident), D464, D467 (unknown indicator)."""
    section = f"vetoes.{id}"
    where = f"{place(path)} [{section}]"
    table = converted(raw, VetoTable, path, section)
    when = converted(table.when, Struck, path, f"{section} when")
    if bool(table.grade) == bool(table.most):
        raise Fault("D464", f"{where}：grade（直接定等）和 most（最高只能评到）要写且只写一个。请改正。")
    _refuse_unknown_grade(table.grade or table.most, names, where)
    if sum(map(bool, (when.incident, when.indicator, when.of))) != 1:
        raise Fault("D464", f"{where} when：incident、indicator、of 要写且只写一个。请改正。")
    if when.incident:
        _refuse_unknown_incident(when, known, where)
    if when.indicator and when.indicator not in figures:
        raise Fault("D467", f"{where} when：没有“{when.indicator}”这个指标。请核对编号，可用 zhiheng check 查看。")
    if when.of:
        refuse_unknown([when.of], levels, f"{where} when of")
    return Veto(
        id=id, name=table.name, when=when, grade=table.grade, most=table.most,
        source=Source(document=document, clause=table.clause), unconfirmed=table.unconfirmed,
    )  # fmt: skip


def _refuse_unknown_incident(when: Struck, known: Mapping[str, Register], where: str) -> None:
    codes = known[INCIDENTS].codes
    for field, said in (("kind", when.incident), ("level", when.level)):
        values = [code.value for code in codes[field]]
        for value in said:
            if value not in values:
                word = "类别" if field == "kind" else "级别"
                raise Fault("D453", f"{where} when：台账“{INCIDENTS}”没有“{value}”这个{word}。可用的：{'、'.join(values)}。")


def refuse_bad_consequences(consequences: Sequence[Consequence], names: Sequence[str], where: str) -> None:
    """Raises: Fault D464: one of them cannot be read, or the worst grade is praised by one and called to account by another."""
    for one in consequences:
        _refuse_bad_consequence(one, names, where)
    worst = names[-1]
    called = next((one for one in consequences if one.grade == worst), None)
    praised = next((one for one in consequences if one.first and (not one.grades or worst in one.grades)), None)
    if called and praised:
        better = "、".join(f'"{name}"' for name in names[:-1])
        raise Fault(
            "D464",
            f"{where} consequences：“{worst}”的对象名次靠前时，会同时得到“{praised.says}”和“{called.says}”，互相矛盾。"
            f"请给“{praised.says}”写上 grades，不含“{worst}”，例如 grades = [{better}]。",
        )


def _refuse_bad_consequence(one: Consequence, names: Iterable[str], where: str) -> None:
    if sum(map(bool, (one.grade, one.first, one.last))) != 1:
        raise Fault("D464", f"{where} consequences：“{one.says}”要写且只写 grade、first、last 中的一个。请改正。")
    if one.grade:
        _refuse_unknown_grade(one.grade, names, f"{where} consequences")
    if one.grades and one.grade:
        raise Fault("D464", f"{where} consequences：“{one.says}”写了 grade，就不能再写 grades。请删去一个。")
    for name in one.grades:
        _refuse_unknown_grade(name, names, f"{where} consequences")
    if one.within and span_from(one.within) is None:
        raise Fault("D464", f"{where} consequences：期限“{one.within}”看不懂。请写成“1 month”“15 d”“10 wd”。")


def _refuse_unknown_grade(grade: str, names: Iterable[str], where: str) -> None:
    known = list(names)
    if grade not in known:
        raise Fault("D464", f"{where}：没有“{grade}”这个等次。可用的：{'、'.join(known)}。")
