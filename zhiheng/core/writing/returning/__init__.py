"""A document that we wrote comes back from Word or WPS, edited: what changed, and what of it is taken.

Enters: the `Paper` as it went out, the .docx as it came back. Leaves: `Returned`; then the `Paper` with what a person took.
Open first: comparing.py, then finding.py.
Source: docs/methods/returning.md
"""

from zhiheng.core.writing.returning.comparing import returned
from zhiheng.core.writing.returning.stamping import stamped, version_in
from zhiheng.core.writing.returning.taking import as_typed, new_line, retyped, taken, template_with

__all__ = ["as_typed", "new_line", "returned", "retyped", "stamped", "taken", "template_with", "version_in"]
