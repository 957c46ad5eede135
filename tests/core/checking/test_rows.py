"""A row is checked against its definition: required fields, then what must hold between fields."""

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.checking import checked_row, natural_key
from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.lookups import Lookups
from zhiheng.definitions.registers import register_called

CAMPAIGN = register_called("special-campaign")
AREAS = {"示例县": "990100"}
CELLS = {"no": "检-1", "campaign": "农资整治", "area": "示例县", "checked_on": "2025-03-04"}


def problems(**cells: object) -> list[tuple[str, str]]:
    row = checked_row(CAMPAIGN, CELLS | cells, known=Lookups(areas=AREAS))
    return [(problem.field, problem.level) for problem in row.problems]


def test_a_row_with_the_required_fields_may_be_kept() -> None:
    assert problems() == []


def test_a_missing_required_field_blocks() -> None:
    assert problems(no=None, checked_on="") == [("no", "block"), ("checked_on", "block")]


def test_filed_cases_are_among_those_found() -> None:
    assert problems(found=2, filed=2) == []
    assert problems(found=2, filed=3) == [("filed", "block")]


def test_filed_without_found_is_no_proof() -> None:
    assert problems(filed=1) == [("filed", "block")]


def test_checks_between_fields_wait_until_every_cell_is_read() -> None:
    assert problems(found="两宗", filed=3) == [("found", "block")]


def test_an_endless_number_is_no_key() -> None:
    assert problems(no="长" * 101) == [("no", "block")]


@given(st.lists(st.text(), min_size=2, max_size=2), st.lists(st.text(), min_size=2, max_size=2))
def test_different_rows_have_different_keys(one: list[str], other: list[str]) -> None:
    keys = [natural_key(CAMPAIGN, dict(zip(CAMPAIGN.key, values, strict=True))) for values in (one, other)]
    assert (keys[0] == keys[1]) == (one == other)


@given(st.one_of(st.integers(), st.text()))
def test_an_empty_field_satisfies_nothing_but_filled_false(other: object) -> None:
    lines = [other, [other], *({name: other} for name in ("not", "min", "max", "over", "under")), {"in": [other]}]
    assert not any(satisfied({"a": line}, {"a": None}) for line in lines)
    assert not any(satisfied({"a": {name: {"field": "b"}}}, {"a": other, "b": None}) for name in ("not", "max"))
    assert satisfied({"a": {"filled": False}}, {})


def test_conditions_compare_as_the_grammar_says() -> None:
    row = {"n": 5, "day": "2025-03-04"}
    assert satisfied({"n": {"min": 5, "max": 5, "over": 4, "under": 6, "not": 4, "in": [5, 6]}}, row)
    assert not any(satisfied({"n": line}, row) for line in ({"over": 5}, {"under": 5}, {"not": 5}, [4, 6], 4))
    assert satisfied({"day": {"min": "2025-01-01"}}, row)
