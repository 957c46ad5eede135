from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms

from zhiheng.directory.models import Area

DAY = forms.DateInput(attrs={"type": "date"})
HAPPENED = [
    ("rename", "更名"), ("upgrade", "改设（县改市、县改区）"), ("transfer", "划转到别的上级"), ("merge", "并入别的地区"),
    ("split", "拆分"),
]  # fmt: skip


class NewAreaForm(forms.Form):
    """An area right below the one shown."""

    name = forms.CharField(label="地区名称", max_length=60, help_text="全称，例如：某某镇、某某高新技术产业开发区")
    kind = forms.ChoiceField(label="性质", choices=Area.KINDS)
    level = forms.ChoiceField(label="级别", choices=Area.LEVELS)
    code = forms.CharField(
        label="行政区划代码", max_length=12, required=False,
        help_text="县以上 6 位，乡镇 9 位；功能区没有代码的留空，系统给一个自编代码",
    )
    since = forms.DateField(label="设立日期", widget=DAY, required=False, help_text="不知道的留空")


class AreaChangeForm(forms.Form):
    """What happened to an area on a day."""

    kind = forms.ChoiceField(label="变更", choices=HAPPENED)
    on = forms.DateField(label="从哪天起", widget=DAY, help_text="此前的数据仍算在原来的名称和上级下")
    name = forms.CharField(label="新名称", max_length=60, required=False, help_text="更名、改设时填")
    code = forms.CharField(label="新代码", max_length=12, required=False, help_text="改设后换了代码的填；没换的留空")
    into = forms.CharField(
        label="变为哪些地区", required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="划转填新上级的代码；并入填一个代码；拆分每行一个代码，知道份额的后面加百分数，例如“990200 40%”",
    )  # fmt: skip
    document = forms.CharField(label="依据", max_length=200, required=False, help_text="例如：国函〔2015〕12号")

    def clean_into(self) -> list[tuple[str, int | None]]:
        """Codes, each with its share in millionths or None."""
        return [_part(line) for line in self.cleaned_data["into"].splitlines() if line.strip()]

    def clean_on(self) -> date:
        """Not a day of a century that nobody means."""
        on: date = self.cleaned_data["on"]
        if on.year < 1900:
            raise forms.ValidationError("日期在 1900 年以前，请核对。")
        return on


def _part(line: str) -> tuple[str, int | None]:
    code, *rest = line.replace("％", "%").split()
    if not rest:
        return code, None
    try:
        share = int(Decimal(rest[0].rstrip("%")) * 10_000)
    except (InvalidOperation, ValueError, OverflowError):
        share = -1
    if not 0 <= share <= 1_000_000 or len(rest) > 1:
        raise forms.ValidationError(f"“{line.strip()[:40]}”的份额应是 0% 到 100%。请改成“代码 百分数”，例如“990200 40%”。")
    return code, share
