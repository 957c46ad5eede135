"""Words of time move with the period; days of events, document numbers and titles stay, and are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.writing.renewing.making import NEW, OLD, span
from zhiheng.core.values.stretches import days, months, years_on
from zhiheng.core.writing.renewing import assembled, moved, of_dates, period_in

YEAR, NEXT = months(2024, 1, 12), months(2025, 1, 12)
QUARTERS = [months(2025, 3 * q - 2, 3 * q) for q in range(1, 5)]


def renewal(text: str, old=OLD, new=NEW):
    return assembled(text, of_dates(text, old, new))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024年上半年，比2023年同期", "2025年上半年，比2024年同期"),
        ("２０２４年上半年", "２０２５年上半年"),
        ("二〇二四年度质量工作", "二〇二五年度质量工作"),
        ("2024年1—6月立案", "2025年1—6月立案"),
        ("截至2024年6月底", "截至2025年6月底"),
        ("2024年1月1日至6月30日", "2025年1月1日至6月30日"),
        ("上半年立案，一季度罚款", "上半年立案，一季度罚款"),
        ("2019年以来", "2019年以来"),
    ],
)
def test_a_year_later_only_the_year_changes(text, said) -> None:
    assert renewal(text).new == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025年一季度，全省", "2025年二季度，全省"),
        ("2025年第一季度，全省", "2025年第二季度，全省"),
        ("2025年1—3月", "2025年4—6月"),
        ("2025年1月1日至3月31日", "2025年4月1日至6月30日"),
    ],
)
def test_the_next_quarter_is_named_in_the_manner_of_the_old_words(text, said) -> None:
    assert renewal(text, QUARTERS[0], QUARTERS[1]).new == said


@pytest.mark.parametrize("text", ["2024年3月5日召开会议", "《2024年质量工作要点》", "2024年印发的方案"])
def test_events_and_titles_stay_with_a_remark(text) -> None:
    found = renewal(text)
    assert (found.new, len(found.kept)) == (text, 1)


@pytest.mark.parametrize("text", ["示府办〔2024〕18号", "GB/T 9704-2012", "查处2024宗"])
def test_a_document_number_and_a_count_are_no_years(text) -> None:
    assert renewal(text).swaps == ()


@given(st.text("年月日上下半季度一二三四第前至—0123456789截底《》〔〕，。", max_size=60))
def test_in_the_same_period_nothing_changes(text) -> None:
    assert renewal(text, OLD, OLD).new == text


@given(st.text("年月日上下半季度一二三四第前至—2024153截底《》〔〕，。", max_size=60))
def test_any_text_is_taken_without_overlaps(text) -> None:
    found = renewal(text)
    ends = [edge for one in found.swaps for edge in (one.start, one.end)]
    assert ends == sorted(ends)


@given(st.sampled_from([YEAR, OLD, *QUARTERS, span("2024-01-01", "2024-07-25")]), st.integers(-3, 3))
def test_the_period_itself_and_the_year_before_it_move_together(period, years) -> None:
    new = years_on(period, years)
    assert moved(period, period, new) == new
    assert moved(years_on(period, -1), period, new) == years_on(new, -1)


def test_from_quarter_to_quarter_the_months_since_new_year_move_too() -> None:
    assert moved(months(2025, 1, 6), QUARTERS[1], QUARTERS[2]) == months(2025, 1, 9)
    assert moved(years_on(QUARTERS[1], -1), QUARTERS[1], QUARTERS[2]) == years_on(QUARTERS[2], -1)
    assert moved(span("2025-02-01", "2025-02-20"), QUARTERS[1], QUARTERS[2]) is None


@pytest.mark.parametrize(
    ("text", "new", "old"),
    [
        ("示例省2024年上半年质量状况\n2023年", NEW, OLD),
        ("2025年一季度通报", QUARTERS[1], QUARTERS[0]),
        ("2024年工作总结", NEXT, YEAR),
        ("工作总结", NEXT, None),
    ],
)
def test_the_old_period_is_read_from_the_text(text, new, old) -> None:
    assert period_in(text, new) == old


def test_a_day_that_ends_the_period_moves_with_it() -> None:
    old, new = days(OLD.start, span("2024-01-01", "2024-07-25").end), span("2025-01-01", "2025-08-10")
    assert renewal("截至7月25日", old, new).new == "截至8月10日"
