from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.documents.tying import Tied, reworded, ties_of

RAW = "質(zhì)量强省。  \r\n合格率9O%以上"
TEXT = "质量强省。\n合格率9O%以上"


def ties():
    """質(zhì) reads 质; the blanks and the line end read one line end."""
    spans = [(0, 6), *((i, i + 1) for i in range(6, 10)), (10, 14), *((i, i + 1) for i in range(14, len(RAW)))]
    return ties_of([a for a, _ in spans], [b for _, b in spans])


def test_equal_stretches_are_one_tie_and_repairs_stand_as_a_whole():
    assert ties() == [[0, 1, 0, 6], [1, 5, 6, 10], [5, 6, 10, 14], [6, 14, 14, 22]]


def test_a_raw_span_is_found_in_the_repaired_text_and_back():
    tied = Tied(ties())
    start, end = tied.text_span(RAW.index("合格率"), len(RAW))
    assert TEXT[start:end] == "合格率9O%以上"
    assert tied.raw_span(start, end) == (RAW.index("合格率"), len(RAW))
    assert tied.text_span(0, 6) == (0, 1)


def test_a_line_end_put_in_before_a_span_is_not_part_of_it():
    tied = Tied([[0, 2, 0, 2], [2, 3, 2, 2], [3, 5, 2, 4]])
    assert tied.text_span(2, 4) == (3, 5)
    assert tied.text_span(0, 2) == (0, 2)
    assert tied.text_span(2, 2) == (2, 3)


def test_rewording_a_figure_leaves_everything_else_tied():
    at = RAW.index("9O")
    text, new_ties = reworded(TEXT, ties(), at, at + 2, "90")
    assert text == "质量强省。\n合格率90%以上"
    start, end = Tied(new_ties).text_span(at + 2, len(RAW))
    assert text[start:end] == "%以上"


def test_rewording_back_gives_the_first_text():
    at = RAW.index("9O")
    text, new_ties = reworded(*reworded(TEXT, ties(), at, at + 2, "90 个"), at, at + 2, "9O")
    assert text == TEXT
    assert Tied(new_ties).text_span(at + 2, len(RAW)) == Tied(ties()).text_span(at + 2, len(RAW))


@given(st.integers(0, 21), st.integers(0, 8), st.text("甲乙1", max_size=4))
def test_ties_stay_in_order_and_cover_the_text_whatever_is_reworded(start, length, new):
    text, new_ties = reworded(TEXT, ties(), start, min(start + length, len(RAW)), new)
    assert [tie[0] for tie in new_ties[1:]] == [tie[1] for tie in new_ties[:-1]]
    assert new_ties[0][0] == 0
    assert new_ties[-1][1] == len(text)
    assert all(a[3] <= b[2] for a, b in pairwise(new_ties))
