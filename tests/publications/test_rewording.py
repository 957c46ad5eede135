"""Words of a person are changed where they stand: a paragraph, the blanks in it; each save is a version."""

import pytest

import factories
from publications.test_issuing import ROWS, bring, with_rows
from publications.test_lifecycle import begun
from zhiheng.core.values.papers import text_of
from zhiheng.publications import actions
from zhiheng.publications.models import Manuscript
from zhiheng.publications.queries_of_manuscripts import blanks_of, paper_now
from zhiheng.publications.rewording import editing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> factories.Cast:
    return with_rows(*ROWS)


def year_s_review(cast: factories.Cast) -> Manuscript:
    """A manuscript with a table."""
    return actions.begin("annual-review", area="990100", period="2025", office=cast.office, by=cast.drafter)


def at(one: Manuscript, words: str) -> int:
    """The place of the paragraph with those words."""
    blocks = paper_now(one).blocks
    return next(place for place, block in enumerate(blocks) if hasattr(block, "inlines") and words in text_of(block.inlines))


def post(cast: factories.Cast, one: Manuscript, place: int, **data: str):
    data = {"seen": str(one.versions.count())} | {name.replace("_", "-"): value for name, value in data.items()}
    return cast.client("drafter").post(f"/publications/manuscripts/{one.pk}/place/{place}/", data)


def test_a_paragraph_is_put_in_own_words_where_it_stands_and_keeps_its_figures(cast):
    place = at(one := begun(cast), "专项检查2次")
    page = cast.client("drafter").get(f"/publications/manuscripts/{one.pk}/?edit={place + 1}").content.decode()
    assert "专项检查{2次}" in page
    assert post(cast, one, place, words="全县检查{2次}，罚款{1.10万元}。").status_code == 302
    assert text_of(paper_now(one).blocks[place].inlines) == "全县检查2次，罚款1.10万元。"
    last = one.versions.first()
    assert (last.number, last.act, last.reason) == (2, "revise", "改写“全县检查{2次}，罚款{…”")
    bring(cast, "3,农资,示例县,2025-03-03,5,0,0,0")
    assert editing_of(one, place).typed == "全县检查{3次}，罚款{1.10万元}。"
    assert editing_of(one, place).moved


def test_empty_words_put_the_template_s_back(cast):
    place = at(one := begun(cast), "专项检查2次")
    before = text_of(paper_now(one).blocks[place].inlines)
    post(cast, one, place, words="全县检查{2次}。")
    post(cast, one, place, words="  ")
    assert text_of(paper_now(one).blocks[place].inlines) == before
    assert one.versions.first().wording == {}


def test_a_number_that_is_no_figure_of_the_paragraph_is_refused_and_what_was_typed_stays(cast):
    place = at(one := begun(cast), "专项检查2次")
    answer = post(cast, one, place, words="全县检查{9次}，还有很多话。", reason="改短")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in page for words in ("B133", "全县检查{9次}，还有很多话。", 'value="改短"'))
    assert one.versions.count() == 1


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_and_the_words_stay(cast):
    place = at(one := begun(cast), "专项检查2次")
    post(cast, one, place, words="全县检查{2次}。")
    answer = post(cast, one, place, words="我写的话。", seen="1")
    assert answer.status_code == 422
    assert all(words in answer.content.decode() for words in ("B122", "我写的话。"))


def test_blanks_are_filled_in_at_their_place_and_changed_there_again(cast):
    one, name = begun(cast, template="research-report"), "原因，与上面的问题一一对应"
    place = at(one, name)
    post(cast, one, place, blank_0="人手不足。\n设备老旧。")
    assert name not in blanks_of(paper_now(one))
    assert [text_of(paper_now(one).blocks[place + more].inlines) for more in (0, 1)] == ["人手不足。", "设备老旧。"]
    second = editing_of(one, place + 1)
    assert (second.key, second.blanks) == ("", [(name, "人手不足。\n设备老旧。")])
    post(cast, one, place + 1, blank_0="人手不足。")
    assert text_of(paper_now(one).blocks[place].inlines) == "人手不足。"
    assert one.versions.first().number == 3


def test_saving_without_a_change_makes_no_version(cast):
    place = at(one := begun(cast), "专项检查2次")
    post(cast, one, place, words=editing_of(one, place).typed)
    assert one.versions.count() == 1


def test_tables_are_not_text_and_nobody_else_edits(cast):
    one = year_s_review(cast)
    table = next(place for place, block in enumerate(paper_now(one).blocks) if not hasattr(block, "inlines"))
    answer = cast.client("drafter").get(f"/publications/manuscripts/{one.pk}/?edit={table + 1}")
    assert "B152" in answer.content.decode()
    assert "rewording" not in cast.client("reader").get(f"/publications/manuscripts/{one.pk}/?edit=1").content.decode()
    assert cast.client("reader").post(f"/publications/manuscripts/{one.pk}/place/0/", {"words": "x"}).status_code == 403
    actions.submit(one.pk, cast.drafter)
    answer = post(cast, one, 0, words="x")
    assert "B121" in answer.content.decode()


def test_every_paragraph_of_every_template_of_ours_opens_for_editing(cast):
    for one in (begun(cast), year_s_review(cast), begun(cast, template="research-report")):
        for place, block in enumerate(paper_now(one).blocks):
            if hasattr(block, "inlines"):
                assert editing_of(one, place).at == place
