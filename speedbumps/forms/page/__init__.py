"""From a questionnaire to one HTML file that asks its questions offline, without any library."""
