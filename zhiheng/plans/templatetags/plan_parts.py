"""Parts of the plan pages."""

from django import template

from zhiheng.documents.queries import clause_url
from zhiheng.plans.actions.changing import FIELDS

register = template.Library()


register.filter("clause_url", clause_url)


@register.filter
def column(field: str) -> str:
    """A column's name."""
    return FIELDS.get(field, "意见")
