"""Pages of the registers, one file a part of the work."""
