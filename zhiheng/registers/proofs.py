"""Evidence of a step: what was attached for it, not what proved an earlier one."""

from zhiheng.registers.models import Row


def new_proofs(row: Row) -> int:
    """How many files were attached since the row's last step."""
    last = row.steps.last()
    return (row.attachments.filter(at__gt=last.at) if last else row.attachments).count()
