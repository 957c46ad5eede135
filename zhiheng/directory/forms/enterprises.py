from django import forms

from zhiheng.directory.models import Enterprise

DAY = forms.DateInput(attrs={"type": "date"})


class NewEnterpriseForm(forms.Form):
    """A firm by code and name, or by name alone."""

    name = forms.CharField(label="企业全称", max_length=120, help_text="按营业执照填写，例如：示例椰风食品有限公司")
    code = forms.CharField(
        label="统一社会信用代码", max_length=40, required=False, help_text="18 位；确实没有的可以不填，以后再补"
    )


class FactsForm(forms.Form):
    """What is known of a firm."""

    area = forms.CharField(label="地区代码", max_length=12, help_text="企业所在地区，例如县 6 位、乡镇 9 位")
    size = forms.ChoiceField(label="规模", choices=Enterprise.SIZES, required=False)
    sector = forms.RegexField(
        label="行业代码", regex=r"^[A-T]?\d{0,4}$", max_length=8, required=False,
        help_text="国民经济行业分类（GB/T 4754），例如 C1353",
        error_messages={"invalid": "行业代码是一个门类字母加最多四位数字，例如 C1353。请改正。"},
    )  # fmt: skip
    status = forms.ChoiceField(label="状态", choices=Enterprise.STATUSES)
    head = forms.CharField(
        label="法定代表人", max_length=60, required=False, help_text="个人信息，不显示已填的姓名；填写新的姓名则更改"
    )
    address = forms.CharField(label="住所", max_length=200, required=False)


class PasteEnterprisesForm(forms.Form):
    """Many firms at once."""

    pasted = forms.CharField(
        label="企业清单", max_length=1_000_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text="每行一家：全称、统一社会信用代码，或两样都写；可从表格里整列复制。已登记的不会重复",
    )  # fmt: skip


class MergeForm(forms.Form):
    """Which firm this record is, and how one knows."""

    into = forms.CharField(label="并入哪一家", max_length=120, help_text="填它的统一社会信用代码或登记的全称")
    reason = forms.CharField(label="理由", max_length=500, help_text="例如：执照地址和法定代表人相同")


class CodeForm(forms.Form):
    """The code of a firm."""

    code = forms.CharField(label="统一社会信用代码", max_length=40, help_text="18 位，按营业执照填写")
    reason = forms.CharField(label="依据", max_length=500, required=False, help_text="更正已有代码时请写明，例如“换发执照”")


class RenameForm(forms.Form):
    """A new name from a day on."""

    name = forms.CharField(label="新名称", max_length=120)
    since = forms.DateField(label="从哪天起", widget=DAY, help_text="变更登记的日期；此前的文书仍用旧名")
    reason = forms.CharField(label="依据", max_length=500, required=False)


class AliasForm(forms.Form):
    """One more name a firm is known by."""

    name = forms.CharField(label="别名、简称", max_length=120, help_text="表格里写这个名称也认得")
