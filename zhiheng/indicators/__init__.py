"""Indicators 指标: figures counted from rows of registers, each open to the rows that make it.

Enters: rows of `registers`. Leaves: `Observation`, the only figures that later stages read. Open first: models.py.
"""
