"""The pages of indicators and returns, one file a kind of page."""
