"""People, and what they may do in which office. One clerk with one sign-in is enough for everything.

Open first: roles.py (who may what), middleware.py (the office of a request).
"""
