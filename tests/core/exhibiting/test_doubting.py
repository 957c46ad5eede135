"""What a person should look at is found from what files say, and nothing else is."""

from datetime import date

from zhiheng.core.exhibiting import digest_of_words, doubts
from zhiheng.core.values.exhibits import Filed
from zhiheng.definitions.exhibits import doubting

START, END = date(2024, 1, 1), date(2024, 12, 31)
DAY = date(2024, 3, 1)


def kinds(*box: Filed) -> list[list[str]]:
    found = doubts(box, START, END, {"1.1.4"}, doubting())
    return [[doubt.kind for doubt in found[one.id]] for one in box]


def filed(id: int = 1, **more) -> Filed:
    return Filed(**({"id": id, "name": f"{id}.pdf", "dated_on": DAY, "sealed": "yes"} | more))


def test_a_sealed_file_of_the_year_under_an_item_that_asks_it_is_not_doubted() -> None:
    assert kinds(filed(uses=(("1.1.4", "年度行动计划"),))) == [[]]


def test_a_day_outside_the_year_and_no_day_at_all_are_doubted() -> None:
    assert kinds(filed(dated_on=date(2023, 12, 31))) == [["outside"]]
    assert kinds(filed(dated_on=date(2025, 1, 1))) == [["outside"]]
    assert kinds(filed(dated_on=None)) == [["undated"]]
    assert kinds(filed(dated_on=START), filed(2, dated_on=END)) == [[], []]


def test_a_file_that_waits_to_be_read_is_not_called_undated() -> None:
    assert kinds(filed(dated_on=None, sealed="unknown", is_read=False)) == [[]]


def test_a_copy_without_a_seal_is_doubted_where_a_sealed_one_is_expected() -> None:
    assert kinds(filed(sealed="no", uses=(("1.1.4", "年度行动计划"),))) == [["unsealed"]]
    assert kinds(filed(sealed="unknown", uses=(("1.1.4", "年度行动计划"),))) == [["unsealed"]]
    assert kinds(filed(sealed="no", uses=(("1.1.4", "现场照片"),))) == [[]]


def test_the_same_words_with_another_day_is_a_file_that_was_dated_anew() -> None:
    again = filed(2, words="w", dated_on=date(2023, 3, 1))
    assert kinds(filed(words="w"), again) == [["redated"], ["outside", "redated"]]
    says = doubts([filed(words="w"), again], START, END, (), doubting())[1][0].says
    assert "2.pdf" in says
    assert "2024-03-01" in says
    assert "2023-03-01" in says


def test_the_same_words_and_the_same_day_is_a_copy() -> None:
    assert kinds(filed(words="w"), filed(2, words="w")) == [["copied"], ["copied"]]
    assert kinds(filed(words=""), filed(2, words="")) == [[], []]


def test_a_file_saved_long_after_its_day_and_after_the_period_is_doubted() -> None:
    assert kinds(filed(saved_on=date(2025, 2, 10))) == [["saved-late"]]
    assert kinds(filed(saved_on=date(2024, 12, 31))) == [[]]
    assert kinds(filed(dated_on=date(2024, 12, 28), saved_on=date(2025, 1, 5))) == [[]]


def test_an_item_that_asks_nothing_and_a_file_that_could_not_be_read_are_told() -> None:
    assert kinds(filed(uses=(("1.2.1", ""),), trouble="没有认出文字。")) == [["unread", "unasked"]]


def test_words_are_the_same_but_for_days_numbers_of_papers_and_blanks() -> None:
    first = "县质量办〔2024〕3号 2024年3月1日召开会议，研究部署质量强县工作，议定三件事，由各成员单位分头办理并按月报告进展。"
    dated_anew = first.replace("2024年3月1日", "二〇二五年四月十二日").replace("〔2024〕3号", "〔2025〕11号")
    assert digest_of_words(first) == digest_of_words(dated_anew)
    assert digest_of_words(first) != digest_of_words(first.replace("三件事", "四件事"))
    assert digest_of_words("2024年3月1日") == ""
