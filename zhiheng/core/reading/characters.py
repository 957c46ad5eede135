"""Classes of characters that several steps ask for, as fragments of a regular expression's brackets."""

HAN = r"㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff"
"""Chinese characters."""

WIDE = HAN + r"、。〈-】〔-〟！-～·—…‘’“”"
"""Chinese characters and the punctuation that belongs to them."""

NUMERALS = "〇零一二三四五六七八九十百千"
"""Chinese numerals as they number headings."""

ENDS = "。！？；…"
"""Marks that end a sentence or its part."""
