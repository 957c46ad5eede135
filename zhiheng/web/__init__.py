"""What every page shares: the frame, declared reading and writing, areas, faults shown to people.

Nothing is stored here. Open first: access.py (who may), scoping.py (whose rows), templates/web/base.html.
"""
