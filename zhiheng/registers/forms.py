from typing import Any

from django import forms

from zhiheng.directory.models import Organisation


class ImportForm(forms.Form):
    """A file to bring into a register, or text pasted from one."""

    file = forms.FileField(
        required=False,
        label="表格文件",
        help_text="xlsx、xls 或 csv，30 MB 以内。列的次序不限，表头上面可以有标题。",
        error_messages={
            "required": "还没有选文件。请选一个 .xlsx、.xls 或 .csv 表格。",
            "empty": "文件是空的。请换一个有内容的表格。",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.et"}),
    )
    pasted = forms.CharField(
        label="或者粘贴",
        required=False,
        max_length=500_000,
        help_text="从表格里复制的单元格（连表头一起），或者“张三：3起，罚款0.5万元”这样一行一个的文字。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not said.get("file") and not said.get("pasted", "").strip() and "file" not in self.errors:
            self.add_error("file", "还没有选文件。请选一个 .xlsx、.xls 或 .csv 表格，或者粘贴文字。")
        return said


class RevealForm(forms.Form):
    """For which purpose personal values are read in clear, and why."""

    purpose = forms.ChoiceField(label="用途")
    why = forms.CharField(label="为什么查看", max_length=100, help_text="例如：回访举报人。每看一项记一笔，由审计管理员查阅。")

    def __init__(self, *args: Any, purposes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [(purpose, purpose) for purpose in purposes]


class ChaseForm(forms.Form):
    """Findings or resolutions to be chased, a line each."""

    lines = forms.CharField(
        label="问题或议定事项", max_length=50_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一行一件。写了单位和日期的（县教育局，2026-12-31前），按写的；没有写的，用下面两格。",
    )  # fmt: skip
    lead = forms.ModelChoiceField(None, label="责任单位", required=False, help_text="没有定的可以先空着，下发前要定。")
    due_on = forms.DateField(
        label="时限", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any, *, asked: Any, units: Any) -> None:
        super().__init__(data, initial={"lines": asked.lines, "lead": asked.lead, "due_on": asked.due_on})
        self.fields["lead"].queryset = Organisation.objects.filter(pk__in=[unit.pk for unit in units])
