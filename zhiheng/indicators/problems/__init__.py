"""Problems that the records show by themselves: found, proposed to a person once, chased or dismissed with a reason.

Open first: finding.py (what is looked for), then deciding.py (what a person makes of it).
"""
