"""The nouns that core packages share. Nothing here computes."""
