"""Values and comparators that do not suit their indicator: flagged, with the likely reading, never changed."""

from collections.abc import Sequence
from decimal import Decimal

from zhiheng.core.extracting.words import Words
from zhiheng.core.values.lexicons import IndicatorName
from zhiheng.core.values.reading import Item, Number, Statistic, Target
from zhiheng.core.values.vocabulary import Vocabulary

DOUBTED = 0.5  # what is doubted is trusted no more than this
_SHIFTS = (Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01"))
_BARE_NUMBERS = ("index", "score", "rate")  # kinds that are printed without a unit
_CONVERTED = ("money", "time", "amount")  # kinds whose other units of one dimension are converted: 2小时 is 120分钟
_OPPOSITE = {"up": ("<=", "<"), "down": (">=", ">")}
_BETTER = {"up": "高", "down": "低"}


def doubt_unlikely(words: Words, targets: Sequence[Target], statistics: Sequence[Statistic]) -> None:
    """Flag what lies outside the usual range of its indicator, and promises that point the wrong way."""
    known, changes = words.once(_vocabulary), words.once(_changes)
    for target in targets:
        if target.kind == "change":
            _check_change(changes, known, target)
        elif row := known.of(target.indicator):
            _check_range(words, row, target, target.value, target.unit)
            _check_comparator(row, target)
    for statistic in statistics:
        if statistic.kind == "level" and (row := known.of(statistic.measure)):
            _check_range(words, row, statistic, statistic.value, statistic.unit)


def _vocabulary(words: Words) -> Vocabulary:
    return Vocabulary(words.lexicons.indicators)


def _changes(words: Words) -> dict[str, str]:
    """Which way a word of change goes, the longest word first."""
    found = {c.word: c.direction for c in words.lexicons.comparators if c.kind == "change" and len(c.word) > 1 and c.direction}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _check_range(words: Words, row: IndicatorName, item: Item, value: Number | list[Number], unit: str | None) -> None:
    scale = _scale(words, row, unit)
    if scale is None:
        return
    plain = value if isinstance(value, list) else [value]
    odd = [number for number in plain if not _within(row, Decimal(str(number)) * scale)]
    if not odd:
        return
    usual = "—".join("" if end is None else f"{end:f}" for end in (row.low, row.high))
    doubt(item, f"数值{odd[0]}{unit or ''}不在“{row.name}”的常见范围（{usual}）内，请对照原件核对")
    if len(plain) == 1 and (other := _shifted(row, Decimal(str(odd[0])), scale)) is not None:
        item.alternatives.append(other)


def _scale(words: Words, row: IndicatorName, unit: str | None) -> Decimal | None:
    """What a number in `unit` is multiplied by to be in the indicator's own; None where it is not measured in such."""
    if not unit:
        return Decimal(1) if row.kind in _BARE_NUMBERS else None
    found, own = words.unit(unit), words.units.get(row.units[0]) if row.units else None
    if found is None:
        return None
    if found[0].word in row.units:
        return Decimal(found[1])
    if own and own.dimension == found[0].dimension and row.kind in _CONVERTED:
        return Decimal(found[1]) * Decimal(str(found[0].scale)) / Decimal(str(own.scale))
    return None


def _within(row: IndicatorName, number: Decimal) -> bool:
    return (row.low is None or number >= row.low) and (row.high is None or number <= row.high)


def _shifted(row: IndicatorName, number: Decimal, scale: Decimal) -> Number | None:
    """The number with its decimal point moved into the range: 98 for 9.8, 98.1 for 981."""
    for shift in _SHIFTS:
        moved = number * shift
        if _within(row, moved * scale):
            return int(moved) if moved == moved.to_integral_value() else float(moved)
    return None


def _check_comparator(row: IndicatorName, target: Target) -> None:
    """合格率控制在98%以内: a bound on the side on which more is better."""
    if target.comparator in _OPPOSITE.get(row.direction, ()):
        said = "不超过" if row.direction == "up" else "不低于"
        doubt(target, f"“{row.name}”越{_BETTER[row.direction]}越好，此处却是{said}，请核对")


def _check_change(changes: dict[str, str], known: Vocabulary, target: Target) -> None:
    """合格率下降2个百分点: a change for the worse, promised."""
    said = next((word for word in changes if target.indicator.endswith(word)), "")
    row = known.of(target.indicator.removesuffix(said)) if said else None
    if row and row.direction and changes[said] != row.direction:
        doubt(target, f"“{row.name}”越{_BETTER[row.direction]}越好，此处却写{said}，请核对")


def doubt(item: Item, why: str) -> None:
    """Mark an item for a person's eye and trust it less."""
    item.flags.append(why)
    item.confidence = min(item.confidence, DOUBTED)
