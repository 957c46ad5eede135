"""The work desk: what is asked of me today, from every stage."""
