"""Lists of areas go on with other areas in the same words, and the number beside them agrees."""

import pytest

from zhiheng.core.writing.renewing.lists import area_lists, goes_on

NAMES = {"1": "青屿市", "2": "望榕县", "3": "云桥县", "4": "松坞县", "5": "白沙黎族自治县"}


def new(text: str, *codes: str) -> str | None:
    [one] = area_lists(text, NAMES)
    changes = goes_on(text, one, codes, NAMES)
    for each in sorted(changes or (), key=lambda one: -one.start):
        text = f"{text[: each.start]}{each.new}{text[each.end :]}"
    return None if changes is None else text


@pytest.mark.parametrize(
    ("text", "codes", "said"),
    [
        ("除青屿市外，其他市县都召开了会议。", "23", "除望榕县、云桥县外，其他市县都召开了会议。"),
        ("除青屿市外，其他市县都召开了会议。", "", "各市县都召开了会议。"),
        ("仍有部分市县（望榕、云桥）没有召开。", "145", "仍有部分市县（青屿、松坞、白沙）没有召开。"),
        ("仍有部分市县（望榕、云桥）没有召开。", "1", "仍有青屿市没有召开。"),
        ("仍有青屿市没有召开。", "23", "仍有部分市县（望榕、云桥）没有召开。"),
        ("没有召开的有2个市县（望榕县、云桥县）。", "124", "没有召开的有3个市县（青屿市、望榕县、松坞县）。"),
        ("望榕县、云桥县等4个市县召开了会议。", "31245", "云桥县、青屿市等5个市县召开了会议。"),
        ("没有召开的是望榕县和云桥县。", "4", "没有召开的是松坞县。"),
        ("没有召开的是望榕县和云桥县。", "", None),
    ],
)
def test_a_list_goes_on_in_the_words_it_had(text, codes, said) -> None:
    assert new(text, *codes) == said


@pytest.mark.parametrize(
    ("text", "kind", "values", "low"),
    [
        ("案件数前三名的是青屿市、望榕县、云桥县。", "rank", (), False),
        ("罚款居前三位的是青屿市（9.00万元）、望榕县（5.00万元）。", "rank", ("9.00", "5.00"), False),
        ("合格率最低的是望榕县、云桥县。", "rank", (), True),
        ("青屿市、望榕县分列全省前两位。", "rank", (), False),
    ],
)
def test_a_ranking_is_seen_with_its_values(text, kind, values, low) -> None:
    [one] = area_lists(text, NAMES)
    assert (one.kind, one.values, one.low) == (kind, values, low)


@pytest.mark.parametrize("text", ["青屿市、望榕县分别查处3宗、4宗。", "青屿市召开了会议。", "青屿市（3宗）、望榕县召开了会议。"])
def test_areas_that_are_no_list_are_none(text) -> None:
    assert not list(area_lists(text, NAMES))
