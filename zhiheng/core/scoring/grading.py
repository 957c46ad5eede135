"""Grades: a rounded total falls into one band; vetoes and caps come after it, and what follows of each is named.

Source: docs/methods/scoring.md
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from zhiheng.core.scoring.numbers import HUNDRED, ZERO, plain, quotient, rounded
from zhiheng.core.values.schemes import Consequence, Scheme, Struck, Veto
from zhiheng.core.values.scorecards import Findings, Happened, LevelScore, Observed, VetoStruck


def grade_of(scheme: Scheme, total: Decimal) -> str:
    """The grade of a total, rounded as the scheme says before it is compared."""
    graded = rounded(total, scheme.grading.decimals, scheme.grading.round)
    for band in scheme.grading.bands:
        if (band.since is None or graded >= band.since) and (band.until is None or graded <= band.until):
            return band.name
    raise AssertionError("the bands of a loaded scheme leave nothing out")


def grade_in_words(scheme: Scheme, total: Decimal, grade: str) -> str:
    """The step from total to grade."""
    decimals = scheme.grading.decimals
    graded = rounded(total, decimals, scheme.grading.round)
    how = "四舍五入" if scheme.grading.round == "half-up" else "舍去尾数"
    to = f"取整为 {plain(graded)}" if decimals == 0 else f"保留 {decimals} 位为 {plain(graded)}"
    return f"定等：{plain(total)} {how}{to}，{grade}" if graded != total else f"定等：{plain(total)}，{grade}"


def struck(
    scheme: Scheme, subject: str, levels: Mapping[str, LevelScore], findings: Findings, happened: Sequence[Happened]
) -> tuple[VetoStruck, ...]:
    """The vetoes and caps that apply, and those that nobody can judge for want of data."""
    return tuple(one for veto in scheme.vetoes if (one := _struck(veto, subject, levels, findings, happened)) is not None)


def _struck(
    veto: Veto, subject: str, levels: Mapping[str, LevelScore], findings: Findings, happened: Sequence[Happened]
) -> VetoStruck | None:
    applies, why = _judged(veto.when, levels, findings.observed.get((subject, veto.when.indicator)), happened)
    if applies is False:
        return None
    return VetoStruck(id=veto.id, name=veto.name, applies=applies, grade=veto.grade, most=veto.most, why=why)


def _judged(
    when: Struck, levels: Mapping[str, LevelScore], observed: Observed | None, happened: Sequence[Happened]
) -> tuple[bool | None, str]:
    if when.incident:
        found = [one for one in happened if one.kind in when.incident and (not when.level or one.level in when.level)]
        return bool(found), "；".join(_incident_in_words(one) for one in found)
    if when.indicator:
        if observed is None or observed.value is None:
            return None, f"指标 {when.indicator} 没有数，无法判断，请人工核实"
        return observed.value > when.over, f"{when.indicator} 为 {plain(observed.value)} {observed.unit}，超过 {plain(when.over)}"
    level = levels[when.of]
    if not level.points:
        return None, f"“{level.name}”没有计入满分的项，无法判断"
    share = quotient(level.score * HUNDRED, level.points)
    return share < when.under, f"“{level.name}”得 {plain(level.score)}，不到 {plain(level.points)} 的 {plain(when.under)}%"


def _incident_in_words(one: Happened) -> str:
    return f"{one.kind}（{one.level}）{f'：{one.says}' if one.says else ''}"


def final_grade(scheme: Scheme, earned: str, vetoes: Sequence[VetoStruck]) -> str:
    """The grade after vetoes and caps: the worst that any of them gives or allows."""
    order = [band.name for band in scheme.grading.bands]
    worst = order.index(earned)
    for veto in vetoes:
        if veto.applies:
            worst = max(worst, order.index(veto.grade or veto.most))
    return order[worst]


def consequences_of(scheme: Scheme, grade: str, better: int, worse: int) -> tuple[str, ...]:
    """What follows: of the grade, or of standing among the first or the last; `better` and `worse` count the peers."""
    return tuple(one.says for one in scheme.consequences if _follows(one, grade, better, worse))


def _follows(one: Consequence, grade: str, better: int, worse: int) -> bool:
    if one.grade:
        return one.grade == grade
    placed = (one.first and better < one.first) or (one.last and worse < one.last)
    return bool(placed) and (not one.grades or grade in one.grades)


def next_grade(scheme: Scheme, total: Decimal) -> tuple[str, Decimal] | None:
    """The next better grade and the least total, of the scheme's decimals, that has it; None at the best."""
    order = [band.name for band in scheme.grading.bands]
    place = order.index(grade_of(scheme, total))
    if place == 0:
        return None
    band = scheme.grading.bands[place - 1]
    since = band.since if band.since is not None else ZERO
    half = Decimal(5).scaleb(-scheme.grading.decimals - 1) if scheme.grading.round == "half-up" else ZERO
    least = since - half if scheme.grading.decimals < scheme.decimals else since
    return band.name, rounded(least, scheme.decimals)
