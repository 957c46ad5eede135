"""Official documents going out 公文: written from templates with figures, issued by a named person and kept.

Enters: figures of `indicators`. Leaves: texts whose every figure opens to its rows. Open first: models.py.
"""
