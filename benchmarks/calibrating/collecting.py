"""Evidence from annotated texts: what was read, which doubts it had, and whether the scorer calls it right."""

import importlib.util
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import msgspec
from calibrating.fitting import DOUBTED, Evidence

from zhiheng.core import read
from zhiheng.core.extracting.weighing import Weights
from zhiheng.core.values.reading import asks_to_look
from zhiheng.definitions import lexicons

_STEP = 1e-6
_NUMBERS = {
    "target": ("targets", ("indicator", "measure"), "indicator", "scope"),
    "statistic": ("statistics", ("measure", "subject", "clean_quote"), "measure", "subject"),
}


def collected(script: Path, folders: dict[str, Path]) -> list[Evidence]:
    """The items of every annotated text of the folders, named after its set."""
    scorer = _scorer(script)
    found: list[Evidence] = []
    for name, folder in folders.items():
        for gold in sorted(folder.glob("*.json")):
            found += _of_document(scorer, f"{name}-{gold.stem}", gold)
    return found


def _scorer(script: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", script)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{script} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _of_document(scorer: Any, name: str, path: Path) -> Iterator[Evidence]:
    gold = json.loads(path.read_text("utf-8"))
    raw = (path.parent / gold["raw"]).resolve()
    weighed: list[tuple[str, tuple[str, ...]]] = []
    weigh = Weights.weigh

    def recorded(self: Weights, kind: str, doubts: Iterable[str]) -> tuple[float, list[str]]:
        """A number of its own in place of the confidence, so that the item shows which evidence was its."""
        weighed.append((kind, tuple(doubts)))
        return len(weighed) * _STEP, weigh(self, *weighed[-1])[1]

    with patch.object(Weights, "weigh", recorded):
        reading = msgspec.to_builtins(read(raw.read_bytes(), raw.name, lexicons()))
    for kind, right, item in _judged(scorer, gold, reading):
        at = round(item["confidence"] / _STEP) - 1
        if at < len(weighed) and weighed[at][0] == kind:
            doubts = weighed[at][1] + ((DOUBTED,) if _doubted(item["flags"]) else ())
            yield Evidence(name, kind, doubts, asks_to_look(item["flags"]), right)


def _doubted(flags: list[str]) -> bool:
    return any("对照原件" in flag or "越好" in flag for flag in flags)


def _judged(scorer: Any, gold: dict[str, Any], reading: dict[str, Any]) -> Iterator[tuple[str, bool, dict[str, Any]]]:
    for kind, (field, names, head, scope) in _NUMBERS.items():
        if field in gold:
            yield from _numbers(scorer, gold[field], reading[field], kind, names, head, scope)
    if "tasks" in gold:
        yield from _duties(scorer, gold["tasks"], reading["tasks"])


def _numbers(
    scorer: Any, golds: list[Any], found: list[Any], kind: str, names: tuple[str, ...], head: str, scope: str
) -> Iterator[tuple[str, bool, dict[str, Any]]]:
    def skipped(item: Any) -> bool:
        return bool(item.get("duplicate_mention") or item.get("value") is None or item.get("kind") in scorer.UNCOUNTED)

    def agree(want: Any, item: Any) -> bool:
        bound = kind == "statistic" or (scorer.comparator_ok(want, item) and scorer.year_ok(want, item))
        return scorer.same_value(want, item) and bound and scorer.likeness(want, item, names, head, scope) >= 0.5

    wanted = [item for item in golds if kind == "target" or not skipped(item)]
    second = [item for item in golds if kind == "statistic" and skipped(item)]
    full = {j for _, j in scorer.match(wanted, found, agree)}
    values = {j for _, j in scorer.match(wanted, found, scorer.same_value)}
    for j, item in enumerate(found):
        again = any(scorer.place(want, item) and scorer.same_value(want, item) for want in second)
        if j in values or j in full or not again:
            yield kind, j in full, item


def _duties(scorer: Any, golds: list[Any], found: list[Any]) -> Iterator[tuple[str, bool, dict[str, Any]]]:
    pairs = {j: golds[i] for i, j in scorer.match(golds, found, lambda want, item: True)}
    for j, item in enumerate(found):
        kind = "bracket" if item["quote"].lstrip()[:1] in "(（【[〔" else "prose"
        fields = ("lead_units", "responsible_units")
        yield kind, j in pairs and all(_same(scorer, pairs[j], item, field) for field in fields), item


def _same(scorer: Any, want: dict[str, Any], item: dict[str, Any], field: str) -> bool:
    named = [{scorer.fold(name)} for name in want.get(field) or []]
    full = want.get(f"{field}_norm") or []
    if len(full) == len(named):
        named = [names | {scorer.fold(name)} for names, name in zip(named, full, strict=True)]
    have = {scorer.fold(name) for name in item.get(field) or []}
    return len(named) == len(have) and all(names & have for names in named)
