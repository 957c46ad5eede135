"""Web pages give their article and its tables, in order, and nothing that runs."""

import pytest

from zhiheng.core.reading.formats import extract
from zhiheng.core.values.faults import Fault

LONG = "为进一步加强全县重点工业产品质量安全监管，防范化解区域性质量风险，现将有关工作安排如下，请结合实际抓好落实。"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>示例县人民政府</title>
<meta name="ArticleTitle" content="关于开展质量专项检查的通知">
<script>alert('不应出现')</script><style>p {{ color: red }}</style></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></nav>
<div class="article"><h1>关于开展质量专项检查的通知</h1>
<p>　　{LONG}</p><p>　　{LONG.replace("全县", "全镇")}</p><p>　　{LONG.replace("工业", "消费")}</p>
<table><tr><th>指标</th><th>目标值</th></tr><tr><td rowspan="2">合格率</td><td>98%</td></tr><tr><td>99%</td></tr></table>
<p>　　承办企业：堃鑫公司。&lt;script&gt;是文字。</p></div></body></html>"""


def test_an_article_keeps_title_paragraphs_and_tables_in_order() -> None:
    lines = extract(PAGE.encode("gb18030"), "通知.html").text.split("\n")
    assert lines[0] == "关于开展质量专项检查的通知"
    assert lines.index("指标\t目标值") < lines.index("合格率\t98%") < lines.index("承办企业：堃鑫公司。<script>是文字。")
    assert LONG in lines


def test_a_line_that_is_mostly_figures_with_links_stays() -> None:
    said = {"areas-with-funds": "14个", "work-funds": "199.92万元"}
    links = [f'<a href="/indicators/{name}/" data-indicator="{name}">{figure}</a>' for name, figure in said.items()]
    line = f"<h3>经费</h3>\n<p>有{links[0]}市县安排了质量经费，共投入{links[1]}。</p>\n<h3>信息</h3>"
    before, after = ("".join(f"<p>{LONG.replace('县', place)}</p>\n" for place in all_of) for all_of in ("镇村市区州", "省国乡"))
    page = f"<html><body><article><h1>通报</h1>\n<h2>进展</h2>\n{before}{line}\n{after}</article></body></html>"
    assert "有14个市县安排了质量经费，共投入199.92万元。" in extract(page.encode(), "通报.html").text


def test_scripts_styles_and_navigation_stay_out() -> None:
    text = extract(PAGE.encode("gb18030"), "通知.html").text
    assert not [word for word in ("不应出现", "color", "首页", "政务公开") if word in text]


def test_a_label_of_an_older_encoding_does_not_lose_characters() -> None:
    assert "堃鑫" in extract(PAGE.encode("gb18030"), "通知.html").text


def test_cells_under_a_merged_one_keep_their_column() -> None:
    page = extract(PAGE.encode("gb18030"), "通知.html")
    cells = {(b.row, b.column): page.text[b.start : b.end] for b in page.blocks if b.kind == "cell"}
    assert cells == {(0, 0): "指标", (0, 1): "目标值", (1, 0): "合格率", (1, 1): "98%", (2, 1): "99%"}


def test_a_short_page_without_an_article_is_read_whole() -> None:
    assert extract("<p>请各单位<b>抓紧</b>落实</p>".encode(), "短.html").text == "请各单位抓紧落实"


def test_a_page_named_as_a_spreadsheet_is_read_as_what_it_is() -> None:
    page = extract(b"<html>" + PAGE.encode("gb18030"), "导出.xls")
    assert "合格率\t98%" in page.text
    assert page.notes == ("文件名以 .xls 结尾，内容其实是网页，已按网页读取。",)


def test_a_page_with_only_a_script_has_no_text() -> None:
    with pytest.raises(Fault, match="R111"):
        extract(b"<html><body><script>alert(1)</script></body></html>", "空.html")


def test_deep_nesting_is_read() -> None:
    assert "深处的文字" in extract(("<div>" * 200 + "深处的文字" + "</div>" * 200).encode(), "深.html").text
