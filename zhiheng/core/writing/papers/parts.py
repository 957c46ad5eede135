"""The parts of an official document in words, as every format prints them. Source: GB/T 9704-2012, 7."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from zhiheng.core.values.papers import Block, Heading, NewPage, Paper
from zhiheng.core.writing.layout import printable

_DIGITS = "〇一二三四五六七八九"
_YEAR = re.compile(r"[\[［【（(〔](\d{4})[\]］】）)〕]")


class Attachment(NamedTuple):
    """One 附件 on pages of its own: `label` in its upper left corner, `title` above it, "" where it has none."""

    label: str
    title: str
    blocks: tuple[Block, ...]


class Foot(NamedTuple):
    """The lines of the 版记, "" where one is absent."""

    copies: str
    office: str
    printed_on: str

    def __bool__(self) -> bool:
        return any(self[:])


def numbered(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the number before it: 一、 （一） 1. （1） for headings that have one, else ""."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        number = ""
        if isinstance(block, Heading) and block.numbered:
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            number = heading_number(block.level, counts[block.level - 1])
        yield block, number


def heading_number(level: int, count: int) -> str:
    """What stands before a heading.

    >>> [heading_number(level, 12) for level in (1, 2, 3, 4)]
    ['十二、', '（十二）', '12.', '（12）']
    """
    return {1: f"{in_chinese(count)}、", 2: f"（{in_chinese(count)}）", 3: f"{count}."}.get(level, f"（{count}）")


def in_chinese(count: int) -> str:
    """A count up to 999 in Chinese numerals.

    >>> [in_chinese(count) for count in (7, 10, 21, 105, 110)]
    ['七', '十', '二十一', '一百〇五', '一百一十']
    """
    hundreds, tens, ones = count // 100, count // 10 % 10, count % 10
    last = _DIGITS[ones] if ones else ""
    if not hundreds:
        return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + last
    middle = f"{_DIGITS[tens]}十" if tens else "〇" if ones else ""
    return f"{_DIGITS[hundreds]}百{middle}{last}"


def day_in_words(day: date | None) -> str:
    """The day as it is signed, without leading zeros; "" where there is none. Source: GB/T 9704-2012, 7.3.5.4."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def document_number(number: str) -> str:
    """The 发文字号 with its year in 六角括号. Source: GB/T 9704-2012, 7.2.5.

    >>> document_number("示质办[2025]3号")
    '示质办〔2025〕3号'
    """
    return _YEAR.sub(r"〔\1〕", printable(number))


def to_line(paper: Paper) -> str:
    """The 主送机关 with their colon; "" where there is none."""
    between = "，" if any("、" in one for one in paper.to) else "、"
    return f"{between.join(printable(one) for one in paper.to)}：" if paper.to else ""


def attached_names(paper: Paper) -> tuple[str, ...]:
    """The names of the 附件, numbered where there are several."""
    names = [printable(name) for name in paper.attached]
    return tuple(f"{place}. {name}" for place, name in enumerate(names, 1)) if len(names) > 1 else tuple(names)


def attachments(paper: Paper) -> tuple[Attachment, ...]:
    """What follows on pages of its own: a `NewPage` begins the next 附件."""
    parts: list[list[Block]] = [[]] if paper.appended else []
    for block in paper.appended:
        if isinstance(block, NewPage):
            parts.append([])
        else:
            parts[-1].append(block)
    several = max(len(parts), len(paper.attached)) > 1
    titles = [*map(printable, paper.attached), *[""] * len(parts)]
    labels = [f"附件{place}" if several else "附件" for place in range(1, len(parts) + 1)]
    return tuple(Attachment(label, title, tuple(of)) for label, title, of in zip(labels, titles, parts, strict=False))


def note_of(paper: Paper) -> str:
    """The 附注 in its brackets; "" where there is none."""
    return f"（{printable(paper.note).strip('（）()')}）" if paper.note else ""


def foot_of(paper: Paper) -> Foot:
    """The 版记; a letter has the 抄送 alone. Source: GB/T 9704-2012, 7.4 and 10.1."""
    foot, letter = paper.foot, paper.head.style == "letter"
    copies = f"抄送：{'，'.join(printable(one) for one in foot.copies)}。" if foot.copies else ""
    printed_on = f"{day_in_words(foot.printed_on)}印发" if foot.printed_on else ""
    return Foot(copies, "", "") if letter else Foot(copies, printable(foot.office), printed_on)


def signature(paper: Paper) -> tuple[tuple[str, ...], str]:
    """Who signs and when, at the end; a briefing says both under its masthead."""
    if paper.head.style == "briefing":
        return (), ""
    return tuple(printable(name) for name in paper.signed_by), day_in_words(paper.signed_on)


def corner(paper: Paper) -> tuple[str, ...]:
    """份号, 密级和保密期限 and 紧急程度 in the upper left corner, from top to bottom. Source: GB/T 9704-2012, 7.2.1–7.2.3."""
    head = paper.head
    return tuple(printable(text) for text in (head.copy, head.secrecy, head.urgency) if text)
