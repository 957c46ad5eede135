"""Every error a user can meet has an id of its own, a remedy, and its line in docs/errors.md."""

import importlib.util

import pytest

from house.sources import ROOT

specification = importlib.util.spec_from_file_location("write_errors", ROOT / "docs" / "write_errors.py")
write_errors = importlib.util.module_from_spec(specification)
specification.loader.exec_module(write_errors)


@pytest.fixture(scope="module")
def raised() -> list:
    """Every Fault that the source makes."""
    return list(write_errors.raised())


def test_the_page_of_errors_is_current(raised: list) -> None:
    on_disk = write_errors.PAGE.read_text("utf-8")
    assert on_disk == write_errors.page(raised), "run: .venv/bin/python docs/write_errors.py"


def test_an_id_means_one_thing(raised: list) -> None:
    modules: dict[str, set[str]] = {}
    for fault in raised:
        modules.setdefault(fault.id, set()).add(fault.module)
    assert not {id: where for id, where in modules.items() if len(where) > 1}


def test_an_error_names_a_remedy(raised: list) -> None:
    remedies = ("请", "可用的", "可选", "应")
    assert not [f"{fault.id} {fault.says}" for fault in raised if not any(word in fault.says for word in remedies)]


def test_the_letter_of_an_id_is_that_of_its_package(raised: list) -> None:
    assert {fault.id[0] for fault in raised} <= write_errors.LETTERS.keys()
