"""What sites print around a document goes; a document's own lines stay."""

import tomllib
from pathlib import Path

import pytest

from zhiheng.core.reading.furniture import is_furniture, is_small_furniture
from zhiheng.definitions import lexicons

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "furniture.toml").read_text("utf-8"))


def goes(line: str) -> bool:
    return is_furniture(line, lexicons()) or is_small_furniture(line, lexicons())


@pytest.mark.parametrize("line", CASES["around"])
def test_a_line_of_a_site_goes(line: str) -> None:
    assert goes(line)


@pytest.mark.parametrize("line", CASES["kept"])
def test_a_line_of_a_document_stays(line: str) -> None:
    assert not goes(line)


@pytest.mark.parametrize("word", ["打印", "收藏", "繁体", "上一页", "简体版", "English"])
def test_a_lone_control_of_a_page_goes(word: str) -> None:
    assert goes(word)
