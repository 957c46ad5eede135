"""OFD: its text layer in reading order, its signatures said, its scans recognised."""

import pytest

from core.formats.making import PARAGRAPHS, image_file, ofd_file, page_image, set_lines
from zhiheng.core.reading.formats import extract
from zhiheng.core.reading.formats.ofd_text import steps
from zhiheng.core.values.faults import Fault


def printed(paragraphs) -> list[tuple[float, float, float, str]]:
    lines = [line for text in paragraphs for line in set_lines("\u3000\u3000" + text, 26)]
    return [(30, 40 + 10 * place, 5.6, line) for place, line in enumerate(lines)]


def test_lines_become_paragraphs() -> None:
    words = [text.translate(str.maketrans("0123456789.%", "〇一二三四五六七八九点成")) for text in PARAGRAPHS]
    read = extract(ofd_file(printed(words)), "通知.ofd")
    assert read.text.split("\n") == words
    assert read.pages == 1


def test_order_is_that_of_the_page_and_not_of_the_file() -> None:
    assert extract(ofd_file([(30, 90, 5, "后一行。"), (30, 40, 5, "前一行。")]), "通知.ofd").text == "前一行。\n后一行。"


def test_a_signature_is_said_and_not_verified() -> None:
    assert extract(ofd_file(printed(PARAGRAPHS), signed=True), "通知.ofd").notes == ("文件含电子印章或签名，未验证。",)
    assert extract(ofd_file(printed(PARAGRAPHS)), "通知.ofd").notes == ()


def test_a_page_that_is_only_an_image_is_recognised() -> None:
    scan = image_file(page_image(["监督抽查合格率达到96.5%以上"], size=(1000, 400), characters=20))
    read = extract(ofd_file([], extra={"Doc_0/Res/scan.png": scan}), "扫描.ofd")
    assert read.recognised
    assert "96.5%" in read.text


def test_an_image_that_is_missing_is_a_damaged_file() -> None:
    with pytest.raises(Fault, match=r"R105 扫描\.ofd"):
        extract(ofd_file([]), "扫描.ofd")


def test_repeated_steps_are_spelled_out() -> None:
    assert steps("g 3 4.5 5 6") == [4.5, 4.5, 4.5, 5.0, 6.0]
