"""Texts with their marks as HTML. Written by hand and not by template: a page has thousands of pieces."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from zhiheng.documents.layout import Mark, Paragraph, Piece
from zhiheng.documents.wording import why_repaired

register = template.Library()
REPAIRS = ("fix", "open")  # a slight repair says on hover alone what was there


@register.simple_tag
def marked(pieces: Iterable[Piece], repairs: list[dict[str, Any]] | None = None) -> SafeString:
    """The pieces as spans; with `repairs`, each repaired place says what was there and why."""
    return mark_safe("".join(_span(piece, repairs) for piece in pieces))  # noqa: S308 every text is escaped below


@register.simple_tag
def with_clause(paragraphs: Iterable[Paragraph]) -> SafeString:
    """The repaired text, its marked stretch highlighted; the first of it has the id `clause`."""
    parts, place = [], ' id="clause" tabindex="-1"'
    for paragraph in paragraphs:
        for piece in paragraph.text:
            text = escape(piece.text)
            parts.append(f"<mark{place}>{text}</mark>" if piece.marks else text)
            place = "" if piece.marks else place
        parts.append("\n")
    return mark_safe("".join(f"<p>{line}</p>" for line in "".join(parts).splitlines() if line))  # noqa: S308 escaped above


def _span(piece: Piece, repairs: list[dict[str, Any]] | None) -> str:
    marks = [mark for mark in piece.marks if mark.style != "slight"]
    text = str(escape(piece.text)) if piece.text else '<i class="nothing"></i>'
    if repairs and len(marks) < len(piece.marks):
        slight = next(mark for mark in piece.marks if mark.style == "slight")
        text = f'<i title="原文 {escape(repairs[int(slight.ref[1:])]["raw"])}">{text}</i>'
    if not marks:
        return text if piece.text else ""
    styles = " ".join(dict.fromkeys(mark.style for mark in marks if mark.style))
    refs = " ".join(mark.ref for mark in marks)
    told = next((_told(mark, repairs) for mark in marks if mark.style in REPAIRS), "") if repairs else ""
    return f'<span class="m {styles}" data-m="{refs}"{told}>{text}</span>'


def _told(mark: Mark, repairs: list[dict[str, Any]]) -> str:
    """What a repaired place says on focus: what was there, by which rule, on what evidence."""
    repair = repairs[int(mark.ref[1:])]
    verb = "原文" if repair["applied"] else "待定：原文"
    was = f"{verb}是“{repair['raw']}”" if repair["raw"].strip() else f"{verb}没有这处"
    now = f"，修复为“{repair['text']}”" if repair["text"].strip() else ""
    place = f"{repair['start']}:{repair['end']}"
    says = escape(f"{was}{now}。{why_repaired(repair)}")
    return f' tabindex="-1" data-place="{place}" data-raw="{escape(repair["raw"])}" title="{says}"'
