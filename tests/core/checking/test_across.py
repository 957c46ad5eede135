"""Checks across rows look at all that are alike, and at nothing unknown."""

from decimal import Decimal

import pytest

from zhiheng.core.checking.across import across_problems
from zhiheng.core.values.registers import Agreed, Apart, Field, Register, RowCheck, Source, Summed


def register(**check: object) -> Register:
    fields = {
        "no": Field(name="编号", type="text"),
        "of": Field(name="对象", type="text"),
        "share": Field(name="占比", type="percent"),
        "on": Field(name="日期", type="date"),
        "why": Field(name="原因", type="text"),
    }
    return Register(
        id="r", name="甲", row="一行", pattern="register", key=("no",), fields=fields, source=Source(document="甲"), text="",
        checks={"c": RowCheck(says="不对。", **check)},
    )  # fmt: skip


def row(no: str, share: str | None, of: str | None = "甲", why: str | None = None) -> dict[str, str | None]:
    return {"no": no, "of": of, "share": share, "why": why}


ADDS_UP = {"sum": Summed(of="share", by=("of",), equals=100, within=Decimal("0.05"))}
AGREES = {"agree": Agreed(of="share", by=("of",)), "when": {"why": {"filled": False}}}


@pytest.mark.parametrize(
    ("shares", "says"),
    [(["33.3", "33.3", "33.4"], None), (["33.4", "33.4", "33.3"], "现在合计 100.1"), (["50", None], None)],
)
def test_shares_that_add_to_100_1_are_named_and_an_unknown_share_is_not_judged(shares: list, says: str | None) -> None:
    found = across_problems(register(**ADDS_UP), {str(n): row(str(n), share) for n, share in enumerate(shares)}, [])
    assert [says in problem.says for of in found.values() for problem in of] == ([True] * len(shares) if says else [])


def test_what_is_kept_already_is_looked_at_too() -> None:
    assert list(across_problems(register(unique=("of",)), {"2": row("2", None)}, [row("1", None)])) == ["2"]
    assert not across_problems(register(unique=("of",)), {"2": row("2", None, of=None)}, [row("1", None, of=None)])


def test_a_figure_that_contradicts_an_earlier_one_says_the_earlier_one_unless_explained() -> None:
    earlier = [row("1", "87.9")]
    assert "另有：87.9" in across_problems(register(**AGREES), {"2": row("2", "88.1")}, earlier)["2"][0].says
    assert not across_problems(register(**AGREES), {"2": row("2", "87.90")}, earlier)
    assert not across_problems(register(**AGREES), {"2": row("2", "88.1", why="漏计两批")}, earlier)


@pytest.mark.parametrize(("day", "says"), [("2025-08-29", True), ("2025-08-30", False), ("2025-03-03", True), (None, False)])
def test_a_second_check_within_half_a_year_names_the_first(day: str | None, says: bool) -> None:
    first = row("1", None) | {"on": "2025-03-03"}
    apart = {"apart": Apart(of="on", by=("of",), days=180), "when": {"why": {"filled": False}}}
    assert ("2" in across_problems(register(**apart), {"2": row("2", None) | {"on": day}}, [first])) == says
    assert not across_problems(register(**apart), {"2": row("2", None, why="跟踪抽查") | {"on": day}}, [first])


def test_while_rows_are_typed_one_by_one_only_more_than_the_whole_is_wrong() -> None:
    kept = [row("1", "60")]
    assert not across_problems(register(**ADDS_UP), {"2": row("2", "30")}, kept, growing=True)
    assert across_problems(register(**ADDS_UP), {"2": row("2", "41")}, kept, growing=True)
