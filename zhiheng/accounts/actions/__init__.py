"""Changing people and rights: who comes and leaves (people.py), who may what (granting.py), who is signed in (sessions.py)."""

from zhiheng.accounts.actions.granting import grant, in_words, revoke
from zhiheng.accounts.actions.people import add_person, bring_back, found_installation, give_password, leave
from zhiheng.accounts.actions.sessions import end_sessions, note_handout, session_renewed, unlock

__all__ = [
    "add_person",
    "bring_back",
    "end_sessions",
    "found_installation",
    "give_password",
    "grant",
    "in_words",
    "leave",
    "note_handout",
    "revoke",
    "session_renewed",
    "unlock",
]
