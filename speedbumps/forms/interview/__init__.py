"""From a questionnaire to an interview with one person, and from the answers to a file."""
