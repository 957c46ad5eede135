"""A return that says otherwise than what was given before says why."""

from decimal import Decimal

from zhiheng.core.checking import findings
from zhiheng.core.values.forms import Answer, Before
from zhiheng.definitions.forms import form_called

FORM = form_called("quality-work-quarterly")
EARLIER = {"fines": Before(value=Decimal("0.5"), words="2025年8月5日报省局（月报）的是 0.5万元")}


def about_fines(**said: str) -> list[str]:
    found = findings(FORM, {"fines": Answer(**said)}, {}, EARLIER)
    return [one.says for one in found if one.item == "fines" and one.level == "explain"]


def test_another_figure_than_was_given_is_explained() -> None:
    assert about_fines(value="0.7") == [
        "2025年8月5日报省局（月报）的是 0.5万元，这次填 0.7万元。请在“说明”里写明为什么不同，或改正。"
    ]
    assert about_fines(value="0.7", note="含补缴") == []


def test_the_same_figure_and_none_ask_nothing() -> None:
    assert about_fines(value="0.50") == []
    assert about_fines() == []
