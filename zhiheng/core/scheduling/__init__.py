"""When something is due: working days, clocks and what they say on a day, steps of a lifecycle, who was due.

In:  a calendar, a register's definition, the values of one row, a day. Out: dates, states, problems; nothing is kept here.
Open `days.py` first.
"""
