"""The registers of daily work 台账: one engine, one definition file a register, one row store.

Enters: spreadsheets. Leaves: checked rows that figures are counted from. Open first: models.py, then importing.py.
"""
