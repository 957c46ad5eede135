"""How scores are explained: scorecards down to rows and clauses, ranks, what-if, what can still be had, the leader's page.

Enters: an assessment, and which cards of it are meant. Leaves: what pages and workbooks show. Nothing here writes.
Open asking.py first, then cards.py.
"""
