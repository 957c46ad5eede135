"""What a document says of itself: title, issuers, number, dates, kind, region, bases."""

import re
from functools import cache
from itertools import pairwise

from zhiheng.core.reading.attachments import attachments
from zhiheng.core.reading.bases import citations
from zhiheng.core.reading.body import Front
from zhiheng.core.reading.dates import WRITTEN, first_date
from zhiheng.core.reading.doc_numbers import doc_numbers, only_number, without_number
from zhiheng.core.reading.lines import is_date, is_numbered, is_prose
from zhiheng.core.reading.regions import commonest_province, region_of
from zhiheng.core.reading.titles import BODY_NAME
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.reading import DocType, Meta, Region

TITLE_ISSUER = re.compile(r"^(?P<issuers>.{2,60}?)(?:关于|印发|转发)")
OFFICE = (
    "人民政府办公[厅室]|人民政府|委员会办公[厅室]|委员会|办公[厅室]|省委|市委|县委|区委|国务院|"
    "[局厅委院部署]|领导小组"
)
ISSUER = re.compile(rf"(?:中共|中国共产党)?[一-鿿]{{1,24}}?(?:{OFFICE})(?:办公室)?(?=$|[\s　、，,])")
EMPTY = {"", "暂无", "无", "--", "-", "—", "——", "/"}
EFFECTIVE = re.compile(r"自(?P<day>[^。；\n]{4,20}日)起(?:施行|实施|执行|生效)")
FROM_ISSUE = re.compile(r"自(?:发布|公布|印发|颁布)之日起(?:施行|实施|执行|生效)")
END = "。！？.!?”）)」】》…"


def meta_of(text: str, front: Front, glued_title: str | None, lexicons: Lexicons) -> Meta:
    """The meta of a body, a paragraph a line, and of what stood around it."""
    lines = text.split("\n")
    own = _without_attachments(text).split("\n")
    fields = {kind: value for kind, value in reversed(front.fields) if value.strip() not in EMPTY}
    title, title_number = without_number(front.title or glued_title or "")
    title = title or fields.get("title") or ""
    number = _own_number(fields, title_number, front.lines, lines)
    issuers = _issuers(fields, title, own)
    issued = _issued(fields, front.lines, own)
    return Meta(
        title=title or None,
        issuers=issuers,
        doc_number=number,
        issued_on=issued,
        effective_on=_effective(fields, text, issued),
        doc_type=doc_type(title, lexicons),
        region=_region(issuers, title, fields, number, text, lexicons),
        truncated=is_truncated(lines),
        bases=[base for base in citations(text) if base.title != title],
    )


def _without_attachments(text: str) -> str:
    """The document up to its first attachment: what is dated or signed below is another's."""
    begun = attachments(text)
    return text[: begun[0].start] if begun and text[: begun[0].start].strip() else text


def _own_number(fields: dict[str, str], in_title: str | None, above: list[str], lines: list[str]) -> str | None:
    """The number in the front matter, behind the title, or on a line of its own near the title."""
    if numbers := doc_numbers(fields.get("doc_number", "")):
        return numbers[0].text
    if in_title:
        return in_title
    for line in [*above, *lines[:8]]:
        if number := only_number(line):
            return number
        if is_prose(line):
            break
    return None


def _issued(fields: dict[str, str], around: list[str], lines: list[str]) -> str | None:
    """The date in the front matter, under the signature, below the title, or when it was published."""
    if day := first_date(fields.get("issued_on", "")):
        return day
    for before, line in pairwise(lines):
        if is_date(line) and BODY_NAME.search(before.rstrip()) and len(before) <= 40:
            return first_date(line)
    for line in reversed(lines[-12:]):
        if is_date(line):
            return first_date(line)
    for line in lines[:6]:
        plain = line.strip("（）() 　")
        if is_date(plain) or re.fullmatch(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", plain):
            return first_date(plain)
        if (passed := re.match(r"(?:[（(]|[—-]{1,3})(.{6,30}日)", line)) and (day := first_date(passed[1])):
            return day
    for line in reversed(lines[-4:]):
        found = list(WRITTEN.finditer(line))
        if found and len(line) <= 40 and re.search(r"日\s*(?:印发)?$", line):
            return first_date(found[-1][0])
    if day := first_date(fields.get("published_on", "")):
        return day
    return next((day for line in around if len(line) <= 100 and (day := first_date(line))), None)


def _effective(fields: dict[str, str], text: str, issued: str | None) -> str | None:
    if day := first_date(fields.get("effective_on", "")):
        return day
    if match := EFFECTIVE.search(text):
        return first_date(match["day"])
    return issued if issued and FROM_ISSUE.search(text) else None


def _issuers(fields: dict[str, str], title: str, lines: list[str]) -> list[str]:
    """Issuers before 关于 in the title, else from the front matter, else the signature above the date."""
    if (match := TITLE_ISSUER.match(title)) and (names := _names_of(match["issuers"])):
        return names
    if names := _names_of(fields.get("issuer", "")):
        return names
    for at in range(len(lines) - 1, max(0, len(lines) - 12), -1):
        if is_date(lines[at]):
            return [name for line in lines[max(0, at - 4) : at] if len(line) <= 40 for name in _names_of(line)]
    return []


def _names_of(text: str) -> list[str]:
    text = re.sub(r"(?<=[省市县区州盟旗]委)(?=[一-鿿]{2,12}人民政府)|(?<=中央)(?=[一-鿿]*国务院)", " ", text)
    names = [name for part in re.split(r"[\s　、，,]+", text) for name in ISSUER.findall(part) if ISSUER.fullmatch(part)]
    return list(dict.fromkeys(names))


def _region(
    issuers: list[str], title: str, fields: dict[str, str], number: str | None, text: str, lexicons: Lexicons
) -> Region | None:
    """The area of the issuers, the title, the front matter, the number; else the province named most."""
    trusted = [" ".join(issuers), title, fields.get("issuer", "")]
    if found := region_of(trusted, lexicons, number):
        return found
    national = any(re.match("国务院|中共中央|国家|全国", name) for name in [title, *issuers])
    return commonest_province(text, lexicons) if title and not national else None


def doc_type(title: str, lexicons: Lexicons) -> DocType:
    """The kind of document by the last telling word of its title; 印发…方案的通知 is a scheme."""
    inner = re.sub(r"(?:[（(][^（）()]*[）)])+$", "", title)
    passed_on = re.search(r"(?:印发|转发|发布|公布|下达)(.+)的(?:通知|通告|公告)$", inner)
    candidates = [re.sub(r"[（(][^（）()]*[）)]$", "", passed_on[1].strip("《》“”"))] if passed_on else []
    for name in [*candidates, inner]:
        for word, kind in _doc_types(lexicons):
            if name.endswith(word):
                return kind
    return "meeting_report" if re.search(r"召开.*会议|会议在.*召开", title) else "other"


@cache
def _doc_types(lexicons: Lexicons) -> list[tuple[str, DocType]]:
    return sorted(((row.word, row.doc_type) for row in lexicons.doc_types), key=lambda pair: -len(pair[0]))


def is_truncated(lines: list[str]) -> bool:
    """Whether the text breaks off inside a sentence: its last long line has no end mark."""
    last = next((line.rstrip() for line in reversed(lines) if line.strip()), "")
    if not last or is_date(last) or last[-1] in END or "\t" in last:
        return False
    if BODY_NAME.search(last) or re.match("附|抄送|联系|电话|印发|主题词", last):
        return False
    if is_numbered(last) and len(last) < 40:
        return False
    unclosed = last.count("（") + last.count("(") > last.count("）") + last.count(")")
    return len(last) >= 12 and (unclosed or len(last) >= 25 or bool(re.search("[，、,；]", last)))
