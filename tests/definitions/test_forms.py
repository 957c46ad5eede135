"""A form's file is read whole or refused with its file, place and remedy."""

from decimal import Decimal

import pytest

from zhiheng.core.values.faults import Fault
from zhiheng.definitions.forms import form_called, form_from, forms
from zhiheng.definitions.indicators import indicators

HEAD = """
name = "质量工作月报"
permit = "质量工作月报"
basis = "报表目录"
who = "areas"
every = "month"
due = "5 wd"
source = {document = "质衡"}
"""
FOUND = '[items.found]\nindicator = "cases-found"\n'
STAFF = '[items.staff]\nname = "人员"\ntype = "number"\nunit = "人"\n'


def read(tmp_path, text: str):
    path = tmp_path / "monthly.toml"
    path.write_text(text, "utf-8")
    return form_from(path, indicators())


def test_the_forms_that_we_ship_are_sound_and_say_what_they_rest_on():
    assert set(forms()) >= {"quality-work-monthly", "quality-work-quarterly", "annual-quality-work"}
    for form in forms().values():
        assert form.permit
        assert form.basis
        assert form.approval[-1].by == "asker"


def test_an_item_takes_its_name_unit_and_decimals_from_its_indicator():
    item = form_called("quality-work-monthly").items["fines"]
    assert (item.name, item.unit, item.decimals, item.required) == ("罚款金额", "万元", 2, True)


def test_bounds_of_money_are_kept_in_fen_and_written_in_their_unit(tmp_path):
    form = read(tmp_path, HEAD + '[items.funds]\nname = "经费"\ntype = "money"\nunit = "万元"\nmax = 1.5\n')
    assert (form.items["funds"].max, form.items["funds"].rule) == (Decimal(1_500_000), "0 至 1.5；最多 2 位小数")


@pytest.mark.parametrize(
    ("text", "id", "says"),
    [
        (FOUND.replace("cases-found", "cases-fond"), "D202", "是不是“cases-found”"),
        (FOUND + 'colour = "red"\n', "D202", "不认识“colour”"),
        (FOUND + 'type = "number"\n', "D272", "二者取一"),
        ('[items.staff]\ntype = "number"\nunit = "人"\n', "D272", "没有写 name"),
        ('[items.staff]\nname = "人员"\ntype = "number"\n', "D272", "没有写 unit"),
        ('[items.x]\nname = "评价"\ntype = "choice"\n', "D272", "choices"),
        ('[items.x]\nname = "评价"\ntype = "text"\nunit = "字"\n', "D272", "只用于数"),
        ("[items]\n", "D272", "一项也没有"),
        (FOUND + '[checks.a]\nleft = "found"\nop = "max"\nright = "fond"\nsays = "。"\n', "D202", "是不是“found”"),
        (FOUND + '[checks.a]\nleft = "found"\nop = "most"\nright = 1\nsays = "。"\n', "D202", "不认识“most”"),
        (FOUND + '[checks.a]\nleft = 5\nop = "max"\nright = "found"\nsays = "。"\n', "D271", "left 应是本期的"),
        (FOUND + '[checks.a]\nleft = "found"\nop = "change"\nright = "found"\nsays = "。"\n', "D271", "允许变动的百分数"),
        (FOUND + STAFF + '[checks.a]\nleft = "found"\nop = "max"\nright = "staff"\nsays = "。"\n', "D271", "单位不同（宗、人）"),
        (FOUND + '[checks.a]\nleft = "found"\nop = "max"\nright = {times = 2}\nsays = "。"\n', "D271", "二者取一"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place_and_remedy(tmp_path, text, id, says):
    with pytest.raises(Fault) as refused:
        read(tmp_path, HEAD + text)
    assert refused.value.id == id
    assert refused.value.says.startswith(f"{tmp_path.name}/monthly.toml")
    assert says in refused.value.says


@pytest.mark.parametrize(
    ("old", "new", "id"),
    [
        ('permit = "质量工作月报"', 'permit = " "', "D273"), ('basis = "报表目录"', 'basis = ""', "D273"),
        ('who = "areas"', 'who = "units"', "D273"), ('due = "5 wd"', 'due = "五天"', "D233"),
        ('every = "month"', 'every = "week"', "D203"),
        ('source =', 'approval = [{name = "审核", by = "unit"}]\nsource =', "D273"),
    ],
)  # fmt: skip
def test_a_form_without_permit_basis_or_somebody_who_receives_it_is_refused(tmp_path, old, new, id):
    with pytest.raises(Fault) as refused:
        read(tmp_path, HEAD.replace(old, new) + FOUND)
    assert refused.value.id == id


def test_a_form_that_is_not_there_is_named_beside_those_that_are():
    with pytest.raises(Fault, match=r"D274.*quality-work-monthly"):
        form_called("no-such")
