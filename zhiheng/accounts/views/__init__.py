"""Pages about people: signing in, who works here, who may what, what the log says."""
