"""Where a text says that of several units the one listed first leads: 列第一位者为牵头单位，下同."""

import re

_FIRST_LEADS = re.compile(
    r"(?:列(?:在)?|排(?:名|序|列)?(?:在)?|居|为)?(?:首位|第一位|第一|首个|最前)(?:的)?(?:单位|部门|者)?(?:为|是|系|即)?(?:该项(?:工作|任务))?(?:的)?牵头"
    r"|第一(?:个)?(?:责任)?(?:单位|部门)为(?:该项(?:工作|任务))?(?:的)?牵头"
)


def first_leads_from(text: str) -> int | None:
    """The place of the words that say so; None where nothing does."""
    said = _FIRST_LEADS.search(text)
    return said.start() if said else None
