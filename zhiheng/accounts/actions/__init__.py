"""Changing people and rights: who comes and leaves (people.py), who may what (granting.py), who is signed in
(sessions.py, and programs: tokens.py), who comes from the office's provider (arriving.py)."""

from zhiheng.accounts.actions.arriving import admit, note_waiting, user_of
from zhiheng.accounts.actions.granting import grant, in_words, revoke
from zhiheng.accounts.actions.people import add_person, bring_back, found_installation, give_password, leave
from zhiheng.accounts.actions.sessions import (
    end_sessions,
    note_handout,
    note_refusal,
    session_renewed,
    unlock,
)
from zhiheng.accounts.actions.tokens import known_token, make_token, revoke_token

__all__ = [
    "add_person",
    "admit",
    "bring_back",
    "end_sessions",
    "found_installation",
    "give_password",
    "grant",
    "in_words",
    "known_token",
    "leave",
    "make_token",
    "note_handout",
    "note_refusal",
    "note_waiting",
    "revoke",
    "revoke_token",
    "session_renewed",
    "unlock",
    "user_of",
]
