"""What people type when they appeal, rule, approve, correct and announce."""

from hashlib import sha256

from django import forms

from zhiheng.assessments.models import Appeal, Assessed
from zhiheng.core.values.schemes import Item

LINES = forms.Textarea(attrs={"rows": 3})
OUTCOMES = [one for one in Appeal.STATES if one[0] not in ("filed", "withdrawn")]


class AppealForm(forms.Form):
    """One appeal about one item."""

    item = forms.ChoiceField(label="申诉哪一项")
    says = forms.CharField(label="申诉理由", widget=LINES, max_length=4000, help_text="哪里算错了、漏了，依据是什么。")
    asks = forms.CharField(label="要求核定为", max_length=120, required=False, help_text="数值、得分或答案，例如 0.5。")
    exhibits = forms.MultipleChoiceField(label="所依据的佐证", required=False, widget=forms.CheckboxSelectMultiple)
    filed_by = forms.CharField(label="申诉人姓名", max_length=60, help_text="对申诉负责的人。")

    def __init__(self, data, *, assessed: Assessed, items: list[Item], initial: dict[str, str] | None = None) -> None:  # type: ignore[no-untyped-def]
        super().__init__(data, initial=initial)
        self.fields["item"].choices = [(one.id, f"{one.id} {one.name}（{one.worth_for(assessed.group)}分）") for one in items]
        box = assessed.exhibits.filter(dropped=False).order_by("pk").values_list("pk", "title")
        self.fields["exhibits"].choices = list(box)
        if not self.fields["exhibits"].choices:
            del self.fields["exhibits"]


class RulingForm(forms.Form):
    """The ruling on one appeal."""

    outcome = forms.ChoiceField(label="核定意见", choices=OUTCOMES, widget=forms.RadioSelect)
    value = forms.CharField(label="核定值", max_length=120, required=False, help_text="采纳、部分采纳的要写。")
    ruling = forms.CharField(label="理由", widget=LINES, max_length=4000)
    decided_by = forms.CharField(label="核定人姓名", max_length=60)

    def __init__(self, data, *, asked: str, initial: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
        super().__init__(data, initial=initial)
        self.fields["value"].help_text = f"采纳、部分采纳的要写：{asked}。"

    @property
    def fingerprint(self) -> str:
        """What was typed, as one word: what is confirmed is what was shown."""
        return sha256(repr(sorted(self.cleaned_data.items())).encode()).hexdigest()[:20]


class ApprovalForm(forms.Form):
    """Who approves, by which paper."""

    approver = forms.CharField(label="审定人姓名", max_length=60, help_text="审定结果的领导，例如 周某某。")
    document = forms.CharField(label="审定文件", max_length=120, required=False, help_text="会议纪要或批示的名称和文号。")


class CorrectionForm(ApprovalForm):
    """Why a result is corrected, and who approves that."""

    why = forms.CharField(label="更正的理由", widget=LINES, max_length=500, help_text="哪里错了，依据是什么。")
