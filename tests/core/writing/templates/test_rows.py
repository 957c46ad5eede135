"""A template about a row prints its cells, each with its source; what it may not print, or what is not there, is a fault."""

from datetime import date

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace

from core.writing.templates.building import WORDS
from zhiheng.core.values.facts import Record
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lifecycles import Lifecycle, Step
from zhiheng.core.values.papers import Blank, Boxes, Grid, Heading, Paper, Paragraph, Printed, Words, text_of
from zhiheng.core.values.registers import Code, Field, Public, Register, Source
from zhiheng.core.writing.papers import html, pasted_html, text, with_sources
from zhiheng.core.writing.templates import Given, cell_of, list_of, parsed, refuse_unfit, thing_of, written

SOURCE = Source(document="文")
TALK = Register(
    id="talk", name="约谈", row="一次", pattern="procedure", key=("no",), source=SOURCE, text="",
    lifecycle=Lifecycle(start="触发", end=("结案",), steps=(Step(start="触发", end="结案"),)),
    public=Public(fields=("firm", "spokesman")),
    codes={"grade": (Code(value="一等"), Code(value="二等"))},
    fields={
        "no": Field(name="编号", type="text"), "firm": Field(name="企业", type="enterprise"),
        "held_on": Field(name="约谈日期", type="date"), "fine": Field(name="罚款", type="money"),
        "people": Field(name="到会", type="int", unit="人"), "kept": Field(name="是否兑现", type="bool"),
        "agenda": Field(name="议程", type="text", many=True), "grade": Field(name="等次", type="code"),
        "person": Field(name="被约谈人", type="text", personal="办理约谈"), "photo": Field(name="照片", type="file"),
        "spokesman": Field(name="发言人", type="text", personal="办理约谈"),
        "trigger": Field(name="抽查", type="ref", to="sampling"),
    },
)  # fmt: skip
SAMPLING = Register(
    id="sampling", name="抽查", row="一批", pattern="inspection", key=("no",), source=SOURCE, text="",
    fields={"no": Field(name="单号", type="text"), "talk": Field(name="约谈", type="ref", to="talk"),
            "taker": Field(name="抽样人", type="text", personal="核实抽样")},
)  # fmt: skip
REGISTERS = {"talk": TALK, "sampling": SAMPLING}
DATA = {"no": "5号", "firm": 7, "held_on": "2025-06-30", "fine": 20_000_000, "people": 12, "kept": False, "agenda": ["甲", "乙"]}


def template(body: str, head: str = ""):
    made = parsed(f'+++\nid = "notice"\ntitle = "通知"\nabout = "talk"\n{head}+++\n# 通知\n\n{body}', "通知.md")
    refuse_unfit(made, {}, REGISTERS)
    return made


def record(id: str = "talk", row: int = 3, data: dict = DATA, **lists: tuple[Record, ...]) -> Record:
    fields = REGISTERS[id].fields
    cells = {key: cell_of(fields[key], value, {7: "甲公司"}) for key, value in data.items()}
    return Record(thing=id, row=row, name=f"约谈 {data['no']}", cells=cells, lists=lists)


def paper(body: str, head: str = "", about: Record | None = None) -> Paper:
    made = template(body, head)
    things = {"": thing_of("talk", REGISTERS)}
    things |= {name: list_of("talk", name, REGISTERS, batch=bool(made.head.batch)) for name in made.asked.lists}
    return written(made, Given(words=WORDS, indicators={}, record=about or record(), things=things, on=date(2025, 7, 5)))


def said(body: str, **more) -> str:
    return "\n".join(text_of(one.inlines) for one in paper(body, **more).blocks if isinstance(one, Paragraph | Heading))


def fault(body: str, head: str = "") -> str:
    with pytest.raises(Fault) as found:
        template(body, head)
    return str(found.value)


@pytest.mark.parametrize(
    ("hole", "printed"),
    [
        ('{{ row("firm") }}', "甲公司"), ('{{ row("held_on") }}', "2025年6月30日"), ('{{ row("fine") }}', "200000元"),
        ('{{ row("fine", unit="万元") }}', "20万元"), ('{{ row("people") }}', "12人"), ('{{ row("kept") }}', "否"),
        ('{{ row("agenda") }}', "甲、乙"), ('{{ days_since("held_on") }}', "5"),
        ('{% for one in each("agenda") %}{{ one }}{% if not loop.last %}；{% endif %}{% endfor %}', "甲；乙"),
        ('{% for one in each("agenda") %}{{ loop.index }}{{ one }}{% endfor %}', "1甲2乙"),
        ('{% if has("kept", value="否") and not has("grade") %}没有兑现{% endif %}', "没有兑现"),
        ('{% if days_since("held_on") > 4 %}逾期{% endif %}', "逾期"),
        ('{% if days_since("held_on") > 5 %}逾期{% else %}在限{% endif %}', "在限"),
    ],
)
def test_a_cell_is_printed_as_a_sentence_says_it(hole, printed):
    assert said(hole) == printed


def test_each_word_of_a_row_names_its_row_and_column():
    found = paper('企业{{ row("firm") }}，逾期{{ days_since("held_on") }}天。')
    assert [(one.text, one.source.thing, one.source.row, one.source.column, one.source.name) for one in found.facts] == [
        ("甲公司", "talk", 3, "firm", "约谈 5号 企业"), ("5", "talk", 3, "", "约谈 5号 约谈日期"),
    ]  # fmt: skip
    assert text(found).count("甲公司") == 1


def test_an_empty_cell_is_a_blank_called_like_its_column_and_makes_no_comparison_hold():
    line = paper('等次{{ row("grade") }}').blocks[0].inlines
    assert line[1] == Blank(name="等次")
    empty = record(data={"no": "5号"})
    late = '{% if days_since("held_on") > 0 %}逾期{% endif %}{% if not (days_since("held_on") > 0) %}在限{% endif %}甲'
    assert said(late, about=empty) == "甲"


def test_rows_beside_it_are_listed_in_groups_in_the_order_of_the_codes():
    rows = tuple(record(row=n, data={"no": f"{n}号", "grade": grade}) for n, grade in enumerate(["二等", "一等", "二等"]))
    body = (
        '{% for grade in groups("batch", by="grade") %}\n## {{ grade }}（{{ count_rows("batch", of=grade) }}个）\n\n'
        '{% for one in rows("batch", of=grade) %}{{ row("no", of=one) }}{% if not loop.last %}、{% endif %}{% endfor %}'
        "\n\n{% endfor %}"
    )
    assert said(body, head='batch = ["no"]\n', about=record(batch=rows)) == "一等（1个）\n1号\n二等（2个）\n0号、2号"


def test_rows_that_refer_to_it_become_a_table_whose_cells_name_their_rows():
    there = record("sampling", 9, {"no": "甲|**乙**"})
    about = record(**{"sampling.talk": (there,)})
    grid = paper('{{ list_table("sampling.talk", ["no"], title="抽查") }}', about=about).blocks[0]
    assert isinstance(grid, Grid)
    assert [column.name for column in grid.columns] == ["序号", "单号"]
    assert text_of(grid.rows[0][1]) == "甲|**乙**"
    assert grid.rows[0][1][0].source.row == 9


def test_head_and_title_print_cells_and_what_follows_an_annex_is_appended():
    made = parsed(
        '+++\nid = "n"\ntitle = "通知"\nabout = "talk"\nto = [\'{{ row("firm") }}\', "{{ area }}"]\n+++\n'
        '# 约谈{{ row("firm") }}的通知\n\n正文。\n\n{{ annex("名单") }}\n\n附件内容。\n\n'
        '{{ annex("第二件") }}\n\n{{ boxes(["签发"], tall=5) }}\n'
    )
    refuse_unfit(made, {}, REGISTERS)
    found = written(made, Given(words=WORDS, indicators={}, record=record(), things={"": thing_of("talk", REGISTERS)}))
    assert (found.title, found.to, found.attached) == ("约谈甲公司的通知", ("甲公司", "示例省"), ("名单", "第二件"))
    assert [type(one).__name__ for one in found.appended] == ["Paragraph", "NewPage", "Boxes"]
    assert found.appended[2] == Boxes(names=("签发",), tall=5)
    assert "附件1" in text(found)


@for_all(st.text(st.sampled_from("甲*|#{}%\n_-1. "), max_size=30))
def test_no_cell_changes_what_blocks_a_document_has(name):
    about = record(data={"no": name or "空"})
    found = paper('甲{{ row("no") }}乙\n\n## 丙\n', about=about)
    assert [type(one) for one in found.blocks] == [Paragraph, Heading]
    assert text_of(found.blocks[0].inlines) == f"甲{name or '空'}乙"


@pytest.mark.parametrize(
    ("body", "head", "begins", "names"),
    [
        ('{{ row("frim") }}', "", "W202 通知.md 第8行", "firm"),
        ('{{ row("trigger.nope") }}', "", "W202 通知.md 第8行", "trigger"),
        ('{{ row("trigger.talk.no") }}', "", "W202 通知.md 第8行", ""),
        ('{{ row("reached.没有") }}', "", "W202 通知.md 第8行", ""),
        ('{{ row("person") }}', "", "W204 通知.md 第8行", "purpose"),
        ('{% if has("person") %}甲{% endif %}', "", "W204 通知.md 第8行", "办理约谈"),
        ('{{ row("trigger.taker") }}', 'purpose = "办理约谈"\n', "W204", "核实抽样"),
        ('{{ row("photo") }}', "", "W204", "文件"),
        ('{{ list_table("sampling.talk", ["taker"]) }}', "", "W204", "抽样人"),
        ('{{ days_since("no") }}', "", "W205", "不是日期"),
        ('{% for one in each("no") %}{% endfor %}', "", "W205", "只有一个值"),
        ('{{ row("people", unit="元") }}', "", "W205", "人"),
        ('{% for one in rows("nope") %}{% endfor %}', "", "W203", "sampling.talk"),
        ('{{ count_rows("batch") }}', "", "W203", "trigger"),
        ('{{ row("no", of="one") }}', "", "W201", "of="),
        ('{% for one in each("agenda") %}{{ row("no", of=one) }}{% endfor %}', "", "W201", ""),
        ('{% for one in rows("trigger") %}{{ figure("checks", area=one) }}{% endfor %}', "", "W201", ""),
        ('{% for one in rows("trigger") %}{{ count_rows("trigger", of=one) }}{% endfor %}', "", "W201", "groups"),
        ("甲", 'batch = ["nope"]\n', "W202", "batch"),
        ("甲", 'purpose = "看看"\n', "W200", "办理约谈"),
        ("甲", '[[ready]]\nexpect = {nope = "甲"}\nsays = "不行"\n', "W206", "today"),
        ("甲", 'redy = "甲"\n', "W120", "ready"),
    ],
)
def test_what_a_row_does_not_have_or_may_not_say_is_a_fault_with_file_line_and_remedy(body, head, begins, names):
    found = fault(body, head) if "figure(" not in body else _with_figure(body)
    assert found.startswith(begins) or (begins.count(" ") == 0 and found.startswith(f"{begins} 通知.md"))
    assert names in found
    assert any(remedy in found for remedy in ("请", "可用的"))


def _with_figure(body: str) -> str:
    from core.writing.templates.building import INDICATORS

    made = parsed(f'+++\nid = "notice"\ntitle = "通知"\nabout = "talk"\n+++\n# 通知\n\n{body}', "通知.md")
    with pytest.raises(Fault) as found:
        refuse_unfit(made, INDICATORS, REGISTERS)
    return str(found.value)


def test_a_personal_column_is_printed_where_it_is_public_or_the_head_names_its_purpose():
    assert template('{{ row("spokesman") }}')
    assert template('{{ row("person") }}', 'purpose = "办理约谈"\n')


def test_a_row_in_a_template_that_is_about_nothing_is_refused():
    made = parsed('+++\nid = "n"\ntitle = "通知"\n+++\n# 通知\n\n{{ row("no") }}\n', "通知.md")
    with pytest.raises(Fault, match=r"W201 通知\.md 第7行"):
        refuse_unfit(made, {}, REGISTERS)
    with pytest.raises(Fault, match="W200"):
        refuse_unfit(replace(made, head=replace(made.head, about="talkk")), {}, REGISTERS)


def test_words_with_sources_are_never_run_together():
    line = paper('{{ row("firm") }}{{ row("firm") }}甲').blocks[0].inlines
    assert [isinstance(one, Words) and bool(one.source) for one in line] == [True, True, False]
    assert not [one for one in line if isinstance(one, Printed)]


def test_the_annex_of_sources_and_the_page_name_the_row_of_each_word():
    found = paper('企业{{ row("firm") }}，{{ row("firm") }}，到会{{ row("people") }}。')
    annex = with_sources(found).appended[0]
    told = [[text_of(cell) for cell in row] for row in annex.rows]
    assert told == [["1", "甲公司", "约谈 5号 企业"], ["2", "12人", "约谈 5号 到会"]]
    page = html(found, lambda figure: "")
    assert '<span class="fact" title="约谈 5号 企业">甲公司</span>' in page
    assert "span" not in pasted_html(found)
