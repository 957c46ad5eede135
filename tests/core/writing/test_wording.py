"""What a person writes stands apart from the figures: own words keep them, blanks take theirs, changes are told to the word."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.values.papers import Blank, Heading, Paper, Paragraph, Printed, Words
from zhiheng.core.writing.finishing import document_number, signed, unsigned
from zhiheng.core.writing.tracking import tracked
from zhiheng.core.writing.wording import blanks_of, filled_in, reworded, shape, to_type, typed_shape

TEXT = st.text("检查立案罚款共了，。12A", max_size=12)


def figure(mark: str, text: str) -> Printed:
    return Printed(text=text, mark=mark, indicator="inspections", area="990100", period="2025")


LINE = (Words(text="立案"), figure("a", "3宗"), Words(text="，罚款"), figure("b", "3宗"), Words(text="。"))
PAPER = Paper(title="通报", blocks=(Heading(level=1, inlines=(Words(text="进展"),)), Paragraph(inlines=LINE)))


def test_figures_may_move_and_fall_away_but_none_is_made_up() -> None:
    assert typed_shape("罚款{3宗}、立案{3宗}。", LINE) == ("罚款{a}、立案{b}。", ())
    assert typed_shape("立案{3宗}。", LINE) == ("立案{a}。", ())
    assert typed_shape("立案{4宗}、{3宗}、{3宗}、{3宗}", LINE)[1] == ("4宗", "3宗")


def test_own_words_follow_the_value_of_their_figure() -> None:
    own = {shape(LINE): "罚款{b}。"}
    later = Paper(title="通报", blocks=(Paragraph(inlines=(*LINE[:3], figure("b", "5宗"), LINE[4])),))
    found = reworded(later, own)
    assert to_type(found.paper.blocks[0].inlines) == "罚款{5宗}。"
    assert [one.text for one in found.paper.printed] == ["5宗"]


def test_a_blank_in_own_words_is_still_a_blank() -> None:
    line = (Words(text="因"), Blank(name="由"), Words(text="更正"))
    found = reworded(Paper(title="", blocks=(Paragraph(inlines=line),)), {shape(line): "由于〔由〕，予以〔更正〕"}).paper
    assert blanks_of(found) == ("由",)


def test_own_words_of_a_paragraph_that_is_no_more_are_told() -> None:
    assert reworded(PAPER, {"没有这一段": "x"}).left == ("没有这一段",)


@given(st.lists(st.tuples(TEXT, st.booleans(), st.sampled_from(["", "2次", "30人次"])), max_size=5))
def test_a_paragraph_typed_as_it_was_is_the_same(pieces: list[tuple[str, bool, str]]) -> None:
    line = tuple(
        one
        for at, (words, strong, number) in enumerate(pieces)
        for one in (Words(text=words, strong=strong), figure(f"m{at}", number))
        if one.text
    )
    shaped, strange = typed_shape(to_type(line), line)
    again = reworded(Paper(title="", blocks=(Paragraph(inlines=line),)), {shape(line): shaped}).paper
    assert not strange
    assert again.printed == tuple(one for one in line if isinstance(one, Printed))
    assert shape(again.blocks[0].inlines) == shape(line)


def test_a_blank_takes_as_many_paragraphs_as_its_answer_has_lines() -> None:
    alone, within = (Blank(name="不足"),), (Words(text="因"), Blank(name="由"))
    paper = Paper(title="", blocks=(Paragraph(inlines=alone), Paragraph(inlines=within)))
    filled = filled_in(paper, {"不足": "一是人少。\n\n二是钱少。", "由": " "})
    assert [to_type(block.inlines) for block in filled.blocks] == ["一是人少。", "二是钱少。", "因〔由〕"]
    assert blanks_of(filled) == ("由",)


@given(st.lists(TEXT.filter(str.strip), max_size=6), st.lists(TEXT.filter(str.strip), max_size=6))
def test_tracked_changes_lead_from_one_version_to_the_other(old: list[str], new: list[str]) -> None:
    found = tracked("\n".join(old), "\n".join(new))
    before = ["".join(piece.text for piece in line if piece.kind != "added") for line in found]
    after = ["".join(piece.text for piece in line if piece.kind != "removed") for line in found]
    assert [line for line in before if line] == old
    assert [line for line in after if line] == new


def test_signing_adds_number_and_day_and_nothing_else() -> None:
    done = signed(PAPER, number=document_number("示质办发", 2026, 7), issue=3, on=date(2026, 11, 22))
    assert (done.head.number, done.head.issue, done.signed_on) == ("示质办发〔2026〕7号", "", date(2026, 11, 22))
    assert unsigned(done) == PAPER
