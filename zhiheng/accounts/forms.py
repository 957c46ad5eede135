from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.db.models import Q, QuerySet

from zhiheng.accounts.models import User
from zhiheng.accounts.roles import known_roles
from zhiheng.definitions.registers import registers
from zhiheng.directory.models import Area, Organisation


def role_choices() -> list[tuple[str, str]]:
    """Every role by its name."""
    return [(role.id, role.name) for role in known_roles().values()]


def register_choices() -> list[tuple[str, str]]:
    """Every register by its name."""
    return [(register.id, register.name) for register in registers(settings.DEFINITIONS).values()]


class FoundingForm(forms.Form):
    """The first form of a new installation."""

    area_name = forms.CharField(label="地区名称", max_length=60, help_text="例如：示例县")
    area_level = forms.ChoiceField(label="级别", choices=Area.LEVELS, initial="county")
    area_code = forms.RegexField(
        r"^\d{6}(\d{3}){0,2}$", label="行政区划代码", help_text="六位数字（GB/T 2260），例如 990100",
        error_messages={"invalid": "应为六位、九位或十二位数字。"},
    )
    office_name = forms.CharField(label="单位名称", max_length=80, help_text="例如：县市场监管局")
    name = forms.CharField(label="您的姓名", max_length=60)
    username = forms.CharField(label="用户名", max_length=60, help_text="登录时用")
    password = forms.CharField(label="密码", widget=forms.PasswordInput, help_text="至少十个字符")


OFFERED = 200  # names that a field proposes while one types; any other is taken too


class NamedField(forms.CharField):
    """One of many, by the name one types: the field proposes some, and takes every one that `find` knows.

    Shape: `find(words)` gives the candidates, `label` the words that name one for certain.
    """

    def __init__(self, *, label: str, missing: str, **kwargs: Any) -> None:
        super().__init__(label=label, max_length=160, **kwargs)
        self.missing, self.rows, self.find = missing, None, None

    def offer(self, name: str, rows: QuerySet, find: Callable[[QuerySet, str], QuerySet], label: Callable[[Any], str]) -> None:
        """Which rows it chooses among; `name` is the field's in its form."""
        self.rows, self.find = rows, find
        self.widget.attrs["list"], self.offered = f"{name}-offered", [label(row) for row in rows[:OFFERED]]

    def clean(self, value: str) -> Any:
        words = super().clean(value)
        if not words:
            return None
        found = list(self.find(self.rows, words)[:2])
        if len(found) != 1:
            raise forms.ValidationError(self.missing if not found else f"有几个“{words}”。请从提示中选一个。")
        return found[0]


def offices_named(offices: QuerySet, words: str) -> QuerySet:
    """The offices of that name; `地区 · 单位` names one for certain."""
    area, _, name = words.rpartition("·")
    found = offices.filter(name=name.strip())
    return found.filter(area__name=area.strip()) if area else found


def office_label(office: Organisation) -> str:
    """An office with its area."""
    return f"{office.area.name} · {office.name}"


def people_named(people: QuerySet, words: str) -> QuerySet:
    """The people of that name or username; `姓名（用户名）` names one for certain."""
    username = words.rpartition("（")[2].rstrip("）")
    return people.filter(Q(username=username) | Q(last_name=words))


def person_label(user: User) -> str:
    """A person with her username."""
    return f"{user.get_full_name()}（{user.username}）"


def areas_named(areas: QuerySet, words: str) -> QuerySet:
    """The areas of that name or code; `名称 代码` names one for certain."""
    code = words.rpartition(" ")[2]
    return areas.filter(Q(code=code) | Q(name=words))


NO_OFFICE = "没有这个单位。请从提示中选；还没有的先在“机构”页增加。"


class PersonForm(forms.Form):
    """Somebody new; with a role where the one who adds may also grant."""

    office = NamedField(label="单位", missing=NO_OFFICE, required=False, help_text="不填：本单位")
    name = forms.CharField(label="姓名", max_length=60)
    username = forms.CharField(label="用户名", max_length=60, help_text="统一身份认证的，填工号")
    role = forms.ChoiceField(label="角色", choices=lambda: [("", "以后再授予"), *role_choices()], required=False)
    password = forms.CharField(
        label="初始密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少十个字符；本人首次登录时须更改",
    )  # fmt: skip

    def __init__(self, *args: Any, offices: QuerySet[Organisation], may_grant: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].offer("office", offices, offices_named, office_label)
        if not may_grant:
            del self.fields["role"]
        if settings.SIGN_IN != "local":
            self.fields["password"].required = False
            self.fields["password"].help_text = "不填：由统一身份认证登录"


class LocalSignInForm(AuthenticationForm):
    """Username and password kept here: everybody's, or the one that is kept for need."""

    def clean(self) -> dict[str, Any]:
        username = self.cleaned_data.get("username")
        if settings.SIGN_IN != "local" and (not settings.BREAK_GLASS or username != settings.BREAK_GLASS):
            raise forms.ValidationError("本单位用统一身份认证登录，这个用户名不能用密码登录。")
        return super().clean()


class AdmitForm(forms.Form):
    """The office of who waits to be let in."""

    office = NamedField(label="单位", missing=NO_OFFICE)

    def __init__(self, *args: Any, offices: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].offer("office", offices, offices_named, office_label)


class PasswordForm(forms.Form):
    """A first password for who forgot hers, or comes back."""

    password = forms.CharField(
        label="新的初始密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少十个字符；本人登录后须更改",
    )  # fmt: skip


class TokenForm(forms.Form):
    """A token that a person makes for a program of hers."""

    name = forms.CharField(label="用途", max_length=60, help_text="哪个程序用，例如：市局数据汇总")
    until = forms.DateField(
        label="有效期至",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="含这一天，最长一年。到期后要换新的。",
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label="理由", max_length=200)


class GrantForm(forms.Form):
    """Who may what, where, of which registers, from when to when, and why."""

    user = NamedField(label="人员", missing="没有这个人。请系统管理员先在“人员”页增加。", help_text="姓名或用户名")
    office = NamedField(label="单位", missing=NO_OFFICE)
    role = forms.ChoiceField(label="角色", choices=role_choices)
    area = NamedField(
        label="只限这个地区", missing="没有这个地区。请填本级或下级地区的名称或代码。", required=False,
        help_text="不填：单位所在地区及下级",
    )  # fmt: skip
    registers = forms.MultipleChoiceField(
        label="只限这些台账", choices=register_choices, required=False,
        help_text="不选：角色所及的全部台账。按住 Ctrl 可选几个",
    )  # fmt: skip
    valid_from = forms.DateField(label="开始日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(
        label="截止日期", required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="当日仍有效；不填为长期"
    )
    reason = forms.CharField(label="依据或理由", max_length=200)

    def __init__(
        self, *args: Any, people: QuerySet[User], offices: QuerySet[Organisation], areas: QuerySet[Area], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].offer("user", people, people_named, person_label)
        self.fields["office"].offer("office", offices, offices_named, office_label)
        self.fields["area"].offer("area", areas, areas_named, lambda area: f"{area.name} {area.code}")
