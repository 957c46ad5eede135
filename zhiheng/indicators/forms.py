from django import forms


class GivingForm(forms.Form):
    """To whom some figures go, and in which form."""

    to = forms.CharField(label="报给", max_length=80, help_text="例如：省市场监管局质量发展处")
    permit = forms.ChoiceField(label="准入报表", required=False, help_text="没有准入编号的，选“没有”，并在下面写明依据")
    form = forms.CharField(label="表名", max_length=80, help_text="例如：质量工作月报；口头报的填“口头”")
    reason = forms.CharField(
        label="说明", max_length=200, required=False, help_text="与以前报过的数不一致，或报表没有准入编号时必填"
    )
    figures = forms.MultipleChoiceField(label="报哪些数", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, permits=(), figures=(), **kwargs) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*args, **kwargs)
        self.fields["permit"].choices = [("", "没有"), *((row.key, f"{row.data['no']} {row.data['name']}") for row in permits)]
        self.fields["figures"].choices = [(one.indicator.id, one.indicator.name) for one in figures]
