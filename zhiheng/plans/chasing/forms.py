"""What people type when they open a matter, hand it on, or do something with it."""

import re
from datetime import date

from django import forms

from zhiheng.core.values.chasing import CYCLES, NEEDS, Act
from zhiheng.directory.models import Organisation
from zhiheng.plans.chasing.actions import Asked, Words
from zhiheng.plans.models import Matter, Recurring

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MADE = ("found", "recurring", "assessment")  # the sources that the system says itself


class MatterForm(forms.Form):
    """A new matter."""

    subject = forms.CharField(label="督办事项", max_length=300, help_text="一事一记：一件事写一条。")
    source = forms.ChoiceField(label="来源", choices=[one for one in Matter.SOURCES if one[0] not in MADE])
    basis = forms.CharField(
        label="立项依据或批示原文", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="批示照抄原话。"
    )
    basis_on = forms.DateField(label="批示或文件日期", required=False, widget=DAY)
    goal = forms.CharField(label="目标要求", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    leader = forms.CharField(label="分管领导", max_length=60, required=False)
    lead = forms.ModelChoiceField(None, label="主办单位", required=False, help_text="没有定的可以先空着，下发前要定。")
    helpers = forms.ModelMultipleChoiceField(None, label="协办单位", required=False, help_text="按住 Ctrl 可以选几个。")
    person = forms.CharField(label="责任人", max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(label="电话", max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    due_on = forms.DateField(label="办结时限", required=False, widget=DAY, help_text="没有时限、要长期坚持的，空着。")
    cycle = forms.ChoiceField(label="反馈周期", choices=list(CYCLES.items()), required=False)
    remark = forms.CharField(label="备注", max_length=500, required=False)

    def __init__(self, data, *, units, cycle: str) -> None:  # type: ignore[no-untyped-def]
        super().__init__(data, initial={"cycle": cycle})
        self.fields["lead"].queryset = self.fields["helpers"].queryset = units

    def asked(self) -> Asked:
        """What is to be chased."""
        return Asked(**self.cleaned_data | {"helpers": list(self.cleaned_data["helpers"])})


class AssignForm(forms.Form):
    """Who has the matter and by when, before it is handed down."""

    lead = forms.ModelChoiceField(None, label="主办单位", required=False)
    helpers = forms.ModelMultipleChoiceField(None, label="协办单位", required=False)
    due_on = forms.DateField(label="办结时限", required=False, widget=DAY)

    def __init__(self, data, *, units, matter: Matter) -> None:  # type: ignore[no-untyped-def]
        helpers = [helper.unit_id for helper in matter.helpers.all()]
        super().__init__(data, initial={"lead": matter.lead_id, "helpers": helpers, "due_on": matter.begun_due_on})
        there = Organisation.objects.filter(pk__in=[*helpers, matter.lead_id])  # a unit of another level stays to be chosen
        self.fields["lead"].queryset = self.fields["helpers"].queryset = units | there


class ActForm(forms.Form):
    """What one act asks to be written; of reports also what may be said besides."""

    on = forms.DateField(label="发生日期", required=False, widget=DAY, help_text="不填就是今天。")

    def __init__(self, data, *, act: Act, approver: str) -> None:  # type: ignore[no-untyped-def]
        super().__init__(data, prefix=act.id, initial={"approver": approver})
        self.act, on, self.takes_proof = act, self.fields.pop("on"), act.feedback or "proof" in act.needs
        asked = list(act.needs)
        if act.feedback:
            asked = ["progress", "trouble", "problems", "plan", "evidence"]
        for need in asked:
            if need != "proof":
                self.fields[need] = self._field(need, need in act.needs and (need != "evidence" or not self.takes_proof))
        if "reason" not in self.fields:
            self.fields["reason"] = forms.CharField(label="说明", max_length=500, required=False)
        self.fields["on"] = on

    def _field(self, need: str, required: bool) -> forms.Field:
        label = {"trouble": "存在问题", "plan": "下一步", "due": "新的办结时限"}.get(need) or NEEDS[need]
        if need == "due":
            return forms.DateField(label=label, required=required, widget=DAY)
        if need in ("approver", "document", "reason"):
            longest = {"approver": 60, "document": 200, "reason": 500}[need]
            hint = "写批准人的姓名和职务。" if need == "approver" else "写文号和名称。" if need == "document" else ""
            return forms.CharField(label=label, max_length=longest, required=required, help_text=hint)
        hint = "写佐证的名称，或者在下面传文件，至少有一样。" if need == "evidence" and "evidence" in self.act.needs else ""
        rows = {"rows": 3 if need == "progress" else 2}
        return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs=rows), help_text=hint)

    def words(self) -> Words:
        """What was written."""
        given = self.cleaned_data
        return Words(
            progress=given.get("progress", ""), problems=given.get("trouble", ""), needs=given.get("problems", ""),
            plan=given.get("plan", ""), evidence=given.get("evidence", ""), reason=given.get("reason", ""),
            approver=given.get("approver", ""), document=given.get("document", ""), due=given.get("due"),
        )  # fmt: skip


class ResolutionsForm(forms.Form):
    """Resolutions of a meeting or findings of a visit, pasted."""

    source = forms.ChoiceField(label="来源", choices=[("meeting", "会议议定"), ("visit", "实地督查"), ("leader", "领导批示")])
    basis = forms.CharField(label="依据", max_length=300, help_text="纪要、通报或批示的名称和期号。")
    basis_on = forms.DateField(label="日期", required=False, widget=DAY)
    lines = forms.CharField(
        label="议定事项、整改清单", max_length=50_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="一行一件，例如：1. 开展食品抽检（县市场监管局，2026-12-31前）。写了本级单位和日期的会认出来。",
    )  # fmt: skip


class RecurringForm(forms.Form):
    """A duty that comes again."""

    subject = forms.CharField(label="事项", max_length=280)
    lead = forms.ModelChoiceField(None, label="主办单位")
    every = forms.ChoiceField(label="周期", choices=Recurring.EVERY)
    due_month = forms.IntegerField(label="在这一期的第几个月截止", initial=1, min_value=1, max_value=12, help_text="每月的填 1。")
    due_day = forms.IntegerField(label="几日截止", initial=25, min_value=1, max_value=31, help_text="当月没有这一天的，是月末。")
    basis = forms.CharField(label="依据", required=False, max_length=300)
    goal = forms.CharField(label="目标要求", required=False, max_length=500)

    def __init__(self, data, *, units) -> None:  # type: ignore[no-untyped-def]
        super().__init__(data)
        self.fields["lead"].queryset = units


def resolutions_in(text: str, units: list[Organisation]) -> list[tuple[str, Organisation | None, date | None]]:
    """Resolutions as people paste them, one a line: what, its unit and its day where the line names them.

    Shape: "1. 开展食品抽检（县市场监管局，2026-12-31前）": numbers before it go, the unit is the first of ours that stands in it.
    """
    found = []
    for line in text.splitlines():
        words = re.sub(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[)）]?[、.．:：]?)\s*", "", line).strip()
        if not words:
            continue
        day = re.search(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?", words)
        named = [(words.find(name), -len(name), unit) for unit in units for name in (unit.name, *unit.aliases) if name in words]
        unit = min(named, key=lambda one: one[:2])[2] if named else None
        found.append((words[:300], unit, _day(day)))
    return found


def _day(found: re.Match[str] | None) -> date | None:
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
