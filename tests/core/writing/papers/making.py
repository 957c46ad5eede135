"""Documents for tests: `notice()` has every part, `dense()` fills a page, `figure("847次", …)` is a figure of it."""

import io
from datetime import date

from PIL import Image

from zhiheng.core.values.papers import (
    Block,
    Boxes,
    Column,
    Foot,
    Grid,
    Head,
    Heading,
    Inline,
    NewPage,
    Paper,
    Paragraph,
    Picture,
    Printed,
    Words,
)

OFFICE = "示例省质量工作领导小组办公室"
DAY = date(2025, 7, 28)


def words(text: str, *, strong: bool = False) -> Words:
    return Words(text=text, strong=strong)


def figure(text: str, mark: str, value: str = "", **more: object) -> Printed:
    """A figure, of an indicator named like its mark unless another is given."""
    given = {"indicator": mark, "area": "990000", "period": "2025-01-01..2025-07-25", "run": "41"} | more
    return Printed(text=text, mark=mark, value=value, **given)


def paragraph(*parts: str | Inline, **more: object) -> Paragraph:
    return Paragraph(inlines=tuple(words(part) if isinstance(part, str) else part for part in parts), **more)


def heading(level: int, text: str, **more: object) -> Heading:
    return Heading(level=level, inlines=(words(text),), **more)


def findings() -> Paragraph:
    """A paragraph of a bulletin, its figures marked."""
    return paragraph(
        "截至7月25日，全省共开展专项检查", figure("847次", "inspections", "847", unit="次"),
        "，出动执法人员", figure("45111人次", "staff", "45111", unit="人次"),
        "，查处案件", figure("2102宗", "found", "2102", unit="宗"),
        "，其中立案", figure("1124宗", "filed", "1124", unit="宗"),
        "，罚款", figure("332.67万元", "fines", "332.67", unit="万元"), "。",
    )  # fmt: skip


def grid(count: int = 4, **more: object) -> Grid:
    """A table of areas with two figures a row."""
    columns = (
        Column(name="市县", width=10, align="center"),
        Column(name="检查次数（次）", width=16, align="right"),
        Column(name="立案（宗）", width=14, align="right"),
        Column(name="备注", width=16),
    )
    body = tuple(
        (
            (words(f"第{place}市"),),
            (figure(str(100 + place), f"checks_{place}", str(100 + place)),),
            (figure(str(10 + place), f"cases_{place}", str(10 + place)),),
            (),
        )
        for place in range(1, count + 1)
    )
    return Grid(**({"title": "各市县检查情况", "columns": columns, "rows": body, "note": "注：数据截至7月25日。"} | more))


def picture() -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (720, 300), "#e8effa").save(out, "PNG")
    drawn = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    return Picture(title="三季度合格率回升", svg=drawn, png=out.getvalue(), told="折线图：二季度回落，三季度回升")


RED = Head(style="red", issuer=OFFICE + "文件", number="示质办[2025]3号")


def notice(*blocks: Block, **changes: object) -> Paper:
    """A notice with every part of the standard."""
    given = {
        "title": f"{OFFICE}关于专项整治工作情况的通报",
        "head": RED,
        "to": ("各市、县人民政府", "省质量工作领导小组各成员单位"),
        "blocks": blocks
        or (
            paragraph("今年以来，各地认真贯彻全省质量工作会议精神，扎实开展专项整治，取得阶段性成效。现将有关情况通报如下。"),
            heading(1, "总体情况"),
            heading(2, "检查和办案"),
            findings(),
            heading(2, "各市县情况"),
            grid(),
            heading(3, "进展较快的地区"),
            paragraph("东方市、琼海市行动早、力度大。", words("请各地认真学习借鉴。", strong=True)),
            heading(4, "主要做法"),
            paragraph("明确专人负责，按月调度，对账销号，确保问题整改到位。"),
            heading(1, "下一步工作"),
            paragraph("请各市县于8月15日前报送整改情况。"),
        ),
        "attached": ("专项整治任务分解表", "各市县检查明细"),
        "appended": (paragraph("任务分解表从略。"), NewPage(), grid(6, title="检查明细", note="")),
        "signed_by": (OFFICE,),
        "signed_on": DAY,
        "note": "联系人：质量科",
        "foot": Foot(copies=("省委办公厅", "省人大常委会办公厅", "省政协办公厅"), office=OFFICE, printed_on=DAY),
    }
    return Paper(**(given | changes))


def dense() -> Paper:
    """Nothing but one paragraph of Chinese characters, several pages of it."""
    return Paper(title="题", blocks=(paragraph("质" * 28 * 22 * 3),))


def approval() -> Paper:
    """A 呈批件 with boxes to be signed."""
    blocks = (paragraph("拟印发专项整治情况通报，妥否，请批示。"), Boxes(names=("拟稿", "核稿", "分管领导", "主要领导"), tall=3))
    return Paper(title="公文呈批件", blocks=blocks)
