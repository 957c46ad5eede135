"""Assessments of the areas below one, by a scheme and for a period.

Enters: the figures of `indicators`, incidents of the registers, a scheme. Leaves: scorecards, reckoned now and kept nowhere.
Open queries.py first.
"""
