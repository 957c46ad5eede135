import pytest

from core.reading.cleaning import cleaned, headings


def test_a_heading_ends_at_its_first_full_stop_where_text_follows():
    found = cleaned("一、总体情况。今年以来，全市质量工作稳步推进，成效明显。\n二、存在问题。基础仍然薄弱，人员不足。")

    assert headings(found) == [(1, "一", "总体情况"), (1, "二", "存在问题")]
    assert [found.text[a:b] for a, b in found.heading_at] == ["一、总体情况", "二、存在问题"]
    assert found.raw[found.outline[0].start : found.outline[0].end] == "一、总体情况"


def test_first_second_third_in_prose_are_no_headings():
    assert headings(cleaned("一是加强领导。各部门要高度重视。二是强化保障。落实工作经费。三是严格考核。")) == []


def test_headings_in_running_text_are_found_by_their_order():
    text = (
        "提出如下意见：一、总体要求（一）指导思想以高质量发展为主题，坚持质量第一，全面提升各类产品和服务的供给质量。"
        "（二）主要目标到2027年，全市一、二、三产业质量水平明显提高，质量基础设施更加完善，公众满意度持续上升。"
        "二、重点任务（一）夯实质量基础各部门要加强计量、标准、认证认可和检验检测能力建设，完善公共服务平台和体系。"
    )

    found = cleaned(text)

    assert headings(found) == [
        (1, "一", "总体要求"),
        (2, "（一）", "指导思想"),
        (2, "（二）", "主要目标"),
        (1, "二", "重点任务"),
        (2, "（一）", "夯实质量基础"),
    ]
    assert "\n（一）指导思想\n以高质量发展" in found.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第五条 申报组织应当具备下列条件：\n（一）登记注册满三年；\n（二）近三年内无重大质量事故。",
            [(1, "第五条", "")],
        ),
        (
            "第一章 总则\n第一条 为了加强管理，制定本办法。\n第二章 监督\n第二条 县级以上部门负责监督。",
            [(1, "第一章", "总则"), (2, "第一条", ""), (1, "第二章", "监督"), (2, "第二条", "")],
        ),
        (
            "1.加强领导。各单位要成立专班，明确责任。\n（1）落实经费。财政部门要予以保障。\n2.严格考核。按年度进行。",
            [(1, "1", "加强领导"), (2, "（1）", "落实经费"), (1, "2", "严格考核")],
        ),
        (
            "3.1 建设质量强市\n全面提升质量水平，夯实基础。\n3.1.1 加强计量\n完善量传溯源体系，服务企业。",
            [(1, "3.1", "建设质量强市"), (2, "3.1.1", "加强计量")],
        ),
        (
            "1、到2027年，全市规模以上工业企业全部建立首席质量官制度并实现动态管理和继续教育全覆盖的目标；\n"
            "2、到2028年，质量认证服务体系覆盖全部乡镇街道和产业园区，企业获得认证的平均时间和费用明显下降；",
            [],
        ),
        ("一、二、三产业协调发展，结构不断优化。", []),
    ],
)
def test_levels_follow_the_styles_that_the_text_uses(text, expected):
    assert headings(cleaned(text)) == expected


def test_numbered_sentences_in_running_text_begin_lines_and_are_no_headings():
    text = (
        "具体措施：1．2026年底前建成统一的质量信息平台，实现数据共享、业务协同，覆盖全部市县和主要行业领域，方便企业和群众办事。"
        "2．对具备条件的项目全面推行告知承诺制，明确适用范围、适用对象、工作流程和监管措施，加强事中事后监管和信用约束。"
    )

    found = cleaned(text)

    assert headings(found) == []
    assert [line[:2] for line in found.text.split("\n")] == ["具体", "1．", "2．"]
