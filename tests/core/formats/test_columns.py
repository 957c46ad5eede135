"""Text set in columns is read column by column, and what only leaves gaps is not."""

from collections.abc import Sequence

from core.formats.making import Placed, drawn, pdf_file, scanned_pdf, set_in_columns, set_lines
from zhiheng.core.reading.formats import extract

TITLE: Placed = (170, 120, 20, "关于做好春季质量工作的通知")
NUMBER: Placed = (230, 160, 12, "示质发〔2026〕3号")
TEXT = (
    "各乡镇人民政府，县直各单位：现将春季质量工作有关事项通知如下，请结合实际抓好落实。",
    "到2027年，规模以上工业企业产品质量合格率达到95%以上，农产品例行监测合格率稳定在98%以上。",
    "县市场监管局要开展儿童用品专项抽查，公布不合格产品名单，并督促企业整改到位，防止问题反弹。",
    "县农业农村局要落实产地准出制度，健全生产记录档案，对违规使用投入品的行为依法查处。",
    "各单位要利用报刊、广播和网络宣传质量工作的成效，形成人人重视质量、人人创造质量的氛围。",
    "县质量工作领导小组每季度召开一次会议，研究解决重大问题，协调推进跨部门的重点工作。",
)
TWO = (60.0, 320.0)
THREE = (50.0, 220.0, 390.0)


def lines_of(placed: Sequence[Placed], *more: Sequence[Placed]) -> list[str]:
    return extract(pdf_file([placed, *more]), "通知.pdf").text.split("\n")


def test_two_columns_are_read_one_after_the_other_below_their_title() -> None:
    page = [TITLE, NUMBER, *set_in_columns(TEXT, TWO, rows=9)]
    assert lines_of(page) == [TITLE[3], NUMBER[3], *TEXT]


def test_three_columns_of_a_bulletin_are_too() -> None:
    page = [TITLE, *set_in_columns(TEXT, THREE, rows=8, size=10.5, characters=14)]
    assert lines_of(page) == [TITLE[3], *TEXT]


def test_where_a_file_draws_its_rows_across_both_columns_nothing_changes() -> None:
    page = sorted(set_in_columns(TEXT, TWO, rows=9), key=lambda placed: (placed[1], placed[0]))
    assert lines_of(page) == list(TEXT)


def test_a_full_line_between_columns_parts_them() -> None:
    first, second = TEXT[:3], TEXT[3:]
    page = [
        *set_in_columns(first, TWO, rows=5),
        (60, 320, 12, "二、春季质量工作的组织领导和宣传引导由各单位按照职责分工负责并按时报送情况。"),
        *set_in_columns(second, TWO, rows=5, top=350),
    ]
    assert lines_of(page) == [*first, page[len(set_in_columns(first, TWO, rows=5))][3], *second]


def test_the_last_lines_on_a_new_page_are_read_by_column_too() -> None:
    full = set_in_columns(TEXT, TWO, rows=9)
    over = [(x, 120 + y - 200, size, text) for x, y, size, text in set_in_columns((TEXT[0],), TWO, rows=2)]
    assert lines_of(full, over) == [*TEXT, TEXT[0]]


def test_names_beside_names_stay_in_their_rows() -> None:
    names = ["示范县第一机械有限公司", "示范县第二机械有限公司", "示范县绿色食品有限公司", "示范县精密仪器有限公司"] * 3
    page = [(60 + 260 * (k % 2), 200 + 20 * (k // 2), 12, name) for k, name in enumerate(names)]
    text = "".join(lines_of(page)).replace(" ", "")
    assert text.replace("\t", "") == "".join(names)


def test_lines_for_signatures_stay_in_their_rows() -> None:
    page = [
        (60, 200, 12, "会签："), (320, 200, 12, "审核："), (60, 230, 12, "县财政局："), (320, 230, 12, "县司法局："),
        (60, 260, 12, "县商务局："), (320, 260, 12, "县水利局："), (60, 290, 12, "2026年3月1日"), (320, 290, 12, "2026年3月2日"),
        (60, 320, 12, "经办人："), (320, 320, 12, "联系电话："),
    ]  # fmt: skip
    text = "".join(lines_of(page)).replace(" ", "").replace("\t", "")
    assert text == "".join(said for _, _, _, said in page)


def test_an_ordinary_page_has_one_column() -> None:
    lines = [line for paragraph in TEXT for line in set_lines("\u3000\u3000" + paragraph, 36)]
    page = [(60 + 24 * line.startswith("\u3000"), 200 + 20 * k, 12, line.strip()) for k, line in enumerate(lines)]
    assert lines_of(page) == list(TEXT)


def test_two_columns_of_a_scan_are_read_one_after_the_other() -> None:
    page = [TITLE, NUMBER, *set_in_columns(TEXT, TWO, rows=9)]
    text = extract(scanned_pdf([drawn(page)]), "通知.pdf").text
    assert text.split("\n") == [TITLE[3], NUMBER[3], *TEXT]
