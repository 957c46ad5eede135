"""督办: what an act makes of a matter, which light it shows on a day, what a month's record says.

In:  the definition, dated entries, a day. Out: a standing, a light, sentences of what is lacking; nothing is kept here.
Open `acts.py` first.
"""

from zhiheng.core.chasing.acts import lacking, possible_acts, standing_after, standing_on
from zhiheng.core.chasing.cycles import next_feedback
from zhiheng.core.chasing.lights import light_of_month, light_on

__all__ = ["lacking", "light_of_month", "light_on", "next_feedback", "possible_acts", "standing_after", "standing_on"]
