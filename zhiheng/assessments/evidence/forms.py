"""What a person writes about a file of evidence."""

from django import forms

from zhiheng.assessments.models import Exhibit

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DescribeForm(forms.Form):
    """What a file is, where it was read wrongly or not at all."""

    title = forms.CharField(label="题名", max_length=300)
    number = forms.CharField(label="文号", max_length=80, required=False, help_text="例如 示政办发〔2024〕3号。")
    issuer = forms.CharField(label="责任者", max_length=120, required=False)
    dated_on = forms.DateField(label="成文日期", required=False, widget=DAY, help_text="文件上写的日期；没有的空着。")
    pages = forms.IntegerField(label="页数", required=False, min_value=1, max_value=100_000)
    sealed = forms.ChoiceField(label="公章", choices=Exhibit.SEALED)

    @classmethod
    def of(cls, exhibit: Exhibit) -> "DescribeForm":
        """The form as the file is described now."""
        return cls(initial={name: getattr(exhibit, name) for name in cls.base_fields})
