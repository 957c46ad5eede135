"""Gaps in lines of text: 本月出动____人次，立案____宗，罚款____万元."""

import re

from zhiheng.core.filling.wording import plain, unit_in
from zhiheng.core.values.filling import Form, FormWords, Slot

_UNIT_BEHIND = re.compile(
    r"\s*[(（]?(个百分点|百分点|[十百千万亿]{0,2}(?:元|人次|批次|场次|家次|户次|件次|[\u4e00-\u9fff])|%|％)"
)
_DAY_BEHIND = re.compile(r"\s*(?:年|月|日|号|时|时分|季度|期(?!简报))")
_PARTS = re.compile(r"[,，。;；、\n]")
_LINKS = re.compile(
    r"^(?:其中|分别|组织|开展了?|实施|进行|共计?|总计|合计|累计达?|为|达到?|已|并|和|及|以及|全[省市县区]|我[省市县区局]|我单位)+|(?:共计?|为|达到?|了)$"
)


def gap_slots(form: Form, words: FormWords) -> list[Slot]:
    """Every gap of the lines of a form, with the words before it."""
    slots: list[Slot] = []
    for passage in form.passages:
        context, before, end = "", "", 0
        sentence: list[Slot] = []
        for start, stop, address in passage.gaps:
            said = passage.text[end:start]
            *earlier, own = _PARTS.split(said)
            behind = _UNIT_BEHIND.match(passage.text, stop)
            unit = unit_in(plain(behind[1])) if behind else ""
            context = _context(context, earlier, said)
            if _DAY_BEHIND.match(passage.text, stop):
                before, end = "", stop
                continue
            end = behind.end() if behind and unit else stop
            label = _label(own)
            if not label and behind and not unit:
                label = plain(behind[1])
            if not (label or unit) or plain(label) in words.skip:
                before = ""
                continue
            sentence.append(
                Slot(
                    address=address, rows=(context, label) if context else (label,), unit=unit,
                    title=tuple(text for text in (form.title, *passage.above) if text), before=before,
                )
            )  # fmt: skip
            before = address
        slots += sentence
    return slots


def _label(text: str) -> str:
    text = plain(text.rstrip(":：( （"))
    for _ in range(2):
        text = _LINKS.sub("", text)
    return text


def _context(context: str, earlier: list[str], said: str) -> str:
    """The words of time that open a sentence hold for all of its gaps: 1—6月，全县……; a new sentence ends them."""
    if re.search(r"[。;；\n]", said):
        context = ""
    opening = [plain(text) for text in earlier if re.search(r"\d|[年月季期]|累计|截至", text)]
    return " ".join(filter(None, opening)) or context
