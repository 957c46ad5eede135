"""The templates of this installation: ours, and those of the office's own tree, which replace ours of the same id."""

from django.conf import settings

from zhiheng.core.writing.templates import Template
from zhiheng.definitions.templates import template_called, templates


def known_templates() -> dict[str, Template]:
    """Every template by id."""
    return templates(settings.DEFINITIONS)


def known_template(id: str) -> Template:
    """The template of that id. Raises: Fault D210."""
    return template_called(id, settings.DEFINITIONS)
