"""Somebody else's form 填表: taken in, filled with proposals, asked about where doubtful, handed out and remembered.

Enters: an empty .xlsx or .docx. Leaves: the same file with values, and rows of 已报数据台账. Open first: proposing.py.
"""
