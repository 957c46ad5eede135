from typing import Any

from django import forms
from django.db.models import QuerySet

from zhiheng.directory.models import Group, Organisation, Post

DAY = forms.DateInput(attrs={"type": "date"})


class BodiesForm(forms.Form):
    """A form that offers the bodies of an area."""

    offered = ("office_at",)

    def __init__(self, *args: Any, among: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.offered:
            self.fields[name].queryset = among  # type: ignore[attr-defined]


class NewGroupForm(BodiesForm):
    """A leading group as it is set up."""

    name = forms.CharField(label="名称", max_length=120, help_text="例如：某某县质量强县工作领导小组")
    founded_on = forms.DateField(label="成立日期", widget=DAY)
    functions = forms.CharField(label="主要职责", max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    office_at = forms.ModelChoiceField(
        label="办公室设在", queryset=Organisation.objects.none(), required=False, empty_label="未填"
    )
    predecessor = forms.ModelChoiceField(
        label="接替哪个领导小组", queryset=Group.objects.none(), required=False, empty_label="没有",
        help_text="选了的，原来的组在成立那天撤销；只是改名的不要在这里新设，到它的页面更名",
    )  # fmt: skip
    document = forms.CharField(label="依据", max_length=200, required=False)

    def __init__(self, *args: Any, groups: QuerySet[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["predecessor"].queryset = groups  # type: ignore[attr-defined]


class ChangeGroupForm(BodiesForm):
    """What is different from a day on."""

    on = forms.DateField(label="从哪天起", widget=DAY)
    name = forms.CharField(label="名称", max_length=120)
    functions = forms.CharField(label="主要职责", max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    office_at = forms.ModelChoiceField(
        label="办公室设在", queryset=Organisation.objects.none(), required=False, empty_label="不变"
    )
    document = forms.CharField(label="依据", max_length=200, required=False)


class JoinForm(forms.Form):
    """Bodies that join on a day."""

    names = forms.CharField(
        label="单位", max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="每行一个全称；机构表里没有的会加进去",
    )  # fmt: skip
    on = forms.DateField(label="加入日期", widget=DAY)


class AppointForm(BodiesForm):
    """A person in a post from a day on."""

    offered = ("of",)

    title = forms.ChoiceField(label="职务", choices=Post.TITLES)
    holder = forms.CharField(label="姓名", max_length=60)
    of = forms.ModelChoiceField(label="所在单位", queryset=Organisation.objects.none(), required=False, empty_label="未填")
    since = forms.DateField(label="任职日期", widget=DAY, help_text="组长、办公室主任换人时，原任自动离任")


class DayForm(forms.Form):
    """A day, and perhaps why."""

    on = forms.DateField(widget=DAY)
    reason = forms.CharField(max_length=500, required=False)
