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
