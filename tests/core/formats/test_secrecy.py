"""A marking of secrecy is seen at the head of a document, and nowhere it is only spoken of."""

import pytest

from zhiheng.core.reading.formats import extract, secrecy_mark
from zhiheng.definitions import lexicons

TITLE = "\n示例县人民政府关于做好质量工作的意见\n各镇人民政府："


def mark(text: str, name: str = "意见.txt") -> str | None:
    return secrecy_mark(extract(text.encode(), name), lexicons())


@pytest.mark.parametrize(
    "head",
    [
        "机密★1年", "秘密", "绝密★长期", "秘 密", "密级：机密", "【秘密】", "000012　　机密★5年　　特急", "№000003 秘密★10年",
        "秘密☆3年", "机密（启用前）", "内部资料 注意保存", "（内部文件）", "工作秘密", "内部资料，严禁外传", "000001 秘密 加急",
    ],
)  # fmt: skip
def test_a_marking_at_the_head_is_seen(head: str) -> None:
    assert mark(head + TITLE) is not None


@pytest.mark.parametrize(
    "head",
    [
        "关于加强商业秘密保护工作的通知", "关于学习贯彻保守国家秘密法的意见", "工作 秘密 管理办法", "商业 秘密",
        "内部资料性出版物管理办法", "国家秘密定密管理规定",
        "保密承诺书", "机密文件管理制度", "示例县人民政府文件", "严禁外传的秘密和机密",
    ],
)  # fmt: skip
def test_a_word_of_secrecy_in_a_sentence_or_title_is_none(head: str) -> None:
    assert mark(head + TITLE) is None


def test_what_stands_in_the_body_is_none() -> None:
    assert mark(TITLE + "\n正文。" * 20 + "\n秘密\n机密★1年") is None


def test_a_marking_in_the_running_head_is_seen() -> None:
    from core.formats.making import docx_file

    def write(document) -> None:
        document.add_paragraph("正文")
        document.sections[0].header.paragraphs[0].text = "机密★1年"

    assert secrecy_mark(extract(docx_file(write), "意见.docx"), lexicons()) == "机密★1年"


def test_a_marking_in_a_plain_text_without_a_heading_is_seen() -> None:
    assert mark("秘密★1年") == "秘密★1年"


@pytest.mark.shared
def test_no_public_document_is_taken_for_a_secret_one(shared) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")) + sorted((shared / "gold" / "excerpts").glob("*.txt")):
        assert secrecy_mark(extract(path.read_bytes(), path.name), lexicons()) is None
