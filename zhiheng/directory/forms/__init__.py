"""What is asked for in the directory: one file for what it is about."""
