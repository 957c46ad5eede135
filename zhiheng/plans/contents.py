"""What of 督办 is sealed: what a matter asks, and every dated entry whole."""

from collections.abc import Mapping
from typing import Any

from zhiheng.history.sealing import Contents


def _matter_named(content: Mapping[str, Any]) -> str:
    return f"督办事项“督〔{content['year']}〕{content['number']}号”"


def _entry_named(content: Mapping[str, Any]) -> str:
    return f"督办记录“{content['on']} {content['name']}”"


def _proof_named(content: Mapping[str, Any]) -> str:
    return f"督办佐证“{content['name']}”"


MATTER = (
    "area_id", "office_id", "year", "number", "subject", "source", "origin", "basis", "basis_on", "goal", "leader", "lead_id",
    "person", "phone", "remark", "opened_on", "opened_by_id", "cycle", "cycle_day", "begun_due_on",
)  # fmt: skip
ENTRY = (
    "matter_id", "position", "act", "name", "on", "state", "unit", "progress", "problems", "needs", "plan", "evidence", "reason",
    "approver", "document", "due_was", "due", "covers", "file_name", "by_id", "at",
)  # fmt: skip
PROOF = ("entry_id", "name", "digest", "digest_name", "size", "by_id", "at")
CONTENTS = (
    Contents("plans.matter", "督办事项", MATTER, _matter_named),
    Contents("plans.matterentry", "督办记录", ENTRY, _entry_named),
    Contents("plans.matterproof", "督办佐证", PROOF, _proof_named),
)
