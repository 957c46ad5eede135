from django import forms


class ImportForm(forms.Form):
    """A file to bring into a register."""

    file = forms.FileField(
        label="表格文件",
        help_text="xlsx、xls 或 csv，30 MB 以内。第一行是表头，列名与台账字段相同，次序不限。",
        error_messages={
            "required": "还没有选文件。请选一个 .xlsx、.xls 或 .csv 表格。",
            "empty": "文件是空的。请换一个有内容的表格。",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.et"}),
    )


class StatusForm(forms.Form):
    """Why a row no longer counts, or counts again."""

    status = forms.ChoiceField(choices=[("kept", "恢复"), ("void", "作废")], widget=forms.HiddenInput)
    reason = forms.CharField(
        label="理由", max_length=200, error_messages={"required": "没有写理由。请写明为什么，例如“与另一行重复”。"}
    )
