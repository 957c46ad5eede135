"""Pages of assessments, one file a part of the year."""
