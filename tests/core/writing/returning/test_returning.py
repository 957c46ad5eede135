"""The leader's file back: words are shown, figures are found again, one written by hand stands beside the computed one."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from core.writing.papers.making import figure, findings, grid, heading, notice, paragraph
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Paper, Words, text_of
from zhiheng.core.values.returning import Returned
from zhiheng.core.writing.papers import docx as written
from zhiheng.core.writing.returning import returned, taken, template_with

PAPER = Paper(
    title="检查情况通报",
    blocks=(
        heading(1, "基本情况"), findings(), heading(1, "存在问题"), paragraph("部分市县重视不够。"),
        paragraph("隐患", figure("2035处", "hazards", "2035", unit="处"), "已经整改。"), grid(2),
    ),
)  # fmt: skip


def edited(change: Callable[[Any], object], paper: Paper = PAPER) -> Returned:
    document = docx.Document(io.BytesIO(written(paper)))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return returned(paper, out.getvalue(), "退回.docx")


def at(document: Any, words: str) -> Any:
    return next(one for one in document.paragraphs if words in one.text)


def retyped(words: str, new: str) -> Callable[[Any], object]:
    """A paragraph typed anew: its bookmarks are gone."""

    def change(document: Any) -> None:
        paragraph = at(document, words)
        for child in [child for child in paragraph._p if child.tag != qn("w:pPr")]:
            paragraph._p.remove(child)
        paragraph.add_run(new)

    return change


def in_run(words: str, old: str, new: str) -> Callable[[Any], object]:
    """Words changed inside a run: bookmarks stay."""

    def change(document: Any) -> None:
        run = next(run for run in at(document, words).runs if old in run.text)
        run.text = run.text.replace(old, new)

    return change


def states(back: Returned) -> dict[str, str]:
    return {one.printed.mark: one.state for passage in back.passages for one in passage.figures}


def test_a_file_that_nobody_edited_says_so() -> None:
    back = edited(lambda document: None)
    assert back.edited == ()
    assert set(states(back).values()) == {"kept"}
    assert taken(PAPER, back, frozenset(range(len(back.passages)))) == PAPER


def test_a_range_written_over_is_one_figure() -> None:
    paper = Paper(title="通报", blocks=(paragraph("新增成员单位", figure("2至8个", "units", "2", unit="个"), "。"),))
    back = edited(in_run("新增成员", "2至8个", "9至12个"), paper)
    [(number, passage)] = back.edited
    assert [(one.state, one.text) for one in passage.figures] == [("changed", "9至12个")]
    assert taken(paper, back, {number}) == paper


@pytest.mark.parametrize("paper", [notice()])
def test_a_document_with_every_part_comes_back_as_it_went(paper) -> None:
    assert returned(paper, written(paper)).edited == ()


def test_changed_words_are_shown_and_figures_stay_in_their_bookmarks() -> None:
    back = edited(in_run("847次", "共开展专项检查", "累计组织专项检查"))
    [(number, passage)] = back.edited
    assert [(one.kind, one.text) for one in passage.stretches if one.kind != "same"] == [
        ("removed", "共开展"), ("added", "累计组织"),
    ]  # fmt: skip
    assert set(states(back).values()) == {"kept"}
    new = taken(PAPER, back, {number})
    assert text_of(new.blocks[1].inlines).startswith("截至7月25日，全省累计组织专项检查847次")
    assert new.printed == PAPER.printed


def test_figures_of_a_paragraph_typed_anew_are_found_by_the_text_around() -> None:
    new = "到7月25日，共开展专项检查847次，出动执法人员45111人次；查处案件2102宗，立案1124宗，罚款332.67万元。"
    back = edited(retyped("847次", new))
    [(number, passage)] = back.edited
    assert [one.state for one in passage.figures] == ["found"] * 5
    after = taken(PAPER, back, {number})
    assert text_of(after.blocks[1].inlines) == new
    assert after.printed == PAPER.printed


@pytest.mark.parametrize(
    "change", [in_run("847次", "2102宗", "2120宗"), retyped("847次", text_of(findings().inlines).replace("2102宗", "2120宗"))]
)
def test_a_figure_changed_by_hand_stands_beside_the_computed_one_and_is_not_taken(change) -> None:
    back = edited(change)
    [(number, _)] = back.edited
    [hand] = back.by_hand
    assert (hand.state, hand.text, hand.printed.text) == ("changed", "2120宗", "2102宗")
    assert "2102宗" in text_of(taken(PAPER, back, {number}).blocks[1].inlines)
    by_hand = taken(PAPER, back, {number}, {hand.printed.mark})
    assert "2120宗" in text_of(by_hand.blocks[1].inlines)
    assert hand.printed not in by_hand.printed


def test_digits_put_before_a_bookmark_make_another_number() -> None:
    back = edited(in_run("847次", "全省共开展专项检查", "全省共开展专项检查1"))
    assert [(one.state, one.text) for one in back.by_hand] == [("changed", "1847次")]


def test_a_paragraph_left_out_loses_its_figures_and_nothing_is_taken_silently() -> None:
    back = edited(lambda document: (found := at(document, "2035处")._p).getparent().remove(found))
    [(number, passage)] = back.edited
    assert (passage.state, states(back)["hazards"]) == ("removed", "lost")
    assert taken(PAPER, back, frozenset()) == PAPER
    assert "hazards" not in {one.mark for one in taken(PAPER, back, {number}).printed}


def test_an_added_paragraph_goes_where_it_stands() -> None:
    back = edited(lambda document: at(document, "部分市县").insert_paragraph_before("个别单位台账不全。"))
    [(number, passage)] = back.edited
    assert (passage.state, passage.text) == ("added", "个别单位台账不全。")
    new = taken(PAPER, back, {number})
    assert text_of(new.blocks[3].inlines) == "个别单位台账不全。"
    assert len(new.blocks) == len(PAPER.blocks) + 1


def test_a_figure_moved_to_another_paragraph_goes_along() -> None:
    def change(document: Any) -> None:
        source, target = at(document, "2035处"), at(document, "部分市县")
        moved = list(source._p)[2:5]
        for child in moved:
            target._p.append(child)

    back = edited(change)
    assert [one.state for one in back.by_hand] == []
    after = taken(PAPER, back, {number for number, _ in back.edited})
    assert text_of(after.blocks[3].inlines) == "部分市县重视不够。2035处"
    assert [one.mark for one in after.printed].count("hazards") == 1


def revised(document: Any, tag: str) -> None:
    run = next(run for run in at(document, "部分市县").runs if run.text)
    change = OxmlElement(tag)
    change.set(qn("w:id"), "901")
    change.set(qn("w:author"), "局长")
    if tag == "w:ins":
        new = at(document, "部分市县").add_run("个别单位推诿。")
        new._r.addprevious(change)
        change.append(new._r)
    else:
        run._r.addprevious(change)
        change.append(run._r)
        for text in run._r.iter(qn("w:t")):
            text.tag = qn("w:delText")


def test_pending_revisions_are_read_as_accepted_and_told() -> None:
    back = edited(lambda document: revised(document, "w:ins"))
    [(_, passage)] = back.edited
    assert (passage.text, passage.pending) == ("部分市县重视不够。个别单位推诿。", True)
    back = edited(lambda document: revised(document, "w:del"))
    assert [one.state for _, one in back.edited] == ["removed"]


def test_a_comment_of_the_leader_is_shown_at_its_paragraph() -> None:
    back = edited(lambda document: document.add_comment(at(document, "部分市县").runs, text="点名", author="局长"))
    assert [one.comments for one in back.passages if one.comments] == [("局长：点名",)]


def test_cells_of_tables_come_back_in_their_cells() -> None:
    def change(document: Any) -> None:
        document.tables[0].cell(1, 1).paragraphs[0].runs[0].text = "999"

    back = edited(change)
    assert [(one.printed.mark, one.text) for one in back.by_hand] == [("checks_1", "999")]


def test_a_heading_keeps_its_number_out_of_its_words() -> None:
    back = edited(in_run("存在问题", "存在问题", "主要问题"))
    [(number, _)] = back.edited
    assert text_of(taken(PAPER, back, {number}).blocks[2].inlines) == "主要问题"


def test_accepted_words_go_into_the_template_with_their_holes() -> None:
    hole = 'figure("hazards")'
    printed = figure("2035处", "hazards", "2035", unit="处", asked=hole)
    paper = Paper(title="报", blocks=(paragraph("隐患", printed, "已经整改。"),))
    back = edited(in_run("2035处", "已经整改", "均已整改到位"), paper)
    [(number, passage)] = back.edited
    template = f"+++\n+++\n# 报\n\n隐患{{{{ {hole} }}}}已经整改。\n"
    assert template_with(template, back, {number}).text == template.replace("已经整改", "均已整改到位")
    assert template_with("# 别的", back, {number}) == ("# 别的", (passage,))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "文字".encode()])
def test_what_is_no_word_file_is_refused(content) -> None:
    with pytest.raises(Fault, match="W190"):
        returned(PAPER, content, "退回.docx")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("甲乙丙0123456789宗，。", min_size=1, max_size=12).filter(str.strip), max_size=4), st.data())
def test_every_figure_is_accounted_for_whatever_is_typed(lines, data) -> None:
    def change(document: Any) -> None:
        for line in lines:
            paragraphs = [one for one in document.paragraphs if one.text.strip()]
            retyped(data.draw(st.sampled_from(paragraphs)).text, line)(document)

    back = edited(change)
    assert set(states(back)) == {one.mark for one in PAPER.printed}
    assert taken(PAPER, back, frozenset()) == PAPER


def test_words_of_an_accepted_line_are_words() -> None:
    back = edited(in_run("部分市县", "重视不够", "重视不足"))
    [(number, _)] = back.edited
    assert taken(PAPER, back, {number}).blocks[3].inlines == (Words(text="部分市县重视不足。"),)
