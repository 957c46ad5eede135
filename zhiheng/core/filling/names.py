"""Which figures a name may mean: the same name, in the words that forms use for it, or one that is like it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zhiheng.core.filling.wording import Named, likeness, named, plain
from zhiheng.core.values.filling import FormWords, Known, Option
from zhiheng.core.values.scales import fit, is_money

WORTH_NAMING = 0.4
OTHER_UNIT = "单位不同"
_MOST = 5


class Sought(NamedTuple):
    """The figures that a name may mean, the best first.

    Shape: `exact`: the name is the same; `others` are heads it did not need, `inner` the innermost head, where it was not needed.
    """

    options: tuple[Option, ...] = ()
    exact: bool = False
    tied: bool = False
    others: tuple[str, ...] = ()
    inner: str = ""


class Entry(NamedTuple):
    """One name of a figure: as it is written, without marks, and in its parts."""

    known: Known
    key: Named
    name: str
    plain: str


class Book:
    """All figures by the stems of their names."""

    def __init__(self, known: Sequence[Known], words: FormWords) -> None:
        self.words = words
        self.synonyms = sorted(words.synonyms.items(), key=lambda one: -len(one[0]))
        self.entries = [Entry(one, self._key(name), name, plain(name)) for one in known for name in (one.name, *one.aliases)]
        self.by_stem: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self.by_stem.setdefault(entry.key.stem, []).append(entry)

    def _key(self, text: str) -> Named:
        text = plain(text)
        for word, instead in self.synonyms:
            text = text.replace(word, instead)
        return named(text)

    def options(self, names: Sequence[str], unit: str) -> Sought:
        """What heads, the outer first, may mean together; `unit` is the one they give."""
        for joined, others in _joined(names):
            found = self._exact(joined, unit)
            if found:
                inner = names[-1] if names[-1] in others else ""
                return self._sought(found, joined, unit, others)._replace(inner=inner)
        scores: dict[str, tuple[float, str]] = {}
        for joined, others in _joined(names):
            for known, score, name in self._like(joined, unit):
                score -= 0.1 * bool(others) + 0.45 * (names[-1] in others)
                if score > scores.get(known.id, (WORTH_NAMING, ""))[0]:
                    scores[known.id] = (score, f"与“{name}”相近")
        return Sought(_ranked(scores))

    def same(self, name: str, unit: str) -> list[Option]:
        """The figures of that very name, or of one that means the same, in a unit of their kind."""
        found = [one for one in self._exact(name, unit) if one[1] != OTHER_UNIT]
        alone = [one for one in found if one[1] == "名称相同"]
        return [Option(indicator=known.id, score=1.0, why=why) for known, why in (alone if len(alone) == 1 else found)]

    def tied(self, name: str, unit: str) -> list[Option]:
        """All figures of that name or of one that means the same."""
        return [Option(indicator=one.id, score=0.9, why=why) for one, why in self._exact(name, unit) if why != OTHER_UNIT]

    def _exact(self, joined: str, unit: str) -> list[tuple[Known, str]]:
        key = self._key(joined)
        found: dict[str, tuple[Known, str]] = {}
        bare = plain(joined)
        for known, held, name, own in self.by_stem.get(key.stem, []):
            asked = unit or key.measure
            if key.money and not is_money(known.unit):
                continue
            if held.money and asked and not is_money(asked):
                continue
            if asked and key.measure and self._unit_kind(known, key.measure) == "other":
                continue
            if asked and self._unit_kind(known, asked) == "other":
                continue
            same = bare == own
            if not same and held.measure and not asked:
                continue  # 抽查数: of what, the name alone does not say
            why = "名称相同" if same else f"名称与“{name}”同义"
            if known.id not in found or why == "名称相同":
                found[known.id] = (known, why)
        fitting = [one for one in found.values() if self._agrees(one[0], key, unit)]
        return fitting or [(known, OTHER_UNIT) for known, _ in found.values()]

    def _agrees(self, known: Known, key: Named, unit: str) -> bool:
        """Whether the measure word in the name and the unit beside it are both the figure's."""
        return all(self._unit_kind(known, said) in ("same", "scaled") for said in (key.measure, unit) if said)

    def _unit_kind(self, known: Known, unit: str) -> str:
        return fit(known.unit, unit, self.words.alike)

    def _sought(self, found: list[tuple[Known, str]], joined: str, unit: str, others: tuple[str, ...]) -> Sought:
        same = [one for one in found if one[1] == "名称相同"]
        first = same if len(same) == 1 else found
        options = [Option(indicator=known.id, score=1.0, why=why) for known, why in first]
        more = {known.id: (score, f"与“{name}”相近") for known, score, name in self._like(joined, unit)}
        for known, why in found:
            more.pop(known.id, None)
            if (known, why) not in first:
                more[known.id] = (0.9, why)
        sure = all(why != OTHER_UNIT for _, why in first)
        return Sought((*options, *_ranked(more))[:_MOST], exact=sure, tied=len(first) > 1, others=others)

    def _like(self, joined: str, unit: str) -> list[tuple[Known, float, str]]:
        key, bare = self._key(joined), plain(joined)
        found = []
        for known, held, name, own in self.entries:
            asked = unit or key.measure
            score = 0.95 * max(likeness(key.stem, held.stem), likeness(bare, own))
            if asked and min(len(key.stem), len(held.stem)) >= 2 and (held.stem in key.stem or key.stem in held.stem):
                score = max(score, 0.62 if self._unit_kind(known, asked) in ("same", "scaled") else 0)
            if score <= 0:
                continue
            score -= 0.3 * (("率" in joined) != ("率" in name))
            if asked and self._unit_kind(known, asked) == "other":
                score -= 0.25
            if score >= WORTH_NAMING:
                found.append((known, score, name))
        return found


def _joined(names: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The ways in which heads make a name, with those left over: all of them, neighbours, single ones from the inside."""
    count = len(names)
    found: dict[str, tuple[str, ...]] = {}
    for length in range(count, 0, -1):
        for start in range(count - length, -1, -1):
            part = names[start : start + length]
            others = (*names[:start], *names[start + length :])
            found.setdefault("".join(part), others)
            if length > 1:
                found.setdefault("".join(reversed(part)), others)
    if count > 2:
        found.setdefault(names[0] + names[-1], tuple(names[1:-1]))
    return list(found.items())


def _ranked(scores: Mapping[str, tuple[float, str]]) -> tuple[Option, ...]:
    best = sorted(scores.items(), key=lambda one: (-one[1][0], one[0]))[:_MOST]
    return tuple(Option(indicator=id, score=round(min(score, 0.95), 2), why=why) for id, (score, why) in best)
