"""Zhiheng 质衡: quality work in a region, from policy document to published figure.

Enters: policy documents, spreadsheets.  Leaves: plans, registers, figures, official documents.
Open first: `core/__init__.py` (the pure library), then `documents/` (the first stage kept).
"""

__version__ = "0.1.0"
