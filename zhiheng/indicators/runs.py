"""What a computation rests on, and the name that it has for that: the same computation is the same run."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils import timezone

import zhiheng
from zhiheng.core.measuring.questioning import questions
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.registers import Register
from zhiheng.indicators.engines import Engine
from zhiheng.indicators.models import Run
from zhiheng.indicators.states import kinds_beside, registers_beside
from zhiheng.web.inserting import insert_missing

DIGEST = "sha256"


class Basis(NamedTuple):
    """Definition, rows and program of the values of one indicator."""

    indicator: str
    definition: str
    inputs: Mapping[str, str]
    engine: str
    years: Mapping[str, Mapping[str, str]] = {}  # of registers by year, where the engine tells years apart

    @property
    def definition_digest(self) -> str:
        return _digest(self.definition)

    @property
    def name(self) -> str:
        """Of the run. The engine is not part of it: all give the same."""
        return _digest(self.indicator, self.definition, json.dumps(self.inputs, sort_keys=True), zhiheng.__version__)


def basis_of(
    indicator: Indicator, indicators: Mapping[str, Indicator], registers: Mapping[str, Register], by: Engine
) -> Basis:
    """What the values of an indicator rest on now, as an engine counts them."""
    used = [indicator, *used_by(indicator, indicators)]
    names = list(dict.fromkeys(name for one in used for name in (*one.registers, *_referred_to(one, registers))))
    definition = "\n\n".join([*(one.text for one in used), *(registers[name].text for name in names)])
    inputs = {name: by.state_of(name) for name in (*names, *registers_beside(used))}
    beside = {name: by.beside[name] for name in kinds_beside(used)}
    years = {name: found for name in names if (found := by.years_of(name))}
    return Basis(indicator.id, definition, inputs | beside, by.name, years)


def _referred_to(indicator: Indicator, registers: Mapping[str, Register]) -> list[str]:
    """The registers that fields of its own lead to: their rows decide which of its rows count."""
    asked = questions(indicator, registers).values()
    return [register.id for one in asked for register in one.question.references.values()]


def used_by(indicator: Indicator, indicators: Mapping[str, Indicator]) -> list[Indicator]:
    """The indicators that one is computed from, and those that they are computed from, each once."""
    found: dict[str, Indicator] = {}
    waiting = list(indicator.uses)
    while waiting:
        one = indicators[waiting.pop(0)]
        if one.id not in found:
            found[one.id] = one
            waiting += one.uses
    return list(found.values())


def kept_runs(bases: Iterable[Basis]) -> dict[str, Run]:
    """The runs in the database, by name; those that are new are added."""
    wanted = {basis.name: basis for basis in bases}
    there = set(Run.objects.filter(name__in=wanted).values_list("name", flat=True))
    now = timezone.now()
    insert_missing(
        Run,
        [
            Run(
                name=name, indicator=basis.indicator, definition=basis.definition, definition_digest=basis.definition_digest,
                inputs=dict(basis.inputs), years=dict(basis.years), digest_name=DIGEST, engine=basis.engine,
                program=zhiheng.__version__, computed_at=now,
            )
            for name, basis in wanted.items()
            if name not in there
        ],
    )  # fmt: skip
    return {run.name: run for run in Run.objects.filter(name__in=wanted)}


def _digest(*texts: str) -> str:
    whole = hashlib.sha256()
    for text in texts:
        whole.update(hashlib.sha256(text.encode()).digest())
    return whole.hexdigest()
