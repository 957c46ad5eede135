"""Damaged numbers wait for a person: both readings stay, nothing is changed."""

from core.extracting.building import as_cleaned
from zhiheng.core.extracting import extract
from zhiheng.core.values.reading import Target
from zhiheng.definitions import lexicons


def targets(text: str, truncated: bool = True) -> list[Target]:
    cleaned = as_cleaned(text)
    cleaned.meta.truncated = truncated
    return extract(cleaned, lexicons()).targets


def test_a_count_far_above_the_others_is_kept_flagged_and_may_be_a_range() -> None:
    found = targets("到2027年，创建示范镇3个、示范村5个、品牌产品23个、标准化基地4个、质量标杆40个。")
    assert [target.value for target in found] == [3, 5, 23, 4, 40]
    assert found[2].alternatives == [[2, 3]]
    assert found[4].alternatives == []
    assert [any("对照原件" in flag for flag in target.flags) for target in found] == [False, False, True, False, True]
    assert found[2].confidence <= 0.5


def test_a_rate_that_lost_its_place_is_kept_flagged_with_the_other_reading() -> None:
    found = targets("到2027年，农产品合格率达到98%，食品合格率达到97%，药品合格率达到9.8%，工程合格率达到96%。")
    assert [target.value for target in found] == [98, 97, 9.8, 96]
    assert found[2].alternatives == [98]


def test_counts_of_a_sound_text_may_differ() -> None:
    found = targets("到2027年，创建示范镇3个、示范村5个、品牌产品23个、标准化基地4个。", truncated=False)
    assert not any("对照原件" in flag for target in found for flag in target.flags)


def test_numbers_that_fit_are_not_doubted() -> None:
    found = targets("到2027年，创建示范镇30个、示范村50个、品牌产品23个、标准化基地40个，森林覆盖率达到28%。")
    assert not any("对照原件" in flag for target in found for flag in target.flags)
