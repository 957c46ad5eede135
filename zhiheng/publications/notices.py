"""The correction notice of a document: its template, with a line for each figure that has moved."""

import re
from collections.abc import Iterable

from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.templates import Template, parsed
from zhiheng.publications.known import known_template
from zhiheng.publications.outdated import Outdated

NOTICE = "correction-notice"
ALONE = re.compile(r'figure\((?:\s*(?:\w+\s*=\s*)?(?:"[^"]*"|\d+|true|false)\s*,?)*\)')  # with no name of a loop in it
PLACE = '{{ blank("更正内容") }}'


def notice_of(moved: Iterable[Outdated]) -> Template:
    """The template of the office, its place for corrections filled: each new value is a figure of its own, as it was asked for.

    Raises: Fault B136 the office's own template has no such place.
    """
    template = known_template(NOTICE)
    if PLACE not in template.text:
        raise Fault("B136", f"模板“{NOTICE}”里没有 {PLACE}，不知道更正内容写在哪里。请在模板里补上这一行。")
    lines = [f"“{one.name}”原为{one.old}，更正为{_asked(one)}。" for one in moved]
    return parsed(template.text.replace(PLACE, "\n\n".join(lines)), NOTICE)


def _asked(one: Outdated) -> str:
    """The figure as a template asks for it; in words where it stood in a list or a loop, or has no value any more."""
    return f"{{{{ {one.asked} }}}}" if one.new and ALONE.fullmatch(one.asked) else one.new or "暂无数据"
