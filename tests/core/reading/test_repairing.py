import opencc
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from core.reading.cleaning import cleaned, rebuilt
from core.reading.composing import composed
from core.reading.damaging import LISTED, damaged, in_blocks, spaced, traditional, twice
from zhiheng.definitions import lexicons

VOCABULARY = """
质量 产业 监管 标准 责任 环境 农业 统计 领导 机构 我市 企业 部门
工作 加强 推进 提高 水平 检查 服务 开展 完成 项目 能力
"""
SENTENCES = st.lists(st.sampled_from(VOCABULARY.split()), min_size=4, max_size=12).map("".join)
PARAGRAPHS = st.lists(SENTENCES, min_size=2, max_size=5).map(lambda parts: "，".join(parts) + "。")
TEXTS = st.lists(PARAGRAPHS, min_size=2, max_size=5, unique=True).map("\n".join)

to_traditional = opencc.OpenCC("s2t").convert


def aligned_damage(text: str) -> str:
    """The damage if bytes of one character never met those of the next."""
    return "".join(f"{c}({LISTED[c]})" if c in LISTED else c for c in text)


@given(TEXTS)
def test_a_clean_text_is_left_as_it_is(text):
    found = cleaned(text)

    assert found.text == text
    assert found.repairs == ()


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_a_clean_policy_of_many_places_and_numbers_is_left_as_it_is(seed):
    text = composed(seed, lexicons())

    found = cleaned(text)

    assert (found.text, found.repairs) == (text, ())


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.sampled_from([twice, spaced]))
def test_a_copy_and_blanks_go_without_a_trace(seed, damage):
    text = composed(seed, lexicons())

    assert cleaned(damage(text)).text == text


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(150, 400))
def test_the_numbers_of_blocks_go_and_what_they_split_is_whole_again(seed, size):
    text = composed(seed, lexicons()).replace("\n", "")

    assert cleaned(in_blocks(text, size)).text == text


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.66]))
def test_what_a_mirror_broke_is_put_together_rightly_or_left_to_a_person(seed, commas):
    text = composed(seed, lexicons())

    found = cleaned(damaged(traditional(text), commas=commas, seed=seed))

    put_in = [repair.text for repair in found.repairs if repair.applied and repair.rule == "lattice"]
    assert not [new for new in put_in if new.replace("？", "") not in text.replace("\n", "")]


@given(TEXTS, st.integers(0, 99))
def test_repairing_undoes_the_damage(text, seed):
    traditional = to_traditional(text)
    assume(damaged(traditional, commas=0) == aligned_damage(traditional).replace("，", ","))
    assume(sum(traditional.count(c) for c in LISTED) >= 3)

    assert cleaned(damaged(traditional, seed=seed)).text == text


@given(TEXTS, st.integers(0, 99), st.sampled_from([0.0, 0.66]))
def test_applying_the_repairs_to_raw_and_leaving_out_non_body_gives_the_text(text, seed, commas):
    found = cleaned(damaged(to_traditional(text), commas=commas, seed=seed))

    assert rebuilt(found) == found.text


@given(st.text("质(zhì)，,。\n 一二、1.（(）)?县第章条：；|　", max_size=120))
@example("） 1、?")
def test_any_text_keeps_its_ties_to_raw(text):
    found = cleaned(text)

    assert len(found.text) == len(found.starts) == len(found.ends)
    assert list(found.starts) == sorted(found.starts)
    assert list(found.ends) == sorted(found.ends)
    assert all(0 <= a <= b <= len(text) for a, b in zip(found.starts, found.ends, strict=True))
    assert rebuilt(found) == found.text


@given(st.text("?？,，。、;(zhìcè)質總人數€A\x80 \n谑行小⑽牟", max_size=60))
def test_any_damage_keeps_its_ties_to_raw(text):
    found = cleaned("產(chǎn)業(yè)質(zhì)量監(jiān)管。" + text)

    assert rebuilt(found) == found.text


def test_an_annotation_goes_only_where_it_reads_the_character_before_it():
    found = cleaned("產(chǎn)業(yè)質(zhì)量監(jiān)管(guān)與標(biāo)準(zhǔn)質(bù)")

    assert found.text == "产业质量监管（guān）与标准质（bù）"
    assert ("質(zhì)", "质", "pinyin", "zhì reads 质") in [(r.raw, r.text, r.rule, r.evidence) for r in found.repairs]


def test_a_reading_in_brackets_stays_in_a_text_that_nobody_annotated():
    text = "黄芪(qí)是本市道地药材，芪字读作阳平，各区县要加强标识管理。"

    assert "黄芪（qí）是" in cleaned(text).text


def test_a_simplified_text_keeps_its_few_traditional_characters():
    text = "《資治通鑑》展览在市博物馆举行，市场监管部门开展了现场服务。"

    assert cleaned(text).text == text


@pytest.mark.parametrize(("old", "new"), [("顯著提高", "显著提高"), ("圍繞著重點", "围绕着重点"), ("著力推進", "着力推进")])
def test_zhu_becomes_zhe_but_where_it_is_zhu(old, new):
    frame = "為貫徹質量強縣戰略，{}，實現經濟發展。"

    assert cleaned(frame.format(old)).text == f"为贯彻质量强县战略，{new}，实现经济发展。"


@pytest.mark.parametrize(
    ("half", "full"),
    [
        ("合格率达到98.5%,比上年提高1.2个百分点;", "合格率达到98.5%，比上年提高1.2个百分点；"),
        ("(牵头单位:市市场监管局,责任单位:市财政局等)", "（牵头单位：市市场监管局，责任单位：市财政局等）"),
        ("上午9:30开会,投入1,200万元,比例1:3", "上午9:30开会，投入1,200万元，比例1:3"),
        ("通过ISO 9001认证(CCC)的企业", "通过ISO 9001认证（CCC）的企业"),
    ],
)
def test_marks_between_chinese_are_widened_and_numbers_stay(half, full):
    assert cleaned(half).text == full


@pytest.mark.parametrize(
    ("slip", "raw", "proposed"),
    [
        ("L总体目标：全面提升质量水平。2.具体目标：合格率达到95%。", "L", "1."),
        ("宣传贯彻IS09000族质量管理标准。", "IS0", "ISO"),
        ("新增认证企业1O0家以上，抽检1200批次。", "O", "0"),
    ],
)
def test_slips_of_recognition_are_proposed_and_not_put_in(slip, raw, proposed):
    found = cleaned(slip)

    assert found.text == slip
    assert [(repair.raw, repair.text, repair.applied) for repair in found.repairs] == [(raw, proposed, False)]


@pytest.mark.shared
def test_the_bulletin_of_the_mirror_reads_as_its_clean_text(shared):
    raw = next((shared / "seeds").glob("000*")).read_text("utf-8")
    clean = (shared / "gold" / "000.clean.txt").read_text("utf-8")

    found = cleaned(raw)

    assert rebuilt(found) == found.text
    same = sum(a == b for a, b in zip(found.text.split("\n"), clean.strip().split("\n"), strict=True))
    assert same >= 20
