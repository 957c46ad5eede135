"""Suggesting, numbering and covering: by the scheme's own words, the same for the same files."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from zhiheng.core.exhibiting import covered, renumbered, suggestions
from zhiheng.core.exhibiting.numbering import Numbered
from zhiheng.core.values.exhibits import Holding
from zhiheng.definitions.schemes import schemes

SCHEME = schemes()["provincial-2022"]
USES = some.lists(
    some.builds(
        Numbered, some.integers(1, 60), some.sampled_from(["甲", "乙", ""]), some.none() | some.dates(), some.integers(1, 9)
    ),
    unique_by=lambda one: one.use,
)


def test_a_number_in_the_name_or_the_folder_decides() -> None:
    for name in ("1.1.4-1 通知.docx", "材料/1.1.4 行动计划/通知.docx", "附件（1．1．4）.pdf"):
        assert [(one.item, one.piece) for one in suggestions(name, "通知", SCHEME, "")] == [("1.1.4", "年度行动计划")], name
    assert [one.item for one in suggestions("1.1.2/1.1.3 报告.docx", "报告", SCHEME, "")] == ["1.1.3"]


def test_a_day_or_an_amount_is_no_number_of_an_item() -> None:
    assert suggestions("2024.3.1 收据 1.1.45.pdf", "收据", SCHEME, "") == ()


def test_a_title_like_a_piece_is_suggested_and_one_like_none_is_not() -> None:
    assert suggestions("扫描.pdf", "示例县2024年政府工作报告", SCHEME, "")[0].item == "1.1.3"
    assert suggestions("扫描.pdf", "关于放假的通知", SCHEME, "") == ()


def test_of_several_pieces_the_title_says_which() -> None:
    assert suggestions("3.2.4-2.pdf", "关于第三届政府质量奖评审结果的公告", SCHEME, "")[0].piece == "评审结果公告"


@given(USES)
def test_numbers_run_from_one_without_gaps_and_do_not_hang_on_what_came_first(uses: list[Numbered]) -> None:
    found = renumbered(uses, ["甲", "乙"])
    assert sorted(found.values()) == list(range(1, len(uses) + 1))
    assert renumbered(uses[::-1], ["甲", "乙"]) == found


@given(USES)
def test_numbered_again_nothing_changes(uses: list[Numbered]) -> None:
    found = renumbered(uses, ["甲", "乙"])
    assert renumbered([one._replace(position=found[one.use]) for one in uses], ["甲", "乙"]) == found


def test_pieces_come_in_the_order_they_are_asked_then_by_day_what_is_undated_last() -> None:
    first, second = Numbered(1, "", None, 1), Numbered(2, "乙", date(2024, 1, 1), 2)
    third, fourth = Numbered(3, "甲", None, 3), Numbered(4, "甲", date(2024, 5, 1), 4)
    found = renumbered([first, second, third, fourth], ["甲", "乙"])
    assert found == {4: 1, 3: 2, 2: 3, 1: 4}


def test_a_piece_without_a_file_is_missing_and_one_with_doubts_alone_is_doubted() -> None:
    one = Holding(exhibit=1, number="3.2.4-1", title="办法", open_doubts=1)
    row = next(row for row in covered(SCHEME, "", {("3.2.4", "奖项办法"): [one]}) if row.item == "3.2.4")
    assert [piece.state for piece in row.pieces] == ["doubted", "missing"]
    assert row.missing == ("评审结果公告",)


def test_a_file_under_an_item_that_asks_none_stands_there_as_other() -> None:
    one = Holding(exhibit=1, number="1.2.1-1", title="成立小组的通知")
    row = next(row for row in covered(SCHEME, "", {("1.2.1", ""): [one]}) if row.item == "1.2.1")
    assert [(piece.name, piece.state) for piece in row.pieces] == [("", "there")]
