"""A version against an earlier one as Word shows it: accepted it is the new one, rejected the old."""

import io
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.core.values.papers import Column, Grid, Heading, Paper, Paragraph, Printed, Words
from zhiheng.core.writing.tracking_word import tracked_docx

WHEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
WORDS = ("全县开展检查", "立案", "罚款", "要求各地抓紧", "一是", "完成整改。", "12宗", "15宗", "（草案）")


def figure(text: str) -> Printed:
    return Printed(text=text, mark="m_1", indicator="cases", area="990100", period="2025")


def paper(*lines: str | tuple, title: str = "情况通报") -> Paper:
    parts = [(line,) if isinstance(line, str) else line for line in lines]
    inlines = [tuple(Words(text=one) if isinstance(one, str) else one for one in part) for part in parts]
    return Paper(title=title, blocks=tuple(Paragraph(inlines=each) for each in inlines))


def read(content: bytes, *, accepted: bool) -> list[str]:
    """The lines of the file with all its revisions accepted, or all rejected."""
    body = docx.Document(io.BytesIO(content)).element.body
    left = qn("w:del") if accepted else qn("w:ins")
    found = []
    for line in body.iter(qn("w:p")):
        nodes = [node for node in line.iter(qn("w:t"), qn("w:delText")) if not any(p.tag == left for p in node.iterancestors())]
        found.append("".join(node.text or "" for node in nodes))
    return ["".join(line.split()) for line in found if line.strip()]


def plain(one: Paper) -> list[str]:
    return ["".join(line.split()) for line in read(tracked_docx(one, one, "李起草", WHEN), accepted=True)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (paper(("立案", figure("12宗"), "。")), paper(("立案", figure("15宗"), "。"))),
        (paper("一", "二", "三"), paper("一", "三")),
        (paper("一", "三"), paper("一", "二二二", "三")),
        (paper("完成整改。"), paper("全县完成整改任务。")),
        (paper("甲", title="旧的通报"), paper("甲", title="新的通报")),
        (paper("甲", "末尾这一段没有了"), paper("甲")),
    ],
)
def test_accepted_it_is_the_new_version_and_rejected_the_old(before, after):
    content = tracked_docx(before, after, "李起草", WHEN)
    assert read(content, accepted=True) == plain(after)
    assert read(content, accepted=False) == plain(before)


@settings(max_examples=15)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), min_size=1, max_size=5), st.data())
def test_whatever_changes_rejecting_gives_the_old_words_back(lines, data):
    after = [line if data.draw(st.booleans()) else data.draw(st.permutations(line)) for line in lines]
    after = [line for line in after if data.draw(st.integers(0, 4))] or lines
    old, new = (paper(*("".join(line) for line in each)) for each in (lines, after))
    content = tracked_docx(old, new, "李起草", WHEN)
    assert read(content, accepted=True) == plain(new)
    assert "".join(read(content, accepted=False)) == "".join(plain(old))


def test_marks_bear_who_and_when_and_the_same_versions_bear_none():
    content = tracked_docx(paper("立案12宗"), paper("立案15宗"), "李起草", WHEN)
    body = docx.Document(io.BytesIO(content)).element.body
    marks = list(body.iter(qn("w:ins"), qn("w:del")))
    assert {(one.get(qn("w:author")), one.get(qn("w:date"))) for one in marks} == {("李起草", "2026-11-22T09:30:00Z")}
    same = docx.Document(io.BytesIO(tracked_docx(paper("甲"), paper("甲"), "李起草", WHEN))).element.body
    assert not list(same.iter(qn("w:ins"), qn("w:del")))


def test_a_row_of_a_table_that_went_stands_before_the_table_and_a_cell_that_changed_in_its_cell():
    def table(*rows: tuple[str, str]) -> Paper:
        columns = (Column(name="地区"), Column(name="立案"))
        lines = tuple(tuple((Words(text=cell),) for cell in row) for row in rows)
        head = Heading(level=1, inlines=(Words(text="情况"),))
        return Paper(title="表", blocks=(head, Grid(title="", columns=columns, rows=lines)))

    content = tracked_docx(table(("甲县", "12"), ("乙县", "3")), table(("甲县", "15")), "李起草", WHEN)
    assert read(content, accepted=True) == plain(table(("甲县", "15")))
    assert "乙县3" in "".join(read(content, accepted=False))
    assert "12" in read(content, accepted=False)
