"""What a clock says on a day: a comparison of its dates, which needs no calendar."""

from datetime import date

from zhiheng.core.values.lifecycles import ClockDays, ClockStatus


def status_on(days: ClockDays | None, day: date) -> ClockStatus:
    """What a clock says at the end of a day. A clock without a known limit has not begun."""
    if days is None or (days.start and days.start > day):
        return "未起"
    if days.stop and days.stop <= day:
        return "迟" if days.due and days.stop > days.due else "按时"
    if days.paused and days.paused <= day:
        return "逾期" if days.due and days.due < days.paused else "中止"
    if days.due is None:
        return "在限" if days.paused else "未起"  # a pause that lasts began in time
    return "逾期" if day > days.due else "在限"
