"""Areas, organisations, and which of ours does the work of which body above.

Open first: models.py. What a body above is called here is a `Counterpart`, asked once and remembered.
"""
