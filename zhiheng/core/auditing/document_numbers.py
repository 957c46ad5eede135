"""Document numbers 发文字号 that are not written as the standard has it: 琼府办〔2025〕14号."""

import re
from collections.abc import Iterator

from zhiheng.core.values.auditing import Finding
from zhiheng.core.values.cleaned import Cleaned

_NUMBER = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,12})?(?P<open>[〔\[［【（({])\s*(?P<year>(?:19|20)?\d{2})\s*(?P<close>[〕\]］】）)}])\s*"
    r"(?P<word>第)?\s*(?P<no>\d{1,5})\s*号"
)


def document_number_findings(cleaned: Cleaned) -> Iterator[Finding]:
    """Document numbers with other brackets than 〔〕, a year cut short, 第 or zeros before the number.

    Source: GB/T 9704-2012, 7.2.5
    """
    for found in _NUMBER.finditer(cleaned.text):
        if not found["who"]:
            continue
        start, end = found.span("open")[0], found.end()
        raw = cleaned.quote(start, end)
        right = f"〔{found['year']}〕{int(found['no'])}号"
        wrong = [says for says, is_so in (
            (f"年份用六角括号〔〕，不用“{raw[0]}”", raw[0] != "〔"),
            ("年份写四位", len(found["year"]) != 4),
            ("序号前不加“第”", bool(found["word"])),
            ("序号不编虚位", found["no"].startswith("0")),
        ) if is_so]  # fmt: skip
        if wrong:
            yield Finding(
                kind="document-number", start=start, end=end, evidence="GB/T 9704-2012 7.2.5",
                says=f"发文字号“{found['who'][-4:]}{raw}”：{'；'.join(wrong)}，宜写“{right}”",
            )  # fmt: skip
