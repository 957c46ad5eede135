"""The form of one step: what it asks for and nothing else."""

from typing import Any

from django import forms
from django.utils import timezone

from zhiheng.core.values.lifecycles import Step
from zhiheng.registers.actions import Wanted
from zhiheng.registers.models import Row


class StepForm(forms.Form):
    """A step as a person asks for it. Reason, approver and document stand there where the step, or a locked row, needs them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.CharField(widget=forms.HiddenInput)
    on = forms.DateField(
        label="日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="这一步实际发生的日期，不晚于今天。期限从这一天起算或停止。",
        error_messages={"required": "没有填日期。请填这一步实际发生的日期。", "invalid": "不是日期。请填成 2026-07-25 的样子。"},
    )
    reason = forms.CharField(
        label="理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "没有写理由。请写明为什么。"},
    )
    approver = forms.CharField(
        label="批准人", max_length=60, error_messages={"required": "没有写批准人。请写批准人的姓名和职务。"}
    )
    document = forms.CharField(
        label="批准文书",
        max_length=200,
        help_text="文书的名称或文号。",
        error_messages={"required": "没有写批准文书。请写名称或文号。"},
    )

    def __init__(self, given: Any, step: Step, row: Row) -> None:
        super().__init__(given, initial={"version": row.version, "to": step.end, "on": timezone.localdate()})
        self.fields["reason"].required = step.reason or row.locked
        if not self.fields["reason"].required:
            self.fields["reason"].label = "理由（可以不写）"
        if not (step.approval or row.locked):
            del self.fields["approver"], self.fields["document"]
        elif not step.approval:
            self.fields["document"].required = False

    def wanted(self) -> Wanted:
        """What the form, being valid, asks for."""
        return Wanted(**self.cleaned_data)
