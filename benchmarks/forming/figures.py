"""The figures that the forms of the benchmark ask for: names, the wording that is known, and wording kept out of every list."""

import hashlib
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from zhiheng.core.values.filling import Amount, Days, Known


class Figure(NamedTuple):
    """One figure; `aliases` are given to the program, `unseen` are not."""

    id: str
    name: str
    unit: str
    decimals: int = 0
    aliases: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    group: str = ""


FIGURES = (
    Figure("checks", "检查次数", "次", 0, ("检查场次数",), ("开展执法检查次数", "检查频次"), "执法检查"),
    Figure("staff-times", "出动人次", "人次", 0, ("出动执法人员",), ("出动检查人员人次", "派出执法人员"), "执法检查"),
    Figure("firms-checked", "检查企业数", "家", 0, ("检查企业",), ("检查生产企业数", "检查经营主体数"), "执法检查"),
    Figure("cases-found", "查处案件数", "宗", 0, ("查处案件",), ("查处违法案件数", "查获案件数"), "案件查处"),
    Figure("cases-filed", "立案数", "宗", 0, ("立案查处案件数",), ("立案案件数", "新立案件数"), "案件查处"),
    Figure("cases-closed", "结案数", "宗", 0, ("办结案件数",), ("已结案件数", "结案件数"), "案件查处"),
    Figure("close-rate", "结案率", "%", 1, ("案件结案率",), ("案件办结率",), "案件查处"),
    Figure("fines", "罚款金额", "万元", 2, ("罚款",), ("处以罚款", "罚款入库金额"), "案件查处"),
    Figure("confiscated", "没收金额", "万元", 2, ("没收违法所得金额",), ("没收款",), "案件查处"),
    Figure("goods-value", "涉案货值", "万元", 2, ("货值金额", "案件货值"), ("涉案物品货值",), "案件查处"),
    Figure("referrals", "移送司法机关案件数", "宗", 0, ("移送公安机关案件数",), ("移送涉嫌犯罪案件数",), "案件查处"),
    Figure("lots", "抽查批次", "批次", 0, ("监督抽查批次",), ("产品抽查批次数", "完成抽查批次"), "监督抽查"),
    Figure("lots-passed", "合格批次", "批次", 0, ("抽查合格批次",), ("检验合格批次数",), "监督抽查"),
    Figure("lots-failed", "不合格批次", "批次", 0, ("抽查不合格批次",), ("检验不合格批次",), "监督抽查"),
    Figure("pass-rate", "批次合格率", "%", 1, ("抽查合格率", "抽查批次合格率"), ("产品抽查批次合格率",), "监督抽查"),
    Figure("firms-sampled", "抽查企业数", "家", 0, ("被抽查企业数",), ("抽查生产企业数", "抽查企业户数合计"), "监督抽查"),
    Figure("complaints", "受理投诉数", "件", 0, ("受理投诉件数",), ("受理消费投诉件数",), "投诉举报"),
    Figure("complaint-rate", "投诉按时办结率", "%", 1, ("投诉按期办结率",), ("消费投诉按时办结率",), "投诉举报"),
    Figure("recovered", "挽回经济损失", "万元", 2, ("为消费者挽回经济损失",), ("挽回消费者损失",), "投诉举报"),
    Figure("hazards", "隐患治理数", "处", 0, ("治理隐患数",), ("排查治理隐患数",), "特种设备"),
    Figure("meetings", "召开会议数", "次", 0, ("召开质量工作会议次数",), ("召开工作会议次数",), "组织推动"),
    Figure("attendees", "参会人数", "人", 0, ("与会人数",), ("参加会议人数",), "组织推动"),
    Figure("trained-times", "培训人次", "人次", 0, ("质量培训人次",), ("开展培训人次",), "组织推动"),
    Figure("trainings", "培训期数", "期", 0, ("举办培训班期数",), ("举办培训期数",), "组织推动"),
    Figure("funds", "质量工作经费", "万元", 2, ("投入质量工作经费",), ("到位质量工作经费",), "组织推动"),
    Figure("briefings", "编发简报期数", "期", 0, ("编发简报数",), ("印发简报期数",), "组织推动"),
    Figure("standards", "新增地方标准数", "项", 0, ("制定地方标准数",), ("发布地方标准数",), "标准品牌"),
    Figure("brands", "有效品牌数", "个", 0, ("有效期内品牌数",), ("现有品牌数",), "标准品牌"),
    Figure("award-firms", "获质量奖企业数", "家", 0, ("政府质量奖获奖企业数",), ("获奖企业数",), "标准品牌"),
    Figure("certified", "认证企业数", "家", 0, ("获证企业数",), ("通过认证企业数",), "标准品牌"),
)  # fmt: skip
BY_ID = {one.id: one for one in FIGURES}
MISSING = 25  # one value in so many is not known


def known() -> tuple[Known, ...]:
    """The figures as the program is given them."""
    by_group: dict[str, list[str]] = {}
    for one in FIGURES:
        by_group.setdefault(one.group, []).append(one.name)
    return tuple(
        Known(
            id=one.id, name=one.name, aliases=one.aliases, unit=one.unit, decimals=one.decimals,
            context=(one.group, *by_group[one.group]),
        )
        for one in FIGURES
    )


def exact(figure: str, area: str, start: date, end: date) -> Fraction | None:
    """A made-up value, the same for the same question, never of few digits; None for a few of them."""
    one = BY_ID[figure]
    digits = int(hashlib.sha256(f"{figure} {area} {start} {end}".encode()).hexdigest()[:12], 16)
    if digits % MISSING == 0:
        return None
    if one.unit == "%":
        return Fraction(60_000 + digits % 39_999, 1000)
    if one.unit == "万元":
        return Fraction(1_000_000 + digits % 900_000_000, 1_000_000)
    return Fraction(10 + digits % 90_000)


def amount(figure: str, area: str, days: Days) -> Amount:
    """The same as the program asks for it."""
    one = BY_ID[figure]
    return Amount(exact=exact(figure, area, days.start, days.end), unit=one.unit, decimals=one.decimals, why="没有记录")
