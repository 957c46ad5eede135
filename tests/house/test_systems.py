"""Every system that the five documents name has a definition or a page, and whether it works is proved, not said."""

import importlib.util
import json
import re

import pytest

from house.sources import ROOT
from zhiheng.cli import main
from zhiheng.definitions.catalogue import catalogue
from zhiheng.definitions.registers import registers
from zhiheng.definitions.systems import systems, working

specification = importlib.util.spec_from_file_location("write_systems", ROOT / "docs" / "write_systems.py")
write_systems = importlib.util.module_from_spec(specification)
specification.loader.exec_module(write_systems)
KEPT_IN = {line.slug: line.kept_in for line in catalogue()}


def test_all_that_the_five_documents_name_is_there_and_realised_by_something() -> None:
    ids = [system.id for system in systems()]
    assert len(set(ids)) == len(ids) == 345
    assert {system.definition for system in systems()} <= KEPT_IN.keys()
    assert {system.topic for system in systems()} == write_systems.TOPICS.keys()


def test_a_register_that_realises_a_system_has_its_worked_case() -> None:
    realised = {system.definition for system in working(registers()) if KEPT_IN[system.definition] == "registers"}
    cases = {path.stem for path in (ROOT / "tests" / "cases" / "registers").glob("*.toml")}
    assert realised <= cases


@pytest.mark.parametrize("system", [system for system in systems() if system.test], ids=lambda system: system.id)
def test_the_test_of_a_page_is_there(system) -> None:
    assert KEPT_IN[system.definition] != "registers", "its case is its proof"
    file, _, name = system.test.partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / file).read_text("utf-8"), re.M), system.test


def test_a_register_that_does_not_load_takes_its_systems_along() -> None:
    others = registers().keys() - {"brand"}
    lost = {system.id for system in working(registers())} - {system.id for system in working(others)}
    assert lost == {system.id for system in systems() if system.definition == "brand"}


def test_the_page_of_systems_is_current() -> None:
    assert write_systems.PAGE.read_text("utf-8") == write_systems.page(), "run: .venv/bin/python docs/write_systems.py"


def test_the_command_counts_what_the_page_shows(capsys, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("ZHIHENG_HOME", str(tmp_path))
    main(["check", "--format", "json"])
    said = json.loads(capsys.readouterr().out)["systems"]
    assert f"可用 **{said['works']}** 个，共 {said['of']} 个。" in write_systems.PAGE.read_text("utf-8")
