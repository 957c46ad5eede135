"""What signing and issuing add to a document: its number, its issue, its days. Nothing else of it changes."""

from datetime import date

from msgspec.structs import replace

from zhiheng.core.values.papers import Paper


def document_number(code: str, year: int, number: int) -> str:
    """A 发文字号. Source: GB/T 9704-2012, 7.2.5: Arabic digits, the year whole, no 第, no leading zeros.

    >>> document_number("示质办发", 2026, 7)
    '示质办发〔2026〕7号'
    """
    return f"{code}〔{year}〕{number}号"


def signed(paper: Paper, *, number: str, issue: int | None, on: date) -> Paper:
    """The document with its number ("" for one without), its issue where it is a briefing, and the day of signing."""
    printed_issue = f"第{issue}期" if issue is not None and paper.head.style == "briefing" else ""
    return replace(paper, head=replace(paper.head, number=number, issue=printed_issue), signed_on=on)


def printed(paper: Paper, on: date) -> Paper:
    """The signed document with the day on which it goes out, where its foot names who prints it."""
    return replace(paper, foot=replace(paper.foot, printed_on=on)) if paper.foot.office else paper


def unsigned(paper: Paper) -> Paper:
    """What the document said before it was signed: by this the same document is known again."""
    head = replace(paper.head, number="", issue="")
    return replace(paper, head=head, foot=replace(paper.foot, printed_on=None), signed_on=None)
