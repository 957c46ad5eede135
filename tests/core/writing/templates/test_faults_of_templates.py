"""A template that asks for what there is not says so before it is needed: file, line, remedy, and what was probably meant."""

import pytest

from core.writing.templates.building import HEAD, INDICATORS, indicator, template
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Measure
from zhiheng.core.values.registers import Field, Public, Register, Source
from zhiheng.core.writing.templates import parsed, refuse_unfit

FIELDS = {name: Field(name=name, type="text") for name in ("firm", "phone")}
REGISTER = Register(
    id="r", name="抽查", row="一批", pattern="register", key=("firm",), fields=FIELDS, public=Public(fields=("firm",)),
    source=Source(document="文"), text="",
)  # fmt: skip
CLOSED = Register(id="c", name="举报", row="一件", pattern="register", key=(), fields=FIELDS, source=REGISTER.source, text="")


def fault(body: str, head: str = HEAD) -> str:
    with pytest.raises(Fault) as found:
        refuse_unfit(template(body, head), INDICATORS, {"r": REGISTER, "c": CLOSED})
    return str(found.value)


@pytest.mark.parametrize(
    "hole",
    [
        "{{ 1 + 1 }}", "{{ 'a' }}", '{{ figure("checks") + 1 }}', '{{ figure("checks").value }}', '{{ figure("checks")|upper }}',
        "{{ a.b }}", "{{ a[0] }}", "{{ }}", "{{ figure(", "}}{% endif %}", "{% set a = 1 %}", "{% include 'a' %}",
        "{% for one in [1, 2] %}{% endfor %}", "{% for a, b in parts('kinds') %}{% endfor %}", "{% import 'os' as os %}",
        "{% for one in parts('kinds') if one %}{% endfor %}", "{% if 1 %}{% endif %}", "{% if area == 'a' %}{% endif %}",
        "{% if value('checks') %}{% endif %}", "{% if value('checks') > true %}{% endif %}", "{% macro a() %}{% endmacro %}",
        '{{ figure(*["checks"]) }}', '{{ figure(figure("checks")) }}', "{% if loop.first %}{% endif %}", "{{ parts('kinds') }}",
        "{% if figure('checks') %}{% endif %}", "{% if 1 < value('checks') < 3 %}{% endif %}", '{{ "甲" ~ area }}',
        "{{ area if known('checks') else period }}", "{{ lambda }}()", "{% call figure() %}{% endcall %}",
    ],
)
def test_a_template_is_not_a_program(hole):
    assert fault(f"甲\n{hole}\n").startswith(("W121 通报.md 第8行", "W123 通报.md 第8行"))


@pytest.mark.parametrize("deep", ["{{ " + "(" * 9000, "{% if " + "not " * 9000, "{% if known('a') %}" * 3000])
def test_what_is_nested_without_end_is_refused(deep):
    assert fault(deep).startswith("W121 通报.md")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("\n{{ aria }}", "W123 通报.md 第8行：不认识“aria”。是不是“area”？可用的词：area、period"),
        ("{% for area in parts('kinds') %}{% endfor %}", "W123 通报.md 第7行：“area”已有别的意思。请换一个名字"),
        ('{{ figur("checks") }}', "W150 通报.md 第7行：没有“figur”这个写法。是不是“figure”？"),
        ("{{ figure() }}", "W151 通报.md 第7行：figure( ) 缺少“indicator”。请补上，应为双引号里的指标编号"),
        ('{{ figure("checks", "次") }}', "W151 通报.md 第7行：figure( ) 里不带名称的值太多"),
        ('{{ figure("checks", unti="次") }}', "W151 通报.md 第7行：figure( ) 没有“unti”。是不是“unit”？"),
        ('{{ figure("checks", indicator="cases") }}', "“indicator”写了两次"),
        ('{{ figure("checks", period="去年") }}', "W151 通报.md 第7行：figure( ) 的“period”写成了“去年”。应为last-year"),
        ('{{ figure("checks", decimals=1.5) }}', "“decimals”写成了“1.5”。应为0 到 8 的整数"),
        ('{{ figure("checks", more="左右") }}', "应为多或余"),
        ('{{ names("met", of="谁") }}', "应为done、missing、unreported 或 names"),
        ('{{ area_table([]) }}', "应为方括号里的指标编号"),
        ('{{ figure("cheks") }}', "W122 通报.md 第7行：没有编号为“cheks”的指标。请改为相近的一个：checks"),
        ('{% if known("zzz") %}{% endif %}', "W122 通报.md 第7行：没有编号为“zzz”的指标。请改为相近的一个：checks"),
        ('{{ chart("cheks") }}', "W122"),
        ('{{ figure("checks", unit="万元") }}', "W152 通报.md 第7行：“checks数”的单位是次，不能印成万元。可用的：次、万次、亿次"),
        ('{{ figure("rate", unit="万%") }}', "W152"),
        ('{{ names("checks") }}', "W153 通报.md 第7行：“checks数”没有名单"),
        ('{{ figure("span", decimals=1) }}', "W153 通报.md 第7行：“span数”有最少、最多几个数，只能照定义印。请删去 unit"),
        ('{{ part_table("checks") }}', "W153 通报.md 第7行：“checks数”没有分项"),
        ('{{ figure("checks", part="食品") }}', "W153 通报.md 第7行：“checks数”没有分项，不能取其中一项"),
        ('{{ figure("kinds") }}', "W153 通报.md 第7行：“kinds数”按分项各有一个数"),
        ('{{ change("rate-change", by="percent") }}', "W153 通报.md 第7行：“rate-change数”本身就是增减"),
        ('{{ row_table("q", ["firm"]) }}', "W154 通报.md 第7行：没有“q”这个台账"),
        ('{{ row_table("r", ["phone"]) }}', "W154 通报.md 第7行：台账“抽查”可以公开的栏里没有“phone”。可用的：firm"),
        ('{{ row_table("r", ["firm"], where={"phone": "1"}) }}', "W154"),
        ('{{ row_table("c", ["firm"]) }}', "W154 通报.md 第7行：台账“举报”没有写明哪些栏可以公开"),
        ("甲\n\n**一", "W155 通报.md 第9行：加粗的 ** 没有成对"),
        ("甲\n\n- 乙", "W155 通报.md 第9行：公文里没有圆点列表"),
        ("###### 甲", "W155 通报.md 第7行：标题最多四级"),
        ("# 又一个", "W156 通报.md 第7行：要有且只有一个标题"),
        ('甲{{ chart("checks") }}', "W157 通报.md 第7行：表和图要单独成段"),
        ('| 甲 |\n|---|\n| {{ chart("checks") }} |', "W157 通报.md 第9行"),
        ("甲\U000f0001", "W158 通报.md 第7行：有一个看不见的自造字符（U+F0001）"),
        ("甲" * 200_001, "W158 通报.md：模板有 2000"),
    ],
)  # fmt: skip
def test_a_fault_names_the_file_the_line_and_the_remedy(body, says):
    assert says in fault(body)


@pytest.mark.parametrize(("title", "id"), [('{{ figure("checks") }}次通报', "W156"), ('{{ chart("checks") }}', "W157")])
def test_a_title_has_no_figures(title, id):
    assert fault("甲", HEAD.replace("{{ area }}工作通报", title)).startswith(f"{id} 通报.md 第5行：")


def test_a_title_stands_in_no_condition():
    assert "W156" in fault("", HEAD.replace("# {{", "{% if known('checks') %}\n# {{") + "{% endif %}\n")


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("没有说明", "W120 通报.md 第1行：开头没有两行 +++"),
        ("+++\nid = \n+++\n# 甲", "W120 通报.md 第2行：不合 TOML 写法"),
        ('+++\nid = "a"\n+++\n# 甲', "W120 通报.md：+++ 之间的说明缺少“title”"),
        ('+++\nid = "a"\ntitle = 3\n+++\n# 甲', "W120 通报.md：+++ 之间的说明里“title”的值不合要求"),
        ('+++\nid = "a"\ntitle = "b"\ncolour = "red"\n+++\n# 甲', "W120 通报.md 第4行：不认识“colour”"),
        ('+++\nid = "a"\ntitle = "b"\n[head]\nstile = "red"\n+++\n# 甲', "第5行：[head] 里不认识“stile”。是不是“style”？"),
        ('+++\nid = "a"\ntitle = "b"\n[head]\nstyle = "blue"\n+++\n# 甲', "“head.style”的值不合要求"),
        ('+++\nid = "a"\ntitle = "b"\nto = ["{{ aria }}"]\n+++\n# 甲', "W123 通报.md：+++ 之间：不认识“aria”。是不是“area”？"),
    ],
)
def test_a_head_that_is_not_as_it_must_be_is_refused(head, says):
    assert says in fault("", head)


def test_windows_line_ends_and_a_byte_order_mark_are_no_matter():
    unix = HEAD + '共{{ figure("checks") }}。'
    assert parsed("\ufeff" + unix.replace("\n", "\r\n")).nodes == parsed(unix).nodes


def test_what_picks_has_names_and_what_counts_rows_has_none():
    counted = INDICATORS | {"checks": indicator("checks", measure=Measure(operation="sum", fields=("a",)))}
    with pytest.raises(Fault, match="W153"):
        refuse_unfit(template('{{ count("checks") }}'), counted, {})
