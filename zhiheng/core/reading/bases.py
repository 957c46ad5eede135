"""The documents that a text says it rests on."""

import re

from zhiheng.core.reading.doc_numbers import doc_numbers
from zhiheng.core.values.reading import Citation

TRIGGER = r"(?:根据|依据|依照|按照|遵照|贯彻|落实|执行|经)"
NOTE = r"[（(](?P<note>[^（）()\n]{4,60}(?:[（(][^（）()]*[）)][^（）()]*)?)[）)]"
NAME = re.compile(rf"《(?P<title>[^《》\n]{{4,120}}(?:〈[^〉\n]*〉[^《》\n]*)?)》(?:\s*{NOTE})?")
CLAUSE = re.compile(rf"{TRIGGER}[^。；\n]{{0,200}}")
KIND = (
    "意见|决定|通知|纲要|规划|法|条例|办法|规定|方案|计划|决议|要点|细则|标准|准则|批复|函|公告|"
    "战略|工程|目录|清单|报告"
)
KINDS = re.compile(rf"(?:{KIND})(?:[（(].{{1,12}}[）)]|.{{0,6}}的通知)?$")


def citations(text: str) -> list[Citation]:
    """Documents named after 根据, 按照, 贯彻 or 落实, in order, each once, with their numbers."""
    found: dict[str, Citation] = {}
    for clause in CLAUSE.finditer(text):
        for name in NAME.finditer(clause[0]):
            title = name["title"]
            if not KINDS.search(title):
                continue
            numbers = doc_numbers(name["note"] or "") or doc_numbers(title)
            number = numbers[0].text if numbers else None
            if title not in found:
                found[title] = Citation(title=title, doc_number=number)
            elif number and found[title].doc_number is None:
                found[title].doc_number = number
    return list(found.values())
