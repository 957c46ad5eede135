"""A document that we wrote comes back from Word or WPS, edited: what changed, and what of it is taken.

Enters: the `Paper` as it went out, the .docx as it came back. Leaves: `Returned`; then the `Paper` with what a person took.
Open first: comparing.py, then finding.py.
Source: docs/methods/returning.md
"""

from zhiheng.core.writing.returning.comparing import returned
from zhiheng.core.writing.returning.taking import new_line, taken, template_with

__all__ = ["new_line", "returned", "taken", "template_with"]
