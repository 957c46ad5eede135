from pathlib import Path

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.definitions import lexicons


def office(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / name).write_bytes(text.encode(encoding))
    return tmp_path


def doc_type(lists, word):
    return {row.word: row.doc_type for row in lists.doc_types}.get(word)


def test_every_list_has_rows_and_is_loaded_once():
    assert all(getattr(lexicons(), name) for name in lexicons().__struct_fields__)
    assert lexicons() is lexicons()


def test_an_offices_row_of_the_same_name_replaces_ours_and_the_rest_stays(tmp_path):
    read = lexicons(office(tmp_path, "doc_types.csv", "word,doc_type\n通报,notice\n专报,bulletin\n"))

    assert doc_type(read, "通报") == "notice"
    assert doc_type(read, "专报") == "bulletin"
    assert doc_type(read, "通知") == "notice"
    assert doc_type(lexicons(), "通报") == "bulletin"


def test_a_file_saved_by_a_spreadsheet_with_a_byte_order_mark_is_read(tmp_path):
    read = lexicons(office(tmp_path, "doc_types.csv", "word,doc_type\r\n专报,bulletin\r\n", "utf-8-sig"))

    assert doc_type(read, "专报") == "bulletin"


REFUSALS = [
    ("doc_types.csv", "word,kind\n专报,bulletin\n", "D103", "第1行：没有“kind”这一列。可用的列：word"),
    ("doc_types.csv", "word\n专报\n", "D103", "缺少“doc_type”列"),
    ("doc_types.csv", "word,doc_type,word\n专报,bulletin,专报\n", "D103", "同名"),
    ("doc_types.csv", "word,doc_type\n专报\n", "D104", "第2行：有1格，表头有2列"),
    ("doc_types.csv", "word,doc_type\n通报,bulletin\n专报,memo\n", "D105", "第3行“doc_type”列：“memo”不合"),
    ("doc_types.csv", "word,doc_type\n专报,memo\n", "D105", "应为下列之一：plan"),
    ("doc_types.csv", "word,doc_type\n,notice\n", "D105", "应为非空的文字"),
    ("doc_types.csv", "word,doc_type\n专报,notice\n专报,notice\n", "D106", "第3行：“专报”在本文件中出现两次"),
    ("doctypes.csv", "word,doc_type\n", "D107", "doctypes.csv：不是已知的词表"),
]


@pytest.mark.parametrize(("name", "text", "fault", "says"), REFUSALS)
def test_a_wrong_file_is_refused_with_its_name_line_column_and_remedy(tmp_path, name, text, fault, says):
    with pytest.raises(Fault) as refusal:
        lexicons(office(tmp_path, name, text))

    assert refusal.value.id == fault
    assert name in refusal.value.says
    assert says in refusal.value.says


def test_a_file_in_another_encoding_is_refused(tmp_path):
    with pytest.raises(Fault, match=r"D102 doc_types[.]csv：不是 UTF-8 编码"):
        lexicons(office(tmp_path, "doc_types.csv", "word,doc_type\n专报,bulletin\n", "gb18030"))
