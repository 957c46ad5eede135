"""Plain text is decoded as it was written, or refused; never guessed at."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.formats.making import PARAGRAPHS
from zhiheng.core.reading.formats import Limits, extract
from zhiheng.core.reading.formats.encoding import private_to_standard
from zhiheng.core.values.faults import Fault

NOTICE = "\r\n".join(PARAGRAPHS) + "\n"
REASSIGNED = {
    "A6D9": "︐", "A6DA": "︒", "A6DB": "︑", "A6DC": "︓", "A6DD": "︔", "A6DE": "︕", "A6DF": "︖", "A6EC": "︗",
    "A6ED": "︘", "A6F3": "︙", "FE59": "龴", "FE61": "龵", "FE66": "龶", "FE67": "龷", "FE6D": "龸", "FE7E": "龹",
    "FE90": "龺", "FEA0": "龻",
}  # fmt: skip


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_a_text_is_the_same_in_every_encoding_an_office_uses(encoding: str) -> None:
    read = extract(NOTICE.encode(encoding), "通知.txt")
    assert read.text == NOTICE
    assert read.plain


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_a_few_words_are_enough_to_tell_the_encoding(encoding: str) -> None:
    assert extract("关于质量工作的通知".encode(encoding), "通知.txt").text == "关于质量工作的通知"


@pytest.mark.parametrize(("position", "character"), REASSIGNED.items())
def test_the_positions_that_gb18030_assigned_anew_give_todays_characters(position: str, character: str) -> None:
    data = "生僻部件：".encode("gb18030") + bytes.fromhex(position)
    assert extract(data, "部件.txt").text == "生僻部件：" + character


def test_putting_characters_right_keeps_every_offset() -> None:
    assert len(REASSIGNED) == 18
    assert all(len(standard) == 1 for standard in private_to_standard().values())


def test_rare_characters_of_names_survive() -> None:
    names = "堃镕喆昇祎㐂䶮𬭚𫖯"
    assert extract(f"企业名称：{names}".encode("gb18030"), "名录.txt").text == f"企业名称：{names}"


@example("0000000准")
@given(st.text(alphabet=st.sampled_from("质量强县工作方案，。（）0123456789%\n标准品牌检验"), min_size=8, max_size=60))
def test_what_is_decoded_encodes_to_the_same_bytes(text: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        data = text.encode(encoding)
        if text.strip():
            assert extract(data, "文.txt").text.encode(encoding) == data


def test_utf8_with_a_broken_byte_is_not_read_as_other_characters() -> None:
    broken = (NOTICE * 20).encode().replace("质量".encode(), b"\xe8\xb4\xff", 1)
    with pytest.raises(Fault, match=r"R108 通知\.txt：.*另存为 UTF-8"):
        extract(broken, "通知.txt")


def test_another_countrys_encoding_is_refused_rather_than_misread() -> None:
    with pytest.raises(Fault, match="R108"):
        extract("關於進一步加強產品質量安全監督管理工作的通知，請各單位認真貫徹執行".encode("big5"), "通知.txt")


def test_nul_bytes_are_named() -> None:
    with pytest.raises(Fault, match=r"R109 .*空字节.*请"):
        extract("目标任务\0分解".encode(), "表.txt")


def test_five_million_characters_are_read_whole() -> None:
    text = ("各县（市、区）人民政府：到2027年合格率达到98.5%以上。\n" * 200_000)[:5_000_000]
    assert len(extract(text.encode("gb18030"), "长.txt").text) == 5_000_000


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(Fault, match="R117"):
        extract(NOTICE.encode() * 10, "长.txt", Limits(characters=500))


@pytest.mark.parametrize("path", ["/srv/in/../通知.txt", r"C:\公文\来文\通知.txt", "通知.txt", "a/b\\通知.txt"])
def test_only_the_last_part_of_a_path_is_the_name(path: str) -> None:
    assert extract(NOTICE.encode(), path).name == "通知.txt"


@pytest.mark.shared
def test_the_seeds_are_read_as_they_stand(shared) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    assert len(seeds) == 5
    for seed in seeds:
        assert extract(seed.read_bytes(), seed.name).text == seed.read_bytes().decode("utf-8-sig")
