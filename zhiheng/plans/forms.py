from django import forms
from django.db import transaction

from zhiheng.plans.actions import change_duty
from zhiheng.plans.actions.changing import FIELDS, PERSONAL, cell_text
from zhiheng.plans.models import Duty
from zhiheng.web.asking import number_in

LONG = {"task": 2, "measures": 8, "lead_units": 2, "units": 3}


class MakeForm(forms.Form):
    """Which documents a new plan rests on."""

    documents = forms.ModelMultipleChoiceField(None, label="依据的文件", error_messages={"required": "请至少选一份文件。"})
    title = forms.CharField(label="方案名称", max_length=300, required=False, help_text="不填则按文件名称拟定。")

    def __init__(self, data, *, documents, chosen) -> None:  # type: ignore[no-untyped-def]
        super().__init__(data, initial={"documents": chosen})
        self.fields["documents"].queryset = documents

    def chosen(self) -> set[int]:
        """The documents ticked now."""
        ticked = self.data.getlist("documents") if self.is_bound else self.initial["documents"]
        return {number for pk in ticked if (number := number_in(pk))}


class RoundForm(forms.Form):
    """By when the units are to answer."""

    due_on = forms.DateField(label="反馈截止日期", required=False)


class DutyForm(forms.Form):
    """Every cell of one duty but the persons', which are changed one by one so that reading them is logged."""

    reason = forms.CharField(label="修改理由", max_length=500, required=False)

    def __init__(self, data, *, duty: Duty) -> None:  # type: ignore[no-untyped-def]
        super().__init__(data)
        self.duty = duty
        last = self.fields.pop("reason")
        for name, label in FIELDS.items():
            if name in PERSONAL:
                continue
            widget = forms.Textarea(attrs={"rows": LONG[name]}) if name in LONG else forms.TextInput()
            self.fields[name] = forms.CharField(label=label, required=False, widget=widget, initial=cell_text(duty, name))
        for name in PERSONAL:
            self.fields[name] = forms.CharField(
                label=FIELDS[name], required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
                help_text="已填，不显示；要改就填新的，要清空就填“无”。" if getattr(duty, name) else "",
            )  # fmt: skip
        if duty.plan.state == "issued":
            last.required, last.help_text = True, "方案已经印发，每处修改都要写明理由。"
        self.fields["reason"] = last

    @transaction.atomic
    def save(self, by) -> None:  # type: ignore[no-untyped-def]
        """Saves the cells that differ, each with its line in history."""
        for name in FIELDS:
            value = self.cleaned_data.get(name, "")
            if name in PERSONAL:
                if not value:
                    continue
                value = "" if value == "无" else value
            if value.replace("\r\n", "\n").strip() != cell_text(self.duty, name):
                self.duty = change_duty(self.duty, name, value, by, reason=self.cleaned_data["reason"])
