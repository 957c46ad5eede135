import pytest

from core.reading.cleaning import cleaned, headings

BODY = (
    "各乡镇人民政府，县直各部门：\n"
    "为进一步加强全县产品质量监督管理，现就有关事项通知如下。\n"
    "一、工作目标\n"
    "到2026年，全县主要产品抽查合格率达到95%以上，质量投诉办结率达到100%。\n"
    "二、主要任务\n"
    "（一）开展排查。县市场监管局会同有关部门对重点产品进行全面排查，建立台账。\n"
    "（二）强化整改。对排查发现的问题限期整改，逾期未改的依法查处。\n"
    "示例县人民政府办公室\n"
    "2025年3月18日"
)
TITLE = "示例县人民政府办公室关于加强产品质量监督管理的通知"


def test_what_a_page_puts_around_a_document_is_left_out():
    page = (
        "首页 > 政务公开 > 政策文件\n字体大小： 大 中 小\n索引号：EX-001\n发文字号：示府办〔2025〕7号\n"
        f"成文日期：2025-03-18\n{TITLE}\n发布时间：2025-03-20 浏览次数：88\n{BODY}\n"
        "打印本页\n分享到：\n上一篇：关于停水的公告\n下一篇：关于招聘的公告\n"
        "版权所有：示例县人民政府办公室 示ICP备00000001号\n"
    )

    found = cleaned(page)

    assert found.text == f"{TITLE}\n{BODY}"
    assert found.meta.title == TITLE
    assert found.meta.doc_number == "示府办〔2025〕7号"
    assert found.meta.issued_on == "2025-03-18"
    assert found.meta.issuers == ["示例县人民政府办公室"]
    assert found.meta.doc_type == "notice"


def test_a_text_without_furniture_is_kept_whole():
    assert cleaned(f"{TITLE}\n{BODY}").text == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    "text",
    [
        "（责任单位：市财政局）二是加大投入，三是强化考核，确保各项任务落实到位。",
        "质量管理体系认证企业达到120家，其中新增30家",
        "市场监管局要会同教育局对校园周边食品经营者开展检查，转载信息须注明来源，扫描二维码即可查询。",
        "1",
        "",
    ],
)
def test_an_excerpt_is_kept_whole(text):
    assert cleaned(text).text == text


def test_a_body_that_stands_twice_is_kept_once_and_remembered():
    whole = f"{TITLE}\n{BODY}\n"
    long = whole.replace("建立台账。", "建立台账。" + "排查要覆盖生产、流通、使用各环节，做到底数清、情况明。" * 6)

    found = cleaned(long + long)

    assert found.text == long.strip()
    ((start, end, kept),) = found.also
    assert (start, end, kept) == (len(long), 2 * len(long) - 1, 0)


def test_numbers_before_blocks_of_equal_length_are_the_sites_and_go():
    body = "".join(f"第{k}项工作由牵头部门负责组织实施并按季度报告进展情况，" for k in range(60))
    blocks = [body[at : at + 300] for at in range(0, len(body), 300)]
    page = "\n".join(f"{k}、{block}" for k, block in enumerate(blocks, 1))

    assert cleaned(page).text == body


def test_numbered_paragraphs_of_the_author_keep_their_numbers():
    text = "\n".join(f"{k}、第{k}项工作由牵头部门负责，{'按季度' * k}报告进展情况。" for k in range(1, 8))

    assert cleaned(text).text == text


def test_lines_broken_at_the_width_of_a_page_are_joined_and_page_numbers_go():
    text = (
        "到2027年，全市规模以上企业质量管理体系认证覆盖率达到80%以上，重点产品监督抽查合格率稳定在96%以上，"
        "公共服务质量满意度达到82分以上，累计培育质量标杆企业30家，主导或参与制定国家标准15项、行业标准20项，"
        "建成质量基础设施一站式服务站点12个，为高质量发展提供有力支撑，形成一批可复制可推广的经验做法。"
    )
    lines = [text[at : at + 24] for at in range(0, len(text), 24)]
    page = "\n".join([*lines[:3], "- 7 -", *lines[3:]])

    assert cleaned(page).text == text


def test_blanks_inside_a_sentence_go_and_those_between_latin_words_stay():
    text = "到 2025 年，新增 ISO 9001 认证企业 120 家，达到 98.5 %以上，覆盖 New York 等友好城市。"

    assert cleaned(text).text == "到2025年，新增ISO 9001认证企业120家，达到98.5%以上，覆盖New York等友好城市。"


@pytest.mark.parametrize(
    ("text", "truncated"),
    [
        ("各部门要高度重视。各单位要结合实际，制定具体实施方案，明确责任", True),
        ("各部门要高度重视，结合实际制定具体实施方案，明确责任分工。", False),
        (f"{TITLE}\n{BODY}", False),
    ],
)
def test_a_text_that_breaks_off_is_seen(text, truncated):
    assert cleaned(text).meta.truncated is truncated


def test_headings_of_the_body_are_found_with_their_levels():
    assert headings(cleaned(f"{TITLE}\n{BODY}")) == [
        (1, "一", "工作目标"),
        (1, "二", "主要任务"),
        (2, "（一）", "开展排查"),
        (2, "（二）", "强化整改"),
    ]


NOTICE = """示例市人民政府文件

示府发〔2024〕15号

示例市人民政府
关于印发示例市质量提升三年行动方案
（2024—2026年）的通知

各县（区）人民政府，市政府各部门、各直属机构：
　　现将《示例市质量提升三年行动方案（2024—2026年）》印发给你们，请认真组织实施。

示例市人民政府
2024年5月6日

示例市质量提升三年行动方案
　　一、总体目标
　　到2026年，全市规模以上工业企业产品质量合格率达到96%以上，建成质量服务站点10个。
　　附件：1.重点任务分工表
　　　　　2.指标体系

示例市人民政府办公室　　　　　　　　　　2024年5月7日印发
"""


def test_a_notice_that_passes_a_scheme_on_has_its_own_title_number_and_date():
    found = cleaned(NOTICE)

    assert found.text.startswith("示例市人民政府关于印发示例市质量提升三年行动方案（2024—2026年）的通知\n各县（区）")
    assert found.meta.title == "示例市人民政府关于印发示例市质量提升三年行动方案（2024—2026年）的通知"
    assert found.meta.doc_number == "示府发〔2024〕15号"
    assert found.meta.issued_on == "2024-05-06"
    assert found.meta.doc_type == "scheme"
    assert headings(found) == [(1, "一", "总体目标")]


def test_a_news_page_is_cut_to_its_story():
    page = (
        "示例新闻网\n首页 新闻 政务 视频\n您的位置：首页 > 新闻\n示例市上半年查办质量违法案件312件\n"
        "2024年07月15日 10:20　来源：示例日报　责任编辑：李四\n"
        "记者从市市场监管局获悉，今年上半年，全市共查办质量违法案件312件，同比增长12.5%。\n"
        "相关新闻\n· 示例县开展夏季食品安全检查\n· 示例区上线质量服务平台\n网友评论\n关于我们 | 联系我们\n"
    )

    found = cleaned(page)

    assert found.text == (
        "示例市上半年查办质量违法案件312件\n"
        "记者从市市场监管局获悉，今年上半年，全市共查办质量违法案件312件，同比增长12.5%。"
    )
    assert found.meta.issued_on == "2024-07-15"


def test_a_line_too_long_to_judge_is_never_thrown_away():
    text = "全市质量工作稳步推进。" * 40 + "版权所有，未经授权禁止转载。"

    assert cleaned(text).text == text


def test_rows_of_a_table_stay_apart():
    rows = "\n".join(f"{k}\t重点产品抽查合格率保持稳定第{k}批\t市市场监督管理局牵头负责\t2026年底" for k in range(1, 12))

    assert cleaned(rows).text == rows
