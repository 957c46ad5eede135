"""The six kinds of items: where the reading lists them, how the review page names and groups them."""

LISTS = {
    "target": "targets",
    "qualitative_target": "qualitative_targets",
    "task": "tasks",
    "mechanism": "mechanisms",
    "rule": "rules",
    "statistic": "statistics",
}
# What of an item of the reading contract says where it stands and how sure it is, not what it holds.
PLACE = ("section", "quote", "start", "end", "confidence", "flags")
NOT_VALUE = (*PLACE, "alternatives", "also_at", "by_rule")

# The letter before an item's id names its kind on the page: t12 is a target, f3 the repair at place 3.
LETTERS = {"target": "t", "qualitative_target": "q", "task": "d", "mechanism": "m", "rule": "r", "statistic": "s"}
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "target": ("目标", ("target", "qualitative_target")),
    "task": ("任务", ("task",)),
    "mechanism": ("机制", ("mechanism",)),
    "rule": ("规则", ("rule",)),
    "statistic": ("数据", ("statistic",)),
    "repair": ("修复", ()),
}
