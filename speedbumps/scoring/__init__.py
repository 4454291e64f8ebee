"""Score answers: the same code for one person and for a million."""
