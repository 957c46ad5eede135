"""Where a text says that of several units the one listed first leads: 列第一位者为牵头单位，下同."""

import re

_FIRST_LEADS = re.compile(
    r"(?:首位|首个|最前|第一位?)"  # which alone begin it, so that it is found fast
    r"(?:的?(?:单位|部门|者)?[为是系即]?(?:该项(?:工作|任务))?的?牵头"
    r"|(?<=第一)个?(?:责任)?(?:单位|部门)为(?:该项(?:工作|任务))?的?牵头)"
)


def first_leads_from(text: str) -> int | None:
    """The place of the words that say so; None where nothing does."""
    said = _FIRST_LEADS.search(text)
    return said.start() if said else None
