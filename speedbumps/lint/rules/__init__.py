"""Rules for questionnaires, actions and translations. Each is a generator whose docstring is its manual page."""
