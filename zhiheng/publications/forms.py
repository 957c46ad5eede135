from django import forms

_WORD = {"accept": ".docx"}


class LastYearForm(forms.Form):
    """Last year's document on its way in."""

    file = forms.FileField(label="去年的文稿（.docx）", widget=forms.ClearableFileInput(attrs=_WORD))
    old = forms.CharField(
        label="原文稿的期间", required=False, max_length=30, help_text="例如 2024 或 2024H1；不填就从文中读出"
    )


class BackForm(forms.Form):
    """A manuscript's Word file that somebody edited."""

    file = forms.FileField(label="改过的 Word 文件（.docx）", widget=forms.ClearableFileInput(attrs=_WORD))
