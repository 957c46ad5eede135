"""Writing documents and their items, one file a subject.

`adding`: files come in.  `refusing`: what may not be kept.  `queueing`: the background work.
`reading`: what a document says is read.  `deciding`: a person accepts, edits, rejects, adds, undoes.
`repairing`: a person decides what a damaged place reads.  `learning`: corrections become lines of definitions.
"""

from zhiheng.documents.actions.adding import add_document, read_again
from zhiheng.documents.actions.deciding import (
    accept_above,
    accept_item,
    add_item,
    edit_item,
    put_back_item,
    reject_item,
    undo,
)
from zhiheng.documents.actions.learning import decide_correction, suggest, write_learned
from zhiheng.documents.actions.queueing import enqueue_reading
from zhiheng.documents.actions.reading import read_document
from zhiheng.documents.actions.refusing import dismiss_refusal
from zhiheng.documents.actions.repairing import decide_repair

__all__ = [
    "accept_above",
    "accept_item",
    "add_document",
    "add_item",
    "decide_correction",
    "decide_repair",
    "dismiss_refusal",
    "edit_item",
    "enqueue_reading",
    "put_back_item",
    "read_again",
    "read_document",
    "reject_item",
    "suggest",
    "undo",
    "write_learned",
]
