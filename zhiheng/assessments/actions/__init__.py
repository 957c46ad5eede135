"""What is done in an assessment, one file a part of the year."""
