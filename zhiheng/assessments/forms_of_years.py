"""What people type when they open an assessment, set its days and move it on."""

from collections.abc import Mapping

from django import forms
from django.conf import settings

from zhiheng.assessments.actions.opening import DAYS
from zhiheng.assessments.choosing import Named, Wanted, named_in
from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Scheme
from zhiheng.definitions.schemes import scheme_for, schemes
from zhiheng.directory.models import Area

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WHOM = [("below", "下一级各地区（按期末当天的区划）"), ("own", "只有本地区：准备上级考核的自评"), ("list", "按下面的名单")]


class DaysForm(forms.Form):
    """Until when things may be done."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for key, label in DAYS.items():
            self.fields[key] = forms.DateField(label=label, required=False, widget=DAY)

    @property
    def days(self) -> dict:
        """The days, by field."""
        return {key: self.cleaned_data.get(key) for key in DAYS}


class OpenForm(DaysForm):
    """A new assessment."""

    scheme = forms.ChoiceField(label="考核方案")
    period = forms.CharField(
        label="考核期间", max_length=30, help_text="写年度，例如 2025；从7月到次年6月的，写 A2025（止于2025年6月）。"
    )
    name = forms.CharField(label="名称", max_length=120, required=False, help_text="不填就是期间加方案的名称。")
    whom = forms.ChoiceField(label="考核哪些对象", choices=WHOM)
    listed = forms.CharField(
        label="名单", required=False, max_length=200_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="一行一个：名称，分组。可以从表格里整列粘贴。与机构、企业名录对不上的会列出来，由您定。",
    )  # fmt: skip

    def __init__(self, data: Mapping | None, *, area: Area) -> None:
        super().__init__(data)
        self.area = area
        self.named: Named | None = None
        self.fields["scheme"].choices = [(one.id, one.name) for one in schemes(settings.DEFINITIONS).values()]  # type: ignore[attr-defined]

    def clean(self) -> dict:
        given = self.cleaned_data
        if self.errors:
            return given
        try:
            given["wanted"] = self._wanted(given)
        except Fault as fault:
            self.add_error("period" if fault.id in ("M101", "D457", "D462") else None, fault.says)
        return given

    def _wanted(self, given: dict) -> list[Wanted] | None:
        """Whom it names; None: the areas right below."""
        period = period_from(given["period"])
        scheme: Scheme = scheme_for(given["scheme"], period.start, period.end, period.text, settings.DEFINITIONS)
        if given["whom"] == "own":
            return [Wanted(self.area)]
        if given["whom"] == "below":
            return None
        self.named = named_in(given["listed"], scheme, self.area, period.end)
        if self.named.unclear:
            self.add_error("listed", f"有 {len(self.named.unclear)} 行还要您定，列在下面。改好或删去后再开展。")
        return self.named.wanted


class ListForm(forms.Form):
    """Further ones that are assessed."""

    listed = forms.CharField(
        label="增加考核对象", max_length=200_000, widget=forms.Textarea(attrs={"rows": 4}), help_text="一行一个：名称，分组。"
    )
