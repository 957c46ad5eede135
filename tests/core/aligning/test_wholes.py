"""Names that the reading contract splits at 、 are one unit of a plan."""

import pytest

from zhiheng.core.aligning import whole_names


@pytest.mark.parametrize(
    ("names", "whole"),
    [
        (["各市", "县", "自治县人民政府", "省教育厅"], ["各市、县、自治县人民政府", "省教育厅"]),
        (["各市", "县市场监督管理局"], ["各市、县市场监督管理局"]),
        (["各乡", "镇", "区"], ["各乡、镇、区"]),
        (["各市", "省教育厅"], ["各市", "省教育厅"]),
        (["各级党委", "政府"], ["各级党委", "政府"]),
        (["县财政局", "县科技局"], ["县财政局", "县科技局"]),
    ],
)
def test_kinds_of_area_before_their_government_are_put_together_again(names: list[str], whole: list[str]) -> None:
    assert whole_names(names) == whole
