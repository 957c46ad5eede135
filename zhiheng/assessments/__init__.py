"""Assessments of the areas below one, by a scheme and for a period.

Enters: the figures of `indicators`, incidents of the registers, what persons said, evidence. Leaves: scorecards of three
sides, frozen results.
Open models.py first, then cards.py.
"""
