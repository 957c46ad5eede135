from django import forms

from zhiheng.accounts.roles import known_roles
from zhiheng.directory.models import Area


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


class PersonForm(forms.Form):
    """Somebody new in the office."""

    name = forms.CharField(label="姓名", max_length=60)
    username = forms.CharField(label="用户名", max_length=60)
    role = forms.ChoiceField(label="角色", choices=lambda: [(role.id, role.name) for role in known_roles().values()])
    password = forms.CharField(label="初始密码", widget=forms.PasswordInput, help_text="至少十个字符；本人首次登录时须更改")
