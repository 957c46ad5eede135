"""A small assessment to be judged: 示例省 assesses its two counties, with an item of every source."""

from datetime import date
from pathlib import Path

import msgspec

import factories
from core.scoring.making import small_text
from zhiheng.assessments.models import Assessed, Assessment, LeadUnit
from zhiheng.core.values.schemes import Scheme
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.registers import counted
from zhiheng.definitions.schemes import scheme_of

ITEMS = (
    '"1.1.1" = {name = "纳入规划", worth = 2, by = "department",'
    ' how = {choice = {"纳入总体规划" = 2, "纳入部门规划" = 1, "未纳入" = 0}}, lead = "发展改革部门", evidence = ["规划文本"]}',
    '"1.1.2" = {name = "质量活动", worth = 2, by = "department", how = {given = {}}, lead = "发展改革部门"}',
    '"1.1.3" = {name = "专项资金", worth = 2, by = "department", how = {given = {}}, lead = "财政部门"}',
    '"1.1.4" = {name = "满意度", worth = 1, by = "survey", of = "满意度（分）", unit = "分",'
    ' how = {survey = {zero = 60, full = 85, sample = 200}}, lead = "市场监管部门"}',
    '"1.1.5" = {name = "现场核查", worth = 1, by = "visit", how = {given = {}}, lead = "市场监管部门"}',
    '"1.1.6" = {name = "合格率", worth = 1, by = "computed", of = "sampling-pass-rate", unit = "%", lead = "市场监管部门",'
    " how = {linear = {zero = 80, full = 90}}}",
    '"1.1.7" = {name = "领导作用", worth = 1, by = "expert", how = {given = {percent = true, step = 5, spread = 20}}}',
)  # fmt: skip


def scheme() -> Scheme:
    """The scheme of these items."""
    return scheme_of(Path("schemes/small.toml"), small_text(*ITEMS), indicators(), counted())


def assessment(cast: factories.Cast, stage: str = "scoring", year: int = 2024) -> Assessment:
    """The province's assessment of its counties; its departments are 省发展改革委 and 省财政厅."""
    kept = scheme()
    made = Assessment.objects.create(
        area=cast.province, office=cast.province_office, scheme="small", name=f"{year}年度质量工作考核", scheme_text=kept.text,
        scheme_kept=msgspec.json.encode(kept).decode(), scheme_digest="0" * 64, period=str(year), start=date(year, 1, 1),
        end=date(year, 12, 31), stage=stage, opened_by=cast.province_clerk, opened_at=factories.A_MOMENT,
    )  # fmt: skip
    for position, county in enumerate((cast.county, cast.neighbour_county)):
        Assessed.objects.create(assessment=made, code=county.code, name=county.name, area=county, position=position)
    for position, (words, unit) in enumerate((("发展改革部门", "省发展改革委"), ("财政部门", "省财政厅"))):
        LeadUnit.objects.create(assessment=made, words=words, unit=factories.office(cast.province, unit, 20 + position))
    return made
