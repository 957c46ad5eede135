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


class LinkForm(forms.Form):
    """What a target is held against. `indicator` "" means that nothing measured here can be."""

    indicator = forms.ChoiceField(label="用哪个指标衡量", required=False)
    baseline = forms.CharField(
        label="基数", max_length=40, required=False, help_text="目标从哪个数起步，单位同目标；不知道就空着，进度不可判"
    )
    baseline_on = forms.DateField(
        label="基数的日期", required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="例如上年末"
    )
    benchmark = forms.ChoiceField(
        label="基准", required=False, help_text="目标写的是“达到全省平均水平”的，选全省：按当期发布的值判，没有发布的不可判"
    )
    sector = forms.CharField(
        label="行业", max_length=40, required=False, help_text="例如 工业、农业、服务业；目标进展按行业分组",
        widget=forms.TextInput(attrs={"list": "sectors"}),
    )  # fmt: skip
    owner = forms.ModelChoiceField(label="认领部门", queryset=None, required=False, empty_label="还没有认领")
    tolerance = forms.CharField(label="允许差", max_length=40, required=False, help_text="差多少以内也算达到；一般空着")
    reason = forms.CharField(label="理由", max_length=200, required=False, help_text="改动已确认的对应关系时必填")

    def __init__(self, *args, waiting, bodies, levels=(), benchmark="", sector="", **kwargs) -> None:  # type: ignore[no-untyped-def]
        link = getattr(waiting.goal, "link", None)
        names = ("indicator", "baseline", "baseline_on", "tolerance", "benchmark", "sector", "owner")
        first = waiting.proposals[0][0].id if waiting.proposals else ""
        proposed_too = {"indicator": first, "benchmark": benchmark, "sector": sector}
        said = {name: getattr(link, name) for name in names} if link else proposed_too
        super().__init__(*args, initial=said, **kwargs)
        self.fields["benchmark"].choices = [("", "没有：目标自己有数值"), *((level, level) for level in levels)]
        self.fields["owner"].queryset = bodies
        proposed = [(one.id, f"{one.name}（{one.printing.unit}）：{'，'.join(like.reasons)}") for one, like in waiting.proposals]
        others = [(one.id, f"{one.name}（{one.printing.unit}）") for one in waiting.others]
        groups = [("建议", proposed), ("单位可比的其他指标", others)]
        self.fields["indicator"].choices = [*((name, some) for name, some in groups if some), ("", "没有可比的指标")]


class TakenForm(forms.Form):
    """Somebody else's form on its way in."""

    file = forms.FileField(label="对方的空表", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.docx"}))


class GivingBackForm(forms.Form):
    """To whom a filled form goes back."""

    to = forms.CharField(label="报给", max_length=80, help_text="例如：省市场监管局质量发展处")
    permit = forms.ChoiceField(label="准入报表", required=False, help_text="没有准入编号的，选“没有”，并在下面写明依据")
    form = forms.CharField(label="表名", max_length=80, help_text="下次来同一张表，照这次确认的填")
    reason = forms.CharField(
        label="说明", max_length=200, required=False, help_text="与以前报过的数不一致，或报表没有准入编号时必填"
    )

    def __init__(self, *args, permits=(), **kwargs) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*args, **kwargs)
        self.fields["permit"].choices = [("", "没有"), *((row.key, f"{row.data['no']} {row.data['name']}") for row in permits)]
