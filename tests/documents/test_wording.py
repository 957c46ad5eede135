import pytest

from zhiheng.documents.wording import deadline, quantity


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"value": 98, "unit": "%", "comparator": ">="}, "≥ 98%"),
        ({"value": 98.50, "unit": "%", "comparator": "=", "hold": True}, "98.5%（保持）"),
        ({"value": [3, 5], "unit": "家", "comparator": "range"}, "3–5 家"),
        ({"value": 0.5, "unit": "个百分点", "comparator": ">=", "kind": "change"}, "变动 ≥ 0.5 个百分点"),
        ({"value": None, "unit": "家"}, ""),
    ],
)
def test_a_quantity_reads_as_people_write_it(value, words):
    assert quantity(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ({"year": 2020, "due_on": None, "text": "到2020年", "inherited": False}, "到2020年"),
        ({"year": 2026, "due_on": "2026-12-31", "text": "年底前", "inherited": False}, "年底前（2026-12-31）"),
        ({"year": 2020, "due_on": None, "text": "到2020年", "inherited": True}, "到2020年（承前）"),
    ],
)
def test_a_deadline_says_its_day_and_whether_it_was_carried_over(value, words):
    assert deadline(value) == words
