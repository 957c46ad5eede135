"""Small parts that every template may use without loading them."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """2025-07-25, in local time; — when unknown."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return value.strftime("%Y-%m-%d")


@register.filter
def minute(value: datetime | None) -> str:
    """2025-07-25 09:30, in local time; — when unknown."""
    return "—" if value is None else timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


@register.filter
def size(count: int) -> str:
    """A file's size as people say it."""
    for unit, scale in (("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= scale:
            return f"{count / scale:.1f} {unit}"
    return f"{count} 字节"


@register.simple_tag
def state(word: str, tone: str = "plain") -> SafeString:
    """A state: its word first, its mark second, its colour last. `tone`: plain, good, warn, bad."""
    mark = {"good": "✓", "warn": "!", "bad": "×"}.get(tone, "·")
    return format_html('<span class="state state-{}">{}<span class="mark" aria-hidden="true">{}</span></span>', tone, word, mark)


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, subject: object = None) -> SafeString:
    """What later stages show here."""
    from django.utils.safestring import mark_safe

    from zhiheng.web.slots import fragments

    return mark_safe("".join(fragments(name, context["request"], subject)))  # noqa: S308 rendered by templates
