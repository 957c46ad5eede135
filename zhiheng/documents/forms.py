"""One form a kind of item. `value()` is an item of the reading contract."""

import re
from typing import Any

from django import forms

from zhiheng.documents import wording
from zhiheng.documents.wording import number_as_printed

COMPARATORS = [
    (">=", "≥ 不低于"), (">", "＞ 超过"), ("<=", "≤ 不高于"), ("<", "＜ 低于"), ("=", "＝ 等于"),
    ("≈", "约 左右"), ("range", "区间"),
]  # fmt: skip
BASES = [("", "—"), *wording.BASES.items()]
SPREADS = [("level", "水平（达到多少）"), ("change", "变动（提高多少）")]
YEAR = re.compile(r"(?:19|20)\d{2}")


class UnitsField(forms.CharField):
    """Names with 、 between them."""

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        said = super().clean(value)
        return [name.strip() for name in re.split(r"[、，,；;\n]+", said) if name.strip()]


class FiguresField(forms.CharField):
    """A number, or two with – between them for a range."""

    default_error_messages = {"figures": "应为数字，例如 98、98.5；区间写作 3–5。"}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "–".join(number_as_printed(part) for part in value)
        return value if isinstance(value, str) or value is None else number_as_printed(value)

    def clean(self, value: Any) -> float | list[float] | None:
        said = super().clean(value).replace(",", "").replace("，", "")
        if not said:
            return None
        try:
            figures = [self._figure(part) for part in re.split(r"[–—~～至-]+", said)]
        except ValueError:
            raise forms.ValidationError(self.error_messages["figures"]) from None
        if len(figures) > 2:
            raise forms.ValidationError(self.error_messages["figures"])
        return figures[0] if len(figures) == 1 else figures

    @staticmethod
    def _figure(said: str) -> float:
        if not re.fullmatch(r"\d{1,15}(\.\d{1,6})?", said.strip()):
            raise ValueError(said)
        return float(said) if "." in said else int(said)


class ItemForm(forms.Form):
    """What all kinds share. `kept` is the value before, whose other parts stay."""

    kept: dict[str, Any]
    wide: tuple[str, ...] = ("indicator", "measure", "text", "lead_units", "responsible_units", "if_", "then", "who", "benchmark")

    def __init__(self, data: Any = None, *, value: dict[str, Any] | None = None) -> None:
        self.kept = value or {}
        super().__init__(data, initial=self._shown(self.kept), prefix="item")

    def _shown(self, value: dict[str, Any]) -> dict[str, Any]:
        due = value.get("deadline") or {}
        year = str(due.get("year") or "")
        return {**value, "deadline": due.get("text") or due.get("due_on") or (f"{year}年" if year else "")}

    def value(self) -> dict[str, Any]:
        """The item's value, unknown as None."""
        said = {k: (v if v not in ("", []) or isinstance(v, list) else None) for k, v in self.cleaned_data.items()}
        if "deadline" in said:
            said["deadline"] = self._deadline(said["deadline"])
        return {**self.empty, **self.kept_parts(), **said}  # type: ignore[attr-defined]

    def kept_parts(self) -> dict[str, Any]:
        return {k: v for k, v in self.kept.items() if k in self.empty}  # type: ignore[attr-defined]

    def _deadline(self, said: str | None) -> dict[str, Any] | None:
        before = self.kept.get("deadline")
        if said is None:
            return None
        if before and said == self._shown(self.kept)["deadline"]:
            return dict(before)
        day = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", said)
        year = YEAR.search(said)
        return {
            "year": int(year[0]) if year else None, "due_on": said if day else None, "text": said, "inherited": False,
        }  # fmt: skip


def _text(label: str, *, required: bool = False, rows: int = 0, help_text: str = "", limit: int = 500) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=required, widget=widget, help_text=help_text, max_length=limit)


def _deadline() -> forms.CharField:
    return _text("时限", help_text="如 到2027年、2026-12-31、年底前", limit=100)


class TargetForm(ItemForm):
    empty = {
        "indicator": "", "scope": None, "comparator": ">=", "hold": False, "value": None, "unit": None, "qualifier": None,
        "kind": "level", "basis": None, "deadline": None, "baseline": None,
    }  # fmt: skip
    indicator = _text("指标", required=True)
    comparator = forms.ChoiceField(label="比较", choices=COMPARATORS)
    value_ = FiguresField(label="数值", max_length=60)
    unit = _text("单位", limit=30, help_text="如 %、家、个百分点")
    deadline = _deadline()
    scope = _text("范围", limit=200)
    kind = forms.ChoiceField(label="水平或变动", choices=SPREADS)
    basis = forms.ChoiceField(label="口径", choices=BASES, required=False)
    qualifier = _text("修饰", limit=10, help_text="余、多、近、以上")
    hold = forms.BooleanField(label="保持（稳定在）", required=False)

    def _shown(self, value: dict[str, Any]) -> dict[str, Any]:
        return {"comparator": ">=", "kind": "level", **super()._shown(value), "value_": value.get("value")}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        figures, comparator = said.get("value_"), said.get("comparator")
        if isinstance(figures, list) != (comparator == "range") and figures is not None:
            self.add_error("value_", "区间要填两个数（如 3–5），并把“比较”选为区间；一个数则不选区间。")
        return said

    def value(self) -> dict[str, Any]:
        value = super().value()
        value["value"] = value.pop("value_")
        return value


class QualitativeTargetForm(ItemForm):
    empty = {"text": "", "benchmark": None, "deadline": None}
    text = _text("目标", required=True, rows=3, limit=2000)
    benchmark = _text("参照", limit=200, help_text="如 全省平均水平")
    deadline = _deadline()


class TaskForm(ItemForm):
    empty = {
        "text": "", "lead_units": [], "responsible_units": [], "open_ended": False, "lead_explicit": False,
        "subject_inferred": False, "deadline": None,
    }  # fmt: skip
    lead_units = UnitsField(label="牵头单位", required=False, help_text="几个单位用、隔开", max_length=1000)
    responsible_units = UnitsField(label="责任单位", required=False, max_length=3000)
    text = _text("任务", required=True, rows=4, limit=5000)
    deadline = _deadline()
    open_ended = forms.BooleanField(label="原文有“等部门”，没有列全", required=False)

    def value(self) -> dict[str, Any]:
        value = super().value()
        return {**value, "lead_explicit": bool(value["lead_units"])}


class MechanismForm(ItemForm):
    empty = {"text": "", "frequency": None, "every_months": None, "who": []}
    text = _text("机制", required=True, rows=3, limit=2000)
    frequency = _text("频次", limit=50, help_text="如 每半年")
    every_months = forms.IntegerField(label="间隔（月）", required=False, min_value=1, max_value=120)
    who = UnitsField(label="参加单位", required=False, max_length=2000)


class RuleForm(ItemForm):
    empty = {"if": "", "then": ""}
    if_ = _text("情形", required=True, rows=2, limit=2000)
    then = _text("处理", required=True, rows=2, limit=2000)

    def _shown(self, value: dict[str, Any]) -> dict[str, Any]:
        return {"if_": value.get("if"), "then": value.get("then")}

    def value(self) -> dict[str, Any]:
        return {"if": self.cleaned_data["if_"], "then": self.cleaned_data["then"]}


class StatisticForm(ItemForm):
    empty = {
        "measure": "", "subject": None, "value": None, "unit": None, "qualifier": None, "kind": "level", "basis": None,
        "period": None, "region": None, "comparison": None, "except": [],
    }  # fmt: skip
    measure = _text("项目", required=True)
    value_ = FiguresField(label="数值", max_length=60)
    unit = _text("单位", limit=30)
    period_text = _text("时间", limit=100, help_text="如 截至7月25日")
    subject = _text("范围", limit=200)
    kind = forms.ChoiceField(label="水平或变动", choices=SPREADS)
    basis = forms.ChoiceField(label="口径", choices=BASES, required=False)
    qualifier = _text("修饰", limit=10)

    def _shown(self, value: dict[str, Any]) -> dict[str, Any]:
        period = (value.get("period") or {}).get("text")
        return {"kind": "level", **super()._shown(value), "value_": value.get("value"), "period_text": period}

    def value(self) -> dict[str, Any]:
        value = super().value()
        said, before = value.pop("period_text"), self.kept.get("period")
        value["value"] = value.pop("value_")
        if said != (before or {}).get("text"):
            value["period"] = {"text": said, "from": None, "to": None} if said else None
        return value


FORMS: dict[str, type[ItemForm]] = {
    "target": TargetForm,
    "qualitative_target": QualitativeTargetForm,
    "task": TaskForm,
    "mechanism": MechanismForm,
    "rule": RuleForm,
    "statistic": StatisticForm,
}
