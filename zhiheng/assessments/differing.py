"""What went into a result against what would go in now: each change by its key, and the inputs with chosen changes taken in."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.assessments.inputs import Inputs, Pieces, Said, Seen
from zhiheng.core.values.schemes import BY_WORDS, Scheme
from zhiheng.core.values.scorecards import Happened, Judged, Observed, Subject

Part = Subject | Seen | Said | Pieces | tuple[Happened, ...]
NOTHING = "没有"


class Change(NamedTuple):
    """One thing that is not as it was, in words; `items` are those it may move."""

    key: str
    name: str  # of the one assessed
    of: str
    before: str
    after: str
    items: tuple[str, ...]


def changes(scheme: Scheme, before: Inputs, after: Inputs) -> Sequence[Change]:
    """What of the inputs is not as it was, by those assessed. What only has another number in the records is no change."""
    was, now = _parts(before), _parts(after)
    names = {one.id: one.name for one in (*before.subjects, *after.subjects)}
    found = []
    for key in sorted({**was, **now}):
        words = (_in_words(was.get(key)), _in_words(now.get(key)))
        if words[0] != words[1]:
            _, subject, _ = key.split("|")
            found.append(Change(key, names.get(subject, subject), _called(scheme, key), *words, _items(scheme, key)))
    return sorted(found, key=lambda one: (one.key.split("|")[1], one.items, one.key))


def taken(before: Inputs, after: Inputs, keys: Collection[str]) -> Inputs:
    """The inputs as they were, with the changes of those keys alone."""
    parts = _parts(before)
    for key, part in _parts(after).items():
        if key in keys:
            parts[key] = part
    for key in set(keys) - _parts(after).keys():
        parts.pop(key, None)
    whole = [parts[key] for key in sorted(parts)]
    happened = [one for part in whole if isinstance(part, tuple) for one in part]
    return Inputs(
        period=before.period,
        subjects=tuple(sorted((one for one in whole if isinstance(one, Subject)), key=lambda one: one.id)),
        observed=tuple(sorted((one for one in whole if isinstance(one, Seen)), key=lambda one: (one.subject, one.under))),
        judged=tuple(sorted((one for one in whole if isinstance(one, Said)), key=lambda one: (one.subject, one.item))),
        evidence=tuple(sorted((one for one in whole if isinstance(one, Pieces)), key=lambda one: (one.subject, one.item))),
        happened=tuple(_as_ordered(happened, before, after)),
    )


def _as_ordered(chosen: list[Happened], before: Inputs, after: Inputs) -> Iterator[Happened]:
    """Incidents in the order of the records."""
    places = {one.id: place for place, one in enumerate((*after.happened, *before.happened))}
    return iter(sorted(chosen, key=lambda one: (places.get(one.id, 0), one.id)))


def _parts(inputs: Inputs) -> dict[str, Part]:
    parts: dict[str, Part] = {f"subject|{one.id}|": one for one in inputs.subjects}
    parts |= {f"figure|{one.subject}|{one.under}": one for one in inputs.observed}
    parts |= {f"word|{one.subject}|{one.item}": one for one in inputs.judged}
    parts |= {f"evidence|{one.subject}|{one.item}": one for one in inputs.evidence}
    for incident in inputs.happened:
        key = f"incident|{incident.subject}|"
        kept = parts.get(key, ())
        parts[key] = (*kept, incident) if isinstance(kept, tuple) else (incident,)
    return parts


def _called(scheme: Scheme, key: str) -> str:
    kind, _, what = key.split("|")
    items = "、".join(f"{id} {scheme.leaves[id].name}" for id in _items(scheme, key) if id in scheme.leaves)
    match kind:
        case "subject":
            return "名称或分组"
        case "incident":
            return "质量安全事件"
        case "evidence":
            return f"{items}：佐证件数"
        case "word":
            return f"{items}：{BY_WORDS[scheme.leaves[what].by]}" if what in scheme.leaves else items
    return items or what


def _items(scheme: Scheme, key: str) -> tuple[str, ...]:
    kind, _, what = key.split("|")
    if kind == "figure":
        return tuple(one.id for one in scheme.items if one.by == "computed" and one.of == what)
    return (what,) if what else ()


def _in_words(part: Part | None) -> str:
    match part:
        case None:
            return NOTHING
        case Subject():
            return f"{part.name}{f'（{part.group}）' if part.group else ''}"
        case Seen():
            return _seen(part.value)
        case Said():
            return "；".join(_said(word) for word in part.words)
        case Pieces():
            return f"{part.count} 件"
    return "；".join(f"{one.kind}（{one.level}）{one.says}" for one in part)


def _seen(value: Observed) -> str:
    if not value.applies:
        return f"不适用{f'：{value.why}' if value.why else ''}"
    return f"{_plain(value.value)}{value.unit}" if value.value is not None else f"没有数{f'：{value.why}' if value.why else ''}"


def _said(word: Judged) -> str:
    said = word.answer or (_plain(word.value) if word.value is not None else "没有写")
    recused = "，回避不计" if word.recused else ""
    return f"{said if word.applies else '不适用'}（{word.by or '未写姓名'}{recused}）"


def _plain(value: Decimal) -> str:
    words = format(value, "f")
    return words.rstrip("0").rstrip(".") if "." in words else words

