from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.documents import layout
from zhiheng.documents.layout import Mark, paragraphs, parts
from zhiheng.documents.tying import ties_of

RAW = "首页 >> 公开\n質(zhì)量强省。\n\n合格率达到98%以上。\n打印 关闭"
TEXT = "质量强省。\n合格率达到98%以上。"


def tied():
    body = RAW.index("質")
    second = RAW.index("合格率")
    spans = [(body, body + 6), *((i, i + 1) for i in range(body + 6, body + 10)), (body + 10, second)]
    spans += [(i, i + 1) for i in range(second, second + len("合格率达到98%以上。"))]
    return ties_of([a for a, _ in spans], [b for _, b in spans])


def laid_out(*marks):
    return paragraphs(RAW, TEXT, tied(), marks, parts(TEXT, tied(), len(RAW))[0])


def test_paragraphs_stand_beside_each_other_and_furniture_is_set_apart():
    first, second, tail = laid_out()
    assert first.omitted == "首页 >> 公开"
    assert [piece.text for piece in first.raw] == ["質(zhì)量强省。"]
    assert [piece.text for piece in first.text] == ["质量强省。"]
    assert [piece.text for piece in second.text] == ["合格率达到98%以上。"]
    assert (tail.omitted, tail.text) == ("打印 关闭", ())


def test_the_same_mark_is_cut_out_of_both_texts():
    start = RAW.index("合格率")
    item = Mark(start, start + 5, "i1", "target")
    fix = Mark(RAW.index("質"), RAW.index("量强"), "r0", "fix")
    first, second, _ = laid_out(item, fix)
    assert [(p.text, [m.ref for m in p.marks]) for p in first.raw] == [("質(zhì)", ["r0"]), ("量强省。", [])]
    assert [(p.text, [m.ref for m in p.marks]) for p in first.text] == [("质", ["r0"]), ("量强省。", [])]
    assert [(p.text, [m.ref for m in p.marks]) for p in second.text] == [("合格率达到", ["i1"]), ("98%以上。", [])]


def test_a_long_text_comes_in_parts_that_end_with_paragraphs(monkeypatch):
    monkeypatch.setattr(layout, "PART", 100)
    text = "".join(f"第{n}段，产品质量合格率达到百分之九十五以上。\n" for n in range(40))
    ties = [[0, len(text), 0, len(text)]]
    found = parts(text, ties, len(text))
    assert len(found) > 3
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(a.end == b.start and text[a.end - 1] == "\n" for a, b in pairwise(found))
    shown = "".join(p.text for part in found for para in paragraphs(text, text, ties, [], part) for p in para.text)
    assert shown == text.replace("\n", "")


def test_one_endless_line_is_cut_all_the_same(monkeypatch):
    monkeypatch.setattr(layout, "PART", 100)
    text = "质" * 1000
    found = parts(text, [[0, 1000, 0, 1000]], 1000)
    assert len(found) > 3
    assert max(part.end - part.start for part in found) <= 200


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_no_character_is_lost_or_shown_twice_whatever_is_marked(spans):
    marks = [Mark(min(a, b), max(a, b), f"i{n}", "task") for n, (a, b) in enumerate(spans)]
    found = laid_out(*marks)
    assert "\n".join("".join(p.text for p in para.text) for para in found if para.text) == TEXT
