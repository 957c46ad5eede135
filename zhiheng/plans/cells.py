"""The cells of a duty: their names, and what each says."""

from zhiheng.plans.models import Duty

WORDS = {
    "category": "类别",
    "task": "重点任务",
    "measures": "具体举措",
    "due": "完成时限",
    "leader": "责任领导",
    "person": "责任人",
    "phone": "电话",
    "progress_1": "一季度进度",
    "progress_2": "二季度进度",
    "progress_3": "三季度进度",
    "progress_4": "四季度进度",
    "clause": "依据条款",
    "remark": "备注",
}
UNITS = {"lead_units": "牵头单位", "units": "责任（配合）单位"}
_FIRST = ("category", "task", "measures")
FIELDS = {name: WORDS[name] for name in _FIRST} | UNITS | WORDS  # in the order of a form
PERSONAL = ("person", "phone")


def cell_text(duty: Duty, field: str) -> str:
    """What a cell says now."""
    if field in WORDS:
        return getattr(duty, field)
    role = "lead" if field == "lead_units" else "responsible"
    names = [unit.name for unit in duty.units.all() if unit.role == role]
    return "、".join(names)


def shown(field: str, value: str) -> str:
    """A value as history may show it: a person's data are not repeated there."""
    return "（已填）" if field in PERSONAL and value else value
