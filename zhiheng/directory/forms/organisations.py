import re
from typing import Any

from django import forms
from django.db.models import QuerySet

from zhiheng.directory.models import Organisation


class OrganisationForm(forms.Form):
    """One body of the area."""

    name = forms.CharField(label="机构全称", max_length=80, help_text="例如：县市场监管局")
    aliases = forms.CharField(
        label="别名、简称", max_length=300, required=False, help_text="几个用、分开；来文或答复里写这些名字也认得"
    )
    vertical = forms.BooleanField(label="垂直管理（业务和人员由上级系统管理）", required=False)

    def clean_aliases(self) -> list[str]:
        return [name.strip() for name in re.split(r"[、,，;；]", self.cleaned_data["aliases"]) if name.strip()]


class PasteForm(forms.Form):
    """A list of bodies, as it stands in the office's 发文 list."""

    pasted = forms.CharField(label="机构清单", max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}))


class RenameForm(forms.Form):
    """A body under another name from a day on."""

    name = forms.CharField(label="新名称", max_length=80)
    on = forms.DateField(
        label="从哪天起", widget=forms.DateInput(attrs={"type": "date"}), help_text="此前的文件仍按旧名认这个机构"
    )
    reason = forms.CharField(label="依据", max_length=500, required=False)


class EndForm(forms.Form):
    """A body that exists no more."""

    on = forms.DateField(label="撤并日期", widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="依据", max_length=500, required=False)
    successor = forms.ModelChoiceField(
        label="职责划入", queryset=Organisation.objects.none(), required=False, empty_label="没有，或还不知道"
    )

    def __init__(self, *args: Any, among: QuerySet[Organisation] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if among is not None:
            self.fields["successor"].queryset = among  # type: ignore[attr-defined]
