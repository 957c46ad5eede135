"""Judging: sheets and pages of departments and experts, visits, review; the three scores side by side. Open asking.py first."""
