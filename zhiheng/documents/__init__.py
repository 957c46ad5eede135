"""Policy documents: the original kept byte for byte, read in the background, reviewed by a person item by item.

Enters: files.  Leaves: accepted items, each opening to its clause.  Open first: models.py.
"""
