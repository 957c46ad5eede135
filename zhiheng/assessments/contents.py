"""What of assessments is sealed: every word that decides a score, every file of evidence by its bytes, every frozen result."""

from collections.abc import Mapping
from typing import Any

from zhiheng.history.sealing import Contents


def _judgement_named(content: Mapping[str, Any]) -> str:
    return f"考核评分“{content['item']}”"


def _appeal_named(content: Mapping[str, Any]) -> str:
    return f"考核申诉“{content['item']}”"


def _exhibit_named(content: Mapping[str, Any]) -> str:
    return f"佐证“{content['file_name']}”"


def _result_named(content: Mapping[str, Any]) -> str:
    return f"考核结果第{content['revision']}版"


JUDGEMENT = (
    "assessed_id", "item", "side", "stage", "value", "answer", "applies", "sample", "why", "scorer", "unit_id", "file_name",
    "by_id", "at",
)  # fmt: skip
APPEAL = (
    "assessed_id", "item", "says", "asks", "exhibits", "scored", "filed_on", "filed_by", "state", "ruling", "decided_by",
    "ruled_by_id", "ruled_at",
)  # fmt: skip
EXHIBIT = ("assessed_id", "digest", "digest_name", "file_name", "kind", "size", "by_id", "at")  # never changes once it came
RESULT = (
    "assessment_id", "revision", "corrects_id", "why", "scheme_kept", "scheme_digest", "inputs", "inputs_digest", "cards",
    "digest", "digest_name", "code", "approver", "document", "accepted", "approved_by_id", "approved_at",
)  # fmt: skip
CONTENTS = (
    Contents("assessments.judgement", "考核评分", JUDGEMENT, _judgement_named),
    Contents("assessments.appeal", "考核申诉", APPEAL, _appeal_named),
    Contents("assessments.exhibit", "佐证材料", EXHIBIT, _exhibit_named),
    Contents("assessments.result", "考核结果", RESULT, _result_named),
)
