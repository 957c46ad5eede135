"""Every definition loaded, and every fault found: one a file, none hidden behind another."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from zhiheng.core import read_case
from zhiheng.core.extracting.proving import Failure, failures
from zhiheng.core.learning import differs, expected
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.registers import Register
from zhiheng.definitions.calendars import calendar
from zhiheng.definitions.consistency import inconsistencies
from zhiheng.definitions.figures.relations import by_id as figures_by_id
from zhiheng.definitions.figures.relations import unrelated
from zhiheng.definitions.forms import form_from
from zhiheng.definitions.indicators import indicator_from
from zhiheng.definitions.learned import CASES, KeptCase, cases
from zhiheng.definitions.loading import lexicons, word_lists
from zhiheng.definitions.profiles import profile_from
from zhiheng.definitions.registers import by_id, register_from, sources
from zhiheng.definitions.roles import role_from
from zhiheng.definitions.rules import rules_from, rules_of
from zhiheng.definitions.schemes import clashing, scheme_from, schemes_by_id
from zhiheng.definitions.signatures import clocks_to_sign, refuse_unknown_clocks, signatures
from zhiheng.definitions.strict import LEARNED, files
from zhiheng.definitions.systems import working
from zhiheng.definitions.templates import template_from

T = TypeVar("T")


class Proof(Struct, frozen=True):
    """How many definitions of each kind hold, and what is wrong with the others."""

    definitions: dict[str, int]
    errors: tuple[str, ...]
    unsigned: dict[str, str] = {}  # clocks found in law that nobody has signed for, with the source to be read
    working: tuple[str, ...] = ()  # systems of the mission that work with these definitions


def proved(office: Path | None = None) -> Proof:
    """The proof of all definitions: ours, with an office's own tree over them where a path is given."""
    errors: list[str] = []

    def loaded(kind: str, suffix: str, load: Callable[[Path], T]) -> dict[str, T]:
        good: dict[str, T] = {}
        for name, path in files(kind, suffix, office).items():
            try:
                good[name] = load(path)
            except Fault as fault:
                errors.append(str(fault))
        return good

    texts = by_id(loaded("registers", ".toml", lambda path: register_from(path, office)).values())
    errors += [str(fault) for fault in inconsistencies(texts)]
    registers = {id: of[-1] for id, of in texts.items()}
    counted = {**sources(), **registers}
    figures = figures_by_id(loaded("indicators", ".toml", lambda path: indicator_from(path, counted)).values())
    errors += [str(fault) for fault in unrelated(figures)]
    latest = {id: of[-1] for id, of in figures.items()}
    returned = loaded("forms", ".toml", lambda path: form_from(path, latest))
    assessed = schemes_by_id(loaded("schemes", ".toml", lambda path: scheme_from(path, latest, counted)).values())
    errors += [str(fault) for fault in clashing(assessed)]
    templates = loaded("templates", ".md", lambda path: template_from(path, latest, registers))
    roles = loaded("roles", ".toml", role_from)
    layouts = loaded("profiles", ".toml", lambda path: profile_from(path, registers))
    unsigned: dict[str, str] = {}
    try:
        calendar(office)
        unsigned = _unsigned(registers, office)
    except Fault as fault:
        errors.append(str(fault))
    lists = rules = 0
    try:
        words = word_lists(office)
        lists = sum(1 for name in Lexicons.__struct_fields__ if name != "own_rules")
        rules = sum(map(len, loaded("rules", ".toml", lambda path: rules_from(path, words)).values()))
        if not errors:
            rules_of(office, words)  # two of one id, in two files
    except Fault as fault:
        errors.append(str(fault))
    counts = {
        "registers": len(registers), "indicators": len(figures), "templates": len(templates), "lexicons": lists,
        "rules": rules, "roles": len(roles), "profiles": len(layouts), "forms": len(returned),
        "schemes": len(assessed),
    }  # fmt: skip
    return Proof(counts, tuple(errors), unsigned, tuple(system.id for system in working(registers)))


def _unsigned(registers: dict[str, Register], office: Path | None) -> dict[str, str]:
    signed = signatures(office)
    refuse_unknown_clocks(signed, registers.values())
    waiting = {name: says for register in registers.values() for name, says in clocks_to_sign(register).items()}
    return {name: says for name, says in waiting.items() if name not in signed}


class RulesProof(Struct, frozen=True):
    """How many rules, examples and cases there are, what is wrong with the files, and which examples are read otherwise.

    `differing` are the texts of cases that nothing was learnt from yet: still read otherwise than a person said.
    """

    definitions: dict[str, int]
    errors: tuple[str, ...]
    failures: tuple[Failure, ...] = ()
    differing: tuple[str, ...] = ()


def rules_proved(office: Path | None = None) -> RulesProof:
    """The proof of all rules by their own examples, and of what was learnt by the cases it was learnt from.

    Ours, with an office's tree over them where a path is given.
    """
    try:
        words, kept = lexicons(office), cases(office)
    except Fault as fault:
        return RulesProof({"rules": 0, "examples": 0, "counterexamples": 0, "cases": 0}, (str(fault),))
    rules = words.own_rules
    failed = (*failures(words), *(_of_case(case) for case in kept if case.learnt and differs(case, read_case(case, words))))
    counts = {
        "rules": len(rules), "examples": sum(len(rule.examples) for rule in rules),
        "counterexamples": sum(len(rule.counterexamples) for rule in rules), "cases": len(kept),
    }  # fmt: skip
    differing = tuple(case.text for case in kept if not case.learnt and differs(case, read_case(case, words)))
    return RulesProof(counts, tuple(failure.in_words() for failure in failed), failed, differing)


def _of_case(case: KeptCase) -> Failure:
    wanted = expected(case)
    return Failure(
        file=f"{LEARNED}/{CASES}", rule=case.kind, example="case", text=case.text, expected=[wanted] if wanted else [],
        read=[case.was] if case.was else [],
    )  # fmt: skip
