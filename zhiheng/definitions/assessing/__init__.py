"""What a scheme's file must hold to be scored: points that add up, bands without gaps, ways that fit, vetoes that are known.

Enters: the tables of one file, and the indicators and registers there are. Leaves: values of `core.values.schemes`, or a Fault.
Open `zhiheng/definitions/schemes.py` first.
"""
