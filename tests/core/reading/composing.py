"""Policies of own making, by the dozen: true to the kind in words, places, numbers and marks, about nothing."""

import random
import re
from pathlib import Path

from zhiheng.core.values.lexicons import Lexicons

POLICIES = sorted((Path(__file__).parents[3] / "zhiheng" / "demo" / "policies").glob("*.txt"))

OPENINGS = [
    "为贯彻落实全省质量工作会议精神，",
    "根据年度工作安排，",
    "按照统一部署，",
    "为进一步规范市场秩序，",
    "经研究决定，",
    "近年来，",
    "今年以来，",
]
CLAUSES = """
{list}要建立健全质量安全责任制，明确专人负责
其中，{place}、{place}已完成整改任务，{place}仍有{n}户企业未达标
{place}参加培训的人数达到{n}人，{place}达到{n}人
到{year}年，全市新增规模以上工业企业{n}家，培育知名品牌{n}个
产品质量监督抽查合格率达到{rate}%以上，比上年提高{point}个百分点
对重点产品、重点企业、重点区域开展拉网式排查，及时消除风险隐患
加强计量、标准、检验检测和认证认可工作，夯实质量基础设施
推动农产品规模化、标准化、品牌化生产，建设优质农产品基地{n}万亩
各县级市场监管部门要把抽检结果向社会公开，接受群众监督
组织执法人员{n}人次，检查生产经营单位{n}家，立案查处{n}起
由市市场监管局牵头，市财政局、市农业农村局、市卫生健康委按职责分工负责
支持{place}申报国家级特色产业集群，鼓励{place}先行先试
落实首席质量官制度，引导企业增强质量意识，提高管理水平
集中整治虚假宣传、假冒伪劣、价格欺诈等突出问题
海关、公安、税务等部门要密切配合，形成齐抓共管的工作格局
开展服务质量提升行动，改善旅游、养老、家政等领域消费体验
完善应急处置预案，做到早发现、早报告、早处置
把质量工作纳入年度考核，考核结果作为评先评优的重要依据
对{place}等{n}个县区进行了现场督导，现将有关情况通报如下
取得明显成效，群众满意度达到{rate}%
""".strip().split("\n")

DEMO_CLAUSES = [
    clause
    for file in POLICIES
    for clause in re.split(r"[。；\n]", file.read_text("utf-8"))
    if re.fullmatch(r"[一-鿿，、]{12,60}", clause)
]


def composed(seed: int, lexicons: Lexicons) -> str:
    """One text of a dozen to three dozen sentences about one province; the same seed gives the same text."""
    chance = random.Random(seed)
    places = _places_of(chance, lexicons)
    clauses = CLAUSES + DEMO_CLAUSES
    paragraphs = []
    for _ in range(chance.randint(3, 5)):
        sentences = []
        for _ in range(chance.randint(4, 7)):
            opening = chance.choice(OPENINGS) if chance.random() < 0.3 else ""
            chosen = chance.sample(clauses, chance.randint(1, 3))
            sentences.append(opening + chance.choice("，；").join(_filled(clause, places, chance) for clause in chosen) + "。")
        paragraphs.append("".join(sentences))
    return "\n".join(paragraphs)


def _places_of(chance: random.Random, lexicons: Lexicons) -> list[str]:
    """The counties of one province, by their full names."""
    province = chance.choice(sorted({area.code[:2] for area in lexicons.areas if area.until is None}))
    names = [area.name for area in lexicons.areas if area.until is None and area.code[:2] == province]
    return [name for name in names if name[-1] in "市县区" and len(name) > 2] or names


def _filled(clause: str, places: list[str], chance: random.Random) -> str:
    """A clause with its places and numbers."""
    values = {
        "place": lambda: chance.choice(places),
        "list": lambda: "、".join(chance.sample(places, min(len(places), chance.randint(2, 4)))),
        "n": lambda: str(chance.choice([chance.randint(2, 60), chance.randint(100, 3000)])),
        "year": lambda: str(chance.randint(2008, 2030)),
        "rate": lambda: f"{chance.randint(850, 999) / 10:g}",
        "point": lambda: f"{chance.randint(1, 50) / 10:g}",
    }
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]](), clause)
