"""From answers to scores: one engine for one person and for a million."""
