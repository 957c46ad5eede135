"""Pages of the directory: one file for what they are about."""
