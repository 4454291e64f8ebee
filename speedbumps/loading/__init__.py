"""From files to the questionnaire that they describe, with every mistake in its place."""
