"""Days as people write them."""

from datetime import date


def day_in_words(day: date) -> str:
    """The day in Chinese.

    >>> day_in_words(date(2025, 7, 5))
    '2025年7月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
