"""Documents about one row: begun from its page, filled from its cells, refused while the row is not ready, linked both ways."""

import pytest

import factories
from zhiheng.cli import main
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import text_of
from zhiheng.history.models import PersonalRead
from zhiheng.publications import actions
from zhiheng.publications.models import Manuscript
from zhiheng.publications.queries import content, paper_of
from zhiheng.publications.queries_of_manuscripts import blanks_of, paper_now
from zhiheng.registers.actions import import_file
from zhiheng.registers.models import Row
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db

TALKS = (
    "约谈编号,地区,被约谈企业,被约谈人,事由,触发日期,状态\n"
    "约谈〔2026〕5号,示例县,示例县堃镕电器厂,赵某某,插座连续两次抽查不合格,2026-11-02,通知"
)
AWARDS = (
    "决定文号,地区,称号,类别,受表彰者,身份证号,公示起始,公示截止,依据,状态\n"
    "推荐第1批,示例县,质量管理先进企业,先进企业,乙厂,,2026-11-01,{until},评审会纪要,公示\n"
    "推荐第1批,示例县,质量管理先进企业,先进企业,甲厂,,2026-11-01,{until},评审会纪要,公示\n"
    "推荐第1批,示例县,质量工作先进个人,先进个人,丙,110101199001011237,2026-11-01,2026-11-10,评审会纪要,公示\n"
    "推荐第2批,示例县,质量工作先进个人,先进个人,丁,,2026-11-01,2026-11-10,评审会纪要,公示\n"
)
MEETING = (
    "地区,会议类型,会议名称,召开日期,主持人,出席领导,与会单位,参会人数,议程,议定事项（任务）\n"
    "示例县,联席会议,,2026-11-05,副县长李某,李某、王某,县教育局、县住建局,40多,抽查结果、下步安排,开展电线电缆整治、建立月报制度"
)
PROBLEM = (
    "问题编号,地区,问题,来源,登记日期,责任单位,性质,整改期限,分派日期,状态\n"
    "督2026-12,示例县,没有建立进货查验记录,督查,2026-09-01,县教育局,一般,2026-10-31,2026-09-02,分派"
)


def rows(register: str, text: str, cast: factories.Cast) -> list[Row]:
    report = import_file(register, "a.csv", text.encode(), cast.office, cast.clerk)
    assert not report.blocked, [*report.problems][:3]
    return list(Row.objects.filter(register=register).order_by("pk"))


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def begun(cast: factories.Cast, template: str, row: Row | int, by: str = "clerk") -> Manuscript:
    return actions.begin_about(template, row if isinstance(row, int) else row.pk, office=cast.office, by=getattr(cast, by))


def said(one: Manuscript) -> str:
    return content(paper_now(one), "txt").decode()


def test_an_interview_notice_is_to_the_firm_and_says_its_row(cast):
    (talk,) = rows("quality-talk", TALKS, cast)
    one = begun(cast, "interview-notice", talk)
    assert (one.about, one.row, one.area, one.office) == ("quality-talk", talk.pk, cast.county, cast.office)
    paper = paper_now(one)
    assert (paper.title, paper.to) == ("关于约谈示例县堃镕电器厂的通知", ("示例县堃镕电器厂",))
    assert "因插座连续两次抽查不合格，决定对你单位进行质量约谈" in said(one)
    assert "赵" not in said(one)
    assert blanks_of(paper) == ("约谈时间", "约谈地点", "回复期限", "联系人", "联系电话")
    assert {(fact.source.thing, fact.source.row) for fact in paper.facts} == {("quality-talk", talk.pk)}


def test_what_is_open_about_a_row_is_gone_on_with_and_not_begun_twice(cast):
    (talk,) = rows("quality-talk", TALKS, cast)
    one = begun(cast, "interview-notice", talk)
    assert begun(cast, "interview-notice", talk) == one
    actions.drop(one.pk, cast.clerk, reason="重来")
    assert begun(cast, "interview-notice", talk) != one


def test_a_commendation_lists_its_batch_by_kind_and_title_and_no_other(cast):
    kept = rows("commendation", AWARDS.format(until="2026-11-10"), cast)
    text = said(begun(cast, "commendation", kept[0]))
    assert "3个单位和个人" in text
    assert "一、质量工作先进个人（1个）\n丙\n二、质量管理先进企业（2个）" in text.replace("　", "").replace(" ", "")
    assert "丁" not in text
    assert "110101" not in text


def test_who_is_not_past_the_public_notice_is_not_commended_and_named(cast):
    kept = rows("commendation", AWARDS.format(until="2099-12-31"), cast)
    with pytest.raises(Fault, match=r"B142 .*公示还没有期满.*乙厂.*甲厂"):
        begun(cast, "commendation", kept[2])
    assert begun(cast, "commendation", kept[3])


def test_a_notice_period_that_is_made_longer_afterwards_keeps_the_decision_from_being_signed(cast):
    kept = rows("commendation", AWARDS.format(until="2026-11-10"), cast)
    one = begun(cast, "commendation", kept[0])
    actions.submit(one.pk, cast.clerk)
    Row.objects.filter(pk=kept[1].pk).update(data=kept[1].data | {"publicity_to": "2099-12-31"})
    with pytest.raises(Fault, match=r"B142 .*公示还没有期满"):
        actions.sign(one.pk, cast.clerk)


def test_minutes_number_what_was_resolved_and_keep_40_many(cast):
    (meeting,) = rows("work-meeting", MEETING, cast)
    one = begun(cast, "minutes", meeting)
    text = said(one)
    assert paper_now(one).title == "质量工作联席会议纪要"
    assert "2026年11月5日，副县长李某在〔会议地点〕主持召开质量工作联席会议，研究了抽查结果、下步安排。" in text
    assert "1. 开展电线电缆整治。" in text
    assert "2. 建立月报制度。" in text
    assert "县教育局、县住建局，共40多人。" in text


def test_a_letter_about_a_problem_counts_the_days_it_is_late(cast):
    (problem,) = rows("problem-list", PROBLEM, cast)
    paper = paper_now(begun(cast, "rectification-letter", problem))
    first = text_of(paper.blocks[0].inlines)
    assert "整改期限为2026年10月31日，截至2026年11月" in first
    assert "已逾期" in first
    assert paper.to == ("县教育局",)


def test_an_empty_cell_of_the_title_keeps_the_document_from_being_begun(cast):
    (talk,) = rows("quality-talk", TALKS.replace("示例县堃镕电器厂", "").replace("通知", "触发"), cast)
    with pytest.raises(Fault, match=r"B142 .*“被约谈企业”还没有填"):
        begun(cast, "interview-notice", talk)


def test_a_row_of_another_area_or_none_at_all_begins_nothing(cast):
    (talk,) = rows("quality-talk", TALKS, cast)
    with pytest.raises(Fault, match="B140"):
        actions.begin_about("interview-notice", talk.pk, office=cast.neighbour_office, by=cast.neighbour)
    with pytest.raises(Fault, match="B140"):
        begun(cast, "interview-notice", 999)
    with pytest.raises(NotAllowed):
        begun(cast, "interview-notice", talk, by="reader")


def test_a_template_about_a_row_is_not_filled_by_area_and_the_other_way_round(cast):
    about = {"area": "990100", "period": "2026", "office": cast.office, "by": cast.clerk}
    with pytest.raises(Fault, match="B141"):
        actions.begin("interview-notice", **about)
    with pytest.raises(Fault, match="B146"):
        begun(cast, "briefing", 1)
    with pytest.raises(Fault, match="B146"):
        begun(cast, "correction-notice", 1)


def test_a_cell_that_changed_since_keeps_the_document_from_being_signed_until_it_is_refreshed(cast):
    (talk,) = rows("quality-talk", TALKS, cast)
    one = begun(cast, "interview-notice", talk)
    answers = dict.fromkeys(blanks_of(paper_now(one)), "已填")
    actions.revise(one.pk, cast.clerk, answers=answers, wording={}, reason="填空")
    actions.submit(one.pk, cast.clerk)
    Row.objects.filter(pk=talk.pk).update(data=talk.data | {"reason": "插座连续三次抽查不合格"})
    with pytest.raises(Fault, match=r"B128 .*连续两次抽查不合格现在是插座连续三次"):
        actions.sign(one.pk, cast.clerk)
    actions.send_back(one.pk, cast.clerk, reason="更新")
    actions.refresh(one.pk, cast.clerk)
    actions.submit(one.pk, cast.clerk)
    made = actions.issue(actions.sign(one.pk, cast.clerk).pk, cast.clerk)
    assert (made.about, made.row) == ("quality-talk", talk.pk)
    assert "连续三次" in made.text


def test_a_personal_column_is_printed_by_who_may_read_it_and_the_reading_is_logged(cast, settings, tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "interview-notice.md").write_text(
        '+++\nid = "interview-notice"\ntitle = "约谈通知"\nabout = "quality-talk"\npurpose = "办理约谈"\n+++\n'
        '# 本县的约谈通知\n\n请{{ row("person") }}到场。\n'
    )
    settings.DEFINITIONS = tmp_path
    (talk,) = rows("quality-talk", TALKS, cast)
    one = begun(cast, "interview-notice", talk)
    assert "请赵某某到场。" in said(one)
    assert PersonalRead.objects.get(subject_id=talk.pk).purpose.startswith("办理约谈：起草约谈通知")
    actions.drop(one.pk, cast.clerk, reason="换人起草")
    with pytest.raises(NotAllowed):
        begun(cast, "interview-notice", talk, by="drafter")


def test_the_row_s_page_begins_the_document_and_shows_what_was_written(cast):
    (talk,) = rows("quality-talk", TALKS, cast)
    client = cast.client("clerk")
    page = client.get(f"/registers/quality-talk/{talk.pk}/").content.decode()
    assert "起草约谈通知" in page
    made = client.post(f"/publications/about/interview-notice/{talk.pk}/begin/", follow=True)
    assert "关于约谈示例县堃镕电器厂的通知" in made.content.decode()
    assert f'href="/registers/quality-talk/{talk.pk}/"' in made.content.decode()
    assert 'title="来自 质量约谈与行业规范建议 约谈〔2026〕5号 事由"' in made.content.decode()
    assert "关于约谈示例县堃镕电器厂的通知" in client.get(f"/registers/quality-talk/{talk.pk}/").content.decode()
    reader = cast.client("reader").get(f"/registers/quality-talk/{talk.pk}/").content.decode()
    assert "起草约谈通知" not in reader
    assert cast.client("reader").post(f"/publications/about/interview-notice/{talk.pk}/begin/").status_code == 403


def test_the_row_s_page_says_why_a_document_cannot_be_begun_yet(cast):
    kept = rows("commendation", AWARDS.format(until="2099-12-31"), cast)
    page = cast.client("clerk").get(f"/registers/commendation/{kept[0].pk}/").content.decode()
    assert "还不能起草表彰决定：公示还没有期满" in page
    assert "<button title" not in page


def test_every_row_of_a_batch_shows_the_document_of_the_batch(cast):
    kept = rows("commendation", AWARDS.format(until="2026-11-10"), cast)
    begun(cast, "commendation", kept[0])
    client = cast.client("clerk")
    shown = ["关于表彰质量工作" in client.get(f"/registers/commendation/{row.pk}/").content.decode() for row in kept]
    assert shown == [True, True, True, False]


def test_the_list_of_templates_has_those_of_areas_alone(cast):
    page = cast.client("clerk").get("/publications/").content.decode()
    assert "质量工作简报" in page
    for title in ("约谈通知", "表彰决定", "会议纪要", "督办函", "呈批件", "任务分解表", "更正通知"):
        assert f"<strong>{title}</strong>" not in page


def test_an_office_s_own_file_takes_the_place_of_ours_and_the_page_says_so(cast, settings, tmp_path):
    (talk,) = rows("quality-talk", TALKS, cast)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "interview-notice.md").write_text(
        '+++\nid = "interview-notice"\ntitle = "约谈通知书"\nabout = "quality-talk"\n+++\n'
        '# 本县的约谈通知\n\n{{ row("reason") }}。\n'
    )
    settings.DEFINITIONS = tmp_path
    page = cast.client("clerk").get(f"/registers/quality-talk/{talk.pk}/").content.decode()
    assert "起草约谈通知书" in page
    assert "约谈通知书用本单位自己的模板 templates/interview-notice.md" in page
    assert "插座连续两次抽查不合格。" in said(begun(cast, "interview-notice", talk))


def test_one_clerk_publishes_a_document_about_a_row_with_its_blanks_filled(cast):
    (talk,) = rows("quality-talk", TALKS, cast)
    given = {"row": talk.pk, "office": cast.office, "by": cast.clerk}
    with pytest.raises(Fault, match="B125"):
        actions.publish("interview-notice", **given)
    answers = {"约谈时间": "11月25日9时", "约谈地点": "本局", "回复期限": "11月24日", "联系人": "张某", "联系电话": "12345"}
    made = actions.publish("interview-notice", **given, answers=answers)
    assert "时间：11月25日9时；地点：本局。" in made.text
    assert actions.publish("interview-notice", **given, answers=answers) == made
    assert paper_of(made).facts


def test_the_cover_of_a_manuscript_has_its_facts_and_empty_boxes(cast):
    (talk,) = rows("quality-talk", TALKS, cast)
    one = begun(cast, "interview-notice", talk)
    client = cast.client("clerk")
    assert "呈批件" in client.get(f"/publications/manuscripts/{one.pk}/").content.decode()
    for form in ("docx", "pdf", "html", "txt"):
        answer = client.get(f"/publications/manuscripts/{one.pk}/cover/approval-sheet/{form}/")
        assert answer.status_code == 200
        if form in ("html", "txt"):
            page = answer.content.decode()
            assert all(word in page for word in ("关于约谈示例县堃镕电器厂的通知", "张经办", "第1稿", "签发", "会签", "拟办意见"))
    assert client.get(f"/publications/manuscripts/{one.pk}/cover/minutes/pdf/").status_code == 404
    assert cast.client("neighbour").get(f"/publications/manuscripts/{one.pk}/cover/approval-sheet/pdf/").status_code == 404


def test_the_command_names_a_row_by_its_number_or_its_own_name_and_fills_blanks(cast, capsys, tmp_path):
    (talk,) = rows("quality-talk", TALKS, cast)
    out = tmp_path / "约谈.docx"
    filled = [f"--fill={name}=已定" for name in ("约谈时间", "约谈地点", "回复期限", "联系人", "联系电话")]
    assert main(["publish", "interview-notice", "--row", "约谈〔2026〕5号", *filled, "--output", str(out)]) == 0
    assert "关于约谈示例县堃镕电器厂的通知：已由张经办印发" in capsys.readouterr().out
    assert out.read_bytes()[:2] == b"PK"
    assert main(["publish", "interview-notice", "--row", str(talk.pk), *filled, "--output", str(out)]) == 0


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["interview-notice", "--row", "没有这个号"], "B145 --row 没有这个号：“质量约谈与行业规范建议”里没有这一行"),
        (["interview-notice", "--row", "999"], "B140 "),
        (["interview-notice", "--area", "990100", "--period", "2026"], "B141 "),
        (["briefing", "--row", "1"], "B146 "),
        (["approval-sheet", "--row", "1"], "B146 "),
        (["supervision-letter", "--row", "第一项"], "B145 "),
        (["briefing", "--area", "990100"], "B144 "),
        (["interview-notice", "--row", "1", "--fill", "联系人"], "B143 --fill 联系人"),
    ],
)
def test_a_command_without_a_row_or_with_a_wrong_one_is_a_clear_fault(cast, capsys, tmp_path, words, begins):
    rows("quality-talk", TALKS, cast)
    capsys.readouterr()
    assert main(["publish", *words, "--output", str(tmp_path / "x.txt")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(begins)
    assert "请" in said
