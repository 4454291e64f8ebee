"""From a questionnaire and answers to a report on what slows improvement in a school."""

__version__ = "0.1.0"
