import opencc
import pytest

from core.reading.cleaning import cleaned, rebuilt
from core.reading.damaging import LISTED, damaged

to_traditional = opencc.OpenCC("s2t").convert

FRAME = (
    "为进一步提高全市产品质量，各级各部门要认真履行职责，加强标准、计量、认证认可等质量技术基础建设。"
    "{}各区县要按照统一部署，组织开展专项检查，监督企业落实主体责任，确保产品质量安全，促进产业发展。"
)


def mended(sentence: str, commas: float):
    return cleaned(damaged(to_traditional(FRAME.format(sentence)), commas=commas))


@pytest.mark.parametrize(
    "sentence",
    [
        "参加会议总人数达到1200人。",  # the second byte of 總 and the first of 人 are 側
        "全系统向灾区捐款100万元。",  # 驗 stands across 向 and 災
    ],
)
def test_a_reading_across_two_characters_restores_them(sentence):
    listed = LISTED | {"側": "cè", "災": "zāi", "驗": "yàn"}
    del listed["總"]
    text = FRAME.format(sentence)
    seen = damaged(to_traditional(text), listed, commas=0)
    assert "?" in seen

    found = cleaned(seen)

    assert found.text == text
    assert rebuilt(found) == found.text
    assert "lattice" in {repair.rule for repair in found.repairs}


def test_a_comma_inside_a_place_name_is_taken_out_or_the_name_is_proposed():
    found = mended("其中，海口市已完成任务。", commas=1.0)

    texts = [repair.candidates[0] for repair in found.repairs if not repair.applied]
    assert "海口" in found.text or any("海口" in text for text in texts)


@pytest.mark.parametrize(
    "sentence",
    [
        "海口市、文昌市、白沙县等地已完成清理任务。",  # 海口 holds the bytes of ？
        "各地要因地制宜，海口、琼海、文昌要先行试点。",
        "会议由市政府召集。现将有关事项通知如下。",  # 。现 holds the bytes of ，
    ],
)
def test_what_commas_broke_apart_is_restored(sentence):
    found = mended(sentence, commas=0.66)

    assert found.text == FRAME.format(sentence)


def test_a_figure_that_was_swallowed_is_not_guessed():
    over = bytes([*"量".encode("gbk")[1:], *"優".encode("gbk")[:1]]).decode("gbk")  # read jī, across 量 and 優
    text = FRAME.format("各市地表水环境质量优良率95%以上。")
    seen = damaged(to_traditional(text), LISTED | {over: "jī"}, commas=0)
    assert "95%" not in seen

    found = cleaned(seen)

    assert "9" not in "".join(repair.text for repair in found.repairs if repair.applied)
    assert "95%" not in found.text


def test_what_no_original_explains_is_left_for_a_person():
    text = FRAME.format("该项目编号为？，负责人待定。")

    found = cleaned(damaged(to_traditional(text), commas=0).replace("？", "?"))

    assert "lattice" not in {repair.rule for repair in found.repairs if repair.applied}


def test_a_question_mark_of_an_undamaged_text_stays():
    text = "怎么看?怎么办?各部门要认真思考，提出办法。"

    assert cleaned(text).text == "怎么看？怎么办？各部门要认真思考，提出办法。"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("seed", "raw", "text"),
    [("000", "?,F(xiàn)", "。现"), ("000", "?cè)藬?shù)", "人数"), ("004", "?yàn)?zāi)", "灾")],
)
def test_the_known_places_of_the_mirrored_files_are_restored(shared, seed, raw, text):
    found = cleaned(next((shared / "seeds").glob(f"{seed}*")).read_text("utf-8"))

    assert (raw, text, True) in [(r.raw, r.text, r.applied) for r in found.repairs]


@pytest.mark.shared
def test_places_in_a_list_are_restored_by_what_the_others_are_called(shared):
    found = cleaned(next((shared / "seeds").glob("000*")).read_text("utf-8"))

    assert all(repair.applied for repair in found.repairs)
    assert "人。海口市、文昌市、白沙县、陵水县" in found.text
