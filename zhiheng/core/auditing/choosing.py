"""Which of several figures a name means, by the company it keeps: figures of the same register around it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from zhiheng.core.auditing.judging import Records, judged
from zhiheng.core.values.auditing import Claim, Judged

Kin = Mapping[str, frozenset[str]]  # the registers that a figure is counted from
_NEAR = 90  # characters on either side: about a sentence
_TELLING = 100  # a number of three digits agrees by no chance
_SURE = 0.9  # of the only option, to be held against a number beside its kin
_LIKELY = 0.6  # of an option, to be thought of


def chosen(figures: Sequence[Judged], records: Records, names: Mapping[str, str], kin: Kin) -> list[Judged]:
    """The verdicts, those that do not agree looked at once more beside the registers of their neighbours that do.

    Shape: a number whose name fits several figures is taken for the one of its neighbours' register: where that one agrees it
           agrees; where the name was not clear it is held against that one. Each other figure of the name is offered.
    """
    found: list[Judged] = []
    for place, one in enumerate(figures):
        claim = one.claim
        alone = len(claim.options) < 2 and (claim.clear or not claim.options or claim.options[0].score < _SURE)
        if one.verdict in ("agrees", "rounds") or claim.doubt or claim.change or claim.whole or alone:
            found.append(one)
            continue
        found.append(_again(one, _registers(figures, place, kin), records, names, kin))
    return found


def confirmed(
    figures: Sequence[Judged], columns: Mapping[int, str], records: Records, names: Mapping[str, str]
) -> list[Judged]:  # fmt: skip
    """The same, with a column of a table held against the figure that most of its numbers agree with.

    Shape: `columns` say by the place of a number under which heads it stands.
    """
    agreed: dict[str, Counter[str]] = {}
    known: Counter[str] = Counter()
    for one in figures:
        column = columns.get(one.claim.number.at)
        if column and one.computed:
            known[column] += 1
            if one.verdict in ("agrees", "rounds"):
                agreed.setdefault(column, Counter())[one.indicator] += 1
    found = []
    for one in figures:
        column = columns.get(one.claim.number.at, "")
        sure = [id for id, count in agreed.get(column, Counter()).items() if 2 * count >= known[column]]
        if one.verdict in ("unknown", "differs") and len(sure) == 1 and not one.claim.doubt:
            again = judged(_narrowed(one.claim, sure[0]), records, names)
            one = again if again.verdict != "unknown" else one
        found.append(one)
    return found


def _registers(figures: Sequence[Judged], place: int, kin: Kin) -> Counter[str]:
    """The registers of the figures near a number that agree."""
    here = figures[place]
    near = [one for one in figures[max(0, place - 4) : place + 5] if one is not here and abs(one.start - here.start) <= _NEAR]
    sure = [one for one in near if one.verdict == "agrees" and (one.claim.clear or one.claim.number.value >= _TELLING)]
    return Counter(register for one in sure for register in kin.get(one.indicator, ()))


def _again(one: Judged, registers: Counter[str], records: Records, names: Mapping[str, str], kin: Kin) -> Judged:
    likely = [option for option in one.claim.options if option.score >= _LIKELY]
    most = max(registers.values(), default=0)
    usual = {register for register, count in registers.items() if count == most}
    own = [option for option in likely if usual & kin.get(option.indicator, frozenset())]
    if len(own) == 1:
        again = judged(_narrowed(one.claim, own[0].indicator), records, names)
        said = f"按同句其他数的台账，指“{again.name}”"
        if again.verdict in ("agrees", "rounds"):
            return replace(again, claim=one.claim, says="；".join(filter(None, (again.says, said))))
        if again.verdict == "differs" and one.verdict == "unknown":
            one = replace(again, says=f"{again.says}；{said}")
    return _with_others(one, records, names)


def _narrowed(claim: Claim, indicator: str) -> Claim:
    return replace(claim, options=tuple(option for option in claim.options if option.indicator == indicator), clear=True)


def _with_others(one: Judged, records: Records, names: Mapping[str, str]) -> Judged:
    """The same, with the values of the other figures that the words may mean as well."""
    if not one.days or not one.computed:
        return one
    others = []
    for option in one.claim.options[:3]:
        if option.indicator != one.indicator and option.score >= _LIKELY:
            told = judged(_narrowed(one.claim, option.indicator), records, names)
            others += [f"“{told.name}”（{told.computed}）"] if told.computed and told.verdict == "differs" else []
    return replace(one, says=f"{one.says}；也可能是{'、'.join(others)}") if others else one
