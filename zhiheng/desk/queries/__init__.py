"""What is asked of an office, one file a question."""

from zhiheng.desk.queries.dues import PRINTED, Due, DueGroup, asker, asker_of, due_groups, row_lines
from zhiheng.desk.queries.duties import Duties, Duty, duties, turn_of
from zhiheng.desk.queries.months import Month, calendar_file, month_of
from zhiheng.desk.queries.notices import notices_to_hand_on, unseen_notices
from zhiheng.desk.queries.offices import office_work
from zhiheng.desk.queries.stages import SHOWN, Group, Todo, groups, is_empty

__all__ = [
    "PRINTED",
    "SHOWN",
    "Due",
    "DueGroup",
    "Duties",
    "Duty",
    "Group",
    "Month",
    "Todo",
    "asker",
    "asker_of",
    "calendar_file",
    "due_groups",
    "duties",
    "groups",
    "is_empty",
    "month_of",
    "notices_to_hand_on",
    "office_work",
    "row_lines",
    "turn_of",
    "unseen_notices",
]
