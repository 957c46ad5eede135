"""督办: matters opened, handed down, reported on, reviewed, struck off; units answer by the sheets they send.

Open first: actions/opening.py, then actions/acting.py. Others use `actions` (open_matter, act, open_round …) and `queries`.
"""
