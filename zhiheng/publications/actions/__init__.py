"""Writing, signing, issuing and amending documents: each act by name, each in one transaction with its line of history."""

from zhiheng.publications.actions.amending import draft_correction, withdraw
from zhiheng.publications.actions.continuing import continue_from
from zhiheng.publications.actions.distributing import distribute, receive
from zhiheng.publications.actions.issuing import issue
from zhiheng.publications.actions.publishing import publish
from zhiheng.publications.actions.reviewing import send_back, submit
from zhiheng.publications.actions.rewording import reword
from zhiheng.publications.actions.ruling import set_rule
from zhiheng.publications.actions.settling import reopen, settle
from zhiheng.publications.actions.signing import sign, take_back
from zhiheng.publications.actions.writing import begin, drop, refresh, revise
from zhiheng.publications.actions.writing_about import begin_about

__all__ = [
    "begin", "begin_about", "continue_from", "distribute", "draft_correction", "drop", "issue", "publish", "receive", "refresh",
    "reopen", "revise", "reword", "send_back", "set_rule", "settle", "sign", "submit", "take_back", "withdraw",
]  # fmt: skip
