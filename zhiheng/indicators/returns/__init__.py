"""Returns 报送: a form asked for a period of every unit, filled in from the records, out and back by Excel or page, accepted.

Enters: a `Form` of `definitions`, figures of `indicators.queries`, files that units sent back.
Leaves: values that indicators/accepted.py reads, timeliness and completeness (queries.punctuality).
Open first: actions/opening.py, then actions/saving.py.
"""
