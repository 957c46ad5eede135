"""A policy document with its accepted items, and who answers for whom here."""

import factories
from zhiheng.directory.actions import add_organisation
from zhiheng.documents.models import Document
from zhiheng.plans import actions

RAW = """示例省关于质量提升的意见
一、提升产品质量
（一）农产品质量
推广标准化生产，完善追溯。到2027年，农产品抽检合格率稳定在98.5%以上。（牵头单位：省农业厅、省粮食局，责任单位：省质监局、海口海关等）
加强药品监管。药品抽检合格率达到99%以上。（责任单位：省药监局、省教育厅）
（二）质量文化
普及质量知识。到2027年，创建教育基地20个。
"""
FARM = "一、提升产品质量/（一）农产品质量"
CULTURE = "一、提升产品质量/（二）质量文化"
BODIES = {
    "省农业厅": "县农业农村局", "省粮食局": "县发展改革局", "省质监局": "县市场监管局", "海口海关": "海口海关",
    "省药监局": "县市场监管局", "省教育厅": "县教育局",
}  # fmt: skip


def policy(cast) -> Document:
    """A document of two sections, two duties and three targets, all accepted."""
    found = factories.document(cast.office, cast.clerk, RAW, title="关于质量提升的意见")
    made = [
        (FARM, factories.item(
            found, "task", "（牵头单位：省农业厅、省粮食局，责任单位：省质监局、海口海关等）", text="推广标准化生产，完善追溯。",
            lead_units=["省农业厅", "省粮食局"], responsible_units=["省质监局", "海口海关"], open_ended=True,
        )),
        (FARM, factories.item(
            found, "task", "（责任单位：省药监局、省教育厅）", text="加强药品监管。药品抽检合格率达到99%以上。",
            lead_units=[], responsible_units=["省药监局", "省教育厅"],
        )),
        (FARM, target(found, "农产品抽检合格率稳定在98.5%以上", indicator="农产品抽检合格率", value=98.5, hold=True)),
        (FARM, target(found, "药品抽检合格率达到99%以上", indicator="药品抽检合格率", value=99, deadline=None)),
        (CULTURE, target(found, "创建教育基地20个", indicator="教育基地数量", value=20, unit="个", comparator="=")),
    ]  # fmt: skip
    for section, item in made:
        item.section = section
        item.save(update_fields=["section"])
    return found


def target(document, quote, **value):
    return factories.item(document, "target", quote, scope=None, **value)


def answer_names(cast) -> None:
    """Every name from above is answered."""
    given = [
        actions.Answer(row, "ours", [add_organisation(cast.county, BODIES[row.upper_name], cast.clerk)])
        for row in cast.county.counterparts.all()
    ]
    actions.answer_counterparts(cast.county, given, cast.clerk)
