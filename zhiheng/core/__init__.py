"""The pure library: bytes, words and dates come in, values go out. No Django, no database, no network."""
