"""Drafts of the kind that offices write, made from the figures of the demo province; each knows where its figures stand.

Nothing here knows how a draft is checked: the sentences are made from values and names of areas alone.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

PHRASES: Mapping[str, Sequence[str]] = {
    "inspections": ("组织专项检查{}", "开展专项检查{}", "共组织专项执法检查{}"),
    "inspection-staff-times": ("出动人员{}", "出动执法人员{}", "专项检查出动{}"),
    "cases-found": ("查处案件{}", "共查处案件{}", "查处案件数达{}"),
    "cases-filed": ("立案{}", "立案查处{}", "其中立案{}"),
    "fines": ("罚款{}", "罚款金额{}", "共处罚款{}"),
    "meeting-attendees": ("参加会议总人数达到{}", "参会人数{}"),
    "meeting-units": ("与会单位{}", "出席会议单位{}"),
    "work-funds": ("投入工作经费{}", "共投入工作经费{}"),
    "complaints": ("受理投诉举报{}", "共受理投诉举报{}"),
    "enforcement-fines": ("执法案件罚款{}",),
    "sampled-lots": ("监督抽查产品{}", "省监督抽查产品{}"),
    "sampled-enterprises": ("省监督抽查企业{}", "监督抽查企业{}"),
    "hazards": ("排查治理隐患{}", "共排查治理特种设备隐患{}"),
    "sampling-pass-rate": ("监督抽查合格率为{}", "实物质量抽样合格率为{}", "监督抽查批次合格率达到{}"),
    "complaints-accepted-rate": ("投诉举报受理率为{}",),
    "cases-filed-share": ("查处案件立案率为{}",),
    "voluntary-certified-enterprises": ("通过自愿性认证的企业{}",),
}  # fmt: skip
RATES = ("sampling-pass-rate", "complaints-accepted-rate", "cases-filed-share")
FILLER = (
    "各市县高度重视质量工作，把它摆在突出位置，层层压实责任，形成了齐抓共管的工作格局。",
    "省质量工作领导小组办公室加强统筹协调，督促各成员单位按照职责分工抓好落实。",
    "从总体上看，各项工作有序推进，但也存在发展不平衡、基层力量薄弱等问题。",
    "要进一步强化监督检查，严厉打击制售假冒伪劣商品的违法行为，切实维护消费者合法权益。",
    "按照《示例省人民政府办公厅关于进一步加强质量工作的通知》（示府办〔2025〕18号）要求，各地制定了实施方案。",
    "加强宣传引导，营造了良好氛围，企业主体责任意识明显增强。",
)
NOISE = ("印发宣传手册{a}册，张贴海报{b}张。", "举办培训班{c}期，培训业务骨干{a}名。", "建成示范点{c}个，帮扶中小企业{b}户。")
WEEK = "一二三四五六日"


@dataclass
class Slot:
    """A figure of a draft: what it says, and what it could wrongly say."""

    text: str  # as printed
    value: Decimal
    unit: str
    role: str = "figure"  # figure, sum, count, change, words, date, period
    before: Decimal | None = None  # the same of the year before
    elsewhere: tuple[Decimal, ...] = ()  # the same of other areas


@dataclass
class Draft:
    """Sentences, each a list of texts and slots."""

    area: str
    period: str
    sentences: list[list[str | Slot]] = field(default_factory=list)

    @property
    def slots(self) -> list[tuple[int, int, Slot]]:
        """Every slot with the numbers of its sentence and its place in it."""
        return [
            (row, place, piece)
            for row, sentence in enumerate(self.sentences) for place, piece in enumerate(sentence) if isinstance(piece, Slot)
        ]  # fmt: skip

    @property
    def lines(self) -> list[str]:
        """The text, a sentence a line."""
        return ["".join(piece.text if isinstance(piece, Slot) else piece for piece in one) for one in self.sentences]


@dataclass(frozen=True)
class Values:
    """The demo's values: by indicator, code of the area, period; units and decimals by indicator; names of areas by code."""

    found: Mapping[tuple[str, str, str], Decimal]
    printing: Mapping[str, tuple[str, int]]
    areas: Mapping[str, str]


class Writer:
    """Writes one draft of a period, of the province and some of its counties."""

    def __init__(self, values: Values, period: str, earlier: str, chance: random.Random) -> None:
        self.values, self.period, self.earlier, self.chance = values, period, earlier, chance
        self.said = "2024年" if period == "2024" else chance.choice(("2025年1月1日至7月25日", "截至2025年7月25日"))
        self.ids = [id for id in PHRASES if self._value(id, "990000") not in (None, Decimal(0))]
        self.counties = [code for code in values.areas if code != "990000"]

    def draft(self, sentences: int) -> Draft:
        """A draft of about so many sentences."""
        made = Draft("990000", self.period, [["示例省质量工作情况通报"]])
        kinds = [
            self.whole, self.whole, self.county, self.county, self.county, self.shared, self.compared, self.points, self.noise,
            self.meeting, self.filler, self.dated, self.pieces,
        ]  # fmt: skip
        asked = [kinds[at % len(kinds)] for at in range(sentences)]
        self.chance.shuffle(asked)
        for kind in asked:
            made.sentences += kind()
        return made

    # ── sentences ──

    def whole(self) -> list[list[str | Slot]]:
        sentence: list[str | Slot] = [self._period(), "，全省"]
        return [self._several(sentence, self.chance.sample(self.ids, min(3, len(self.ids))), "990000")]

    def county(self) -> list[list[str | Slot]]:
        code = self.chance.choice(self.counties)
        ids = [id for id in self.ids if id not in RATES and (self._value(id, code) or 0) >= 10]
        if not ids:
            return []
        return [self._several([self._period(), f"，{self.values.areas[code]}"], self.chance.sample(ids, min(2, len(ids))), code)]

    def shared(self) -> list[list[str | Slot]]:
        ids = [id for id in self.ids if id not in RATES and self.values.printing[id][1] == 0]
        id = self.chance.choice(ids)
        codes = [code for code in self.chance.sample(self.counties, len(self.counties)) if self._value(id, code)][:3]
        if len(codes) < 3:
            return []
        phrase = self.chance.choice(PHRASES[id]).format("").removeprefix("共").removeprefix("其中")
        names = "、".join(self.values.areas[code] for code in codes)
        slots = [self._slot(id, code) for code in codes]
        total = sum(slot.value for slot in slots)
        whole = Slot(f"{total}{slots[0].unit}", total, slots[0].unit, "sum")
        return [[self._period(), f"，{names}分别{phrase}", slots[0], "、", slots[1], "、", slots[2], "，合计", whole, "。"]]

    def compared(self) -> list[list[str | Slot]]:
        ids = [id for id in self.ids if id not in RATES and self._value(id, "990000", self.earlier)]
        if not ids:
            return []
        id = self.chance.choice(ids)
        slot = self._slot(id, "990000")
        then = self._value(id, "990000", self.earlier) or Decimal(1)
        growth = (slot.value - then) / then * 100
        way = Slot("增长" if growth >= 0 else "下降", growth, "", "words")
        shown = f"{abs(growth):.1f}"
        phrase = self.chance.choice(PHRASES[id]).removeprefix("其中")
        ahead = self.chance.choice(("同比", "比上年同期", "比去年同期"))
        change = Slot(f"{shown}%", Decimal(shown), "%", "growth")
        return [[self._period(), "，全省", *self._around(phrase, slot), f"，{ahead}", way, change, "。"]]

    def points(self) -> list[list[str | Slot]]:
        now, then = self._value("sampling-pass-rate", "990000"), self._value("sampling-pass-rate", "990000", self.earlier)
        if now is None or then is None:
            return []
        slot, gap = self._slot("sampling-pass-rate", "990000"), now - then
        way = Slot(self.chance.choice(("提高", "上升")) if gap >= 0 else "下降", gap, "", "words")
        phrase = self.chance.choice(PHRASES["sampling-pass-rate"])
        change = Slot(f"{abs(gap)}个百分点", abs(gap), "个百分点", "change")
        return [[self._period(), "，", *self._around(phrase, slot), "，比上年同期", way, change, "。"]]

    def meeting(self) -> list[list[str | Slot]]:
        names = self.chance.sample([self.values.areas[code] for code in self.counties], self.chance.randint(3, 5))
        count = Slot(f"{len(names)}个", Decimal(len(names)), "个", "count")
        if self.chance.random() < 0.5:
            return [[f"{'、'.join(names[:-1])}和{names[-1]}", count, "市县建立了质量工作督查制度。"]]
        return [["仍有", count, f"市县（{'、'.join(names)}）没有按时上报工作方案。"]]

    def dated(self) -> list[list[str | Slot]]:
        from datetime import date, timedelta

        day = date(int(self.period[:4]), 1, 8) + timedelta(days=self.chance.randint(0, 180))
        text = f"{day.year}年{day.month}月{day.day}日（星期{WEEK[day.weekday()]}）"
        return [["省政府于", Slot(text, Decimal(day.toordinal()), "", "date"), "召开质量工作会议，部署有关工作。"]]

    def pieces(self) -> list[list[str | Slot]]:
        parts = [Decimal(self.chance.randint(11, 89)) for _ in range(3)]
        whole = Slot(f"{sum(parts)}家", sum(parts), "家", "sum")
        slots = [Slot(f"{part}家", part, "家", "part") for part in parts]
        said: list[str | Slot] = ["对重点单位开展回访，共回访", whole, "，其中生产企业", slots[0], "、流通企业", slots[1]]
        return [[*said, "、其他单位", slots[2], "。"]]

    def noise(self) -> list[list[str | Slot]]:
        numbers = {"a": self.chance.randint(300, 9000), "b": self.chance.randint(40, 900), "c": self.chance.randint(3, 40)}
        return [[self.chance.choice(NOISE).format(**numbers)]]

    def filler(self) -> list[list[str | Slot]]:
        return [[self.chance.choice(FILLER)]]

    # ── pieces ──

    def _several(self, sentence: list[str | Slot], ids: Sequence[str], code: str) -> list[str | Slot]:
        for at, id in enumerate(sorted(ids, key=list(PHRASES).index)):
            phrase = self.chance.choice(PHRASES[id])
            if phrase.startswith("其中") and not (at and "cases-found" in ids):
                phrase = phrase.removeprefix("其中")
            sentence += ["，" if at else "", *self._around(phrase, self._slot(id, code))]
        return [*sentence, "。"]

    def _around(self, phrase: str, slot: Slot) -> list[str | Slot]:
        before, _, after = phrase.partition("{}")
        return [before, slot, after]

    def _period(self) -> Slot:
        return Slot(self.said, Decimal(0), "", "period")

    def _slot(self, id: str, code: str) -> Slot:
        unit, decimals = self.values.printing[id]
        value = self._value(id, code) or Decimal(0)
        others = tuple(
            other for each in self.counties if each != code and (other := self._value(id, each)) and other != value
        )  # fmt: skip
        text = f"{value:.{decimals}f}{unit}"
        return Slot(text, value, unit, before=self._value(id, code, self.earlier), elsewhere=others if code != "990000" else ())

    def _value(self, id: str, code: str, period: str = "") -> Decimal | None:
        return self.values.found.get((id, code, period or self.period))
