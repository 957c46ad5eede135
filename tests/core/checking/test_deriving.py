"""Fields that are computed from others of the same row."""

import pytest

from zhiheng.core.checking.deriving import derived
from zhiheng.core.values.registers import Field, Register, Source


@pytest.mark.parametrize(
    ("how", "given", "found"),
    [("times", (4, 5), 20), ("times", (4, None), None), ("plus", (4, 5), 9), ("minus", (4, 5), -1)],
)
def test_a_row_computes_a_field_from_others_and_leaves_it_unknown_where_one_is(how: str, given: tuple, found: int) -> None:
    fields = {
        "a": Field(name="甲", type="int"),
        "b": Field(name="乙", type="int"),
        "c": Field(name="丙", type="int", derive=how, of=("a", "b")),
    }
    of = Source(document="甲")
    one = Register(id="r", name="甲", row="一行", pattern="register", key=("a",), fields=fields, source=of, text="")
    assert derived(one, {"a": given[0], "b": given[1]}) == {"c": found}
