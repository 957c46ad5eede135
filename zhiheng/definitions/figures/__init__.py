"""The parts of an indicator's file, each read and proved by itself.

Enters: the tables of one file, and the registers. Leaves: the nouns of `core/values/indicators.py`. Open shapes.py first;
relations.py proves the indicators against each other.
"""
