"""Every scheme that we ship comes, on its worked case, to the scores that a person reckons."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.scoring.making import all_best, findings_of, subjects_of
from zhiheng.core.measuring import period_from
from zhiheng.core.scoring import explained, scorecards
from zhiheng.core.values.scorecards import Findings, Happened, Scorecard
from zhiheng.definitions.schemes import scheme_for, schemes

FOLDER = Path(__file__).parents[2] / "cases" / "scoring"
CASES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml")) if path.stem != "phrases"}
SUBJECTS = [(name, subject["name"]) for name, case in CASES.items() for subject in case["subjects"]]


def of_case(case: dict[str, Any]) -> dict[str, Scorecard]:
    period = period_from(case["period"])
    scheme = scheme_for(case["scheme"], period.start, period.end, period.text)
    said, happened = {}, []
    for subject in case["subjects"]:
        name = subject["name"]
        best = {item.id: subject["all"] for item in scheme.items} if "all" in subject else all_best(scheme, [name])[name]
        said[name] = {**best, **{id: None if value == "?" else value for id, value in subject["but"].items()}}
        happened += [Happened(subject=name, **incident) for incident in subject.get("incidents", ())]
    found = findings_of(scheme, said)
    findings = Findings(observed=found.observed, judged=found.judged, evidence=found.evidence, happened=tuple(happened))
    groups = {subject["name"]: subject.get("group", "") for subject in case["subjects"]}
    return {card.subject: card for card in scorecards(scheme, subjects_of(said, groups), findings)}


def test_every_scheme_has_its_worked_case() -> None:
    assert {case["scheme"] for case in CASES.values()} == set(schemes())
    assert all(case["source"] for case in CASES.values())


@pytest.mark.parametrize(("name", "who"), SUBJECTS, ids=[f"{name}-{who}" for name, who in SUBJECTS])
def test_a_case_comes_to_what_a_person_reckons(name: str, who: str) -> None:
    case = CASES[name]
    subject = next(one for one in case["subjects"] if one["name"] == who)
    expected, card = dict(subject["expect"]), of_case(case)[who]
    scores = {one.id: str(one.score) for one in card.items}
    assert {id: scores[id] for id in expected.get("scores", {})} == expected.pop("scores", {})
    assert [one.id for one in card.vetoes if one.applies] == expected.pop("vetoes", [])
    assert list(card.consequences) == expected.pop("consequences", [])
    assert {key: str(getattr(card, key)) for key in expected} == {key: str(value) for key, value in expected.items()}
    if "says" in subject:
        period = period_from(case["period"])
        told = "\n".join(explained(scheme_for(case["scheme"], period.start, period.end, period.text), card))
        assert subject["says"] in told
