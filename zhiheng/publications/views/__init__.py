"""Pages of documents: what was issued, manuscripts, the book of numbers, and what becomes of an issued document."""
