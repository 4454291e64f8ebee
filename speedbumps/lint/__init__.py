"""Check files of every kind, and report all of their problems at once."""
