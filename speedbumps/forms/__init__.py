"""From a questionnaire to what people fill in: an interview in the terminal, a web page, and paper."""
