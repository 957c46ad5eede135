"""From bytes to a reading: how the core packages compose. They know nothing of one another."""

from collections.abc import Callable, Sequence

from zhiheng.core.extracting import extract as find_items
from zhiheng.core.extracting.proving import failures, read_example
from zhiheng.core.learning import suggestion
from zhiheng.core.reading import clean
from zhiheng.core.reading.footnotes import LEFT_OUT
from zhiheng.core.reading.formats import extract as open_file
from zhiheng.core.values.cases import Case, Suggestion
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.extracted import Block, Extracted
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.own_rules import Example
from zhiheng.core.values.reading import Item, Items, Reading, Source

__all__ = ["find_items", "learn", "open_file", "read", "read_case", "understand", "understand_closely"]

SURE_ENOUGH = 0.98  # figures recognised below this are for a person to confirm
TO_CONFIRM = "识别把握不足，请核对数字"


def read(data: bytes, name: str, lexicons: Lexicons, *, with_raw: bool = False) -> Reading:
    """What one file says: its repaired text, its outline, its targets, duties and figures.

    Shape:  `Reading` of the contract reading/1; `raw` is set on request and for every format but plain text.
    Raises: Fault: the file cannot be read; the sentence names file, cause and remedy.
    Source: docs/methods/reading.md
    """
    return understand(open_file(data, name), lexicons, with_raw=with_raw)


def understand(
    extracted: Extracted, lexicons: Lexicons, *, with_raw: bool = False, progress: Callable[[str], None] = lambda step: None
) -> Reading:
    """The reading of a text already taken out of its file. `progress` is told each step by name."""
    return understand_closely(extracted, lexicons, with_raw=with_raw, progress=progress)[0]


def understand_closely(
    extracted: Extracted, lexicons: Lexicons, *, with_raw: bool = False, progress: Callable[[str], None] = lambda step: None
) -> tuple[Reading, Cleaned]:
    """The reading, and the repaired text with each character still tied to the raw text."""
    progress("整理文字")
    cleaned = clean(extracted, lexicons)
    progress("查找目标与任务")
    items = find_items(cleaned, lexicons)
    reading = Reading(
        source=Source(
            name=extracted.name, sha256=extracted.sha256, chars=len(extracted.text), pages=extracted.pages
        ),
        raw=extracted.text if with_raw or not extracted.plain else None,
        meta=cleaned.meta,
        text=cleaned.text,
        repairs=list(cleaned.repairs),
        outline=list(cleaned.outline),
        targets=items.targets,
        qualitative_targets=items.qualitative_targets,
        tasks=items.tasks,
        mechanisms=items.mechanisms,
        rules=items.rules,
        statistics=items.statistics,
        notes=list(dict.fromkeys([*extracted.notes, *([LEFT_OUT] if cleaned.has_footnotes else [])])),
    )
    _flag_unsure_figures(reading, [b for b in extracted.blocks if b.confidence is not None])
    return reading, cleaned


def read_case(case: Case, lexicons: Lexicons) -> Items:
    """What is read in the sentence of a case by itself."""
    return read_example(Example(text=case.text, type=case.type, issued_on=case.issued_on), lexicons)


def learn(case: Case, past: Sequence[Case], lexicons: Lexicons) -> Suggestion:
    """The line of a definition that mends a case and changes nothing that was learnt before, or why there is none."""
    return suggestion(case, past, lexicons, read_case, lambda words: not any(failures(words)))


def _flag_unsure_figures(reading: Reading, lines: list[Block]) -> None:
    """Items with a figure on a line recognised with less than `SURE_ENOUGH` are marked, and trusted no more than the line."""
    doubtful = [b for b in lines if b.confidence is not None and b.confidence < SURE_ENOUGH]
    if not doubtful:
        return
    items: list[Item] = [*reading.targets, *reading.statistics, *reading.tasks, *reading.mechanisms, *reading.rules]
    for item in items:
        if not any(c.isdigit() for c in item.quote):
            continue
        under = [b.confidence or 0.0 for b in doubtful if b.start < item.end and item.start < b.end]
        if under:
            item.flags.append(TO_CONFIRM)
            item.confidence = min(item.confidence, *under)
