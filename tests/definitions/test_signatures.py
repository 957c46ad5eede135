"""A limit found in law runs once a person has signed for it."""

from pathlib import Path

import pytest

from core.scheduling.making import CASE, OPENED, case_register
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.proving import proved
from zhiheng.definitions.signatures import clocks_to_sign, refuse_unknown_clocks, signatures

HEAD = "clock,signed_by,signed_on,document\n"


def office_with(tree: Path, signed: str) -> Path:
    (tree / "registers").mkdir(parents=True, exist_ok=True)
    (tree / "registers" / "case.toml").write_text(CASE, "utf-8")
    (tree / "registers" / "later.toml").write_text(OPENED, "utf-8")
    (tree / "signatures").mkdir(exist_ok=True)
    (tree / "signatures" / "clocks.csv").write_text(HEAD + signed, "utf-8")
    return tree


def test_we_ship_no_signature() -> None:
    assert signatures() == {}


def test_what_waits_for_a_signature_says_its_source() -> None:
    assert clocks_to_sign(case_register()) == {"case.law": "示例条例第七条"}


def test_the_proof_lists_what_nobody_has_signed_and_it_is_no_error(tmp_path: Path) -> None:
    assert "case.law" in proved(office_with(tmp_path / "a", "")).unsigned
    signed = proved(office_with(tmp_path / "b", "case.law,王某,2026-01-05,示例条例第七条（文本 2025-12-01）\n"))
    assert "case.law" not in signed.unsigned
    assert signed.errors == ()


def test_a_signature_for_no_such_clock_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"D302 signatures/clocks\.csv：“case\.file”不是待签的时限"):
        refuse_unknown_clocks(["case.file"], [case_register()])
    assert any("D302" in error for error in proved(office_with(tmp_path, "case.lwa,王某,2026-01-05,某条例\n")).errors)


def test_a_changed_file_of_signatures_is_read_again(tmp_path: Path) -> None:
    assert signatures(office_with(tmp_path, "")) == {}
    assert set(signatures(office_with(tmp_path, "case.law,王某,2026-01-05,某条例第七条\n"))) == {"case.law"}
