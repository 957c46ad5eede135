"""Parts of the pages that explain scores."""

from decimal import Decimal

from django import template

from zhiheng.core.scoring.numbers import plain

register = template.Library()


@register.filter("plain")
def plainly(value: Decimal | None) -> str:
    """A number as people write it, without zeros at the end; — where there is none."""
    return "—" if value is None else plain(value)
